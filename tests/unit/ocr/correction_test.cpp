#include "ocr/correction.h"

#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "unit/ocr/page_builder.h"

namespace sohoa {
namespace {

using testing::PageBuilder;

const Lexicon& lexicon() {
  static const Lexicon words(
      "số hóa hồ sơ lưu trữ thực hiện quyết định ban hành của # chú thích\n");
  return words;
}

std::vector<Correction> proposals(std::string_view line, double confidence) {
  return propose_corrections(PageBuilder().line(100, 100, line, confidence).page(), lexicon(), 0.8);
}

TEST(Correction, ADoubtfulWordWithOneNearWordIsProposed) {
  const auto found = proposals("về việc lưu trủ, hồ sơ", 0.6);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].from, "trủ,");
  EXPECT_EQ(found[0].to, "trữ,");
  EXPECT_FALSE(found[0].box.is_empty());
}

TEST(Correction, WhatWasReadWithCertaintyIsLeftAlone) {
  EXPECT_TRUE(proposals("về việc lưu trủ hồ sơ", 0.9).empty());
}

TEST(Correction, NamesNumbersCodesAndCapitalsAreLeftAlone) {
  for (const std::string_view line : {"cho ông Trủ và bà Hiẹn",
                                      "mã H19.15-240615-0001 trủ1",
                                      "LƯU TRỦ HỒ SƠ",
                                      "Trủ Văn Hiẹn và các ông khác",
                                      "số 15/trủ-UBND"}) {
    EXPECT_TRUE(proposals(line, 0.3).empty()) << line;
  }
}

TEST(Correction, TwoWordsAsNearAsEachOtherAreNoAnswer) {
  const Lexicon two("bản bán");
  const PageText page = PageBuilder().line(100, 100, "một bàn sao", 0.5).page();
  EXPECT_TRUE(propose_corrections(page, two, 0.8).empty());
}

TEST(Correction, TheReadTextIsKept) {
  const PageText page = PageBuilder().line(100, 100, "về việc lưu trủ hồ sơ", 0.6).page();
  const auto found = propose_corrections(page, lexicon(), 0.8);
  EXPECT_EQ(corrected_text(page, found), "về việc lưu trữ hồ sơ");
  EXPECT_EQ(plain_text(page), "về việc lưu trủ hồ sơ");
}

TEST(Correction, FieldsOfNamesNumbersAndCodesAreNeverShownCorrected) {
  EXPECT_TRUE(may_correct(ValueType::Text));
  for (const ValueType type : {ValueType::PersonName,
                               ValueType::Number,
                               ValueType::Address,
                               ValueType::DossierCode,
                               ValueType::PersonalId,
                               ValueType::Agency}) {
    EXPECT_FALSE(may_correct(type));
  }
}

TEST(Correction, TheLexiconOfTheProgramHasTheWordsOfOffices) {
  std::ostringstream text;
  text << std::ifstream(SOHOA_SOURCE_DIR "/templates/documents/lexicon.txt").rdbuf();
  const Lexicon words(text.str());
  EXPECT_GT(words.size(), 500U);
  for (const std::string_view word : {"quyết", "định", "khai", "sinh", "nghị", "thẩm", "thường"}) {
    EXPECT_TRUE(words.has(word)) << word;
  }
}

}  // namespace
}  // namespace sohoa
