// What every catalog must do. Written against the interface only: another database joins by adding
// a maker to the list at the end.
#include <set>
#include <thread>

#include <gtest/gtest.h>

#include "contract/catalog_samples.h"
#include "contract/temp_folder.h"
#include "core/text.h"
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

  TempFolder folder_;
  std::unique_ptr<Catalog> catalog_;
};

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

TEST_P(CatalogContract, APaperScannedAgainBearsTheCodeOfTheFirstScan) {
  commit([&](Transaction& tx) {
    ComponentRecord first = sample_component(1);
    ComponentRecord again = sample_component(2);
    again.item = first.item;
    ASSERT_TRUE(tx.put(first));
    ASSERT_TRUE(tx.put(again));
  });
  EXPECT_EQ((**catalog().item(sample_component(1).item)).id, sample_component(2).id);
  EXPECT_EQ((**catalog().component(sample_component(1).id)).item, sample_component(1).item);
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

TEST_P(CatalogContract, ListsTheComponentsOfADossierOverAllBatches) {
  commit([](Transaction& tx) {
    auto other_batch = sample_batch();
    other_batch.id = "L-other";
    ASSERT_TRUE(tx.put(other_batch));
    ASSERT_TRUE(tx.put(sample_component(1)));
    auto elsewhere = sample_component(2);
    elsewhere.dossier = "H19.15-240615-9999";
    ASSERT_TRUE(tx.put(elsewhere));
    auto again = sample_component(3);
    again.id = "L-other/0001";
    again.dossier = sample_component(1).dossier;
    again.batch = "L-other";
    again.item.clear();
    ASSERT_TRUE(tx.put(again));
  });
  std::vector<std::string> ids;
  const auto papers = *catalog().components_of_dossier(to_lower(sample_component(1).dossier));
  for (const auto& paper : papers) ids.push_back(paper.id);
  EXPECT_EQ(ids, (std::vector<std::string>{sample_component(1).id, "L-other/0001"}));
  EXPECT_TRUE(catalog().components_of_dossier("no such dossier")->empty());
}

TEST_P(CatalogContract, TellsWhichComponentsRestOnABlob) {
  const Digest shared = sha256("hai thành phần cùng dùng");
  commit([&](Transaction& tx) {
    for (int i = 1; i <= 3; ++i) {
      auto component = sample_component(i);
      component.searchable = i == 3 ? shared : Digest{};
      ASSERT_TRUE(tx.put(component));
    }
    auto file = sample_file(1);
    file.digest = shared;
    ASSERT_TRUE(tx.put(file));
    auto page = sample_page(2);
    page.reading = shared;
    ASSERT_TRUE(tx.put(page));
    page.ordinal += 1;
    ASSERT_TRUE(tx.put(page)) << "two pages of one component are one use";
    auto unclaimed = sample_file(1);
    unclaimed.component.clear();
    unclaimed.digest = shared;
    ASSERT_TRUE(tx.put(unclaimed));
  });
  std::vector<std::string> users;
  const auto uses = *catalog().uses_of({shared, sha256("niemand")});
  for (const BlobUse& use : uses) {
    EXPECT_EQ(use.blob, shared);
    users.push_back(use.component);
  }
  EXPECT_EQ(users,
            (std::vector<std::string>{
                sample_component(1).id, sample_component(2).id, sample_component(3).id}));
  EXPECT_TRUE(catalog().uses_of({})->empty());
}

TEST_P(CatalogContract, ReadersGoOnBesideAWriter) {
  commit([](Transaction& tx) { ASSERT_TRUE(tx.put(sample_component(1))); });
  auto transaction = *catalog().begin();
  ASSERT_TRUE(transaction->put(sample_component(2)));
  EXPECT_EQ(catalog().components(sample_batch().id)->size(), 1U);
  EXPECT_TRUE(*catalog().component(sample_component(1).id));
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
