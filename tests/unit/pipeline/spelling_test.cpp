#include "pipeline/spelling.h"

#include <gtest/gtest.h>

#include "unit/ocr/page_builder.h"

namespace sohoa {
namespace {

using testing::PageBuilder;

const Lexicon& words() {
  static const Lexicon kWords("lưu trữ hồ sơ về việc thực hiện");
  return kWords;
}

PageText page(std::string_view line, double confidence) {
  PageText made = PageBuilder()
                      .line(100, 100, "Căn cứ vào nhiệm vụ được giao", 0.95)
                      .line(100, 160, line, confidence)
                      .page();
  made.source = TextSource::Ocr;
  return made;
}

TEST(Spelling, TheIndexHasTheLineAsReadAndOnceMoreWithTheProposal) {
  const PageText read = page("về việc lưu trủ hồ sơ", 0.5);
  EXPECT_EQ(index_text_of(read, words(), {}), plain_text(read) + "\nvề việc lưu trữ hồ sơ");
}

TEST(Spelling, WhatIsSureBornDigitalOrANameIsIndexedAsItIs) {
  PageText layer = page("về việc lưu trủ hồ sơ", 0.5);
  layer.source = TextSource::TextLayer;
  for (const PageText& read : {page("về việc lưu trủ hồ sơ", 0.9),
                               layer,
                               page("cho ông Trủ và bà Hiẹn", 0.3),
                               page("mã H19.15-240615-0001 trủ1", 0.3)}) {
    EXPECT_EQ(index_text_of(read, words(), {}), plain_text(read));
  }
}

TEST(Spelling, TheProfileSaysFromWhichDoubtOn) {
  ReviewProfile rules;
  rules.correct_below = 0.4;
  const PageText read = page("về việc lưu trủ hồ sơ", 0.5);
  EXPECT_EQ(index_text_of(read, words(), rules), plain_text(read));
}

/// A paper of one page and the one field that was read from its second line.
struct Paper {
  explicit Paper(ValueType type) {
    StoredPage stored;
    stored.result.emplace();
    stored.result->reading.text = page("về việc lưu trủ hồ sơ", 0.5);
    FieldTemplate one;
    one.id = "trich_yeu";
    one.type = type;
    form.fields = {one};
    Field field;
    field.id = one.id;
    field.value = field.raw = "về việc lưu trủ hồ sơ";
    field.page = 1;
    field.box = stored.result->reading.text.lines.at(1).box;
    fields = {field};
    loaded.pages.push_back(std::move(stored));
  }

  ComponentPages loaded;
  DocumentTemplate form;
  std::vector<Field> fields;
};

TEST(Spelling, ATextFieldIsOfferedTheProposalAndKeepsItsValue) {
  Paper paper(ValueType::Text);
  offer_spelling(paper.loaded, paper.form, words(), {}, paper.fields);
  const Field& field = paper.fields[0];
  EXPECT_EQ(field.value, "về việc lưu trủ hồ sơ");
  EXPECT_EQ(field.raw, "về việc lưu trủ hồ sơ");
  EXPECT_EQ(field.candidates, std::vector<std::string>{"về việc lưu trữ hồ sơ"});
  ASSERT_EQ(field.rules.size(), 1U);
  EXPECT_EQ(field.rules[0].rule, "spelling");
  EXPECT_NE(field.rules[0].message_vi.find("«về việc lưu trữ hồ sơ»"), std::string::npos);
  EXPECT_FALSE(field.needs_review) << "an offer is no doubt of its own";
}

TEST(Spelling, NamesNumbersCodesAndWhatTheProfileListsAreNeverOffered) {
  for (const ValueType type : {ValueType::PersonName,
                               ValueType::DocumentNumber,
                               ValueType::Agency,
                               ValueType::Address,
                               ValueType::DossierCode}) {
    Paper paper(type);
    offer_spelling(paper.loaded, paper.form, words(), {}, paper.fields);
    EXPECT_TRUE(paper.fields[0].candidates.empty()) << name(type);
  }
  Paper paper(ValueType::Text);
  ReviewProfile never;
  never.never_corrected = {"text"};
  offer_spelling(paper.loaded, paper.form, words(), never, paper.fields);
  EXPECT_TRUE(paper.fields[0].candidates.empty());
}

TEST(Spelling, AWordOutsideTheFieldChangesNothingInIt) {
  Paper paper(ValueType::Text);
  paper.fields[0].box = paper.loaded.pages[0].result->reading.text.lines.at(0).box;
  offer_spelling(paper.loaded, paper.form, words(), {}, paper.fields);
  EXPECT_TRUE(paper.fields[0].candidates.empty());
}

}  // namespace
}  // namespace sohoa
