#include "intake/admission.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <utility>

#include "intake/admission_rules.h"
#include "intake/naming.h"

namespace sohoa {
namespace {

constexpr std::array<std::string_view, 3> kSeverityNames = {"note", "warn", "block"};
constexpr std::array<std::string_view, 4> kSides_vi = {"trên", "phải", "dưới", "trái"};
constexpr std::array<std::string_view, 4> kSides_en = {"top", "right", "bottom", "left"};

struct Paper {
  std::string_view name;
  double short_mm;
  double long_mm;
};
constexpr Paper kA4{"A4", 210, 297};
constexpr std::array<Paper, 3> kPapers = {{{"A3", 297, 420}, kA4, {"A5", 148, 210}}};
constexpr double kSeriesRatio = 1.4142;  // ISO 216: long over short side
constexpr double kSeriesRatioTolerance = 0.02;

std::string number(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.4g", value);
  return text.data();
}

std::string with_unit(double value, std::string_view unit) {
  return number(value) + " " + std::string(unit);
}

std::string percent(double share) {
  return with_unit(std::round(share * 100), "%");
}

/// Vietnamese writes 0,45; a version number keeps its dot.
std::string decimal_comma(std::string text) {
  std::replace(text.begin(), text.end(), '.', ',');
  return text;
}

/// What a finding is made of: the sentences come from the rule.
struct Observation {
  std::string_view id;
  std::string measure;
  std::string limit;
  std::string extra_vi;
  std::string extra_en;
};

AdmissionFinding make_finding(const Observation& seen, const ScanProfile& profile) {
  const admission::Rule& rule = admission::rule(seen.id);
  AdmissionFinding finding;
  finding.id = seen.id;
  const auto own = profile.severity.find(seen.id);
  finding.severity = own != profile.severity.end() ? own->second : rule.severity;
  finding.measure = seen.measure;
  finding.limit = seen.limit;
  if (rule.ground == admission::Ground::Completeness) finding.clause = profile.completeness_clause;
  if (rule.ground == admission::Ground::Format) finding.clause = profile.format_clause;
  const bool is_version = seen.id == "pdf-version";
  finding.text_vi = admission::filled(rule.text_vi,
                                      is_version ? seen.measure : decimal_comma(seen.measure),
                                      is_version ? seen.limit : decimal_comma(seen.limit),
                                      seen.extra_vi);
  finding.text_en = admission::filled(rule.text_en, seen.measure, seen.limit, seen.extra_en);
  return finding;
}

/// Sorted by page at the end; the component and its files are page 0.
class Assessment {
 public:
  explicit Assessment(const ScanProfile& profile) : profile_(profile) {}

  std::vector<AdmissionFinding> take() { return std::move(findings_); }

  void check_component(const ScanQuality& scan);
  void check_file(const FileQuality& file);
  void check_page(const PageQuality& page, std::int32_t number);

 private:
  void add(const Observation& seen) {
    findings_.push_back(make_finding(seen, profile_));
    findings_.back().page = page_;
  }

  void check_declared(const ScanQuality& scan);
  void tell_count(const ScanQuality& scan);
  void check_actions(const FileQuality& file, const std::string& in_file);
  void check_place(const PageQuality& page);
  void check_resolution(const PageQuality& page);
  void check_paper(const PageQuality& page);
  void check_colour(const PageQuality& page);
  void check_sharpness(const PageQuality& page);
  void check_light(const PageQuality& page);
  void check_edges(const PageQuality& page);
  void check_text(const PageQuality& page);

  bool is_blurred(const PageQuality& page) const {
    return page.edge_width_mm && *page.edge_width_mm > profile_.edge_width_mm_max;
  }

