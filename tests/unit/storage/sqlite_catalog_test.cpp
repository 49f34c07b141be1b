// What is particular to the catalog in SQLite: damage, locks, versions. Foreign hands work on the
// file through the sqlite3 library itself.
#include <fstream>
#include <thread>

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "contract/catalog_samples.h"
#include "contract/temp_folder.h"
#include "storage/catalog.h"

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

TEST_F(SqliteCatalog, IsInWalModeAndPassesItsOwnIntegrityCheck) {
  fill(3);
  Stranger stranger(file_);
  EXPECT_EQ(stranger.ask("PRAGMA journal_mode"), "wal");
  EXPECT_EQ(stranger.ask("PRAGMA integrity_check"), "ok");
  EXPECT_EQ(stranger.ask("PRAGMA foreign_key_check"), "");
  EXPECT_EQ(stranger.ask("PRAGMA user_version"), "2");
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

TEST_F(SqliteCatalog, PagesBeyondThoseThatAreRankedAreFoundAfterThem) {
  ranked_pages_ = 1;
  fill(3);
  SearchQuery query;
  query.text = std::string(8'000, 'x');
  const auto catalog = *open();
  const auto hits = *catalog->search(query);
  ASSERT_EQ(hits.size(), 3U);
  EXPECT_EQ(hits[0].component.ordinal, 3);
  EXPECT_EQ(hits[2].component.ordinal, 1);
  EXPECT_EQ(hits[2].page, 1);
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
