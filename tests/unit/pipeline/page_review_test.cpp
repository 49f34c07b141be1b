#include "pipeline/page_review.h"

#include "unit/pipeline/made.h"

namespace sohoa {
namespace {

ComponentPages component_of(std::vector<StoredPage> pages) {
  ComponentPages loaded;
  loaded.component.id = "L-1/0001";
  loaded.component.dossier = "H19.15-261121-0001";
  loaded.pages = std::move(pages);
  return loaded;
}

StoredPage page(std::int32_t ordinal, const std::string& text) {
  return made::done_page("L-1/0001", ordinal, text);
}

std::string all_reasons(const ComponentPages& loaded) {
  std::string all;
  for (const std::string& reason : loaded.component.reasons) all += reason + "\n";
  return all;
}

TEST(PageReview, ASoundComponentStaysWorkingToBeWritten) {
  auto loaded = component_of({page(1, "một"), page(2, "hai")});
  review_pages(loaded, ScanProfile{});
  EXPECT_EQ(loaded.component.state, ComponentState::Working);
}

TEST(PageReview, FewerPagesThanDeclaredWaitForAnOfficer) {
  auto loaded = component_of({page(1, "một")});
  loaded.component.pages_declared = 2;
  review_pages(loaded, ScanProfile{});
  EXPECT_EQ(loaded.component.state, ComponentState::Waiting);
  EXPECT_NE(all_reasons(loaded).find('2'), std::string::npos) << all_reasons(loaded);
}

TEST(PageReview, AFailedPageIsNamedAndTheComponentWaits) {
  auto loaded = component_of({page(1, "một"), made::failed_page("L-1/0001", 2)});
  review_pages(loaded, ScanProfile{});
  EXPECT_EQ(loaded.component.state, ComponentState::Waiting);
  EXPECT_NE(all_reasons(loaded).find("Trang 2"), std::string::npos) << all_reasons(loaded);
}

TEST(PageReview, WithoutAnyReadablePageItFailed) {
  auto loaded = component_of({made::failed_page("L-1/0001", 1), made::failed_page("L-1/0001", 2)});
  review_pages(loaded, ScanProfile{});
  EXPECT_EQ(loaded.component.state, ComponentState::Failed);
}

TEST(PageReview, ABareCoverSheetWaitsAndDidNotFail) {
  auto loaded = component_of({});
  loaded.component.state = ComponentState::Waiting;
  review_pages(loaded, ScanProfile{});
  EXPECT_EQ(loaded.component.state, ComponentState::Waiting);
}

TEST(PageReview, WithoutADossierItWaits) {
  auto loaded = component_of({page(1, "một")});
  loaded.component.dossier.clear();
  review_pages(loaded, ScanProfile{});
  EXPECT_EQ(loaded.component.state, ComponentState::Waiting);
}

TEST(PageReview, ARepeatedPageIsMarkedAndBlankOnesAreNotRepeats) {
  const std::string text =
      "số 123 ngày 4 tháng 5 năm 2026 về việc cấp giấy chứng nhận quyền sử dụng";
  auto loaded = component_of({page(1, ""), page(2, text), page(3, ""), page(4, text)});
  for (StoredPage& stored : loaded.pages) {
    stored.record.blank = stored.result->reading.text.lines.empty();
    stored.record.dct_hash = stored.record.blank ? 0 : 0xF00D;
  }
  review_pages(loaded, ScanProfile{});
  EXPECT_EQ(loaded.pages[3].record.duplicate_of, 2);
  EXPECT_EQ(loaded.pages[2].record.duplicate_of, 0);
}

TEST(PageReview, WhateverBlocksWaitsAndIsHandedBackAsData) {
  auto loaded = component_of({page(1, "một")});
  loaded.pages[0].result->info.image_dpi = 150;
  const auto findings = review_pages(loaded, ScanProfile{});
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].id, "dpi-low");
  EXPECT_EQ(findings[0].page, 1);
  EXPECT_EQ(findings[0].measure, "150 dpi");
  EXPECT_EQ(gate(findings), "block");
  EXPECT_EQ(loaded.component.state, ComponentState::Waiting);
  EXPECT_NE(all_reasons(loaded).find("Trang 1: Độ phân giải 150 dpi"), std::string::npos);
}

TEST(PageReview, WhatOnlyWarnsGoesOn) {
  auto loaded = component_of({page(1, "một")});
  loaded.pages[0].result->reading.measures.pixels = PixelKind::Grey;
  EXPECT_EQ(gate(review_pages(loaded, ScanProfile{})), "warn");
  EXPECT_EQ(loaded.component.state, ComponentState::Working);
}

TEST(PageReview, APartialPageWaits) {
  auto loaded = component_of({page(1, "một")});
  loaded.pages[0].result->is_partial = true;
  review_pages(loaded, ScanProfile{});
  EXPECT_EQ(loaded.component.state, ComponentState::Waiting);
}

FileRecord file_named(const std::string& name) {
  FileRecord file;
  file.name = name;
  file.bytes = 10;
  file.pdf_version = "1.7";
  return file;
}

TEST(PageReview, TheFilesAsInspectedAreJudgedToo) {
  auto loaded = component_of({page(1, "một")});
  loaded.files = {file_named("don.pdf")};
  loaded.files[0].active_content = {"JavaScript"};
  EXPECT_EQ(gate(review_pages(loaded, ScanProfile{})), "block");
  EXPECT_EQ(loaded.component.state, ComponentState::Waiting);
  EXPECT_NE(all_reasons(loaded).find("don.pdf"), std::string::npos) << all_reasons(loaded);
}

