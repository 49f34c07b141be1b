#include "golden/gate/gate_page.h"

#include "core/file.h"
#include "intake/readers/page_source.h"
#include "ocr/engine/prepare.h"
#include "ocr/preparation.h"

namespace sohoa::testing {
namespace {

StoredPage stored(const PageInfo& info) {
  StoredPage page;
  page.record.state = PageState::Done;
  page.record.ordinal = 1;
  page.result.emplace();
  page.result->info = info;
  page.result->reading.text.source = TextSource::TextLayer;  // recognition is not what is judged
  return page;
}

}  // namespace

StoredPage with_pixels(const StoredPage& page, const Raster& pixels) {
  StoredPage changed = page;
  PageMeasures& measures = changed.result->reading.measures;
  measures = ocr::measure(pixels);
  changed.record.dct_hash = measures.dct_hash;
  changed.record.blank = ocr::decide_blank(measures.ink_share).value;
  return changed;
}

std::vector<StoredPage> measured_pages(const std::filesystem::path& file) {
  std::vector<StoredPage> pages;
  const auto bytes = read_file(file, 64 * kMiB);
  if (!bytes) return pages;
  const auto source = open_page_source(*bytes, {}, {});
  if (!source) return pages;
  const auto count = static_cast<std::int32_t>((*source)->info().pages.size());
  for (std::int32_t i = 0; i < count; ++i) {
    StoredPage page = stored((*source)->page_info(i));
    std::vector<std::string> notes;
    const auto pixels = (*source)->render(i, notes);
    page.record.state = pixels ? PageState::Done : PageState::Failed;
    const bool is_measured = pixels && page.result->info.kind != PageKind::Digital;
    pages.push_back(is_measured ? with_pixels(page, *pixels) : page);
  }
  return pages;
}

std::string page_findings(const StoredPage& page) {
  ScanQuality scan;
  scan.pages.push_back(page_quality(page));
  std::string ids;
  for (const AdmissionFinding& finding : assess_scan(scan, {})) {
    if (finding.page > 0) ids += (ids.empty() ? "" : " ") + finding.id;
  }
  return ids;
}

}  // namespace sohoa::testing
