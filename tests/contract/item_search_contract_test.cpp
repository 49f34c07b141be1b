// What every catalog must find among items, and in which order. Against the interface only.
#include <gtest/gtest.h>

#include "contract/item_search_fixture.h"

namespace sohoa {
namespace {

using ItemSearchContract = ItemSearchTest;

TEST_P(ItemSearchContract, FindsWithAndWithoutDiacriticsAndPhrases) {
  file(1, {"Giấy chứng nhận quyền sử dụng ĐẤT, ông Nguyễn Văn Đồng"});
  for (const char* text : {"giấy chứng nhận",
                           "giay chung nhan",
                           "ĐẤT",
                           "dat",
                           "\"quyen su dung dat\"",
                           "“quyền sử dụng”"}) {
    EXPECT_EQ(ordinals(text), Ordinals{1}) << text;
  }
  for (const char* text : {"\"chung giay\"", "bat", "giấy mời"}) {
    EXPECT_TRUE(find(with_text(text)).empty()) << text;
  }
}

TEST_P(ItemSearchContract, ExactSpellingComesBeforeFolded) {
  file(1, {"mà và nhiều chữ khác nữa ở trang này"});
  file(2, {"ma ma ma"});
  file(3, {"mạ"});
  EXPECT_EQ(ordinals("mà").size(), 3U);
  EXPECT_EQ(ordinals("mà").at(0), 1);
}

TEST_P(ItemSearchContract, ARarerWordCountsMoreAndAShorterPageComesFirst) {
  const std::string filler = " chữ thừa không ai hỏi nằm trên một trang dài hơn trang kia nhiều";
  for (int i = 1; i <= 6; ++i) file(i, {"đơn"});
  file(7, {"đơn đơn đơn thủy lợi" + filler});
  file(8, {"đơn thủy lợi thủy lợi thủy lợi" + filler});
  file(9, {"đơn thủy lợi" + filler});
  file(10, {"đơn thủy lợi" + filler + filler});
  EXPECT_EQ(ordinals("đơn \"thủy lợi\""), (Ordinals{8, 7, 9, 10}));
}

TEST_P(ItemSearchContract, EqualHitsComeNewestFirst) {
  for (int i = 1; i <= 3; ++i) file(i, {"đơn xin xác nhận"});
  EXPECT_EQ(ordinals("xác nhận"), (Ordinals{3, 2, 1}));
}

TEST_P(ItemSearchContract, WordsOfOnePageComeBeforeWordsSpreadOverPages) {
  file(1, {"hộ khẩu", "thường trú"});
  file(2, {"hộ khẩu thường trú"});
  file(3, {"hộ khẩu"});
  EXPECT_EQ(ordinals("khau tru"), (Ordinals{2, 1}));
  EXPECT_EQ(ordinals("\"khau thuong\""), Ordinals{2}) << "a phrase does not cross pages";
  auto narrowed = with_text("khẩu trú");
  narrowed.dossier = "D1";
  EXPECT_EQ(ordinals(narrowed), Ordinals{1});
}

TEST_P(ItemSearchContract, ManyItemsThatSayAllTermsOnDifferentPagesAreAllFound) {
  constexpr int kItems = 230;
  for (int i = 1; i <= kItems; ++i) file(i, {"hộ khẩu", i % 2 == 0 ? "thường trú" : "tạm trú"});
  auto query = with_text("khẩu thường");
  query.limit = kItems;
  const auto found = ordinals(query);
  EXPECT_EQ(found.size(), kItems / 2U);
  EXPECT_EQ(found.at(0), kItems);
}

TEST_P(ItemSearchContract, NamesThePageMarksTheMatchAndGivesTheWordsToHighlight) {
  file(1, {"trang đầu", "Số 12: Giấy chứng nhận"});
  const auto hits = find(with_text("\"Chứng nhận\" giấy"));
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_EQ(hits[0].page, 2);
  EXPECT_EQ(hits[0].snippet, "Số 12: «Giấy chứng nhận»");
  EXPECT_EQ(hits[0].words, (std::vector<std::string>{"chung nhan", "giay"}));
}

TEST_P(ItemSearchContract, FindsEveryIdentifierExactly) {
  auto item = bare_item(1);
  item.code = "H19.15-240615-0001-KQ1";
  item.dossier = "H19.15-240615-0001";
  item.owner_id = "001099000001";
  item.number = "8276/QĐ-STC";
  file(item, {"không có mã"});
  file(2, {"H19 15 240615 9999, 8276 STC QĐ"});
  commit([&](Transaction& tx) { ASSERT_TRUE(tx.add_alias("CU.77", item.code)); });
  for (const char* code : {"h19.15-240615-0001-kq1",
                           "H19.15-240615-0001",
                           "001099000001",
                           "cu.77",
                           "8276/QĐ-STC",
                           "8276/qd-stc",
                           "\"8276/qđ-STC\""}) {
    EXPECT_EQ(ordinals(code), Ordinals{1}) << code;
  }
  EXPECT_TRUE(find(with_text("827/QĐ-STC")).empty());
}

TEST_P(ItemSearchContract, FindsByWhatTheItemSaysOfItselfAsPageZero) {
  auto item = bare_item(1);
  item.title = "Quyết định";
  item.summary = "Về việc giao khoán rừng";
  item.owner_name = "Vũ Thị Xuyến";
  item.issuer = "Hạt kiểm lâm";
  item.number = "15/QĐ-HKL";
  file(item, {"bản quét mờ"});
  for (const char* text : {"giao khoan", "vu xuyen", "kiểm lâm", "quyết định 15/QĐ-HKL"}) {
    const auto hits = find(with_text(text));
    ASSERT_EQ(hits.size(), 1U) << text;
    EXPECT_EQ(hits[0].page, 0);
  }
}

TEST_P(ItemSearchContract, OnlyTheCurrentVersionIsFound) {
  auto item = bare_item(1);
  item.title = "Tên cũ";
  file(item, {"chữ của bản đầu"});
  commit([&](Transaction& tx) {
    put_document(tx, sample_component(2), {"chữ của bản sau"});
    item.version = 2;
    item.component = sample_component(2).id;
    item.title = "Tên mới";
    ASSERT_TRUE(tx.put(item));
  });
  EXPECT_TRUE(find(with_text("bản đầu")).empty());
  EXPECT_TRUE(find(with_text("\"tên cũ\"")).empty());
  const auto hits = find(with_text("bản sau"));
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_EQ(hits[0].item.version, 2);
  EXPECT_EQ(ordinals("tên mới").size(), 1U);
}

TEST_P(ItemSearchContract, AComponentThatIsNoItemIsNotFound) {
  commit([](Transaction& tx) { put_document(tx, sample_component(1), {"giấy chưa có mã"}); });
  EXPECT_TRUE(find(with_text("giấy chưa")).empty());
  EXPECT_TRUE(find({}).empty());
}

TEST_P(ItemSearchContract, EveryFilterNarrowsWithTextAndWithout) {
  auto chosen = bare_item(1);
  chosen.owner_id = "001099000001";
  chosen.type = "giay-phep";
  chosen.component_code = "TP07";
  chosen.kind = "result";
  chosen.dossier = "H1";
  auto other = bare_item(2);
  other.owner_id = "001099000002";
  auto revoked = bare_item(3);
  revoked.state = "REVOKED";
  for (const auto& item : {chosen, other, revoked}) file(item, {"đơn"});
  for (const char* text : {"", "don", "đơn"}) {
    SCOPED_TRACE(text);
    const auto narrowed = [&](auto member, const char* value) {
      auto query = with_text(text);
      query.*member = value;
      return ordinals(query);
    };
    EXPECT_EQ(ordinals(text), (Ordinals{2, 1})) << "ACTIVE by default, newest first";
    EXPECT_EQ(narrowed(&ItemQuery::owner, "001099000001"), Ordinals{1});
    EXPECT_EQ(narrowed(&ItemQuery::dossier, "h1"), Ordinals{1});
    EXPECT_EQ(narrowed(&ItemQuery::type, "GIAY-PHEP"), Ordinals{1});
    EXPECT_EQ(narrowed(&ItemQuery::type, "tp07"), Ordinals{1});
    EXPECT_EQ(narrowed(&ItemQuery::type, "result"), Ordinals{1});
    EXPECT_EQ(narrowed(&ItemQuery::type, "none"), Ordinals{});
    EXPECT_EQ(narrowed(&ItemQuery::state, "revoked"), Ordinals{3});
    EXPECT_EQ(narrowed(&ItemQuery::state, "any"), (Ordinals{3, 2, 1}));
  }
}

TEST_P(ItemSearchContract, ValidOnADayIncludesBothEndsAndOpenOnes) {
  auto closed = bare_item(1);
  closed.valid_from = "2026-01-01";
  closed.valid_to = "2026-06-30";
  file(closed, {"giấy"});
  file(2, {"giấy"});
  for (const char* text : {"", "giấy"}) {
    const auto valid_on = [&](const char* day) {
      auto query = with_text(text);
      query.valid_on = day;
      return ordinals(query);
    };
    EXPECT_EQ(valid_on("2025-12-31"), Ordinals{2});
    EXPECT_EQ(valid_on("2026-01-01"), (Ordinals{2, 1}));
    EXPECT_EQ(valid_on("2026-06-30"), (Ordinals{2, 1}));
    EXPECT_EQ(valid_on("2026-07-01"), Ordinals{2});
  }
}

// Beyond a few hundred items of a filter another way is taken; the answer must not change.
TEST_P(ItemSearchContract, AFilterThatManyPassFindsTheSame) {
  commit([](Transaction& tx) {
    for (int i = 1; i <= 450; ++i) {
      put_document(tx, sample_component(i), {i % 100 == 0 ? "tìm cho ra" : "không phải"});
      auto item = bare_item(i);
      item.owner_id = "0100000001";
      item.type = i % 2 == 0 ? "even" : "odd";
      ASSERT_TRUE(tx.put(item));
    }
  });
  auto query = with_text("tìm ra");
  query.owner = "0100000001";
  EXPECT_EQ(ordinals(query), (Ordinals{400, 300, 200, 100}));
  query.owner.clear();
  query.type = "even";
  EXPECT_EQ(ordinals(query), (Ordinals{400, 300, 200, 100}));
  query.type = "odd";
  EXPECT_TRUE(find(query).empty());
}

TEST_P(ItemSearchContract, TheLimitIsKept) {
  for (int i = 1; i <= 4; ++i) file(i, {"x"});
  for (const char* text : {"", "x"}) {
    auto query = with_text(text);
    query.limit = 2;
    EXPECT_EQ(ordinals(query), (Ordinals{4, 3})) << text;
    query.limit = 0;
    EXPECT_TRUE(find(query).empty());
  }
}

TEST_P(ItemSearchContract, NoQueryTextIsEverSyntax) {
  file(1, {"an AND or NEAR col:umn"});
  for (const char* text : {"\"",
                           "'",
                           "*",
                           "a*",
                           "AND",
                           "OR NOT",
                           "NEAR(a b)",
                           "exact:",
                           "^a",
                           "{a}",
                           "a -b",
                           "\"a\" \"b",
                           "'; DROP TABLE items; --",
                           "%",
                           "\\",
                           "\xFF\xFE",
                           "(",
                           "a + b",
                           ",",
                           "\x01"}) {
    find(with_text(text));
  }
  EXPECT_EQ(ordinals("AND NEAR"), Ordinals{1});
  EXPECT_TRUE(find(with_text("--- !!!")).empty());
}

TEST_P(ItemSearchContract, ReplacedTextIsFoundAndTheOldIsNot) {
  file(1, {"chữ cũ đọc sai"});
  const auto replace = [&](const std::string& text) {
    commit([&](Transaction& tx) {
      ASSERT_TRUE(tx.index_text(sample_component(1).id, 1, text));
      ASSERT_TRUE(tx.index_text(sample_component(1).id, 1, text));
    });
  };
  replace("chữ mới đọc đúng");
  EXPECT_TRUE(ordinals("cũ").empty());
  EXPECT_TRUE(ordinals("sai").empty());
  EXPECT_EQ(ordinals("mới"), Ordinals{1});
  replace("");
  EXPECT_TRUE(ordinals("mới").empty());
}

TEST_P(ItemSearchContract, ACorrectedItemIsFoundByItsNewWordsOnly) {
  auto item = bare_item(1);
  item.owner_name = "Nguyên Vân An";
  file(item, {"giấy"});
  item.owner_name = "Nguyễn Văn An";
  commit([&](Transaction& tx) { ASSERT_TRUE(tx.put(item)); });
  EXPECT_EQ(ordinals("\"nguyễn văn an\""), Ordinals{1});
  EXPECT_EQ(find(with_text("nguyễn"))[0].snippet, "«Nguyễn» Văn An");
  item.owner_name = "Trần Bình";
  commit([&](Transaction& tx) { ASSERT_TRUE(tx.put(item)); });
  EXPECT_TRUE(find(with_text("nguyen")).empty());
}

INSTANTIATE_TEST_SUITE_P(Sqlite, ItemSearchContract, sqlite_only(), name_of_maker);

}  // namespace
}  // namespace sohoa