std::string file_findings(const FileRecord& file, const ScanProfile& profile = {}) {
  auto loaded = component_of({page(1, "một")});
  loaded.files = {file};
  std::string ids;
  for (const auto& one : review_pages(loaded, profile)) ids += one.id + " ";
  return ids;
}

TEST(PageReview, EveryFactOfAFileHasItsFinding) {
  FileRecord file = file_named("don.pdf");
  EXPECT_EQ(file_findings(file), "");
  file.pdf_version = "1.3";
  file.is_encrypted = true;
  file.is_damaged = true;
  file.active_content = {"OpenAction", "EmbeddedFile"};
  file.bytes = 3 * kMiB;
  ScanProfile profile;
  profile.file_bytes_max = 2 * kMiB;
  EXPECT_EQ(file_findings(file, profile),
            "pdf-version encrypted file-damaged active-content-minor active-content file-size ");
}

TEST(PageReview, CoverSheetsOfAStackAreToldBesideThePages) {
  auto loaded = component_of({page(1, "một"), page(2, "")});
  loaded.pages[1].record.blank = true;
  loaded.component.cover_pages = 1;
  review_pages(loaded, ScanProfile{});
  EXPECT_NE(
      all_reasons(loaded).find("Đã đếm 2 trang nội dung, 1 trang trắng, 1 tờ bìa tính riêng."),
      std::string::npos)
      << all_reasons(loaded);
}

PageQuality quality_with(const PageInfo& info, std::int32_t sheet_long_px = 0) {
  StoredPage stored = page(1, "một");
  stored.result->info = info;
  stored.result->reading.measures.sheet_long_px = sheet_long_px;
  return page_quality(stored);
}

PageInfo a4_scan() {
  PageInfo info;
  info.width_pt = 595;
  info.height_pt = 842;
  info.kind = PageKind::Image;
  info.image_width_px = 1654;
  info.image_height_px = 2339;
  info.image_dpi = 200;
  info.image_share = 1;
  return info;
}

TEST(PageQuality, ResolutionIsPlacedByBoxAndPixels) {
  const PageQuality quality = quality_with(a4_scan());
  EXPECT_EQ(quality.dpi_origin, DpiOrigin::Placed);
  EXPECT_EQ(quality.dpi_x, 200);
  EXPECT_EQ(quality.dpi_y, 200);
  EXPECT_NEAR(quality.width_mm, 210, 1);
}

TEST(PageQuality, AQuarterTurnTurnsThePaper) {
  PageInfo info = a4_scan();
  info.rotate_deg = 90;
  EXPECT_NEAR(quality_with(info).width_mm, 297, 1);
}

TEST(PageQuality, ABoxNoPaperHasIsNotBelieved) {
  PageInfo info = a4_scan();
  info.width_pt = 1654;
  info.height_pt = 2339;
  info.image_dpi = 72;
  const PageQuality quality = quality_with(info);
  EXPECT_EQ(quality.dpi_origin, DpiOrigin::Estimated);
  EXPECT_NEAR(quality.dpi_x, 200, 1);
}

TEST(PageQuality, AnImageTakenFor96DpiMakesAPageLargerThanA3AndIsEstimated) {
  PageInfo info = a4_scan();
  info.width_pt = 1240;
  info.height_pt = 1754;
  info.image_dpi = 96;
  EXPECT_EQ(quality_with(info).dpi_origin, DpiOrigin::Estimated);
}

TEST(PageQuality, APlanOfA1At300DpiIsBelieved) {
  PageInfo info = a4_scan();
  info.width_pt = 1684;
  info.height_pt = 2384;
  info.image_dpi = 300;
  EXPECT_EQ(quality_with(info).dpi_origin, DpiOrigin::Placed);
}

TEST(PageQuality, APhotographIsEstimatedByTheSheetInIt) {
  PageInfo info = a4_scan();
  info.image_dpi = 72;
  const PageQuality quality = quality_with(info, 2473);
  EXPECT_EQ(quality.dpi_origin, DpiOrigin::Estimated);
  EXPECT_NEAR(quality.dpi_x, 211.5, 0.5);
  EXPECT_EQ(quality.width_mm, 0);
}

TEST(PageQuality, WithoutAStatedResolutionItIsEstimatedOrUnknown) {
  PageInfo info = a4_scan();
  info.image_dpi = 0;
  EXPECT_EQ(quality_with(info).dpi_origin, DpiOrigin::Estimated);
  info.image_width_px = info.image_height_px = 0;
  EXPECT_EQ(quality_with(info).dpi_origin, DpiOrigin::Unknown);
}

TEST(PageQuality, OnlyAWholePageUnderATextLayerIsAScan) {
  PageInfo info = a4_scan();
  info.kind = PageKind::Hybrid;
  EXPECT_TRUE(quality_with(info).is_scan);
  info.image_share = 0.5;
  EXPECT_FALSE(quality_with(info).is_scan);
}

TEST(PageReview, PagesAreNeverRemovedOrReordered) {
  auto loaded = component_of({page(1, "b"), made::failed_page("L-1/0001", 2), page(3, "")});
  loaded.pages[2].record.blank = true;
  review_pages(loaded, ScanProfile{});
  ASSERT_EQ(loaded.pages.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(loaded.pages[i].record.ordinal, static_cast<std::int32_t>(i) + 1);
  }
}

}  // namespace
}  // namespace sohoa
