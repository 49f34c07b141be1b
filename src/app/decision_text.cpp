#include "app/decision_text.h"

#include <iostream>

namespace sohoa {
namespace {

std::string_view mark(ReasonOutcome outcome) {
  switch (outcome) {
    case ReasonOutcome::Passed:
      return "✓";
    case ReasonOutcome::Failed:
      return "✗";
    case ReasonOutcome::Note:
      return "!";
    case ReasonOutcome::Unknown:
      return "?";
    case ReasonOutcome::NotApplicable:
      break;
  }
  return "–";
}

}  // namespace

void print_reason(const AppContext& app, const Reason& reason) {
  const std::string_view cited = clause(reason.clause).citation;
  std::cout << "  " << mark(reason.outcome) << " "
            << pick(app, reason.message_vi, reason.message_en);
  if (!cited.empty()) std::cout << "  [" << cited << "]";
  std::cout << "\n";
}

void print_failed(const AppContext& app, const std::vector<Reason>& reasons) {
  for (const Reason& reason : reasons) {
    if (reason.outcome == ReasonOutcome::Failed) print_reason(app, reason);
  }
}

}  // namespace sohoa
