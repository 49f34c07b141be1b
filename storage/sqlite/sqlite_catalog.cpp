// The catalog over SQLite: one writer, a small pool of readers beside it (WAL).
#include <mutex>
#include <utility>

#include "storage/catalog.h"
#include "storage/durable.h"
#include "storage/sqlite/migrate.h"
#include "storage/sqlite/rows.h"
#include "storage/sqlite/search.h"
#include "storage/sqlite/statement.h"
#include "storage/sqlite/writer.h"

namespace sohoa {
namespace {

using sqlite::Access;
using sqlite::Connection;
using sqlite::Statement;

constexpr std::size_t kIdleReaders = 8;

/// Read connections at rest. Each call borrows one; more are opened when all are out.
class ReaderPool {
 public:
  ReaderPool(std::filesystem::path file, int busy_ms) : file_(std::move(file)), busy_ms_(busy_ms) {}

  Result<std::unique_ptr<Connection>> take_one() {
    {
      const std::lock_guard lock(mutex_);
      if (!idle_.empty()) {
        auto reader = std::move(idle_.back());
        idle_.pop_back();
        return reader;
      }
    }
    return Connection::open(file_, Access::Read, busy_ms_);
  }

  void give_back(std::unique_ptr<Connection> reader) {
    const std::lock_guard lock(mutex_);
    if (idle_.size() < kIdleReaders) idle_.push_back(std::move(reader));
  }

 private:
  std::filesystem::path file_;
  int busy_ms_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Connection>> idle_;
};

class SqliteCatalog final : public Catalog {
 public:
  SqliteCatalog(const std::filesystem::path& file,
                std::unique_ptr<Connection> writer,
                const Limits& limits)
      : limits_(limits),
        writer_(std::move(writer), limits.store_busy_ms),
        readers_(file, limits.store_busy_ms) {}

  Result<std::unique_ptr<Transaction>> begin() override { return writer_.begin(); }
  Result<std::int32_t> count_items(const std::string& dossier) override {
    return writer_.count_items(dossier);
  }

  Result<std::optional<BatchRecord>> batch(const std::string& id) override;
  Result<std::vector<BatchRecord>> batches() override;
  Result<std::vector<ComponentRecord>> components(const std::string& batch) override;
  Result<std::optional<ComponentRecord>> component(const std::string& id) override;
  Result<std::optional<ComponentRecord>> item(const std::string& code) override;
  Result<std::vector<FileRecord>> files(const std::string& component) override;
  Result<std::vector<FileRecord>> batch_files(const std::string& batch) override;
  Result<std::vector<PageRecord>> pages(const std::string& component) override;
  Result<std::vector<EventRecord>> events(const std::string& subject) override;
  Result<std::vector<SearchHit>> search(const SearchQuery& query) override;

 private:
  /// Runs `sql` with one parameter and reads every row.
  template <class Record>
  Result<std::vector<Record>> list(const char* sql,
                                   const std::string& key,
                                   Record (*read)(Statement&));

  Limits limits_;
  sqlite::Writer writer_;
  ReaderPool readers_;
};

template <class Record>
Result<std::vector<Record>> read_rows(Connection& reader,
                                      const char* sql,
                                      const std::string& key,
                                      Record (*read)(Statement&)) {
  auto rows = TRY(reader.prepare(sql));
  rows.bind(key);
  std::vector<Record> records;
  while (true) {
    const bool has_row = TRY(rows.step());
    if (!has_row) return records;
    records.push_back(read(rows));
  }
}

template <class Record>
Result<std::vector<Record>> SqliteCatalog::list(const char* sql,
                                                const std::string& key,
                                                Record (*read)(Statement&)) {
  auto reader = TRY(readers_.take_one());
  auto records = read_rows(*reader, sql, key, read);
  readers_.give_back(std::move(reader));
  return records;
}

template <class Record>
Result<std::optional<Record>> first_of(Result<std::vector<Record>> records) {
  if (!records) return std::move(records).error();
  if (records->empty()) return std::optional<Record>();
  return std::optional<Record>(std::move(records->front()));
}

Result<std::optional<BatchRecord>> SqliteCatalog::batch(const std::string& id) {
  return first_of(
      list("SELECT " SOHOA_BATCH_COLUMNS " FROM batches WHERE id=?1", id, sqlite::read_batch));
}

Result<std::vector<BatchRecord>> SqliteCatalog::batches() {
  return list("SELECT " SOHOA_BATCH_COLUMNS " FROM batches WHERE ?1='' ORDER BY received_at, seq",
              "",
              sqlite::read_batch);
}

Result<std::vector<ComponentRecord>> SqliteCatalog::components(const std::string& batch) {
  return list("SELECT " SOHOA_COMPONENT_COLUMNS
              " FROM components WHERE batch=?1 ORDER BY ordinal, seq",
              batch,
              sqlite::read_component);
}

Result<std::optional<ComponentRecord>> SqliteCatalog::component(const std::string& id) {
  return first_of(list("SELECT " SOHOA_COMPONENT_COLUMNS " FROM components WHERE id=?1",
                       id,
                       sqlite::read_component));
}

Result<std::optional<ComponentRecord>> SqliteCatalog::item(const std::string& code) {
  return first_of(list("SELECT " SOHOA_COMPONENT_COLUMNS " FROM components WHERE item=?1",
                       code,
                       sqlite::read_component));
}

Result<std::vector<FileRecord>> SqliteCatalog::files(const std::string& component) {
  return list("SELECT " SOHOA_FILE_COLUMNS " FROM files WHERE component=?1 ORDER BY ordinal",
              component,
              sqlite::read_file);
}

Result<std::vector<FileRecord>> SqliteCatalog::batch_files(const std::string& batch) {
  return list("SELECT " SOHOA_FILE_COLUMNS
              " FROM files WHERE batch=?1 ORDER BY component IS NULL, component, ordinal, name",
              batch,
              sqlite::read_file);
}

Result<std::vector<PageRecord>> SqliteCatalog::pages(const std::string& component) {
  auto pages = TRY(list("SELECT " SOHOA_PAGE_COLUMNS
                        " FROM pages WHERE component=(SELECT seq FROM components WHERE id=?1)"
                        " ORDER BY ordinal",
                        component,
                        sqlite::read_page));
  for (PageRecord& page : pages) page.component = component;
  return pages;
}

Result<std::vector<EventRecord>> SqliteCatalog::events(const std::string& subject) {
  return list("SELECT " SOHOA_EVENT_COLUMNS " FROM events WHERE subject=?1 ORDER BY seq",
              subject,
              sqlite::read_event);
}

Result<std::vector<SearchHit>> SqliteCatalog::search(const SearchQuery& query) {
  auto reader = TRY(readers_.take_one());
  auto hits = sqlite::search(*reader, query, limits_);
  readers_.give_back(std::move(reader));
  return hits;
}

}  // namespace

Result<std::unique_ptr<Catalog>> open_sqlite_catalog(const std::filesystem::path& file,
                                                     const Limits& limits) {
  const auto folder = std::filesystem::absolute(file).parent_path();
  TRY(make_folders(folder));
  auto writer = TRY(Connection::open(file, Access::Write, limits.store_busy_ms));
  TRY(sqlite::migrate(*writer));
  // After migrate() has read: by then SQLite has made its -wal file, and does not itself look at
  // what the fsync of the folder says.
  TRY(sync_names(folder));
  return std::make_unique<SqliteCatalog>(file, std::move(writer), limits);
}

}  // namespace sohoa
