// What every catalog must find for phrases, the edge cases of quoting included.
#include <gtest/gtest.h>

#include "contract/item_search_fixture.h"

namespace sohoa {
namespace {

using ItemPhraseContract = ItemSearchTest;

std::string quoted(const std::string& text) {
  return '"' + text + '"';
}

/// "tu1 tu2 … tuN", N words that all differ.
std::string counted_words(int count) {
  std::string text = "tu1";
  for (int i = 2; i <= count; ++i) text += " tu" + std::to_string(i);
  return text;
}

TEST_P(ItemPhraseContract, AccentsAreExactFirstAndFoldedAfter) {
  file(1, {"mã số thuế và nhiều chữ khác nữa ở trang này"});
  file(2, {"ma so thue"});
  file(3, {"má sở thuê"});
  EXPECT_EQ(ordinals("\"mã số thuế\""), (Ordinals{1, 3, 2}));
  EXPECT_EQ(ordinals("\"ma so thue\""), (Ordinals{3, 2, 1})) << "shorter pages first, newest first";
  EXPECT_EQ(find(with_text("\"mã số thuế\"")).at(1).snippet, "«má sở thuê»");
}

TEST_P(ItemPhraseContract, DBarIsALetterOfItsOwnAndFoldsToD) {
  file(1, {"ông Đặng Đình Đức"});
  file(2, {"dang dinh duc"});
  for (const char* text : {"\"Đặng Đình\"", "\"ĐẶNG ĐÌNH ĐỨC\"", "\"đình đức\""}) {
    EXPECT_EQ(ordinals(text), (Ordinals{1, 2})) << text;
  }
  EXPECT_EQ(ordinals("\"dang dinh\"").size(), 2U);
  EXPECT_EQ(ordinals("\"đang đinh\"").size(), 2U) << "both only folded";
}

TEST_P(ItemPhraseContract, AQuestionInDecomposedFormIsTheSameQuestion) {
  file(1, {"giấy phép xây dựng"});
  file(2, {"giay phep xay dung"});
  EXPECT_EQ(ordinals("\"gia\u0302\u0301y phe\u0301p\""), (Ordinals{1, 2}));
  file(3, {"tha\u0300nh pho\u0302\u0301"});
  EXPECT_EQ(ordinals("\"thành phố\""), Ordinals{3}) << "and a page in decomposed form";
}

TEST_P(ItemPhraseContract, LineBreaksAndMarksBetweenWordsDoNotMatter) {
  file(1, {"giấy phép\nxây, dựng\r\n\n – nhà"});
  EXPECT_EQ(ordinals("\"phép xây dựng nhà\""), Ordinals{1});
  EXPECT_EQ(ordinals("\"phep/xay-dung\nnha\""), Ordinals{1});
}

TEST_P(ItemPhraseContract, NeighboursAloneMakeNoPhrase) {
  file(1, {"xây dựng nhà, nhà ở"});
  EXPECT_EQ(ordinals("\"nhà nhà\""), Ordinals{1});
  EXPECT_TRUE(find(with_text("\"dựng nhà ở\"")).empty()) << "both its pairs are on the page";
  EXPECT_EQ(ordinals("\"dựng nhà\" \"nhà ở\""), Ordinals{1});
}

TEST_P(ItemPhraseContract, AQuotedWordIsAWord) {
  file(1, {"giấy phép"});
  EXPECT_EQ(ordinals("\"phép\""), Ordinals{1});
  EXPECT_EQ(ordinals("\"phep\" \"giay\""), Ordinals{1});
  EXPECT_TRUE(find(with_text("\"phé\"")).empty()) << "no beginnings of words";
}

TEST_P(ItemPhraseContract, AnOpenQuoteRunsToTheEnd) {
  file(1, {"giấy phép xây dựng"});
  for (const char* text : {"\"phép xây dựng", "giấy \"xây dựng", "\"giấy phép\" \"xây", "dựng\""}) {
    EXPECT_EQ(ordinals(text), Ordinals{1}) << text;
  }
  for (const char* text : {"\"phép giấy", "giấy \"dựng xây"}) {
    EXPECT_TRUE(find(with_text(text)).empty()) << text;
  }
}

TEST_P(ItemPhraseContract, WordsBeyondTheLimitOfAQuestionAreLeftOut) {
  const int limit = Limits{}.query_words;
  const std::string whole = counted_words(limit + 6);
  file(1, {whole});
  EXPECT_EQ(ordinals(quoted(whole)), Ordinals{1});
  EXPECT_EQ(ordinals(quoted(counted_words(limit) + " không có trên trang")), Ordinals{1});
  EXPECT_TRUE(find(with_text(quoted(counted_words(limit - 1) + " không"))).empty());
}

TEST_P(ItemPhraseContract, IdentifiersInsideQuotesAreRowsOfTheirParts) {
  file(1, {"Căn cứ Công văn số 8276/STC-VP ngày 01/02/2025"});
  for (const char* text : {"\"số 8276/STC-VP\"",
                           "\"8276 stc vp ngày\"",
                           "\"stc-vp\"",
                           "\"ngày 01/02/2025\"",
                           "\"ngay 01.02.2025\""}) {
    EXPECT_EQ(ordinals(text), Ordinals{1}) << text;
  }
  for (const char* text : {"\"số 827/STC-VP\"", "\"8276/VP-STC\"", "\"1/2/2025\""}) {
    EXPECT_TRUE(find(with_text(text)).empty()) << text;
  }
}

TEST_P(ItemPhraseContract, APhraseStaysOnOnePage) {
  auto item = bare_item(1);
  item.title = "Giấy phép";
  item.owner_name = "Vũ Xuyến";
  file(item, {"trang một", "trang hai"});
  EXPECT_TRUE(find(with_text("\"một trang\"")).empty()) << "from page to page";
  EXPECT_TRUE(find(with_text("\"xuyến trang\"")).empty()) << "from what the item says of itself";
  EXPECT_EQ(ordinals("\"phép vũ\""), Ordinals{1}) << "title and owner are lines of one page";
}

TEST_P(ItemPhraseContract, PhrasesOfDifferentPagesOfOneItemAreFoundLast) {
  file(1, {"giấy phép", "xây dựng"});
  file(2, {"giấy phép xây dựng"});
  file(3, {"giấy phép", "dựng xây"});
  EXPECT_EQ(ordinals("\"giấy phép\" \"xây dựng\""), (Ordinals{2, 1}));
}

TEST_P(ItemPhraseContract, AReplacedPageIsFoundByItsNewPhrasesOnly) {
  file(1, {"giấy phép xây dựng"});
  const auto replace = [&](const char* text) {
    commit([&](Transaction& tx) { ASSERT_TRUE(tx.index_text(sample_component(1).id, 1, text)); });
  };
  replace("phép xây nhà");
  EXPECT_EQ(ordinals("\"phep xay\""), Ordinals{1});
  EXPECT_EQ(ordinals("\"xay nha\""), Ordinals{1});
  EXPECT_TRUE(find(with_text("\"xay dung\"")).empty());
  replace("");
  EXPECT_TRUE(find(with_text("\"phep xay\"")).empty());
}

// Common phrases are looked up in another way than rare ones; the answer must not show it.
TEST_P(ItemPhraseContract, ARarePhraseAndOneOfEveryPaperAreFoundAlike) {
  constexpr int kItems = 1'200;
  commit([](Transaction& tx) {
    for (int i = 1; i <= kItems; ++i) {
      const std::string rare = i % 400 == 0 ? " giao đất ở" : " giao ở đất";
      auto component = sample_component(i);
      component.title.clear();
      component.owner_name.clear();
      put_document(tx, component, {"Quyết định số 5" + rare});
      auto item = bare_item(i);
      item.type = i % 2 == 0 ? "even" : "odd";
      ASSERT_TRUE(tx.put(item));
    }
  });
  auto common = with_text("\"quyết định số\"");
  common.limit = 3;
  EXPECT_EQ(ordinals(common), (Ordinals{1200, 1199, 1198}));
  common.type = "odd";
  EXPECT_EQ(ordinals(common), (Ordinals{1199, 1197, 1195}));
  common.text = "\"định quyết\"";
  EXPECT_TRUE(find(common).empty());
  const Ordinals rare{1200, 800, 400};
  for (const char* text : {"\"giao đất ở\"",
                           "\"giao dat o\"",
                           "\"giao đất\" \"quyết định\"",
                           "\"quyết định\" \"đất ở\"",
                           "\"5 giao đất\" định"}) {
    EXPECT_EQ(ordinals(text), rare) << text;
  }
}

INSTANTIATE_TEST_SUITE_P(Sqlite, ItemPhraseContract, sqlite_only(), name_of_maker);

}  // namespace
}  // namespace sohoa
