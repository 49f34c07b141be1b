// What an officer must look at, and why: the reviews a component opens. Pure.
#pragma once

#include <optional>
#include <vector>

#include "core/clock.h"
#include "pipeline/metadata.h"
#include "policy/legal_value.h"

namespace sohoa {

/// All that is known when a component is read and judged.
struct Assessment {
  Extraction seen;
  Metadata metadata;
  std::vector<ScanFindingRecord> scan;  ///< every finding of the gate; what blocks opens a review
  LegalValue legal;
  std::string secrecy;       ///< a word that may be a stamp of secrecy, and where; empty: none
  std::string out_of_scope;  ///< why it is not digitised (TT 01/2023 art. 4); empty: it is
};

/// Reviews to open, in no order; ids are 0. A paper waits (`is_blocking`) for: what may be
/// a stamp of secrecy, a dossier nobody named, a scan that breaks a rule, a contradiction between
/// declaration and paper, a datum the profile insists on, a broken or forged signature. All else is
/// looked at beside its use. A component that waits for any other reason gets a review with that
/// reason: nothing waits that is in nobody's queue.
std::vector<ReviewRecord> doubts_of(const ComponentRecord& component,
                                    const Assessment& assessment,
                                    const Profile& profile,
                                    UtcTime now);

bool is_blocked(const std::vector<ReviewRecord>& reviews);

}  // namespace sohoa
