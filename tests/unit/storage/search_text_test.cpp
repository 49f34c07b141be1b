#include "storage/search_text.h"

#include <gtest/gtest.h>

#include "core/text.h"

namespace sohoa {
namespace {

std::vector<std::string> folded_tokens(std::string_view text) {
  std::vector<std::string> forms;
  for (const Token& token : tokenize(to_nfc(text))) forms.push_back(token.folded);
  return forms;
}

using Words = std::vector<std::string>;

TEST(Tokenize, CutsCodesAtDashesSlashesAndDots) {
  EXPECT_EQ(folded_tokens("Số 8276/STC-VP, H19.15-240615-0001"),
            (Words{"so", "8276", "stc", "vp", "h19", "15", "240615", "0001"}));
}

TEST(Tokenize, KeepsDiacriticsInTheExactFormAndMapsDBarInTheFoldedOne) {
  const auto tokens = tokenize("ĐỒNG");
  ASSERT_EQ(tokens.size(), 1U);
  EXPECT_EQ(tokens[0].exact, "đồng");
  EXPECT_EQ(tokens[0].folded, "dong");
}

TEST(Tokenize, GivesOffsetsThatCutTheOriginalText) {
  const std::string text = "– Hồ sơ:";
  const auto tokens = tokenize(text);
  ASSERT_EQ(tokens.size(), 2U);
  EXPECT_EQ(text.substr(tokens[1].begin, tokens[1].end - tokens[1].begin), "sơ");
}

// The table of code points must say what core says of whole texts, or index and fold() drift apart.
TEST(IndexForm, AgreesWithCoreFoldAndLowerOnEveryVietnameseLetter) {
  const std::string letters =
      "AĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXY aáàảãạăắằẳẵặâấầẩẫậ eéèẻẽẹêếềểễệ iíìỉĩị oóòỏõọôốồổỗộơớờởỡợ "
      "uúùủũụưứừửữự yýỳỷỹỵ ÁÀẢÃẠẮẰẲẴẶẤẦẨẪẬÉÈẺẼẸẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌỐỒỔỖỘỚỜỞỠỢÚÙỦŨỤỨỪỬỮỰÝỲỶỸỴ";
  const IndexedText text = index_form(letters);
  EXPECT_EQ(squeeze(text.exact), to_lower(letters));
  EXPECT_EQ(squeeze(text.folded), fold(letters));
}

TEST(IndexForm, BothColumnsHaveTheSameNumberOfTokensEvenWithLooseMarks) {
  for (const std::string text : {"a \u0301 b", "a\u0325b c", "\u0E01\u0E34\u0E19 ok", "中文 字"}) {
    const IndexedText columns = index_form(to_nfc(text));
    EXPECT_EQ(split_words(columns.exact).size(), split_words(columns.folded).size()) << text;
  }
}

TEST(ParseQuery, MakesATermOfEachWordAndAPhraseOfQuotes) {
  const ParsedQuery query = parse_query("khai sinh “Nguyễn Văn A\" 12/2024");
  ASSERT_EQ(query.terms.size(), 4U);
  EXPECT_EQ(query.terms[2].size(), 3U);
  EXPECT_EQ(query.terms[3].size(), 2U);
  EXPECT_TRUE(query.has_diacritics);
}

TEST(ParseQuery, AnOpenQuoteRunsToTheEnd) {
  const ParsedQuery query = parse_query("\"giay chung nhan");
  ASSERT_EQ(query.terms.size(), 1U);
  EXPECT_EQ(query.terms[0].size(), 3U);
}

TEST(ParseQuery, HasNoTermsWithoutLettersOrDigits) {
  EXPECT_TRUE(parse_query("").is_empty());
  EXPECT_TRUE(parse_query(" -- \"\" * ^ : ( ) ").is_empty());
}

TEST(ParseQuery, LeavesOutWhatLiesBeyondTheBound) {
  std::string long_query;
  for (int i = 0; i < 1000; ++i) long_query += "từ ";
  EXPECT_EQ(parse_query(long_query, 8).terms.size(), 8U);
}

TEST(FtsExpression, QuotesEveryTermSoOperatorsAreOnlyWords) {
  const ParsedQuery query = parse_query("a AND exact:b* NEAR(");
  EXPECT_EQ(fts_all(query, TextForm::Folded),
            R"(folded : ("a" AND "and" AND "exact b" AND "near"))");
}

TEST(Snippet, MarksFoldedMatchesInTheOriginalSpelling) {
  const std::string page = "CỘNG HÒA\nGiấy chứng nhận quyền sử dụng đất số 12";
  EXPECT_EQ(snippet(page, parse_query("chung nhan \"su dung dat\""), TextForm::Folded),
            "CỘNG HÒA Giấy «chứng nhận» quyền «sử dụng đất» số 12");
}

TEST(Snippet, ExactFormLeavesOtherTonesUnmarked) {
  EXPECT_EQ(snippet("ma má mà mạ", parse_query("mà"), TextForm::Exact), "ma má «mà» mạ");
}

TEST(Snippet, MarksAcrossPunctuationInsideACode) {
  EXPECT_EQ(snippet("Số: 8276/STC-VP ngày", parse_query("8276/stc-vp"), TextForm::Folded),
            "Số: «8276/STC-VP» ngày");
}

TEST(Snippet, ChoosesTheWindowWithMostTermsAndSaysWhatItLeftOut) {
  std::string page = "đất ";
  for (int i = 0; i < 100; ++i) page += "x" + std::to_string(i) + " ";
  page += "quyền sử dụng đất ";
  for (int i = 0; i < 100; ++i) page += "y" + std::to_string(i) + " ";
  const std::string shown = snippet(page, parse_query("quyen dat"), TextForm::Folded);
  EXPECT_EQ(shown.find("… "), 0U);
  EXPECT_NE(shown.find("«quyền» sử dụng «đất»"), std::string::npos) << shown;
  EXPECT_EQ(shown.substr(shown.size() - 4), " …");
}

TEST(Snippet, WithoutAMatchShowsTheBeginning) {
  EXPECT_EQ(snippet("Đơn xin\nxác nhận", parse_query("khong"), TextForm::Folded),
            "Đơn xin xác nhận");
}

}  // namespace
}  // namespace sohoa
