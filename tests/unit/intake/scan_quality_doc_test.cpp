// docs/scan-quality.md is the gate's rules in print, each with a scan that breaks it. To renew it
// after a change, run this test with SOHOA_WRITE_DOCS=1 in the environment.
#include <cstdlib>
#include <fstream>
#include <functional>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "intake/admission.h"
#include "intake/admission_rules.h"

namespace sohoa {
namespace {

constexpr const char* kHead =
    "# Chất lượng bản quét: cổng kiểm tra và cách xử lý\n\n"
    "In ra từ bảng quy tắc trong `src/intake/admission_rules.cpp` và hồ sơ tham số mặc định\n"
    "(`ScanProfile`); một phép thử giữ cho tệp này luôn khớp với chương trình.\n\n"
    "Mọi trang đều được lưu và đếm: cổng kiểm tra không bao giờ bỏ trang, chỉ ghi nhận. Mỗi ghi "
    "nhận "
    "nêu trang, số đo,\nngưỡng và điều khoản; cán bộ xem ở biên nhận, `sohoa show` và `sohoa "
    "review "
    "show`.\n\n"
    "| mức | nghĩa |\n|---|---|\n"
    "| chặn | chưa đạt quy định: giấy tờ chờ cán bộ quyết định |\n"
    "| cảnh báo | chất lượng kém: giấy tờ vẫn đi tiếp, ghi nhận được giữ lại |\n"
    "| ghi chú | để biết |\n\n"
    "Mức và ngưỡng là dữ liệu của hồ sơ tham số có ngày hiệu lực: đơn vị sửa trong "
    "`[scan]`\n(`templates/profiles/README.md`). Ghi nhận giữ mã của hồ sơ tham số đã dùng.\n";

PageQuality sound_page() {
  PageQuality page;
  page.dpi_x = page.dpi_y = 300;
  page.dpi_origin = DpiOrigin::Placed;
  page.colour = ColourMode::Colour;
  page.width_mm = 210;
  page.height_mm = 297;
  return page;
}

FileQuality sound_file() {
  return {"don.pdf", 1'000, "1.7", false, {}};
}

using Change = std::function<void(ScanQuality&)>;

Change on_page(const std::function<void(PageQuality&)>& change) {
  return [change](ScanQuality& scan) { change(scan.pages.back()); };
}

Change on_file(const std::function<void(FileQuality&)>& change) {
  return [change](ScanQuality& scan) { change(scan.files.front()); };
}

/// A sound scan of two pages made worse until the rule speaks.
struct GateCase {
  std::string rule;
  Change change;
};

std::vector<GateCase> count_cases() {
  return {
      {"no-pages", [](ScanQuality& s) { s.pages.clear(); }},
      {"pages-declared", [](ScanQuality& s) { s.pages_declared = 3; }},
      {"pages-variant",
       [](ScanQuality& s) {
         s.pages_declared = 1;
         s.pages.back().duplicate_of = 1;
       }},
      {"page-count",
       [](ScanQuality& s) {
         s.pages.back().blank = true;
         s.cover_pages = 1;
       }},
      {"page-failed", on_page([](PageQuality& p) { p.failed = true; })},
      {"page-partial", on_page([](PageQuality& p) { p.partial = true; })},
      {"duplicate-page", on_page([](PageQuality& p) { p.duplicate_of = 1; })},
      {"blank-page", on_page([](PageQuality& p) { p.blank = true; })},
      {"variant-page", on_page([](PageQuality& p) { p.is_variant = true; })},
  };
}

std::vector<GateCase> form_cases() {
  const auto estimate = [](double dpi) {
    return on_page([dpi](PageQuality& p) {
      p.dpi_origin = DpiOrigin::Estimated;
      p.dpi_x = p.dpi_y = dpi;
    });
  };
  return {
      {"dpi-low", on_page([](PageQuality& p) { p.dpi_x = p.dpi_y = 150; })},
      {"dpi-low-estimated", estimate(130)},
      {"dpi-estimated", estimate(212)},
      {"dpi-unknown", on_page([](PageQuality& p) { p.dpi_origin = DpiOrigin::Unknown; })},
      {"scale", on_page([](PageQuality& p) {
         p.width_mm = 105;
         p.height_mm = 148.5;
       })},
      {"page-size", on_page([](PageQuality& p) {
         p.width_mm = 216;
         p.height_mm = 330;
       })},
      {"not-colour", on_page([](PageQuality& p) { p.colour = ColourMode::Grey; })},
      {"pdf-version", on_file([](FileQuality& f) { f.pdf_version = "1.3"; })},
      {"encrypted", on_file([](FileQuality& f) { f.is_encrypted = true; })},
      {"file-damaged", on_file([](FileQuality& f) { f.is_damaged = true; })},
      {"active-content", on_file([](FileQuality& f) { f.active_content = {"JavaScript"}; })},
      {"active-content-minor", on_file([](FileQuality& f) { f.active_content = {"OpenAction"}; })},
      {"file-size", on_file([](FileQuality& f) { f.bytes = 60ULL << 20U; })},
  };
}

std::vector<GateCase> quality_cases() {
  return {
      {"skewed", on_page([](PageQuality& p) { p.skew_deg = 7; })},
      {"blurred", on_page([](PageQuality& p) { p.edge_width_mm = 0.6; })},
      {"cut-edge", on_page([](PageQuality& p) { p.cut_strokes[1] = 9; })},
      {"too-dark", on_page([](PageQuality& p) { p.paper_level = 0.4; })},
      {"too-light", on_page([](PageQuality& p) {
         p.paper_level = 0.99;
         p.contrast = 0.2;
       })},
      {"low-contrast", on_page([](PageQuality& p) { p.contrast = 0.2; })},
      {"text-unreadable", on_page([](PageQuality& p) {
         p.is_recognised = true;
         p.words = 50;
         p.confidence = 0.4;
       })},
      {"text-none", on_page([](PageQuality& p) { p.is_recognised = true; })},
  };
}

std::vector<GateCase> all_cases() {
  std::vector<GateCase> all = count_cases();
  for (const auto& more : {form_cases(), quality_cases()})
    all.insert(all.end(), more.begin(), more.end());
  return all;
}

// A bound of the file's size is a site's choice; the example has one so that the rule can speak.
std::vector<AdmissionFinding> judged(const Change& change) {
  ScanQuality scan;
  scan.pages = {sound_page(), sound_page()};
  scan.files = {sound_file()};
  change(scan);
  ScanProfile profile;
  profile.file_bytes_max = 50ULL << 20U;
  return assess_scan(scan, profile);
}

const AdmissionFinding* named(const std::vector<AdmissionFinding>& findings, std::string_view id) {
  for (const AdmissionFinding& finding : findings) {
    if (finding.id == id) return &finding;
  }
  return nullptr;
}

std::string_view severity_vi(Severity severity) {
  if (severity == Severity::Block) return "chặn";
  return severity == Severity::Warn ? "cảnh báo" : "ghi chú";
}

std::string_view or_dash(std::string_view text) {
  return text.empty() ? "–" : text;
}

void print_rule(std::ostream& out, const GateCase& one) {
  const auto findings = judged(one.change);
  const AdmissionFinding* found = named(findings, one.rule);
  if (found == nullptr) return;
  out << "| `" << found->id << "` | " << severity_vi(found->severity) << " | "
      << or_dash(found->clause) << " | " << or_dash(found->limit) << " | " << found->text_vi
      << " | " << or_dash(scan_advice_vi(found->id)) << " |\n";
}

void print_rules(std::ostream& out, std::string_view title, const std::vector<GateCase>& cases) {
  out << "\n## " << title
      << "\n\n| mã | mức | căn cứ | ngưỡng | cán bộ đọc được (ví dụ) | nên làm gì "
         "|\n|---|---|---|---|---|---|\n";
  for (const GateCase& one : cases) print_rule(out, one);
}

void print_profile(std::ostream& out) {
  const ScanProfile profile;
  out << "\n## Hồ sơ tham số mặc định: " << profile.id << "\n\nHiệu lực từ " << profile.valid_from
      << ". Nguồn: " << profile.source << ".\n\n| tham số | giá trị | căn cứ |\n|---|---|---|\n";
  const auto row = [&](std::string_view name, const auto& value, std::string_view ground) {
    out << "| `" << name << "` | " << value << " | " << ground << " |\n";
  };
  constexpr std::string_view kOwn = "số đo của chúng tôi";
  row("dpi_min", profile.dpi_min, profile.format_clause);
  row("dpi_wanted", profile.dpi_wanted, "khuyến nghị để nhận dạng chữ, không phải quy định");
  row("dpi_tolerance", profile.dpi_tolerance, "sai số làm tròn của máy quét");
  row("colour_wanted", profile.colour_wanted ? "có" : "không", profile.format_clause);
  row("pdf_version_min", profile.pdf_version_min, profile.format_clause);
  row("file_bytes_max", profile.file_bytes_max, "0 là không giới hạn: đơn vị tự đặt");
  row("variants_allowed", profile.variants_allowed ? "có" : "không", profile.completeness_clause);
  row("skew_deg_max", profile.skew_deg_max, kOwn);
  row("edge_width_mm_max", profile.edge_width_mm_max, kOwn);
  row("cut_strokes_max", profile.cut_strokes_max, kOwn);
  row("paper_level_min", profile.paper_level_min, kOwn);
  row("contrast_min", profile.contrast_min, kOwn);
  row("paper_level_clipped", profile.paper_level_clipped, kOwn);
  row("confidence_min", profile.confidence_min, kOwn);
  row("words_judged_min", profile.words_judged_min, kOwn);
  row("size_tolerance_mm", profile.size_tolerance_mm, kOwn);
  row("scale_tolerance", profile.scale_tolerance, kOwn);
}

constexpr const char* kCalibration =
    "\nSố đo của chúng tôi không phải quy định: chúng được chỉnh theo các trang trong `samples/`. "
    "Bảng\n`tests/golden/gate/gate_pages.tsv` ghi số đo và ghi nhận của từng trang, và "
    "`gate_worse_test` làm xấu\ntrang tốt từng cách một (nhoè, tối, sáng quá, lệch mép) để mỗi "
    "cách "
    "chỉ gây đúng một ghi nhận.\n\n"
    "Chưa kiểm được: tỷ lệ 100 % của ảnh không rõ khổ giấy (chỉ nghi ngờ khi khổ trang cùng tỷ lệ "
    "với A4 mà khác cỡ);\nhai trang cùng là một tờ chỉ được gợi ý khi cả hình lẫn chữ đều giống.\n";

std::string printed() {
  std::ostringstream out;
  out << kHead;
  print_rules(out, "Đủ trang, đúng thứ tự", count_cases());
  print_rules(out, "Định dạng, độ phân giải, tệp", form_cases());
  print_rules(out, "Chất lượng hình ảnh và chữ", quality_cases());
  print_profile(out);
  out << kCalibration;
  return out.str();
}

TEST(ScanQualityDocument, SaysWhatTheTableSays) {
  const std::string path = SOHOA_SOURCE_DIR "/docs/scan-quality.md";
  if (std::getenv("SOHOA_WRITE_DOCS") != nullptr) std::ofstream(path) << printed();
  std::ostringstream stored;
  stored << std::ifstream(path).rdbuf();
  EXPECT_EQ(stored.str(), printed());
}

TEST(ScanQualityDocument, EveryRuleHasACaseThatBreaksIt) {
  std::set<std::string> shown;
  for (const GateCase& one : all_cases()) {
    EXPECT_NE(named(judged(one.change), one.rule), nullptr) << one.rule;
    shown.insert(one.rule);
  }
  for (const admission::Rule& rule : admission::rules())
    EXPECT_TRUE(shown.contains(std::string(rule.id))) << rule.id;
  EXPECT_TRUE(judged([](ScanQuality&) {}).empty()) << "the scan they start from is sound";
}

TEST(ScanAdvice, WhateverBlocksOrWarnsSaysWhatToDo) {
  for (const auto& [id, severity] : default_severities()) {
    const bool says_it = severity == Severity::Note || !scan_advice_vi(id).empty();
    EXPECT_TRUE(says_it) << id;
  }
  EXPECT_EQ(scan_advice_vi("no-such-rule"), "");
}

}  // namespace
}  // namespace sohoa
