// One passing and one failing case a rule, around a result that nothing can be said against.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "policy/legal_value.h"

namespace sohoa::made {

/// A certificate signed by the commune's own agency, in time, with a time-stamp: FULL.
LegalFacts sound_result();
SignatureFact agency_signature();
SignatureFact person_signature();
LegalProfile usual_profile();

struct LegalCase {
  std::string rule;
  ReasonOutcome outcome;  ///< of that rule
  LegalClass value;       ///< of the paper
  std::string name;       ///< letters only
  std::function<void(LegalFacts&, LegalProfile&)> change;
};

const std::vector<LegalCase>& legal_cases();

}  // namespace sohoa::made
