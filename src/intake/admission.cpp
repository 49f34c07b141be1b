#include "intake/admission.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <utility>

#include "intake/naming.h"

namespace sohoa {
namespace {

std::string number(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.4g", value);
  return text.data();
}

std::string with_unit(double value, std::string_view unit) {
  return number(value) + " " + std::string(unit);
}

class Assessment {
 public:
  Assessment(const ScanQuality& scan, const ScanProfile& profile)
      : scan_(scan), profile_(profile) {}

  std::vector<AdmissionFinding> run() {
    check_count();
    check_file();
    for (std::size_t i = 0; i < scan_.pages.size(); ++i) {
      page_ = static_cast<std::int32_t>(i) + 1;
      check_page(scan_.pages[i]);
    }
    return std::move(findings_);
  }

 private:
  void add(AdmissionFinding finding) {
    finding.page = page_;
    findings_.push_back(std::move(finding));
  }

  void check_count();
  void check_file();
  void check_page(const PageQuality& page);
  void check_resolution(const PageQuality& page);

  const ScanQuality& scan_;
  const ScanProfile& profile_;
  std::int32_t page_ = 0;
  std::vector<AdmissionFinding> findings_;
};

void Assessment::check_count() {
  const auto found = static_cast<std::int32_t>(scan_.pages.size());
  if (found == 0) {
    add({"no-pages",
         Severity::Block,
         0,
         "0",
         "1",
         profile_.completeness_clause,
         "Thành phần không có trang nào."});
  }
  if (scan_.pages_declared && *scan_.pages_declared != found) {
    add({"pages-declared",
         Severity::Block,
         0,
         std::to_string(found),
         std::to_string(*scan_.pages_declared),
         profile_.completeness_clause,
         "Số trang quét được (" + std::to_string(found) + ") khác số trang đã khai (" +
             std::to_string(*scan_.pages_declared) + ")."});
  }
  if (scan_.duplicate_pages > 0) {
    add({"duplicate-pages",
         Severity::Warn,
         0,
         std::to_string(scan_.duplicate_pages),
         "0",
         {},
         "Có " + std::to_string(scan_.duplicate_pages) + " trang giống trang đã quét trước đó."});
  }
}

void Assessment::check_file() {
  if (!scan_.pdf_version.empty() && natural_less(scan_.pdf_version, profile_.pdf_version_min)) {
    add({"pdf-version",
         Severity::Warn,
         0,
         scan_.pdf_version,
         profile_.pdf_version_min,
         profile_.format_clause,
         "Phiên bản PDF " + scan_.pdf_version + " cũ hơn mức quy định " + profile_.pdf_version_min +
             "."});
  }
  if (scan_.is_encrypted) {
    add({"encrypted",
         Severity::Warn,
         0,
         "encrypted",
         {},
         {},
         "Tệp PDF bị khoá quyền; bản lưu giữ nguyên khoá."});
  }
  for (const auto& what : scan_.active_content) {
    add({"active-content",
         Severity::Warn,
         0,
         what,
         {},
         {},
         "Tệp chứa nội dung hoạt động (" + what + "); không được thực thi."});
  }
}

void Assessment::check_resolution(const PageQuality& page) {
  if (!page.is_scan) return;
  if (page.dpi <= 0) {
    add({"dpi-unknown",
         Severity::Note,
         0,
         {},
         with_unit(profile_.dpi_min, "dpi"),
         {},
         "Tệp không ghi độ phân giải của trang."});
  } else if (page.dpi < profile_.dpi_min * (1 - profile_.dpi_tolerance)) {
    add({"dpi-low",
         Severity::Block,
         0,
         with_unit(std::round(page.dpi), "dpi"),
         with_unit(profile_.dpi_min, "dpi"),
         profile_.format_clause,
         "Độ phân giải " + with_unit(std::round(page.dpi), "dpi") + " thấp hơn mức quy định " +
             with_unit(profile_.dpi_min, "dpi") + "."});
  }
}

void Assessment::check_page(const PageQuality& page) {
  if (page.failed) {
    add({"page-failed",
         Severity::Block,
         0,
         {},
         {},
         profile_.completeness_clause,
         "Không đọc được trang này."});
    return;
  }
  check_resolution(page);
  if (page.blank) {
    add({"blank-page", Severity::Note, 0, {}, {}, {}, "Trang trắng; vẫn được lưu và đếm."});
    return;
  }
  if (page.is_scan && profile_.colour_wanted && !page.is_colour) {
    add({"not-colour",
         Severity::Warn,
         0,
         "grey",
         "colour",
         profile_.format_clause,
         "Ảnh quét không có màu."});
  }
  if (std::abs(page.skew_deg) > profile_.skew_deg_max) {
    add({"skewed",
         Severity::Warn,
         0,
         with_unit(page.skew_deg, "°"),
         with_unit(profile_.skew_deg_max, "°"),
         {},
         "Trang bị lệch khi quét."});
  }
}

}  // namespace

std::vector<AdmissionFinding> assess_scan(const ScanQuality& scan, const ScanProfile& profile) {
  return Assessment(scan, profile).run();
}

Severity gravest(const std::vector<AdmissionFinding>& findings) {
  Severity worst = Severity::Note;
  for (const auto& finding : findings) worst = std::max(worst, finding.severity);
  return worst;
}

std::string_view name(Severity severity) {
  constexpr std::array<std::string_view, 3> kNames = {"note", "warn", "block"};
  return kNames[static_cast<std::size_t>(severity)];
}

}  // namespace sohoa
