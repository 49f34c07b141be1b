#include "storage/tokens.h"

#include <gtest/gtest.h>

#include "core/text.h"
#include "storage/search_text.h"

namespace sohoa {
namespace {

std::string joined(const std::vector<Token>& tokens, TextForm form) {
  std::string text;
  for (const Token& token : tokens) text += token.form(form) + ' ';
  return text;
}

void expect_same_cut(const std::string& text) {
  const auto tokens = tokenize(text);
  const IndexedText columns = index_form(text);
  EXPECT_EQ(columns.exact, joined(tokens, TextForm::Exact)) << text;
  EXPECT_EQ(columns.folded, joined(tokens, TextForm::Folded)) << text;
}

// Letters that grow when they are folded or lowered must not lose their tail.
TEST(Tokens, EveryCodePointHasTheFormsOfCore) {
  for (char32_t point = 1; point < 0x20000; ++point) {
    if (point >= 0xD800 && point <= 0xDFFF) continue;
    std::string character;
    append_utf8(character, point);
    const auto tokens = tokenize(character);
    if (tokens.empty()) continue;
    ASSERT_EQ(tokens[0].exact, to_lower(character)) << std::hex << static_cast<unsigned>(point);
    ASSERT_EQ(tokens[0].folded, fold(character)) << std::hex << static_cast<unsigned>(point);
  }
}

TEST(Tokens, TheIndexCutsAsTheQuestionDoes) {
  for (const std::string text : {"",
                                 " ",
                                 "a",
                                 "Số 8276/STC-VP, ngày 01.02.2025",
                                 "ĐỒNG đồng\nGiấy",
                                 "a \u0301 b\u0325",
                                 "中文 字 \U0001D400x",
                                 "đ\xC6",
                                 "\xE1\xBB x \xED\xA0\x80 \xC0\x80",
                                 "ẵ\xFF\xFEố"}) {
    expect_same_cut(text);
  }
}

TEST(Tokens, PairsAreEachTwoThatFollowEachOther) {
  EXPECT_EQ(neighbour_pairs(index_form("Giấy phép\nxây dựng").folded),
            "giay_phep phep_xay xay_dung");
  EXPECT_EQ(neighbour_pairs(index_form("Giấy").folded), "");
  EXPECT_EQ(neighbour_pairs(""), "");
}

TEST(Tokens, ThePairsOfAllPhrasesAreAskedForAndNoneOfWords) {
  EXPECT_EQ(fts_pairs(parse_query("\"giấy phép\" số 12/QĐ").terms), "\"giay_phep\" AND \"12_qd\"");
  EXPECT_EQ(fts_pairs(parse_query("giấy phép").terms), "");
}

std::vector<int> counts(const std::string& text, const std::string& query, TextForm form) {
  const IndexedText columns = index_form(text);
  return count_terms(
      form == TextForm::Exact ? columns.exact : columns.folded, parse_query(query).terms, form);
}

TEST(Tokens, TermsAreCountedWholeAtBothEndsAndWhereTheyOverlap) {
  using Counts = std::vector<int>;
  EXPECT_EQ(counts("an an an", "an \"an an\"", TextForm::Folded), (Counts{3, 2}));
  EXPECT_EQ(counts("an ban ang an", "an", TextForm::Folded), Counts{2});
  EXPECT_EQ(counts("ma mà má", "mà", TextForm::Exact), Counts{1});
  EXPECT_EQ(counts("ma mà má", "mà", TextForm::Folded), Counts{3});
  EXPECT_EQ(counts("", "mà", TextForm::Folded), Counts{0});
}

}  // namespace
}  // namespace sohoa
