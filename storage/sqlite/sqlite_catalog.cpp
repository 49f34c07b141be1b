// The catalog over SQLite: one writer, a small pool of readers beside it (WAL).
#include <mutex>
#include <type_traits>
#include <utility>

#include "storage/catalog.h"
#include "storage/durable.h"
#include "storage/sqlite/blob_uses.h"
#include "storage/sqlite/item_reader.h"
#include "storage/sqlite/item_search.h"
#include "storage/sqlite/migrate.h"
#include "storage/sqlite/reviews.h"
#include "storage/sqlite/rows.h"
#include "storage/sqlite/statement.h"
#include "storage/sqlite/values.h"
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
  Result<bool> is_in_use(const Digest& blob) override;

  Result<std::optional<BatchRecord>> batch(const std::string& id) override;
  Result<std::vector<BatchRecord>> batches() override;
  Result<std::vector<ComponentRecord>> components(const std::string& batch) override;
  Result<std::optional<ComponentRecord>> component(const std::string& id) override;
  Result<std::optional<ComponentRecord>> item(const std::string& code) override;
  Result<std::vector<FileRecord>> files(const std::string& component) override;
  Result<std::vector<FileRecord>> batch_files(const std::string& batch) override;
  Result<std::vector<PageRecord>> pages(const std::string& component) override;
  Result<std::vector<ScanFindingRecord>> findings(const std::string& component) override;
  Result<std::vector<EventRecord>> events(const std::string& subject) override;
  Result<std::vector<ComponentRecord>> components_of_dossier(const std::string& dossier) override;
  Result<std::vector<BlobUse>> uses_of(const std::vector<Digest>& blobs) override;

  Result<std::optional<ItemRecord>> find_item(const std::string& code) override;
  Result<std::optional<ItemRecord>> item_of_component(const std::string& component) override;
  Result<std::vector<ItemRecord>> item_versions(const std::string& code) override;
  Result<std::vector<std::string>> aliases(const std::string& code) override;
  Result<std::vector<FieldRecord>> fields(const std::string& component) override;
  Result<std::vector<VerdictRecord>> verdicts(const std::string& component) override;
  Result<std::vector<AttestationRecord>> attestations(const std::string& component) override;
  Result<std::optional<ReviewRecord>> review(std::int64_t id) override;
  Result<std::vector<ReviewRecord>> reviews(const ReviewQuery& query) override;
  Result<std::vector<CorrectionCount>> corrections() override;
  Result<std::vector<ReuseRecord>> reuses_of_item(const std::string& code) override;
  Result<std::vector<ReuseRecord>> reuses_of_dossier(const std::string& dossier) override;
  Result<std::vector<LifeRecord>> life(const std::string& code) override;
  Result<std::vector<LifeRecord>> life_due(const std::string& day) override;
  Result<std::vector<NoticeRecord>> notices(const std::string& dossier) override;
  Result<std::vector<HoldRecord>> holds(const std::string& code) override;
  Result<std::optional<DatasetRecord>> dataset(const std::string& name) override;
  Result<std::vector<ItemRecord>> items_to_judge(UtcTime before,
                                                 const std::string& policy,
                                                 std::int32_t limit) override;
  Result<std::int64_t> count_to_judge(UtcTime before, const std::string& policy) override;
  Result<std::vector<ItemRecord>> items_to_expire(const std::string& day,
                                                  std::int32_t limit) override;
  Result<std::vector<ItemRecord>> ended_items(const std::string& after,
                                              std::int32_t limit) override;
  Result<std::vector<ItemRecord>> unowned_items(std::int32_t limit) override;
  Result<std::vector<ItemHit>> find_items(const ItemQuery& query) override;

 private:
  /// What `read` answers over a connection of the pool.
  template <class Read>
  std::invoke_result_t<Read, Connection&> with_reader(Read read);
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
  return sqlite::read_all(rows, read);
}

template <class Read>
std::invoke_result_t<Read, Connection&> SqliteCatalog::with_reader(Read read) {
  auto reader = TRY(readers_.take_one());
  auto answer = read(*reader);
  readers_.give_back(std::move(reader));
  return answer;
}

template <class Record>
Result<std::vector<Record>> SqliteCatalog::list(const char* sql,
                                                const std::string& key,
                                                Record (*read)(Statement&)) {
  return with_reader([&](Connection& reader) { return read_rows(reader, sql, key, read); });
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
  return first_of(list("SELECT " SOHOA_COMPONENT_COLUMNS
                       " FROM components WHERE item=?1 ORDER BY seq DESC LIMIT 1",
                       code,
                       sqlite::read_component));
}

