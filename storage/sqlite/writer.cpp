#include "storage/sqlite/writer.h"

#include <chrono>
#include <optional>

#include "core/text.h"
#include "storage/search_text.h"
#include "storage/sqlite/page_id.h"
#include "storage/sqlite/rows.h"

namespace sohoa::sqlite {
namespace {

constexpr const char* kPutBatch =
    "INSERT INTO batches(" SOHOA_BATCH_COLUMNS
    ") VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9)"
    " ON CONFLICT(id) DO UPDATE SET digest=?2, source_name=?3, station=?4, operator_name=?5,"
    " scanned_at=?6, received_at=?7, is_split=?8, counted_in=?9";

constexpr const char* kPutComponent =
    "INSERT INTO components(" SOHOA_COMPONENT_COLUMNS
    ") VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18)"
    " ON CONFLICT(id) DO UPDATE SET batch=?2, ordinal=?3, state=?4, reasons=?5, dossier=?6,"
    " procedure=?7, component=?8, title=?9, kind=?10, owner_type=?11, owner_id=?12,"
    " owner_name=?13, pages_declared=?14, item=?15, searchable=?16, is_pdfa=?17, is_signed=?18";

constexpr const char* kPutFile =
    "INSERT OR REPLACE INTO files(" SOHOA_FILE_COLUMNS ") VALUES(?1,?2,?3,?4,?5,?6,?7,?8)";

constexpr const char* kPutPage = "INSERT OR REPLACE INTO pages(component," SOHOA_PAGE_COLUMNS
                                 ") VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15)";

constexpr const char* kCountItem =
    "INSERT INTO item_counters(dossier, last) VALUES(?1, 1)"
    " ON CONFLICT(dossier) DO UPDATE SET last = last + 1 RETURNING last";

Result<std::int32_t> next_item_number(Connection& connection, const std::string& dossier) {
  auto count = TRY(connection.prepare(kCountItem));
  count.bind(dossier);
  TRY(count.step());
  const auto number = static_cast<std::int32_t>(count.integer());
  TRY(count.run());
  return number;
}

Result<std::optional<std::string>> stored_text(Connection& connection, std::int64_t id) {
  auto query = TRY(connection.prepare("SELECT text FROM page_texts WHERE id=?1"));
  query.bind(id);
  const bool is_found = TRY(query.step());
  return is_found ? std::optional(query.text()) : std::nullopt;
}

// page_words keeps no text of its own, so its old tokens must be told to it once more.
Result<void> remove_words(Connection& connection, std::int64_t id, const std::string& old_text) {
  const IndexedText old_words = index_form(old_text);
  auto remove = TRY(connection.prepare(
      "INSERT INTO page_words(page_words, rowid, exact, folded) VALUES('delete', ?1, ?2, ?3)"));
  return remove.bind(id).bind(old_words.exact).bind(old_words.folded).run();
}

Result<void> add_words(Connection& connection, std::int64_t id, const std::string& text) {
  const IndexedText words = index_form(text);
  auto add =
      TRY(connection.prepare("INSERT INTO page_words(rowid, exact, folded) VALUES(?1, ?2, ?3)"));
  return add.bind(id).bind(words.exact).bind(words.folded).run();
}

Result<void> replace_text(Connection& connection, const PageKey& page, const std::string& text) {
  const std::string nfc = to_nfc(text);
  const auto old_text = TRY(stored_text(connection, page.id()));
  if (old_text == nfc || (!old_text && nfc.empty())) return {};
  if (old_text) TRY(remove_words(connection, page.id(), *old_text));
  auto keep = TRY(connection.prepare(
      "INSERT OR REPLACE INTO page_texts(id, component, text) VALUES(?1, ?2, ?3)"));
  TRY(keep.bind(page.id()).bind(page.component_seq).bind(nfc).run());
  return add_words(connection, page.id(), nfc);
}

Result<std::int64_t> seq_of(Connection& connection, const std::string& component) {
  auto query = TRY(connection.prepare("SELECT seq FROM components WHERE id=?1"));
  query.bind(component);
  const bool is_found = TRY(query.step());
  if (!is_found) return Error{Fault::Internal, "no component " + component, {}};
  return query.integer();
}

}  // namespace

/// Every step that fails spoils the transaction: SQLite may have rolled back by itself (disk full),
/// and the steps after it would then be visible one by one.
class WriteTransaction final : public Transaction {
 public:
  explicit WriteTransaction(Writer& writer) : writer_(writer), connection_(*writer.connection_) {}
  WriteTransaction(const WriteTransaction&) = delete;
  WriteTransaction& operator=(const WriteTransaction&) = delete;
  ~WriteTransaction() override;

