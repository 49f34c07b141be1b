// Accept a component, or say why an officer must look: each reason with measure, limit and clause.
//
// Pure: findings = assess(measures, profile). A finding never drops a page; a component with
// findings is kept and waits where its severity says so. How grave a finding is, and every limit,
// is data of a dated profile.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "intake/scan_quality.h"

namespace sohoa {

enum class Severity : std::uint8_t {
  Note,   ///< worth knowing
  Warn,   ///< quality: the component goes on, the finding is shown
  Block,  ///< a rule is not met: the component waits for an officer
};

/// "note", "warn", "block", and back; none for another word.
std::string_view name(Severity severity);
std::optional<Severity> severity_named(std::string_view word);

using SeverityById = std::map<std::string, Severity, std::less<>>;

/// Every finding this gate can make, with the severity it has unless the profile says otherwise.
const SeverityById& default_severities();

/// What an officer does about a finding, one Vietnamese sentence; empty where there is nothing to
/// do, and for an id no finding has.
std::string_view scan_advice_vi(std::string_view id);

/// Dated thresholds. Values are data of a profile, not constants of the code.
struct ScanProfile {
  std::string id = "TT01-2023";
  std::string valid_from = "2023-05-25";  ///< first day, YYYY-MM-DD
  std::string valid_to;                   ///< last day; empty: open
  std::string source = "TT 01/2023/TT-VPCP; NĐ 30/2020/NĐ-CP, Phụ lục I";

  double dpi_min = 200;                 ///< NĐ 30/2020 annex I, taken up by TT 01/2023/TT-VPCP
  double dpi_wanted = 300;              ///< advised when the text could not be read well; no rule
  double dpi_tolerance = 0.02;          ///< a scanner set to 200 dpi is off by a rounding
  bool colour_wanted = true;            ///< NĐ 30/2020 annex I: colour image
  std::string pdf_version_min = "1.4";  ///< NĐ 30/2020 annex I
  std::uint64_t file_bytes_max = 0;  ///< of one file; 0: no limit (no rule known, a site's choice)
  /// Pages over the declared count pass when as many repeat an earlier one: a sheet with a pasted
  /// note is scanned with and without it (TT 01/2023 Điều 7).
  bool variants_allowed = true;

  // Our own measures of quality: no rule, calibrated on samples (docs/scan-quality.md).
  double skew_deg_max = 5;            ///< more is a sheet fed askew
  double edge_width_mm_max = 0.45;    ///< wider: blurred
  std::int32_t cut_strokes_max = 4;   ///< on one side; more: text runs out of the image
  double paper_level_min = 0.5;       ///< darker paper: under-exposed
  double contrast_min = 0.35;         ///< ink fainter than this against its paper
  double paper_level_clipped = 0.98;  ///< faint ink on paper as bright as this: over-exposed
  double confidence_min = 0.65;       ///< mean of a page's words; below: text layer not readable
  std::int32_t words_judged_min = 8;  ///< with fewer words confidence says little
  double size_tolerance_mm = 6;       ///< of A3, A4, A5, each side
  double scale_tolerance = 0.03;      ///< of 100 %

  /// The scan is complete, page for page and in order.
  std::string completeness_clause = "TT 01/2023/TT-VPCP, Điều 7";
  /// Container, colour, resolution and scale.
  std::string format_clause = "NĐ 30/2020/NĐ-CP, Phụ lục I";

  /// By AdmissionFinding::id. An id without a row takes default_severities().
  SeverityById severity = default_severities();
};

struct AdmissionFinding {
  std::string id;  ///< stable: "pages-declared", "dpi-low", … (default_severities)
  Severity severity = Severity::Note;
  std::int32_t page = 0;  ///< 1-based; 0: the component or one of its files
  std::string measure;    ///< "150 dpi"
  std::string limit;      ///< "200 dpi"; empty when there is none
  std::string clause;     ///< "TT 01/2023/TT-VPCP, Điều 7"; empty for our own measures
  std::string text_vi;    ///< one sentence for the officer
  std::string text_en;
};

/// Findings in order of page, the component's own and its files' first. Empty: nothing to say
/// against it.
std::vector<AdmissionFinding> assess_scan(const ScanQuality& scan, const ScanProfile& profile);

/// What can be said of one file before a page of it is read: version, encryption, active content,
/// size. assess_scan says it too of every file it is given.
std::vector<AdmissionFinding> assess_file(const FileQuality& file, const ScanProfile& profile);

/// The gravest severity; Note when there is none.
Severity gravest(const std::vector<AdmissionFinding>& findings);

/// Outcome of the gate for the evidence (formats/exchange.md, `scan_qa`): "pass" with nothing but
/// notes, else "warn" or "block".
std::string_view gate(const std::vector<AdmissionFinding>& findings);

}  // namespace sohoa
