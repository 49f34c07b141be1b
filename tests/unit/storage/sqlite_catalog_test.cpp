// What is particular to the catalog in SQLite: damage, locks, versions. Foreign hands work on the
// file through the sqlite3 library itself.
#include <fstream>
#include <thread>

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "contract/item_samples.h"
#include "contract/temp_folder.h"
#include "core/digest.h"
#include "storage/catalog.h"
#include "storage/sqlite/schema_pages.h"
#include "unit/storage/store_v1.h"

namespace sohoa {
namespace {

class SqliteCatalog : public testing::Test {
 protected:
  Result<std::unique_ptr<Catalog>> open() {
    Limits limits;
    limits.store_busy_ms = 20;
    limits.ranked_pages = ranked_pages_;
    return open_sqlite_catalog(file_, limits);
  }
  Fault fault_on_open() {
    const auto catalog = open();
    return catalog ? Fault::Usage : catalog.error().what;
  }
  void fill(int documents) {
    const auto catalog = *open();
    auto transaction = *catalog->begin();
    ASSERT_TRUE(transaction->put(sample_batch()));
    for (int i = 1; i <= documents; ++i) {
      put_document(*transaction, sample_component(i), {std::string(8'000, 'x')});
    }
    ASSERT_TRUE(transaction->commit());
  }

  void make_store_of_version_1();

  std::int32_t ranked_pages_ = 100;
  TempFolder folder_;
  const std::filesystem::path file_ = folder_.path() / "catalog.sqlite";
};

/// A connection that is not ours.
class Stranger {
 public:
  explicit Stranger(const std::filesystem::path& file) {
    EXPECT_EQ(sqlite3_open(file.c_str(), &connection_), SQLITE_OK);
  }
  Stranger(const Stranger&) = delete;
  Stranger& operator=(const Stranger&) = delete;
  ~Stranger() { sqlite3_close(connection_); }

  void run(const char* sql) {
    EXPECT_EQ(sqlite3_exec(connection_, sql, nullptr, nullptr, nullptr), SQLITE_OK)
        << sqlite3_errmsg(connection_);
  }
  bool may(const char* sql) {
    return sqlite3_exec(connection_, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
  }
  std::string ask(const char* sql) {
    std::string answer;
    const auto keep = [](void* out, int, char** values, char**) {
      *static_cast<std::string*>(out) += values[0] == nullptr ? "NULL" : values[0];
      return 0;
    };
    EXPECT_EQ(sqlite3_exec(connection_, sql, keep, &answer, nullptr), SQLITE_OK)
        << sqlite3_errmsg(connection_);
    return answer;
  }

 private:
  sqlite3* connection_ = nullptr;
};

void SqliteCatalog::make_store_of_version_1() {
  Stranger stranger(file_);
  stranger.run(sqlite::kVersion1);
  stranger.run(kRowsV1);
}

TEST_F(SqliteCatalog, IsInWalModeAndPassesItsOwnIntegrityCheck) {
  fill(3);
  Stranger stranger(file_);
  EXPECT_EQ(stranger.ask("PRAGMA journal_mode"), "wal");
  EXPECT_EQ(stranger.ask("PRAGMA integrity_check"), "ok");
  EXPECT_EQ(stranger.ask("PRAGMA foreign_key_check"), "");
  EXPECT_EQ(stranger.ask("PRAGMA user_version"), "2");
}

TEST_F(SqliteCatalog, TheTablesOfVersion1StayAsTheyWereReleased) {
  EXPECT_EQ(sha256(sqlite::kVersion1).hex(), kSchemaV1Digest);
}

TEST_F(SqliteCatalog, AStoreOfVersion1MigratesWithAllItHolds) {
  make_store_of_version_1();
  const auto catalog = *open();
  EXPECT_EQ(Stranger(file_).ask("PRAGMA user_version"), "2");
  const auto component = **catalog->component("L-1/0001");
  EXPECT_EQ(component.title, "Tờ khai");
  EXPECT_EQ(component.digitize_class + component.type, "");
  EXPECT_EQ(component.cover_pages, 0);
  const auto files = *catalog->files("L-1/0002");
  ASSERT_EQ(files.size(), 1U);
  EXPECT_EQ(files[0].pdf_version, "") << "version 1 did not ask";
  EXPECT_FALSE(files[0].is_encrypted || files[0].is_damaged || files[0].is_signed);
  EXPECT_TRUE(files[0].active_content.empty());
  EXPECT_TRUE(catalog->findings("L-1/0001")->empty());
  EXPECT_EQ((**catalog->component("L-1/0003")).reasons.at(0), "không đọc được");
  EXPECT_EQ(catalog->events("L-1")->size(), 1U);
  EXPECT_EQ(*catalog->count_items("H19.15-240615-0001-TP"), 2);
  EXPECT_EQ(catalog->components_of_dossier("h19.15-240615-0001")->size(), 3U);
}

TEST_F(SqliteCatalog, WhatVersion1FiledIsAnItemThatIsFoundAndToBeJudged) {
  make_store_of_version_1();
  const auto catalog = *open();
  const auto item = **catalog->find_item("h19.15-240615-0001-tp1");
  EXPECT_EQ(item.component, "L-1/0001");
  EXPECT_EQ(item.state, "ACTIVE");
  EXPECT_EQ(item.owner_id, "001099000001");
  EXPECT_EQ(item.digest.hex(), std::string(64, '1'));
  EXPECT_EQ(item.coded_at, second(0));
  const auto result = **catalog->find_item("H19.15-240615-0001-KQ1");
  EXPECT_EQ(result.digest.hex(), std::string(64, '2')) << "signed: its own bytes count";
  ItemQuery query;
  query.text = "don xin cap";
  EXPECT_EQ(catalog->find_items(query)->size(), 1U);
  EXPECT_EQ(catalog->items_to_judge(second(0), "p", 9)->size(), 2U);
  EXPECT_EQ(catalog->unowned_items(9)->size(), 1U);
}

TEST_F(SqliteCatalog, PhrasesOfVersion1AreFoundAfterMigration) {
  make_store_of_version_1();
  const auto catalog = *open();
  const auto found = [&](const char* text) {
    ItemQuery query;
    query.text = text;
    return catalog->find_items(query)->size();
  };
  EXPECT_EQ(found("\"xin cấp\""), 1U);
  EXPECT_EQ(found("\"khai nguyen van an\""), 1U);
  EXPECT_EQ(found("\"cấp xin\""), 0U);
  auto transaction = *catalog->begin();
  ASSERT_TRUE(transaction->index_text("L-1/0001", 1, "đơn xin học"));
  ASSERT_TRUE(transaction->commit());
  EXPECT_EQ(found("\"xin cấp\""), 0U) << "what migration indexed can be taken out again";
  EXPECT_EQ(found("\"xin học\""), 1U);
}

// A hand that has the file may do anything; ours must not by mistake.
TEST_F(SqliteCatalog, EvidenceIsOnlyEverAdded) {
  const auto catalog = *open();
  auto transaction = *catalog->begin();
  ASSERT_TRUE(transaction->put(sample_batch()));
  for (int i = 1; i <= 2; ++i) ASSERT_TRUE(transaction->put(sample_component(i)));
  auto item = sample_item(1);
  ASSERT_TRUE(transaction->put(item));
  item.version = 2;
  ASSERT_TRUE(transaction->put(item));
  ASSERT_TRUE(transaction->append(sample_event()));
  ASSERT_TRUE(transaction->append(sample_verdict("FULL", 1)));
  ASSERT_TRUE(transaction->append(sample_reuse(item.code, "D2")));
  ASSERT_TRUE(transaction->append(sample_step(item.code, "revoke")));
  ASSERT_TRUE(transaction->commit());
  Stranger stranger(file_);
  for (const char* sql : {"UPDATE events SET detail=''",
                          "DELETE FROM events",
                          "UPDATE verdicts SET legal_value=''",
                          "DELETE FROM verdicts",
                          "UPDATE reuses SET officer=''",
                          "DELETE FROM reuses",
                          "UPDATE life SET reason=''",
                          "DELETE FROM life",
                          "UPDATE item_versions SET title=''",
                          "DELETE FROM item_versions",
                          "UPDATE item_names SET name='x'",
                          "DELETE FROM item_names",
                          "UPDATE items SET code='x'",
                          "DELETE FROM items"}) {
    EXPECT_FALSE(stranger.may(sql)) << sql;
  }
}

TEST_F(SqliteCatalog, TheTextIndexHoldsNothingOfReplacedText) {
  fill(1);
  for (const char* text : {"đầu tiên", "thứ hai", "đầu tiên thứ ba"}) {
    const auto catalog = *open();
    auto transaction = *catalog->begin();
    ASSERT_TRUE(transaction->index_text(sample_component(1).id, 1, text));
    ASSERT_TRUE(transaction->commit());
  }
  Stranger stranger(file_);
  stranger.run("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, page_words, row)");
  EXPECT_EQ(stranger.ask("SELECT group_concat(term || doc, ' ') FROM temp.terms"
                         " WHERE term IN ('hai','xxxx','ba','dau','tien','thu')"),
            "ba1 dau1 thu1 tien1");
}

TEST_F(SqliteCatalog, TheIndexOfNeighboursHoldsNothingOfReplacedText) {
  fill(1);
  for (const char* text : {"đầu tiên", "một hai ba", "một hai bốn", "hai bốn hai bốn"}) {
    const auto catalog = *open();
    auto transaction = *catalog->begin();
    ASSERT_TRUE(transaction->index_text(sample_component(1).id, 1, text));
    ASSERT_TRUE(transaction->commit());
  }
  Stranger stranger(file_);
  stranger.run("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, page_pairs, row)");
  EXPECT_EQ(stranger.ask("SELECT group_concat(term || doc, ' ') FROM temp.terms"
                         " WHERE term GLOB 'hai_*' OR term GLOB '*_hai' OR term GLOB '*tien'"),
            "bon_hai1 hai_bon1");
}

// A phrase on many pages is looked up by its words, one on few by its pairs: the limit on what is
// ranked must mean the same to both.
TEST_F(SqliteCatalog, OfAPhraseTooTheNewestPagesAreRankedFirst) {
  ranked_pages_ = 2;
  const auto catalog = *open();
  auto transaction = *catalog->begin();
  ASSERT_TRUE(transaction->put(sample_batch()));
  for (int i = 1; i <= 6; ++i) {
    put_document(*transaction, sample_component(i), {i % 2 == 1 ? "hộ nghèo" : "hộ nghèo ở xã"});
    ASSERT_TRUE(transaction->put(sample_item(i)));
  }
  ASSERT_TRUE(transaction->commit());
  ItemQuery query;
  query.text = "\"ho ngheo\"";
  std::vector<std::string> codes;
  const auto hits = *catalog->find_items(query);
  for (const auto& hit : hits) codes.push_back(hit.item.code);
  std::vector<std::string> expected;
  for (const int i : {5, 6, 3, 4, 1, 2}) expected.push_back(sample_item(i).code);
  EXPECT_EQ(codes, expected);
}

TEST_F(SqliteCatalog, ItemsBeyondThePagesThatAreRankedAreFoundAfterThem) {
  ranked_pages_ = 2;
  const auto catalog = *open();
  auto transaction = *catalog->begin();
  ASSERT_TRUE(transaction->put(sample_batch()));
  for (int i = 1; i <= 50; ++i) {
    auto component = sample_component(i);
    put_document(*transaction, component, {i == 49 ? "đơn" : "đơn và nhiều chữ khác"});
    auto item = sample_item(i);
    item.state = i % 5 == 0 ? "ACTIVE" : "EXPIRED";
    ASSERT_TRUE(transaction->put(item));
  }
  ASSERT_TRUE(transaction->commit());
  ItemQuery query;
  query.text = "don";
  query.state = "any";
  query.limit = 50;
  const auto all = *catalog->find_items(query);
  ASSERT_EQ(all.size(), 50U);
  EXPECT_EQ(all[0].item.code, sample_item(49).code) << "the better of the newest two";
  EXPECT_EQ(all[49].item.code, sample_item(1).code);
  query.state.clear();
  EXPECT_EQ(catalog->find_items(query)->size(), 10U) << "though most pages do not pass";
}

TEST_F(SqliteCatalog, AFileThatIsNoDatabaseIsDamage) {
  std::ofstream(file_) << std::string(8192, 'x');
  EXPECT_EQ(fault_on_open(), Fault::BlobDamaged);
}

TEST_F(SqliteCatalog, ACorruptPageIsDamageWhenItIsMet) {
  fill(40);
  const auto size = std::filesystem::file_size(file_);
  std::fstream damage(file_, std::ios::in | std::ios::out | std::ios::binary);
  damage.seekp(4096);
  damage << std::string(size - 4096, '\x5A');
  damage.close();
  const auto catalog = open();
  const auto read =
      catalog ? (*catalog)->batches() : Result<std::vector<BatchRecord>>(catalog.error());
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().what, Fault::BlobDamaged);
}

TEST_F(SqliteCatalog, AStoreOfANewerProgramIsRefusedUntouched) {
  fill(1);
  Stranger(file_).run("PRAGMA user_version=99");
  EXPECT_EQ(fault_on_open(), Fault::UnsupportedFeature);
  EXPECT_EQ(Stranger(file_).ask("PRAGMA user_version"), "99");
}

TEST_F(SqliteCatalog, AnotherProcessThatKeepsWritingMakesItBusyAndLaterNot) {
  const auto catalog = *open();
  Stranger stranger(file_);
  stranger.run("BEGIN IMMEDIATE");
  EXPECT_EQ(catalog->begin().error().what, Fault::StoreBusy);
  EXPECT_EQ(catalog->count_items("D").error().what, Fault::StoreBusy);
  EXPECT_TRUE(catalog->batches()) << "readers go on";
  stranger.run("ROLLBACK");
  EXPECT_TRUE(catalog->begin());
}

TEST_F(SqliteCatalog, AWriterOfAnotherThreadThatNeverEndsMakesItBusy) {
  const auto catalog = *open();
  const auto transaction = *catalog->begin();
  Result<std::unique_ptr<Transaction>> second = Error{};
  std::jthread([&] { second = catalog->begin(); }).join();
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().what, Fault::StoreBusy);
}

}  // namespace
}  // namespace sohoa
