// What every catalog must do. Written against the interface only: another database joins by adding
// a maker to the list at the end.
#include <set>
#include <thread>

#include <gtest/gtest.h>

#include "contract/catalog_samples.h"
#include "contract/temp_folder.h"
#include "storage/catalog.h"

namespace sohoa {
namespace {

struct CatalogMaker {
  std::string name;
  Result<std::unique_ptr<Catalog>> (*open)(const std::filesystem::path& folder);
};

class CatalogContract : public testing::TestWithParam<CatalogMaker> {
 protected:
  CatalogContract() { catalog_ = reopen(); }
  std::unique_ptr<Catalog> reopen() { return *GetParam().open(folder_.path()); }
  Catalog& catalog() { return *catalog_; }

  /// Commits one batch and what `fill` adds.
  template <class Fill>
  void commit(Fill fill) {
    auto transaction = *catalog_->begin();
    ASSERT_TRUE(transaction->put(sample_batch()));
    fill(*transaction);
    ASSERT_TRUE(transaction->commit());
  }
  void add_document(std::int32_t ordinal, const std::vector<std::string>& pages) {
    commit([&](Transaction& tx) { put_document(tx, sample_component(ordinal), pages); });
  }
  std::vector<SearchHit> find(const std::string& text) {
    SearchQuery query;
    query.text = text;
    auto hits = catalog_->search(query);
    EXPECT_TRUE(hits) << text << ": " << (hits ? "" : hits.error().detail);
    return hits ? *hits : std::vector<SearchHit>();
  }
  std::vector<std::int32_t> ordinals(const std::string& text) {
    std::vector<std::int32_t> found;
    const auto hits = find(text);
    for (const auto& hit : hits) found.push_back(hit.component.ordinal);
    return found;
  }

