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

TEST(AssessScan, SeverityComesFromTheProfile) {
  ScanProfile profile;
  profile.dpi_min = 400;
  profile.severity["dpi-low"] = Severity::Warn;
  EXPECT_EQ(gate(assess_scan(scan_of({good_page()}), profile)), "warn");
  profile.severity.clear();  // no row: the default
  EXPECT_EQ(gate(assess_scan(scan_of({good_page()}), profile)), "block");
}

TEST(AssessScan, TheCoarserDirectionCounts) {
  PageQuality fax = good_page();
  fax.dpi_x = 204;
  fax.dpi_y = 98;
  const auto findings = assess_scan(scan_of({fax}), {});
  ASSERT_EQ(ids(findings), "dpi-low@1 ");
  EXPECT_EQ(findings[0].measure, "98 dpi");
}

TEST(AssessScan, AnEstimatedResolutionIsSaidToBeOneAndDoesNotBlock) {
  PageQuality photo = good_page();
  photo.dpi_origin = DpiOrigin::Estimated;
  photo.dpi_x = photo.dpi_y = 130;
  const auto findings = assess_scan(scan_of({photo}), {});
  ASSERT_EQ(ids(findings), "dpi-low-estimated@1 ");
  EXPECT_NE(findings[0].text_vi.find("ước tính 130 dpi"), std::string::npos);
  EXPECT_EQ(gate(findings), "warn");
  photo.dpi_x = photo.dpi_y = 212;
  EXPECT_EQ(gate(assess_scan(scan_of({photo}), {})), "pass");
  EXPECT_EQ(ids(assess_scan(scan_of({photo}), {})), "dpi-estimated@1 ");
}

TEST(AssessScan, ABornDigitalPageHasNoResolutionColourOrPaperToJudge) {
  PageQuality digital;
  digital.is_scan = false;
  digital.dpi_x = 72;
  digital.dpi_origin = DpiOrigin::Placed;
  digital.colour = ColourMode::Grey;
  digital.width_mm = digital.height_mm = 100;
  EXPECT_EQ(ids(assess_scan(scan_of({digital}), {})), "");
}

TEST(AssessScan, APageInTheProportionsOfA4ButNotItsSizeWasScaled) {
  PageQuality page = good_page();
  page.width_mm = 583;  // one point a pixel of a 200 dpi scan
  page.height_mm = 825;
  const auto findings = assess_scan(scan_of({page}), {});
  ASSERT_EQ(ids(findings), "scale@1 ");
  EXPECT_EQ(findings[0].measure, "278 %");
  EXPECT_EQ(findings[0].limit, "100 %");
}

TEST(AssessScan, PaperOfTheOfficePassesInBothDirectionsAndOtherSizesAreNoted) {
  const std::pair<double, double> papers[] = {{210, 297}, {297, 210}, {420, 297}, {148, 210}};
  for (const auto& [width_mm, height_mm] : papers) {
    PageQuality page = good_page();
    page.width_mm = width_mm;
    page.height_mm = height_mm;
    EXPECT_EQ(ids(assess_scan(scan_of({page}), {})), "") << width_mm;
  }
  PageQuality card = good_page();
  card.width_mm = 86;
  card.height_mm = 54;
  const auto findings = assess_scan(scan_of({card}), {});
  ASSERT_EQ(ids(findings), "page-size@1 ");
  EXPECT_EQ(findings[0].measure, "86 × 54 mm");
  EXPECT_EQ(gate(findings), "pass");
}

struct PageCase {
  const char* finding;
  void (*harm)(PageQuality&);
};

class OneHarm : public testing::TestWithParam<PageCase> {};

TEST_P(OneHarm, GivesItsFindingAndNoOther) {
  PageQuality page = good_page();
  page.is_recognised = true;
  page.words = 200;
  page.confidence = 0.95;
  page.edge_width_mm = 0.23;
  page.paper_level = 0.96;
  page.contrast = 0.62;
  ASSERT_EQ(ids(assess_scan(scan_of({page}), {})), "");
  GetParam().harm(page);
  const auto findings = assess_scan(scan_of({page}), {});
  ASSERT_EQ(ids(findings), std::string(GetParam().finding) + "@1 ");
  EXPECT_EQ(findings[0].severity, default_severities().at(GetParam().finding));
  EXPECT_FALSE(findings[0].text_vi.empty());
  EXPECT_FALSE(findings[0].text_en.empty());
  EXPECT_EQ(findings[0].text_vi.find('{'), std::string::npos) << findings[0].text_vi;
  EXPECT_EQ(findings[0].text_en.find('{'), std::string::npos) << findings[0].text_en;
}

