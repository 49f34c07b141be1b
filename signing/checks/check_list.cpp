#include "signing/checks/check_list.h"

#include <span>

namespace sohoa::checks {
namespace {

bool stops(const CheckResult& check) {
  return check.outcome == CheckOutcome::Failed || check.outcome == CheckOutcome::Unknown;
}

}  // namespace

void CheckList::add(Finding finding, std::initializer_list<Said> with) {
  const Consequence follows = consequence(finding);
  if (has_passed()) conclusion_ = {follows.indication, follows.sub_indication};
  results_.push_back(worded(finding, std::span(with.begin(), with.size())));
}

void CheckList::append(const CheckList& other) {
  if (has_passed()) conclusion_ = other.conclusion_;
  results_.insert(results_.end(), other.results_.begin(), other.results_.end());
}

Said CheckList::reason() const {
  for (const CheckResult& check : results_) {
    if (stops(check)) return {check.message_vi, check.message_en};
  }
  return {};
}

}  // namespace sohoa::checks