  TempFolder folder_;
  std::unique_ptr<Catalog> catalog_;
};

using Ordinals = std::vector<std::int32_t>;

TEST_P(CatalogContract, GivesBackEveryMemberOfEveryRecord) {
  commit([&](Transaction& tx) {
    ASSERT_TRUE(tx.put(sample_component(1)));
    ASSERT_TRUE(tx.put(sample_file(1)));
    ASSERT_TRUE(tx.put(sample_page(1)));
    ASSERT_TRUE(tx.append(sample_event()));
  });
  const auto again = reopen();
  EXPECT_EQ(text_of(**again->batch(sample_batch().id)), text_of(sample_batch()));
  const std::string id = sample_component(1).id;
  EXPECT_EQ(text_of(**again->component(id)), text_of(sample_component(1)));
  EXPECT_EQ(text_of(**again->item(sample_component(1).item)), text_of(sample_component(1)));
  EXPECT_EQ(text_of(again->files(id)->at(0)), text_of(sample_file(1)));
  EXPECT_EQ(text_of(again->pages(id)->at(0)), text_of(sample_page(1)));
  EXPECT_EQ(text_of(again->events(sample_event().subject)->at(0)), text_of(sample_event()));
}

TEST_P(CatalogContract, FindingsComeBackInOrderAndAreReplacedTogether) {
  const std::string id = sample_component(1).id;
  const auto texts = [&] {
    std::string all;
    const auto findings = reopen()->findings(id);
    for (const auto& one : *findings) all += text_of(one) + "\n";
    return all;
  };
  auto warned = sample_finding(0);
  warned.severity = "warn";
  commit([&](Transaction& tx) {
    ASSERT_TRUE(tx.put(sample_component(1)));
    ASSERT_TRUE(tx.put(sample_component(2)));
    ASSERT_TRUE(tx.put_findings(id, {sample_finding(2), warned, sample_finding(1)}));
    ASSERT_TRUE(tx.put_findings(sample_component(2).id, {sample_finding(9)}));
  });
  EXPECT_EQ(texts(),
            text_of(sample_finding(2)) + "\n" + text_of(warned) + "\n" +
                text_of(sample_finding(1)) + "\n");
  commit([&](Transaction& tx) { ASSERT_TRUE(tx.put_findings(id, {warned})); });
  EXPECT_EQ(texts(), text_of(warned) + "\n");
  commit([&](Transaction& tx) { ASSERT_TRUE(tx.put_findings(id, {})); });
  EXPECT_EQ(texts(), "");
  EXPECT_EQ(catalog().findings(sample_component(2).id)->size(), 1U);
}

TEST_P(CatalogContract, FindingsOfNoComponentAreRefused) {
  auto transaction = *catalog().begin();
  EXPECT_FALSE(transaction->put_findings("L-0/0001", {sample_finding(1)}));
}

TEST_P(CatalogContract, AnEmptyRecordComesBackEmpty) {
  commit([&](Transaction& tx) {
    ComponentRecord bare;
    bare.id = "bare";
    bare.batch = sample_batch().id;
    ASSERT_TRUE(tx.put(bare));
    EXPECT_TRUE(tx.put(bare));
  });
  const auto bare = **catalog().component("bare");
  EXPECT_TRUE(bare.searchable.is_zero());
  EXPECT_TRUE(bare.item.empty());
  EXPECT_FALSE(bare.pages_declared);
  EXPECT_FALSE(*catalog().item(""));
}

TEST_P(CatalogContract, WhatIsNotCommittedIsNotThere) {
  {
    auto transaction = *catalog().begin();
    ASSERT_TRUE(transaction->put(sample_batch()));
    EXPECT_FALSE(*catalog().batch(sample_batch().id)) << "readers do not see an open transaction";
  }
  EXPECT_FALSE(*catalog().batch(sample_batch().id));
}

TEST_P(CatalogContract, PuttingTheSameKeyAgainReplacesTheRow) {
  add_document(1, {"một"});
  commit([&](Transaction& tx) {
    auto changed = sample_component(1);
    changed.state = ComponentState::Failed;
    changed.reasons = {"Trang 1 không đọc được"};
    ASSERT_TRUE(tx.put(changed));
    auto page = sample_page(1);
    page.attempts = 3;
    ASSERT_TRUE(tx.put(page));
  });
  EXPECT_EQ(catalog().components(sample_batch().id)->size(), 1U);
  EXPECT_EQ((**catalog().component(sample_component(1).id)).reasons.at(0),
            "Trang 1 không đọc được");
  EXPECT_EQ(catalog().pages(sample_component(1).id)->at(0).attempts, 3);
}

TEST_P(CatalogContract, ATransactionWithAFailedStepCannotCommit) {
  auto transaction = *catalog().begin();
  ASSERT_TRUE(transaction->put(sample_batch()));
  EXPECT_FALSE(transaction->index_text("no such component", 1, "x"));
  EXPECT_FALSE(transaction->put(sample_component(1)));
  EXPECT_FALSE(transaction->commit());
  transaction.reset();
  EXPECT_FALSE(*catalog().batch(sample_batch().id));
}

TEST_P(CatalogContract, AFinishedTransactionTakesNothingMore) {
  auto transaction = *catalog().begin();
  ASSERT_TRUE(transaction->put(sample_batch()));
  ASSERT_TRUE(transaction->commit());
  EXPECT_FALSE(transaction->append(sample_event()));
}

TEST_P(CatalogContract, ATransactionInsideATransactionIsRefusedAtOnce) {
  const auto outer = *catalog().begin();
  const auto inner = catalog().begin();
  ASSERT_FALSE(inner);
  EXPECT_EQ(inner.error().what, Fault::Internal);
}

TEST_P(CatalogContract, ListsBatchesOldestFirst) {
  auto transaction = *catalog().begin();
  for (int day : {3, 1, 2}) {
    auto batch = sample_batch();
    batch.id = std::to_string(day);
    batch.received_at = UtcTime(std::chrono::hours(24 * day));
    ASSERT_TRUE(transaction->put(batch));
  }
  ASSERT_TRUE(transaction->commit());
  const auto batches = *catalog().batches();
  ASSERT_EQ(batches.size(), 3U);
  EXPECT_EQ(batches[0].id + batches[1].id + batches[2].id, "123");
}

TEST_P(CatalogContract, UnclaimedFilesAreKeptByNameUntilAComponentClaimsThem) {
  commit([&](Transaction& tx) {
    ASSERT_TRUE(tx.put(sample_component(1)));
    for (const char* name : {"a.pdf", "b.pdf"}) {
      auto file = sample_file(0);
      file.component.clear();
      file.name = name;
      ASSERT_TRUE(tx.put(file));
    }
  });
  EXPECT_EQ(catalog().batch_files(sample_batch().id)->size(), 2U);
  commit([&](Transaction& tx) {
    auto file = sample_file(1);
    file.name = "a.pdf";
    ASSERT_TRUE(tx.put(file));
  });
  const auto files = *catalog().batch_files(sample_batch().id);
  ASSERT_EQ(files.size(), 2U);
  EXPECT_EQ(files[0].component, sample_component(1).id);
  EXPECT_EQ(files[1].name, "b.pdf");
}

TEST_P(CatalogContract, TwoCallersNeverShareAnItemNumber) {
  const auto other = reopen();
  std::vector<std::int32_t> numbers(80);
  std::vector<std::jthread> threads;
  for (std::size_t t = 0; t < 4; ++t) {
    Catalog& mine = t % 2 == 0 ? catalog() : *other;
    threads.emplace_back([&mine, &numbers, t] {
      for (std::size_t i = t; i < numbers.size(); i += 4) numbers[i] = *mine.count_items("D");
    });
  }
  threads.clear();
  const std::set<std::int32_t> distinct(numbers.begin(), numbers.end());
  EXPECT_EQ(distinct.size(), numbers.size());
  EXPECT_EQ(*distinct.begin(), 1);
  EXPECT_EQ(*distinct.rbegin(), 80);
}

TEST_P(CatalogContract, CountsOnInsideAnOpenTransactionOfTheSameThread) {
  EXPECT_EQ(*catalog().count_items("D"), 1);
  auto transaction = *catalog().begin();
  EXPECT_EQ(*catalog().count_items("D"), 2);
  EXPECT_EQ(*catalog().count_items("E"), 1);
  ASSERT_TRUE(transaction->commit());
  transaction.reset();
  EXPECT_EQ(*catalog().count_items("D"), 3);
}

TEST_P(CatalogContract, ManyOpenersOfAFreshStoreAllSucceed) {
  TempFolder fresh;
  std::atomic<int> opened = 0;
  std::vector<std::jthread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] { opened += GetParam().open(fresh.path()) ? 1 : 0; });
  }
  threads.clear();
  EXPECT_EQ(opened, 8);
}

