#include "pipeline/page_review.h"

#include <algorithm>

#include "intake/duplicate_page.h"

namespace sohoa {
namespace {

std::string page_label(const StoredPage& page) {
  return "Trang " + std::to_string(page.record.ordinal);
}

void wait_because(ComponentRecord& component, std::string reason) {
  component.reasons.push_back(std::move(reason));
  if (component.state == ComponentState::Working) component.state = ComponentState::Waiting;
}

void review_failures(ComponentPages& loaded) {
  std::size_t failed = 0;
  for (const StoredPage& page : loaded.pages) {
    if (page.record.state != PageState::Failed) continue;
    ++failed;
    wait_because(loaded.component,
                 page_label(page) + " không đọc được (" + page.record.error + "): chờ cán bộ xem.");
  }
  if (failed > 0 && failed == loaded.pages.size()) loaded.component.state = ComponentState::Failed;
}

void review_count(ComponentPages& loaded) {
  const auto declared = loaded.component.pages_declared;
  const auto found = static_cast<std::int32_t>(loaded.pages.size());
  if (!declared || *declared == found) return;
  wait_because(loaded.component,
               "Khai " + std::to_string(*declared) + " trang, nhận " + std::to_string(found) +
                   " trang: chờ cán bộ đối chiếu.");
}

// Noted, never dropped: a blank reverse is ordinary, a blank front may be a double feed.
void review_blanks(ComponentPages& loaded) {
  for (const StoredPage& page : loaded.pages) {
    if (page.record.blank)
      loaded.component.reasons.push_back(page_label(page) + " là trang trắng.");
  }
}

void review_owner_dossier(ComponentPages& loaded) {
  if (loaded.component.dossier.empty()) {
    wait_because(loaded.component, "Chưa rõ mã hồ sơ: chờ cán bộ xếp vào hồ sơ.");
  }
}

std::vector<PageFingerprint> fingerprints(const ComponentPages& loaded) {
  std::vector<PageFingerprint> prints;
  for (const StoredPage& page : loaded.pages) {
    const bool counts = page.result && !page.record.blank;
    prints.push_back(counts ? fingerprint(page.result->reading) : PageFingerprint{});
  }
  return prints;
}

void review_duplicates(ComponentPages& loaded) {
  const auto prints = fingerprints(loaded);
  for (std::size_t i = 0; i < prints.size(); ++i) {
    for (std::size_t j = 0; j < i && loaded.pages[i].record.duplicate_of == 0; ++j) {
      if (!is_duplicate(prints[j], prints[i])) continue;
      loaded.pages[i].record.duplicate_of = loaded.pages[j].record.ordinal;
      loaded.component.reasons.push_back(page_label(loaded.pages[i]) + " lặp lại trang " +
                                         std::to_string(loaded.pages[j].record.ordinal) + ".");
    }
  }
}

}  // namespace

void review_pages(ComponentPages& loaded) {
  review_failures(loaded);
  review_count(loaded);
  review_blanks(loaded);
  review_duplicates(loaded);
  review_owner_dossier(loaded);
}

}  // namespace sohoa
