// The counter's question: which required papers of this owner are already here?
#pragma once

#include <string>
#include <vector>

#include "pipeline/rule_book.h"
#include "policy/reception.h"

namespace sohoa {

struct ReceptionRequest {
  std::string procedure;
  std::string owner_id;
  std::string dossier;  ///< empty: nothing received yet
  std::string officer;
};

struct ReceptionList {
  std::string procedure;  ///< short code
  std::string name;
  std::vector<ReceptionLine> lines;
};

/// Looking into somebody's papers is logged, also when nothing is found ("reception.listed").
/// Errors: NoSuchProcedure (not in the catalogue), Usage (no owner).
Result<ReceptionList> list_reception(const RuleBook& rules, const ReceptionRequest& request);

/// Why a component the state already holds is asked for all the same.
struct AskAnyway {
  std::string component;
  std::string reason;  ///< code of ask_reasons()
  std::string words;
};

/// Logs "component.asked-anyway" and answers with the line it is about. Without a known code and
/// words beside it the asking is refused (Usage) and nothing is written. Asking for what is not
/// here needs no reason and is not logged.
Result<ReceptionLine> ask_anyway(const RuleBook& rules,
                                 const ReceptionRequest& request,
                                 const AskAnyway& ask);

}  // namespace sohoa