TEST_P(CatalogContract, FindsWithAndWithoutDiacritics) {
  add_document(1, {"Giấy chứng nhận quyền sử dụng ĐẤT, ông Nguyễn Văn Đồng"});
  for (const char* text : {"giấy chứng nhận",
                           "giay chung nhan",
                           "GIẤY",
                           "đất",
                           "dat",
                           "nguyen dong",
                           "\"quyen su dung dat\"",
                           "gia\u0302\u0301y"}) {
    EXPECT_EQ(ordinals(text), Ordinals{1}) << text;
  }
  for (const char* text : {"\"chung giay\"", "bat", "giấy mời"}) {
    EXPECT_TRUE(find(text).empty()) << text;
  }
}

TEST_P(CatalogContract, RanksExactSpellingBeforeFoldedWhenTheQueryHasDiacritics) {
  add_document(1, {"ma ma ma"});
  add_document(2, {"mà và nhiều chữ khác nữa ở trang này"});
  add_document(3, {"mạ"});
  EXPECT_EQ(ordinals("mà").at(0), 2);
  EXPECT_EQ(ordinals("mà").size(), 3U);
  EXPECT_EQ(ordinals("ma").size(), 3U);
}

TEST_P(CatalogContract, EqualHitsComeNewestFirst) {
  for (int i = 1; i <= 3; ++i) add_document(i, {"đơn xin xác nhận"});
  EXPECT_EQ(ordinals("xác nhận"), (Ordinals{3, 2, 1}));
}

TEST_P(CatalogContract, WordsOfOnePageComeBeforeWordsSpreadOverPages) {
  add_document(1, {"hộ khẩu", "thường trú"});
  add_document(2, {"hộ khẩu thường trú"});
  EXPECT_EQ(ordinals("khẩu trú"), (Ordinals{2, 1}));
  EXPECT_EQ(ordinals("khau tru"), (Ordinals{2, 1}));
  EXPECT_EQ(ordinals("\"khau thuong\""), Ordinals{2}) << "a phrase does not cross pages";
}

TEST_P(CatalogContract, NamesThePageAndMarksTheMatchInItsOwnSpelling) {
  add_document(1, {"trang đầu", "Số 12: Giấy chứng nhận"});
  const auto hits = find("chung nhan");
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_EQ(hits[0].page, 2);
  EXPECT_EQ(hits[0].snippet, "Số 12: Giấy «chứng nhận»");
}

TEST_P(CatalogContract, FindsCodesAsWholePhrases) {
  add_document(1, {"Số: 8276/STC-VP ngày 03/4/2024, mã hồ sơ H19.15-240615-0001"});
  add_document(2, {"8276 VP STC, 0001 H19"});
  EXPECT_EQ(ordinals("8276/STC-VP"), Ordinals{1});
  EXPECT_EQ(ordinals("H19.15-240615-0001"), Ordinals{1});
}