  const ScanProfile& profile_;
  std::int32_t page_ = 0;
  std::vector<AdmissionFinding> findings_;
};

template <class Is>
std::int32_t count_pages(const ScanQuality& scan, Is is) {
  return static_cast<std::int32_t>(std::count_if(scan.pages.begin(), scan.pages.end(), is));
}

std::int32_t count_repeats(const ScanQuality& scan) {
  return count_pages(scan, [](const auto& page) { return page.duplicate_of > 0; });
}

std::int32_t count_variants(const ScanQuality& scan) {
  return count_pages(scan, [](const auto& page) { return page.is_variant; });
}

void Assessment::check_component(const ScanQuality& scan) {
  page_ = 0;
  if (scan.pages.empty()) add({"no-pages", "0", "1", {}, {}});
  check_declared(scan);
  tell_count(scan);
}

// TT 01/2023 Điều 7: as many images as pages. A sheet with a pasted note has two of them.
void Assessment::check_declared(const ScanQuality& scan) {
  if (!scan.pages_declared) return;
  const std::int32_t declared = *scan.pages_declared;
  const std::int32_t found = static_cast<std::int32_t>(scan.pages.size()) - count_variants(scan);
  if (found == declared) return;
  const bool surplus_repeats = found > declared && found - declared <= count_repeats(scan);
  const bool is_variant = profile_.variants_allowed && surplus_repeats;
  add({is_variant ? "pages-variant" : "pages-declared",
       std::to_string(found),
       std::to_string(declared),
       {},
       {}});
}

// Blank and repeated pages are counted in front of everybody: none is dropped in silence.
void Assessment::tell_count(const ScanQuality& scan) {
  const std::int32_t blank = count_pages(scan, [](const auto& page) { return page.blank; });
  const std::int32_t repeats = count_repeats(scan);
  const std::int32_t variants = count_variants(scan);
  if (blank + repeats + variants == 0) return;
  Observation seen{"page-count", std::to_string(scan.pages.size()), {}, {}, {}};
  const auto tell = [&](std::int32_t count, std::string_view vi, std::string_view en) {
    if (count == 0) return;
    seen.extra_vi += ", " + std::to_string(count) + " " + std::string(vi);
    seen.extra_en += ", " + std::to_string(count) + " " + std::string(en);
  };
  tell(blank, "trang trắng", "blank");
  tell(repeats, "trang lặp lại", "repeated");
  tell(variants, "trang quét lại do có ghi chú", "second scans of a sheet with a note");
  tell(scan.cover_pages, "tờ bìa tính riêng", "cover sheets apart");
  add(seen);
}

/// " "don.pdf"" after the word file, nothing when it has no name.
std::string named(const FileQuality& file) {
  return file.name.empty() ? "" : " " + file.name;
}

void Assessment::check_file(const FileQuality& file) {
  page_ = 0;
  const std::string in_file = named(file);
  if (!file.pdf_version.empty() && natural_less(file.pdf_version, profile_.pdf_version_min)) {
    add({"pdf-version", file.pdf_version, profile_.pdf_version_min, in_file, in_file});
  }
  if (file.is_encrypted) add({"encrypted", {}, {}, in_file, in_file});
  if (file.is_damaged) add({"file-damaged", {}, {}, in_file, in_file});
  check_actions(file, in_file);
  if (profile_.file_bytes_max > 0 && file.bytes > profile_.file_bytes_max) {
    constexpr double kMebi = 1024 * 1024;
    add({"file-size",
         with_unit(static_cast<double>(file.bytes) / kMebi, "MiB"),
         with_unit(static_cast<double>(profile_.file_bytes_max) / kMebi, "MiB"),
         in_file,
         in_file});
  }
}

// domain.md 2.5: scripts, programs and embedded files. What only opens a page or a link is less.
void Assessment::check_actions(const FileQuality& file, const std::string& in_file) {
  constexpr std::array<std::string_view, 5> kGrave = {
      "JavaScript", "Launch", "EmbeddedFile", "ImportData", "SubmitForm"};
  for (const std::string& what : file.active_content) {
    const bool is_grave = std::find(kGrave.begin(), kGrave.end(), what) != kGrave.end();
    add({is_grave ? "active-content" : "active-content-minor", what, {}, in_file, in_file});
  }
}

void Assessment::check_page(const PageQuality& page, std::int32_t number) {
  page_ = number;
  if (page.failed) return add({"page-failed", {}, {}, {}, {}});
  if (page.partial) add({"page-partial", {}, {}, {}, {}});
  check_place(page);
  check_resolution(page);
  check_paper(page);
  if (page.blank) return add({"blank-page", {}, {}, {}, {}});
  check_colour(page);
  if (std::abs(page.skew_deg) > profile_.skew_deg_max) {
    add({"skewed",
         with_unit(std::abs(page.skew_deg), "°"),
         with_unit(profile_.skew_deg_max, "°"),
         {},
         {}});
  }
  check_sharpness(page);
  check_light(page);
  check_edges(page);
  check_text(page);
}

void Assessment::check_place(const PageQuality& page) {
  if (page.is_variant) return add({"variant-page", {}, {}, {}, {}});
  if (page.duplicate_of == 0) return;
  const std::string first = std::to_string(page.duplicate_of);
  add({"duplicate-page", first, {}, first, first});
}

// NĐ 30/2020 annex I: 200 dpi. The law means the scan's real resolution, so the lesser direction
// counts; an estimate is said to be one and does not block.
void Assessment::check_resolution(const PageQuality& page) {
  if (!page.is_scan) return;
  const double dpi = page.dpi_y > 0 ? std::min(page.dpi_x, page.dpi_y) : page.dpi_x;
  const std::string limit = with_unit(profile_.dpi_min, "dpi");
  const std::string measure = with_unit(std::round(dpi), "dpi");
  if (page.dpi_origin == DpiOrigin::Unknown || dpi <= 0) {
    add({"dpi-unknown", {}, limit, {}, {}});
  } else if (dpi >= profile_.dpi_min * (1 - profile_.dpi_tolerance)) {
    if (page.dpi_origin == DpiOrigin::Estimated) add({"dpi-estimated", measure, limit, {}, {}});
  } else {
    const bool is_estimate = page.dpi_origin == DpiOrigin::Estimated;
    add({is_estimate ? "dpi-low-estimated" : "dpi-low", measure, limit, {}, {}});
  }
}

// Scale 100 % cannot be seen in an image of unknown paper. What can: a page in the proportions of
// the A series that is none of its sizes was A4 before something scaled it.
void Assessment::check_paper(const PageQuality& page) {
  if (!page.is_scan || page.width_mm <= 0 || page.height_mm <= 0) return;
  const double short_mm = std::min(page.width_mm, page.height_mm);
  const double long_mm = std::max(page.width_mm, page.height_mm);
  const bool is_paper = std::any_of(kPapers.begin(), kPapers.end(), [&](const Paper& paper) {
    return std::abs(short_mm - paper.short_mm) <= profile_.size_tolerance_mm &&
           std::abs(long_mm - paper.long_mm) <= profile_.size_tolerance_mm;
  });
  if (is_paper) return;
  const double scale = long_mm / kA4.long_mm;
  const bool has_ratio = std::abs(long_mm / short_mm - kSeriesRatio) < kSeriesRatioTolerance;
  if (has_ratio && std::abs(scale - 1) > profile_.scale_tolerance) {
    return add({"scale", percent(scale), "100 %", {}, {}});
  }
  add({"page-size",
       number(std::round(page.width_mm)) + " × " + with_unit(std::round(page.height_mm), "mm"),
       {},
       {},
       {}});
}

void Assessment::check_colour(const PageQuality& page) {
  if (!page.is_scan || !profile_.colour_wanted) return;
  if (page.colour == ColourMode::Bilevel) add({"not-colour", "bilevel", "colour", "đen trắng", {}});
  if (page.colour == ColourMode::Grey) add({"not-colour", "grey", "colour", "thang xám", {}});
}

void Assessment::check_sharpness(const PageQuality& page) {
  if (!is_blurred(page)) return;
  const double width = std::round(*page.edge_width_mm * 100) / 100;
  add({"blurred", with_unit(width, "mm"), with_unit(profile_.edge_width_mm_max, "mm"), {}, {}});
}

void Assessment::check_light(const PageQuality& page) {
  if (page.paper_level && *page.paper_level < profile_.paper_level_min) {
    add({"too-dark", percent(*page.paper_level), percent(profile_.paper_level_min), {}, {}});
  }
  // Blur alone makes thin strokes fainter: one cause, one finding.
  if (!page.contrast || *page.contrast >= profile_.contrast_min || is_blurred(page)) return;
  const bool is_clipped = page.paper_level && *page.paper_level >= profile_.paper_level_clipped;
  add({is_clipped ? "too-light" : "low-contrast",
       percent(*page.contrast),
       percent(profile_.contrast_min),
       {},
       {}});
}

void Assessment::check_edges(const PageQuality& page) {
  for (std::size_t side = 0; side < page.cut_strokes.size(); ++side) {
    const std::int32_t strokes = page.cut_strokes[side];
    if (strokes <= profile_.cut_strokes_max) continue;
    add({"cut-edge",
         std::to_string(strokes),
         std::to_string(profile_.cut_strokes_max),
         std::string(kSides_vi[side]),
         std::string(kSides_en[side])});
  }
}

void Assessment::check_text(const PageQuality& page) {
  if (!page.is_recognised) return;
  if (page.words == 0) return add({"text-none", "0", {}, {}, {}});
  if (page.words < profile_.words_judged_min || page.confidence >= profile_.confidence_min) return;
  const std::string advice = with_unit(profile_.dpi_wanted, "dpi");
  add({"text-unreadable",
       percent(page.confidence),
       percent(profile_.confidence_min),
       advice,
       advice});
}

}  // namespace

std::vector<AdmissionFinding> assess_scan(const ScanQuality& scan, const ScanProfile& profile) {
  Assessment assessment(profile);
  assessment.check_component(scan);
  for (const FileQuality& file : scan.files) assessment.check_file(file);
  std::int32_t number = 0;
  for (const PageQuality& page : scan.pages) assessment.check_page(page, ++number);
  return assessment.take();
}

std::vector<AdmissionFinding> assess_file(const FileQuality& file, const ScanProfile& profile) {
  Assessment assessment(profile);
  assessment.check_file(file);
  return assessment.take();
}

Severity gravest(const std::vector<AdmissionFinding>& findings) {
  Severity worst = Severity::Note;
  for (const auto& finding : findings) worst = std::max(worst, finding.severity);
  return worst;
}

std::string_view gate(const std::vector<AdmissionFinding>& findings) {
  const Severity worst = gravest(findings);
  return worst == Severity::Note ? "pass" : name(worst);
}

std::string_view name(Severity severity) {
  return kSeverityNames[static_cast<std::size_t>(severity)];
}

std::optional<Severity> severity_named(std::string_view word) {
  const auto* found = std::find(kSeverityNames.begin(), kSeverityNames.end(), word);
  if (found == kSeverityNames.end()) return std::nullopt;
  return static_cast<Severity>(found - kSeverityNames.begin());
}

}  // namespace sohoa
