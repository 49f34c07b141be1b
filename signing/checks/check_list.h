// The findings on one object in the order they were made, and the conclusion they lead to.
#pragma once

#include <initializer_list>
#include <vector>

#include "signing/checks/messages.h"

namespace sohoa::checks {

struct Conclusion {
  Indication indication = Indication::TotalPassed;
  SubIndication sub_indication = SubIndication::None;
};

/// EN 319 102-1 runs its blocks in order and stops at the first that does not pass. We run them
/// all, because an officer wants every reason, but the first that does not pass still decides.
class CheckList {
 public:
  void add(Finding finding, std::initializer_list<Said> with = {});
  /// Appends what another list found; its conclusion counts if this one still passes.
  void append(const CheckList& other);

  bool has_passed() const { return conclusion_.indication == Indication::TotalPassed; }
  const Conclusion& conclusion() const { return conclusion_; }
  const std::vector<CheckResult>& results() const { return results_; }
  /// The first message that did not pass, for those who only mention this list; empty Said if none.
  Said reason() const;

 private:
  Conclusion conclusion_;
  std::vector<CheckResult> results_;
};

}  // namespace sohoa::checks
