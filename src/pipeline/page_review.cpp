#include "pipeline/page_review.h"

#include <algorithm>

#include "intake/duplicate_page.h"
#include "pipeline/scan_findings.h"

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

void mark_duplicates(ComponentPages& loaded) {
  for (const DuplicatePage& repeat : find_duplicates(fingerprints(loaded))) {
    const std::int32_t first = loaded.pages[repeat.first].record.ordinal;
    loaded.pages[repeat.page].record.duplicate_of = first;
  }
}

double mm(double pt) {
  return pt / 72 * 25.4;
}

// A text layer over a scan; a document with a large picture in it is no scan.
bool is_scan(const PageInfo& info) {
  constexpr double kWholePage = 0.9;
  if (info.kind == PageKind::Image) return true;
  return info.kind == PageKind::Hybrid && info.image_share >= kWholePage;
}

// Converters that know no resolution take 72 or 96 dpi and make a page larger than any office
// scanner's, A3. Plans are larger too, but are not scanned that coarsely.
bool is_box_believed(const PageInfo& info) {
  constexpr double kLongestSheet_mm = 432;
  constexpr double kPlanDpi = 150;
  if (info.image_dpi <= 0) return false;
  return mm(std::max(info.width_pt, info.height_pt)) <= kLongestSheet_mm ||
         info.image_dpi >= kPlanDpi;
}

double estimated_dpi(double long_px) {
  constexpr double kA4Long_mm = 297;
  return long_px / (kA4Long_mm / 25.4);
}

void set_resolution(const PageInfo& info, std::int32_t sheet_long_px, PageQuality& quality) {
  const bool is_photo = sheet_long_px > 0;
  if (!is_photo && info.image_dpi > 0) {
    const bool is_turned = info.rotate_deg % 180 != 0;
    quality.width_mm = mm(is_turned ? info.height_pt : info.width_pt);
    quality.height_mm = mm(is_turned ? info.width_pt : info.height_pt);
  }
  if (!is_photo && is_box_believed(info)) {
    quality.dpi_origin = DpiOrigin::Placed;
    quality.dpi_x = info.image_dpi;
    quality.dpi_y = info.image_dpi_y > 0 ? info.image_dpi_y : info.image_dpi;
    return;
  }
  const std::int32_t long_px =
      is_photo ? sheet_long_px : std::max(info.image_width_px, info.image_height_px);
  if (long_px <= 0) return;
  quality.dpi_origin = DpiOrigin::Estimated;
  quality.dpi_x = quality.dpi_y = estimated_dpi(long_px);
}

ColourMode colour_mode(PixelKind pixels) {
  switch (pixels) {
    case PixelKind::Bilevel:
      return ColourMode::Bilevel;
    case PixelKind::Grey:
      return ColourMode::Grey;
    case PixelKind::Neutral:
      return ColourMode::Neutral;
    case PixelKind::Colour:
      return ColourMode::Colour;
    case PixelKind::Unknown:
      break;
  }
  return ColourMode::Unknown;
}

std::optional<double> positive(double measure) {
  return measure > 0 ? std::optional(measure) : std::nullopt;
}

void set_measures(const PageMeasures& measures, PageQuality& quality) {
  quality.colour = colour_mode(measures.pixels);
  quality.edge_width_mm = positive(measures.edge_width_mm);
  quality.paper_level = positive(measures.paper_level);
  quality.contrast = positive(measures.contrast);
  quality.cut_strokes = measures.cut_strokes;
}

ScanQuality scan_quality(const ComponentPages& loaded) {
  ScanQuality scan;
  scan.pages_declared = loaded.component.pages_declared;
  scan.cover_pages = loaded.component.cover_pages;
  for (const FileRecord& file : loaded.files) scan.files.push_back(file_quality(file));
  for (const StoredPage& page : loaded.pages) scan.pages.push_back(page_quality(page));
  return scan;
}

void wait_for_officer(ComponentRecord& component) {
  if (component.state == ComponentState::Working) component.state = ComponentState::Waiting;
}

bool has_readable_page(const ComponentPages& loaded) {
  return std::any_of(loaded.pages.begin(), loaded.pages.end(), [](const StoredPage& page) {
    return page.record.state == PageState::Done;
  });
}

}  // namespace

PageQuality page_quality(const StoredPage& page) {
  PageQuality quality;
  quality.failed = page.record.state == PageState::Failed;
  quality.blank = page.record.blank;
  quality.duplicate_of = page.record.duplicate_of;
  if (!page.result) return quality;
  const PageText& text = page.result->reading.text;
  quality.partial = page.result->is_partial;
  quality.is_scan = is_scan(page.result->info);
  quality.skew_deg = text.skew_deg;
  quality.is_recognised = text.source != TextSource::TextLayer;
  quality.words = static_cast<std::int32_t>(word_count(text));
  quality.confidence = mean_confidence(text);
  set_resolution(page.result->info, page.result->reading.measures.sheet_long_px, quality);
  set_measures(page.result->reading.measures, quality);
  return quality;
}

FileQuality file_quality(const FileRecord& file) {
  return {file.name,
          file.bytes,
          file.pdf_version,
          file.is_encrypted,
          file.active_content,
          file.is_damaged};
}

std::vector<AdmissionFinding> review_pages(ComponentPages& loaded, const ScanProfile& profile) {
  ComponentRecord& component = loaded.component;
  mark_duplicates(loaded);
  auto findings = assess_scan(scan_quality(loaded), profile);
  add_reasons(finding_lines(finding_records(findings, profile)), component.reasons);
  if (gravest(findings) == Severity::Block) wait_for_officer(component);
  // A cover sheet with nothing under it waits already: no page of it failed.
  const bool is_bare_cover = loaded.pages.empty() && component.state == ComponentState::Waiting;
  if (!has_readable_page(loaded) && !is_bare_cover) component.state = ComponentState::Failed;
  if (component.dossier.empty()) {
    component.reasons.emplace_back("Chưa rõ mã hồ sơ: chờ cán bộ xếp vào hồ sơ.");
    wait_for_officer(component);
  }
  return findings;
}

}  // namespace sohoa
