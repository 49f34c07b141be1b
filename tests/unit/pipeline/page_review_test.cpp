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