  Result<void> put(const BatchRecord& batch) override;
  Result<void> put(const ComponentRecord& component) override;
  Result<void> put(const FileRecord& file) override;
  Result<void> put(const PageRecord& page) override;
  Result<void> append(const EventRecord& event) override;
  Result<void> index_text(const std::string& component,
                          std::int32_t page_ordinal,
                          const std::string& text) override;
  Result<void> commit() override;

 private:
  template <class Step>
  Result<void> guarded(Step step);
  template <class Record>
  Result<void> put_row(const char* sql, const Record& record);

  Writer& writer_;
  Connection& connection_;
  std::optional<Error> failure_;
};

WriteTransaction::~WriteTransaction() {
  if (connection_.is_in_transaction()) (void)connection_.execute("ROLLBACK");
  writer_.release();
}

template <class Step>
Result<void> WriteTransaction::guarded(Step step) {
  if (failure_) return *failure_;
  if (!connection_.is_in_transaction()) {
    return Error{Fault::Internal, "the transaction is over", {}};
  }
  Result<void> done = step();
  if (!done) failure_ = done.error();
  return done;
}

template <class Record>
Result<void> WriteTransaction::put_row(const char* sql, const Record& record) {
  auto statement = TRY(connection_.prepare(sql));
  bind(statement, record);
  return statement.run();
}

Result<void> WriteTransaction::put(const BatchRecord& batch) {
  return guarded([&] { return put_row(kPutBatch, batch); });
}

// What the station declared is searched like a page, so that a document is found by its title or
// its owner's name even when the scan reads badly.
Result<void> WriteTransaction::put(const ComponentRecord& component) {
  return guarded([&]() -> Result<void> {
    TRY(put_row(kPutComponent, component));
    const PageKey declared{TRY(seq_of(connection_, component.id)), 0};
    return replace_text(connection_, declared, declared_text(component));
  });
}

Result<void> WriteTransaction::put(const FileRecord& file) {
  return guarded([&]() -> Result<void> {
    TRY(put_row(kPutFile, file));
    if (file.component.empty()) return {};
    auto claim = TRY(
        connection_.prepare("DELETE FROM files WHERE batch=?1 AND name=?2 AND component IS NULL"));
    return claim.bind(file.batch).bind(file.name).run();
  });
}

Result<void> WriteTransaction::put(const PageRecord& page) {
  return guarded([&]() -> Result<void> {
    const std::int64_t seq = TRY(seq_of(connection_, page.component));
    auto statement = TRY(connection_.prepare(kPutPage));
    statement.bind(seq);
    bind(statement, page);
    return statement.run();
  });
}

Result<void> WriteTransaction::append(const EventRecord& event) {
  return guarded([&] {
    return put_row("INSERT INTO events(" SOHOA_EVENT_COLUMNS ") VALUES(?1,?2,?3,?4)", event);
  });
}

Result<void> WriteTransaction::index_text(const std::string& component,
                                          std::int32_t page_ordinal,
                                          const std::string& text) {
  return guarded([&]() -> Result<void> {
    const PageKey page{TRY(seq_of(connection_, component)), page_ordinal};
    if (!page.is_valid()) return Error{Fault::TooManyPages, std::to_string(page_ordinal), {}};
    return replace_text(connection_, page, text);
  });
}

Result<void> WriteTransaction::commit() {
  return guarded([&] { return connection_.execute("COMMIT"); });
}

bool Writer::is_mine() {
  const std::lock_guard lock(mutex_);
  return holder_ == std::this_thread::get_id();
}

Result<void> Writer::acquire() {
  const auto me = std::this_thread::get_id();
  std::unique_lock lock(mutex_);
  if (holder_ == me) return Error{Fault::Internal, "a transaction inside a transaction", {}};
  const auto is_free = [&] { return holder_ == std::thread::id(); };
  if (!is_free_.wait_for(lock, std::chrono::milliseconds(busy_ms_), is_free)) {
    return Error{Fault::StoreBusy, "another thread keeps its transaction open", {}};
  }
  holder_ = me;
  return {};
}

void Writer::release() {
  {
    const std::lock_guard lock(mutex_);
    holder_ = std::thread::id();
  }
  is_free_.notify_one();
}

Result<std::unique_ptr<Transaction>> Writer::begin() {
  TRY(acquire());
  auto transaction = std::make_unique<WriteTransaction>(*this);
  TRY(connection_->execute("BEGIN IMMEDIATE"));
  return transaction;
}

Result<std::int32_t> Writer::count_items(const std::string& dossier) {
  if (is_mine()) return next_item_number(*connection_, dossier);
  const auto transaction = TRY(begin());
  const std::int32_t number = TRY(next_item_number(*connection_, dossier));
  TRY(transaction->commit());
  return number;
}

}  // namespace sohoa::sqlite
