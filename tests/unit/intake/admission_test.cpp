#include "intake/admission.h"

#include <gtest/gtest.h>

namespace sohoa {
namespace {

PageQuality good_page() {
  PageQuality page;
  page.dpi_x = 200;
  page.dpi_origin = DpiOrigin::Placed;
  page.colour = ColourMode::Colour;
  page.width_mm = 210;
  page.height_mm = 297;
  return page;
}

ScanQuality scan_of(std::vector<PageQuality> pages) {
  ScanQuality scan;
  scan.pages = std::move(pages);
  return scan;
}

std::string ids(const std::vector<AdmissionFinding>& findings) {
  std::string text;
  for (const auto& finding : findings) {
    text += finding.id + "@" + std::to_string(finding.page) + " ";
  }
  return text;
}

TEST(AssessScan, AGoodScanHasNoFindings) {
  ScanQuality scan = scan_of({good_page(), good_page()});
  scan.pages_declared = 2;
  scan.cover_pages = 1;
  scan.files = {{"a.pdf", 10, "1.10", false, {}}};
  EXPECT_EQ(ids(assess_scan(scan, {})), "");
}

TEST(AssessScan, ACountThatDiffersBlocksWithMeasureLimitAndClause) {
  ScanQuality scan = scan_of({good_page()});
  scan.pages_declared = 3;
  const auto findings = assess_scan(scan, {});
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].id, "pages-declared");
  EXPECT_EQ(findings[0].measure, "1");
  EXPECT_EQ(findings[0].limit, "3");
  EXPECT_EQ(findings[0].clause, "TT 01/2023/TT-VPCP, Điều 7");
  EXPECT_EQ(findings[0].text_vi, "Số trang quét được (1) khác số trang đã khai (3).");
  EXPECT_EQ(gravest(findings), Severity::Block);
}

TEST(AssessScan, JudgesEachPageByItsMeasures) {
  PageQuality low = good_page();
  low.dpi_x = 150;
  PageQuality rounded = good_page();
  rounded.dpi_x = 199;
  PageQuality unknown = good_page();
  unknown.dpi_origin = DpiOrigin::Unknown;
  PageQuality blank = good_page();
  blank.blank = true;
  PageQuality failed;
  failed.failed = true;
  PageQuality digital;
  digital.is_scan = false;
  PageQuality skewed = good_page();
  skewed.skew_deg = -6;
  PageQuality grey = good_page();
  grey.colour = ColourMode::Grey;
  const auto findings =
      assess_scan(scan_of({low, rounded, unknown, blank, failed, digital, skewed, grey}), {});
  EXPECT_EQ(
      ids(findings),
      "page-count@0 dpi-low@1 dpi-unknown@3 blank-page@4 page-failed@5 skewed@7 not-colour@8 ");
  EXPECT_EQ(findings[1].measure, "150 dpi");
  EXPECT_EQ(findings[1].limit, "200 dpi");
}

TEST(AssessScan, SpeaksOfEachFile) {
  ScanQuality scan = scan_of({});
  scan.files = {{"don.pdf", 10, "1.3", true, {"JavaScript", "OpenAction"}}};
  const auto findings = assess_scan(scan, {});
  EXPECT_EQ(ids(findings),
            "no-pages@0 pdf-version@0 encrypted@0 active-content@0 active-content-minor@0 ");
  for (const auto& finding : findings) EXPECT_FALSE(finding.text_vi.empty());
}

TEST(AssessScan, ThresholdsComeFromTheProfile) {
  ScanProfile profile;
  profile.dpi_min = 400;
  EXPECT_EQ(ids(assess_scan(scan_of({good_page()}), profile)), "dpi-low@1 ");
}

}  // namespace
}  // namespace sohoa
