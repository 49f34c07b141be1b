// What was changed after signing (traps 5-11, 16-29): the verdict of modification.h as checks.
#include <algorithm>

#include "signing/checks/blocks.h"

namespace sohoa::checks {
namespace {

// ": sửa nội dung trang (trang 2) và 3 thay đổi khác": the first forbidden change and how many
// more. Empty when none is named: what was signed cannot be told apart from what came later.
Said forbidden_in_words(const ModificationFacts& changes) {
  const auto first = std::ranges::find(changes.changes, false, &JudgedChange::is_allowed);
  if (first == changes.changes.end() || first->change == nullptr) return {};
  Said words = said(first->change->kind);
  if (first->change->page > 0) {
    const std::string page = std::to_string(first->change->page);
    words = {words.vi + " (trang " + page + ")", words.en + " (page " + page + ")"};
  }
  const auto more = std::ranges::count(changes.changes, false, &JudgedChange::is_allowed) - 1;
  if (more > 0) {
    words.vi += " và " + std::to_string(more) + " thay đổi khác";
    words.en += " and " + std::to_string(more) + " more";
  }
  return {": " + words.vi, ": " + words.en};
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
      checks.add(Finding::ModifiedForbidden, {forbidden_in_words(changes)});
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
