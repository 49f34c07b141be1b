// Accept a component, or say why an officer must look: each reason with measure, limit and clause.
//
// Pure: findings = assess(measures, profile). A finding never drops a page; a component with
// findings is kept and waits where its severity says so.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "intake/scan_quality.h"

namespace sohoa {

enum class Severity : std::uint8_t {
  Note,   ///< worth knowing
  Warn,   ///< quality: an officer may accept it
  Block,  ///< a rule is not met: an officer must decide
};

/// Dated thresholds. Values are data of a profile, not constants of the code.
struct ScanProfile {
  std::string id = "TT01-2023";
  std::string valid_from = "2023-04-05";
  double dpi_min = 200;                 ///< NĐ 30/2020 annex I, taken up by TT 01/2023/TT-VPCP
  double dpi_wanted = 300;              ///< advised for recognition; no rule
  bool colour_wanted = true;            ///< NĐ 30/2020 annex I: colour image
  std::string pdf_version_min = "1.4";  ///< NĐ 30/2020 annex I
  double skew_deg_max = 5;              ///< our own: more is a sheet fed askew
  /// A scanner set to 200 dpi is off by a rounding.
  double dpi_tolerance = 0.02;
  /// The scan is complete, page for page and in order.
  std::string completeness_clause = "TT 01/2023/TT-VPCP, Điều 7";
  /// Container, colour and resolution.
  std::string format_clause = "NĐ 30/2020/NĐ-CP, Phụ lục I";
};

struct AdmissionFinding {
  std::string id;  ///< stable: "pages-declared", "dpi-low", …
  Severity severity = Severity::Note;
  std::int32_t page = 0;  ///< 1-based; 0: the component
  std::string measure;    ///< "150 dpi"
  std::string limit;      ///< "200 dpi"; empty when there is none
  std::string clause;     ///< "TT 01/2023/TT-VPCP, Điều 7"; empty for our own measures
  std::string text_vi;    ///< one sentence for the officer
};

/// Findings in order of page, the component's own first. Empty: nothing to say against it.
std::vector<AdmissionFinding> assess_scan(const ScanQuality& scan, const ScanProfile& profile);

/// The gravest severity; Note when there is none.
Severity gravest(const std::vector<AdmissionFinding>& findings);

/// "note", "warn", "block".
std::string_view name(Severity severity);

}  // namespace sohoa
