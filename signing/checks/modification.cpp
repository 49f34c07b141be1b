// What was changed after signing (traps 5-11, 16-29): the verdict of modification.h as checks.
#include <algorithm>

#include "signing/checks/blocks.h"

namespace sohoa::checks {
namespace {

// ", trang 2: page-content": the first forbidden change, as an example.
Said example(const ModificationFacts& changes) {
  const auto forbidden = std::ranges::find(changes.changes, false, &JudgedChange::is_allowed);
  if (forbidden == changes.changes.end() || forbidden->change == nullptr) return {};
  const Change& change = *forbidden->change;
  const std::string what(name(change.kind));
  if (change.page <= 0) return said(" (" + what + ")");
  const std::string page = std::to_string(change.page);
  return {" (" + what + ", trang " + page + ")", " (" + what + ", page " + page + ")"};
}

void add_forbidden(const ModificationFacts& changes, CheckList& checks) {
  const auto count = std::ranges::count(changes.changes, false, &JudgedChange::is_allowed);
  checks.add(Finding::ModifiedForbidden, {said(std::to_string(count)), example(changes)});
}

// Trap 18: permitted under P=3, and still able to hide what was signed.
void add_overlays(const ModificationFacts& changes, CheckList& checks) {
  for (const JudgedChange& judged : changes.changes) {
    if (judged.change == nullptr || !judged.is_allowed || !judged.change->covers_content) continue;
    checks.add(Finding::ContentOverlaid, {said(std::to_string(judged.change->page))});
  }
}

}  // namespace

void check_modification(const SignatureFacts& facts,
                        const ModificationFacts& changes,
                        CheckList& checks) {
  switch (changes.modification) {
    case Modification::None:
      checks.add(Finding::ModifiedNot);
      break;
    case Modification::Allowed:
      checks.add(Finding::ModifiedAllowed);
      break;
    case Modification::Forbidden:
      add_forbidden(changes, checks);
      break;
    case Modification::Unknown:
      checks.add(Finding::ModifiedUnknown);
      break;
  }
  add_overlays(changes, checks);
  if (facts.pdf && facts.pdf->removed_later) checks.add(Finding::RemovedLater);
}

void check_certification(const SignatureFacts& facts, bool is_first, CheckList& checks) {
  if (is_first || !facts.pdf || !facts.pdf->is_certification) return;
  checks.add(Finding::LaterCertification);
}

}  // namespace sohoa::checks