TEST_P(CatalogContract, FindsByDossierItemAndOwnerEvenWhenNoPageSaysThem) {
  add_document(1, {"không có mã"});
  const auto record = sample_component(1);
  for (const std::string& code : {record.dossier, record.item, record.owner_id}) {
    EXPECT_EQ(ordinals(code), Ordinals{1}) << code;
  }
}

TEST_P(CatalogContract, FindsByTitleAndOwnerNameWithPageZero) {
  add_document(1, {"bản quét mờ"});
  const auto hits = find("to khai nguyen van an");
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_EQ(hits[0].page, 0);
}

TEST_P(CatalogContract, ReplacedTextIsFoundAndTheOldIsNot) {
  add_document(1, {"chữ cũ đọc sai"});
  commit([&](Transaction& tx) {
    ASSERT_TRUE(tx.index_text(sample_component(1).id, 1, "chữ mới đọc đúng"));
    ASSERT_TRUE(tx.index_text(sample_component(1).id, 1, "chữ mới đọc đúng"));
  });
  EXPECT_TRUE(find("cũ").empty());
  EXPECT_TRUE(find("sai").empty());
  EXPECT_EQ(ordinals("mới"), Ordinals{1});
  commit([&](Transaction& tx) { ASSERT_TRUE(tx.index_text(sample_component(1).id, 1, "")); });
  EXPECT_TRUE(find("mới").empty());
}

TEST_P(CatalogContract, FiltersByOwnerTypeDossierAndState) {
  add_document(1, {"đơn"});
  commit([&](Transaction& tx) {
    auto other = sample_component(2);
    other.owner_id = "khác";
    other.dossier = "khác";
    other.component = "KHAC";
    put_document(tx, other, {"đơn"});
    auto waiting = sample_component(3);
    waiting.state = ComponentState::Waiting;
    put_document(tx, waiting, {"đơn"});
  });
  const auto only = [&](auto member, const std::string& value) {
    SearchQuery query;
    query.text = "don";
    query.*member = value;
    Ordinals found;
    const auto hits = *catalog().search(query);
    for (const auto& hit : hits) found.push_back(hit.component.ordinal);
    return found;
  };
  EXPECT_EQ(ordinals("don").size(), 2U) << "only Done by default";
  EXPECT_EQ(only(&SearchQuery::owner, "khác"), Ordinals{2});
  EXPECT_EQ(only(&SearchQuery::dossier, "khác"), Ordinals{2});
  EXPECT_EQ(only(&SearchQuery::type, "KHAC"), Ordinals{2});
  EXPECT_EQ(only(&SearchQuery::state, "waiting"), Ordinals{3});
}

TEST_P(CatalogContract, AnUnknownStateIsAUsageError) {
  SearchQuery query;
  query.state = "sleeping";
  EXPECT_EQ(catalog().search(query).error().what, Fault::Usage);
}

TEST_P(CatalogContract, WithoutTextListsNewestFirstUpToTheLimit) {
  for (int i = 1; i <= 4; ++i) add_document(i, {"x"});
  SearchQuery query;
  query.limit = 2;
  const auto hits = *catalog().search(query);
  ASSERT_EQ(hits.size(), 2U);
  EXPECT_EQ(hits[0].component.ordinal, 4);
  EXPECT_EQ(hits[0].page, 0);
  query.limit = 0;
  EXPECT_TRUE(catalog().search(query)->empty());
}

TEST_P(CatalogContract, NoQueryTextIsEverSyntax) {
  add_document(1, {"an AND or NEAR col:umn"});
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
                           "'; DROP TABLE pages; --",
                           "%",
                           "\\",
                           "\xFF\xFE",
                           "col : umn",
                           "(",
                           ")",
                           "a + b",
                           ",",
                           "\x01"}) {
    find(text);
  }
  EXPECT_EQ(ordinals("AND NEAR"), Ordinals{1});
  EXPECT_TRUE(find("--- !!!").empty());
}

TEST_P(CatalogContract, ReadersGoOnBesideAWriter) {
  add_document(1, {"có sẵn"});
  auto transaction = *catalog().begin();
  ASSERT_TRUE(transaction->put(sample_component(2)));
  EXPECT_EQ(ordinals("có sẵn"), Ordinals{1});
  EXPECT_EQ(catalog().components(sample_batch().id)->size(), 1U);
}

INSTANTIATE_TEST_SUITE_P(Sqlite,
                         CatalogContract,
                         testing::Values(CatalogMaker{"sqlite",
                                                      [](const std::filesystem::path& folder) {
                                                        return open_sqlite_catalog(
                                                            folder / "catalog.sqlite");
                                                      }}),
                         [](const auto& maker) { return maker.param.name; });

}  // namespace
}  // namespace sohoa