Result<bool> SqliteCatalog::is_in_use(const Digest& blob) {
  return with_reader([&](Connection& reader) -> Result<bool> {
    auto row =
        TRY(reader.prepare("SELECT 1 WHERE EXISTS(SELECT 1 FROM files WHERE digest=?1)"
                           " OR EXISTS(SELECT 1 FROM pages WHERE reading=?1)"
                           " OR EXISTS(SELECT 1 FROM components WHERE searchable=?1)"
                           " OR EXISTS(SELECT 1 FROM attestations WHERE signature=?1)"
                           " OR EXISTS(SELECT 1 FROM datasets WHERE digest=?1)"));
    sqlite::bind_digest(row, blob);
    return row.step();
  });
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

Result<std::vector<ScanFindingRecord>> SqliteCatalog::findings(const std::string& component) {
  return list("SELECT " SOHOA_FINDING_COLUMNS
              " FROM scan_findings WHERE component=(SELECT seq FROM components WHERE id=?1)"
              " ORDER BY ordinal",
              component,
              sqlite::read_finding);
}

Result<std::vector<EventRecord>> SqliteCatalog::events(const std::string& subject) {
  return list("SELECT " SOHOA_EVENT_COLUMNS " FROM events WHERE subject=?1 ORDER BY seq",
              subject,
              sqlite::read_event);
}

Result<std::vector<ComponentRecord>> SqliteCatalog::components_of_dossier(
    const std::string& dossier) {
  return list("SELECT " SOHOA_COMPONENT_COLUMNS " FROM components WHERE dossier=?1 ORDER BY seq",
              dossier,
              sqlite::read_component);
}

Result<std::vector<BlobUse>> SqliteCatalog::uses_of(const std::vector<Digest>& blobs) {
  return with_reader([&](Connection& reader) { return sqlite::uses_of(reader, blobs); });
}

Result<std::optional<ItemRecord>> SqliteCatalog::find_item(const std::string& code) {
  return first_of(with_reader([&](Connection& reader) { return sqlite::find_item(reader, code); }));
}

Result<std::optional<ItemRecord>> SqliteCatalog::item_of_component(const std::string& component) {
  return first_of(with_reader(
      [&](Connection& reader) { return sqlite::item_of_component(reader, component); }));
}

Result<std::vector<ItemRecord>> SqliteCatalog::item_versions(const std::string& code) {
  return with_reader([&](Connection& reader) { return sqlite::item_versions(reader, code); });
}

Result<std::vector<std::string>> SqliteCatalog::aliases(const std::string& code) {
  return with_reader([&](Connection& reader) { return sqlite::aliases(reader, code); });
}

Result<std::vector<FieldRecord>> SqliteCatalog::fields(const std::string& component) {
  return with_reader([&](Connection& reader) { return sqlite::fields(reader, component); });
}

Result<std::vector<VerdictRecord>> SqliteCatalog::verdicts(const std::string& component) {
  return with_reader([&](Connection& reader) { return sqlite::verdicts(reader, component); });
}

Result<std::vector<AttestationRecord>> SqliteCatalog::attestations(const std::string& component) {
  return with_reader([&](Connection& reader) { return sqlite::attestations(reader, component); });
}

Result<std::optional<ReviewRecord>> SqliteCatalog::review(std::int64_t id) {
  return first_of(with_reader([&](Connection& reader) { return sqlite::review(reader, id); }));
}

Result<std::vector<ReviewRecord>> SqliteCatalog::reviews(const ReviewQuery& query) {
  return with_reader([&](Connection& reader) { return sqlite::list_reviews(reader, query); });
}

Result<std::vector<CorrectionCount>> SqliteCatalog::corrections() {
  return with_reader([&](Connection& reader) { return sqlite::count_corrections(reader); });
}

Result<std::vector<ReuseRecord>> SqliteCatalog::reuses_of_item(const std::string& code) {
  return with_reader([&](Connection& reader) { return sqlite::reuses_of_item(reader, code); });
}

Result<std::vector<ReuseRecord>> SqliteCatalog::reuses_of_dossier(const std::string& dossier) {
  return with_reader(
      [&](Connection& reader) { return sqlite::reuses_of_dossier(reader, dossier); });
}

Result<std::vector<LifeRecord>> SqliteCatalog::life(const std::string& code) {
  return with_reader([&](Connection& reader) { return sqlite::life(reader, code); });
}

Result<std::vector<LifeRecord>> SqliteCatalog::life_due(const std::string& day) {
  return with_reader([&](Connection& reader) { return sqlite::life_due(reader, day); });
}

Result<std::vector<NoticeRecord>> SqliteCatalog::notices(const std::string& dossier) {
  return with_reader([&](Connection& reader) { return sqlite::notices(reader, dossier); });
}

Result<std::vector<HoldRecord>> SqliteCatalog::holds(const std::string& code) {
  return with_reader([&](Connection& reader) { return sqlite::holds(reader, code); });
}

Result<std::optional<DatasetRecord>> SqliteCatalog::dataset(const std::string& name) {
  return first_of(with_reader([&](Connection& reader) { return sqlite::dataset(reader, name); }));
}

Result<std::vector<ItemRecord>> SqliteCatalog::items_to_judge(UtcTime before,
                                                              const std::string& policy,
                                                              std::int32_t limit) {
  return with_reader(
      [&](Connection& reader) { return sqlite::items_to_judge(reader, before, policy, limit); });
}

Result<std::int64_t> SqliteCatalog::count_to_judge(UtcTime before, const std::string& policy) {
  return with_reader(
      [&](Connection& reader) { return sqlite::count_to_judge(reader, before, policy); });
}

Result<std::vector<ItemRecord>> SqliteCatalog::items_to_expire(const std::string& day,
                                                               std::int32_t limit) {
  return with_reader(
      [&](Connection& reader) { return sqlite::items_to_expire(reader, day, limit); });
}

Result<std::vector<ItemRecord>> SqliteCatalog::ended_items(const std::string& after,
                                                           std::int32_t limit) {
  return with_reader([&](Connection& reader) { return sqlite::ended_items(reader, after, limit); });
}

Result<std::vector<ItemRecord>> SqliteCatalog::unowned_items(std::int32_t limit) {
  return with_reader([&](Connection& reader) { return sqlite::unowned_items(reader, limit); });
}

Result<std::vector<ItemHit>> SqliteCatalog::find_items(const ItemQuery& query) {
  return with_reader(
      [&](Connection& reader) { return sqlite::find_items(reader, query, limits_); });
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
