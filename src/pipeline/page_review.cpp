#include "pipeline/page_review.h"

#include <algorithm>
#include <map>

#include "intake/duplicate_page.h"

namespace sohoa {
namespace {

std::vector<PageFingerprint> fingerprints(const ComponentPages& loaded) {
  std::vector<PageFingerprint> prints;
  for (const StoredPage& page : loaded.pages) {
    const bool counts = page.result && !page.record.blank;
    prints.push_back(
        counts ? fingerprint({}, page.record.dct_hash, plain_text(page.result->reading.text))
               : PageFingerprint{});
  }
  return prints;
}

std::int32_t mark_duplicates(ComponentPages& loaded) {
  const auto found = find_duplicates(fingerprints(loaded));
  for (const DuplicatePage& repeat : found) {
    const std::int32_t first = loaded.pages[repeat.first].record.ordinal;
    loaded.pages[repeat.page].record.duplicate_of = first;
  }
  return static_cast<std::int32_t>(found.size());
}

PageQuality quality_of(const StoredPage& page) {
  PageQuality quality;
  quality.failed = page.record.state == PageState::Failed;
  quality.blank = page.record.blank;
  if (!page.result) return quality;
  const PageKind kind = page.result->info.kind;
  quality.is_scan = kind == PageKind::Image || kind == PageKind::Hybrid;
  quality.dpi = page.result->info.image_dpi;
  quality.skew_deg = page.result->reading.text.skew_deg;
  return quality;
}

ScanQuality quality_of(const ComponentPages& loaded, std::int32_t duplicates) {
  ScanQuality scan;
  scan.pages_declared = loaded.component.pages_declared;
  scan.duplicate_pages = duplicates;
  for (const StoredPage& page : loaded.pages) scan.pages.push_back(quality_of(page));
  return scan;
}

// "Trang 2, 5: Ảnh quét không có màu.": one line a finding, however many pages it stands on.
std::vector<std::string> reason_lines(const std::vector<AdmissionFinding>& findings) {
  std::vector<std::string> texts;
  std::map<std::string, std::string> pages_of;
  for (const AdmissionFinding& finding : findings) {
    if (!pages_of.contains(finding.text_vi)) texts.push_back(finding.text_vi);
    std::string& pages = pages_of[finding.text_vi];
    if (finding.page > 0) pages += (pages.empty() ? "" : ", ") + std::to_string(finding.page);
  }
  for (std::string& text : texts) {
    if (const std::string& pages = pages_of[text]; !pages.empty())
      text = "Trang " + pages + ": " + text;
  }
  return texts;
}

bool is_about_completeness(const AdmissionFinding& finding, const ScanProfile& profile) {
  return finding.severity == Severity::Block && finding.clause == profile.completeness_clause;
}

void wait_for_officer(ComponentRecord& component) {
  if (component.state == ComponentState::Working) component.state = ComponentState::Waiting;
}

// Reads in part what the file holds in part: an officer compares it with the paper.
void review_partial_pages(ComponentPages& loaded) {
  for (const StoredPage& page : loaded.pages) {
    if (!page.result || !page.result->is_partial) continue;
    const Error damaged{Fault::DamagedFile, "", {"", page.record.ordinal, -1, {}}};
    loaded.component.reasons.push_back(describe(damaged, Lang::Vi));
    wait_for_officer(loaded.component);
  }
}

bool has_readable_page(const ComponentPages& loaded) {
  return std::any_of(loaded.pages.begin(), loaded.pages.end(), [](const StoredPage& page) {
    return page.record.state == PageState::Done;
  });
}

}  // namespace

void review_pages(ComponentPages& loaded, const ScanProfile& profile) {
  ComponentRecord& component = loaded.component;
  const auto findings = assess_scan(quality_of(loaded, mark_duplicates(loaded)), profile);
  for (std::string& reason : reason_lines(findings)) component.reasons.push_back(std::move(reason));
  const bool is_incomplete =
      std::any_of(findings.begin(), findings.end(), [&](const AdmissionFinding& finding) {
        return is_about_completeness(finding, profile);
      });
  if (is_incomplete) wait_for_officer(component);
  review_partial_pages(loaded);
  // A cover sheet with nothing under it waits already: no page of it failed.
  const bool is_bare_cover = loaded.pages.empty() && component.state == ComponentState::Waiting;
  if (!has_readable_page(loaded) && !is_bare_cover) component.state = ComponentState::Failed;
  if (component.dossier.empty()) {
    component.reasons.emplace_back("Chưa rõ mã hồ sơ: chờ cán bộ xếp vào hồ sơ.");
    wait_for_officer(component);
  }
}

}  // namespace sohoa
