#include "pipeline/extraction.h"

#include <gtest/gtest.h>

#include "unit/pipeline/made_papers.h"

namespace sohoa {
namespace {

using made::Desk;
using made::page_of;
using made::sure;

ComponentPages pages(const std::vector<PageText>& texts) {
  ComponentPages loaded;
  for (const PageText& text : texts) {
    StoredPage page;
    page.result.emplace();
    page.result->reading.text = text;
    loaded.pages.push_back(std::move(page));
  }
  return loaded;
}

TEST(Extraction, BlankAndRepeatedPagesSayNothing) {
  auto loaded = pages({page_of({"một"}), page_of({"hai"}), page_of({"ba"})});
  loaded.pages[1].record.blank = true;
  loaded.pages[2].record.duplicate_of = 1;
  EXPECT_NE(text_of(loaded).find("một"), std::string::npos);
  EXPECT_EQ(text_of(loaded).find("hai"), std::string::npos);
  EXPECT_EQ(text_of(loaded).find("ba"), std::string::npos);
}

TEST(Extraction, ATypeNobodyKnowsIsNamed) {
  const Desk desk;
  const auto wrong = extract_as(pages({page_of({"x"})}), desk.site, "T.KHONG", "2026-11-22");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().what, Fault::NoSuchTemplate);
}

TEST(Extraction, AFieldIsReadByTheFormAnOfficerNamed) {
  const Desk desk;
  const auto seen =
      extract_as(pages({page_of({"Số: 12/QĐ-SYT"})}), desk.site, "T.GP", "2026-11-22");
  ASSERT_TRUE(seen);
  ASSERT_EQ(seen->fields.size(), 1U);
  EXPECT_EQ(seen->fields[0].value, "12/QĐ-SYT");
  EXPECT_EQ(seen->fields[0].source, FieldSource::Ocr);
}

TEST(Extraction, TheQrCodeOfAnIdentityCardWinsOverWhatWasRecognised) {
  Desk desk;
  desk.site.templates[1].fields.push_back(
      made::field_form("so_dinh_danh", "owner_id", ValueType::PersonalId));
  auto loaded = pages({page_of({"Số: 12/QĐ-SYT"})});
  loaded.pages[0].result->barcodes = {
      {"QRCode", "075201000123||Nguyễn Văn An|01012001|Nam|Đồng Nai|01012021", {}}};
  const auto seen = extract_as(loaded, desk.site, "T.GP", "2026-11-22");
  const Field* id = find_field(seen->fields, "so_dinh_danh");
  ASSERT_NE(id, nullptr);
  EXPECT_EQ(id->value, "075201000123");
  EXPECT_EQ(id->source, FieldSource::Barcode);
}

TEST(Extraction, WhatIsStoredComesBackAsItWasAndNothingWithoutAForm) {
  const Desk desk;
  auto component = desk.paper("L-1", 1);
  component.type = "T.QD";
  auto rows = field_records(component.id, {sure("so", "12"), sure("ngay", "2025-01-15")});
  EXPECT_EQ(rows[1].ordinal, 2);
  rows[1].source = "officer";
  rows[1].page = 0;
  const Extraction stored = stored_extraction(component, rows, desk.site);
  ASSERT_EQ(stored.fields.size(), 2U);
  EXPECT_EQ(stored.fields[1].page, 1) << "an officer's value counts wherever it stands";
  component.type = "T.KHONG";
  EXPECT_EQ(stored_extraction(component, rows, desk.site).form, nullptr);
  EXPECT_TRUE(stored_extraction(component, rows, desk.site).fields.empty());
}

}  // namespace
}  // namespace sohoa