INSTANTIATE_TEST_SUITE_P(
    AssessScan,
    OneHarm,
    testing::Values(PageCase{"page-failed", [](auto& p) { p.failed = true; }},
                    PageCase{"page-partial", [](auto& p) { p.partial = true; }},
                    PageCase{"dpi-low", [](auto& p) { p.dpi_x = 150; }},
                    PageCase{"dpi-unknown", [](auto& p) { p.dpi_origin = DpiOrigin::Unknown; }},
                    PageCase{"not-colour", [](auto& p) { p.colour = ColourMode::Bilevel; }},
                    PageCase{"skewed", [](auto& p) { p.skew_deg = 5.5; }},
                    PageCase{"blurred", [](auto& p) { p.edge_width_mm = 0.46; }},
                    PageCase{"blurred",
                             [](auto& p) {
                               p.edge_width_mm = 0.6;
                               p.contrast = 0.3;  // what blur does to thin strokes
                             }},
                    PageCase{"too-dark", [](auto& p) { p.paper_level = 0.4; }},
                    PageCase{"low-contrast", [](auto& p) { p.contrast = 0.3; }},
                    PageCase{"too-light",
                             [](auto& p) {
                               p.contrast = 0.2;
                               p.paper_level = 1.0;
                             }},
                    PageCase{"cut-edge",
                             [](auto& p) {
                               p.cut_strokes = {0, 0, 0, 9};
                             }},
                    PageCase{"text-unreadable", [](auto& p) { p.confidence = 0.4; }},
                    PageCase{"text-none", [](auto& p) {
                               p.words = 0;
                               p.confidence = 0;
                             }}));

TEST(AssessScan, AFewStrokesAtTheBorderAreNoCut) {
  PageQuality page = good_page();
  page.cut_strokes = {4, 4, 4, 4};
  EXPECT_EQ(ids(assess_scan(scan_of({page}), {})), "");
}

TEST(AssessScan, TheCutSideIsNamed) {
  PageQuality page = good_page();
  page.cut_strokes = {0, 0, 0, 9};
  const auto findings = assess_scan(scan_of({page}), {});
  EXPECT_EQ(findings.at(0).text_vi, "Nội dung chạm mép trái của ảnh (9 nét): có thể bị cắt mất.");
}

TEST(AssessScan, OfAFewWordsConfidenceSaysNothing) {
  PageQuality page = good_page();
  page.is_recognised = true;
  page.words = 3;
  page.confidence = 0.2;
  EXPECT_EQ(ids(assess_scan(scan_of({page}), {})), "");
}

TEST(AssessScan, ARepeatedPageIsNamedWithThePageItRepeats) {
  PageQuality repeat = good_page();
  repeat.duplicate_of = 1;
  PageQuality blank = good_page();
  blank.blank = true;
  const auto findings = assess_scan(scan_of({good_page(), blank, repeat}), {});
  ASSERT_EQ(ids(findings), "page-count@0 blank-page@2 duplicate-page@3 ");
  EXPECT_EQ(findings[0].text_vi, "Đã đếm 3 trang nội dung, 1 trang trắng, 1 trang lặp lại.");
  EXPECT_EQ(findings[2].measure, "1");
}

TEST(AssessScan, ASheetWithAPastedNoteMayBeScannedTwice) {
  PageQuality repeat = good_page();
  repeat.duplicate_of = 1;
  ScanQuality scan = scan_of({good_page(), repeat});
  scan.pages_declared = 1;
  EXPECT_EQ(ids(assess_scan(scan, {})), "pages-variant@0 page-count@0 duplicate-page@2 ");
  EXPECT_EQ(gate(assess_scan(scan, {})), "warn");
  ScanProfile strict;
  strict.variants_allowed = false;
  EXPECT_EQ(gate(assess_scan(scan, strict)), "block");
  scan.pages[1].is_variant = true;  // said by the station: counted apart
  EXPECT_EQ(ids(assess_scan(scan, {})), "page-count@0 variant-page@2 ");
}

TEST(AssessScan, AMissingPageIsNoVariantHoweverManyRepeat) {
  PageQuality repeat = good_page();
  repeat.duplicate_of = 1;
  ScanQuality scan = scan_of({good_page(), repeat});
  scan.pages_declared = 3;
  EXPECT_EQ(gate(assess_scan(scan, {})), "block");
}

TEST(AssessFile, ALimitOnSizeIsTheSitesOwn) {
  ScanProfile profile;
  const FileQuality file{"lon.pdf", 30 * 1024 * 1024, "1.7", false, {}};
  EXPECT_TRUE(assess_file(file, profile).empty());
  profile.file_bytes_max = 20 * 1024 * 1024;
  const auto findings = assess_file(file, profile);
  ASSERT_EQ(ids(findings), "file-size@0 ");
  EXPECT_EQ(findings[0].text_vi, "Tệp lon.pdf có dung lượng 30 MiB, vượt giới hạn 20 MiB.");
}

TEST(AssessFile, AVersionKeepsItsDotAndAMeasureGetsItsComma) {
  EXPECT_EQ(assess_file({"a.pdf", 1, "1.3", false, {}}, {}).at(0).text_vi,
            "Tệp a.pdf: phiên bản PDF 1.3 cũ hơn mức quy định 1.4.");
  PageQuality page = good_page();
  page.edge_width_mm = 0.512;
  EXPECT_EQ(assess_scan(scan_of({page}), {}).at(0).text_vi,
            "Chữ bị nhoè: mép nét rộng 0,51 mm (giới hạn 0,45 mm).");
}

TEST(Severity, EveryWordReadsBack) {
  for (const auto severity : {Severity::Note, Severity::Warn, Severity::Block})
    EXPECT_EQ(severity_named(name(severity)), severity);
  EXPECT_EQ(severity_named("fatal"), std::nullopt);
}

}  // namespace
}  // namespace sohoa
