#include "storage/sqlite/writer.h"

#include <chrono>
#include <optional>
#include <type_traits>

#include "storage/sqlite/item_writer.h"
#include "storage/sqlite/page_texts.h"
#include "storage/sqlite/reviews.h"
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
    ") VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,?21,?22,"
    "?23)"
    " ON CONFLICT(id) DO UPDATE SET batch=?2, ordinal=?3, state=?4, reasons=?5, dossier=?6,"
    " procedure=?7, component=?8, title=?9, kind=?10, owner_type=?11, owner_id=?12,"
    " owner_name=?13, pages_declared=?14, item=?15, searchable=?16, is_pdfa=?17, is_signed=?18,"
    " digitize_class=?19, signed_by_officer=?20, type=?21, type_confidence=?22, cover_pages=?23";

constexpr const char* kPutFile = "INSERT OR REPLACE INTO files(" SOHOA_FILE_COLUMNS
                                 ") VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13)";

constexpr const char* kPutFinding =
    "INSERT INTO scan_findings(component, ordinal, " SOHOA_FINDING_COLUMNS
    ") VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11)";

constexpr const char* kPutPage = "INSERT OR REPLACE INTO pages(component," SOHOA_PAGE_COLUMNS
                                 ") VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15)";

constexpr const char* kCountItem =
    "INSERT INTO item_counters(dossier, last) VALUES(?1, 1)"
    " ON CONFLICT(dossier) DO UPDATE SET last = last + 1 RETURNING last";

Result<void> replace_findings(Connection& connection,
                              const std::string& component,
                              const std::vector<ScanFindingRecord>& findings) {
  const std::int64_t seq = TRY(seq_of(connection, component));
  auto drop = TRY(connection.prepare("DELETE FROM scan_findings WHERE component=?1"));
  TRY(drop.bind(seq).run());
  std::int64_t ordinal = 0;
  for (const ScanFindingRecord& finding : findings) {
    auto add = TRY(connection.prepare(kPutFinding));
    add.bind(seq).bind(++ordinal);
    bind(add, finding);
    TRY(add.run());
  }
  return {};
}

Result<std::int32_t> next_item_number(Connection& connection, const std::string& dossier) {
  auto count = TRY(connection.prepare(kCountItem));
  count.bind(dossier);
  TRY(count.step());
  const auto number = static_cast<std::int32_t>(count.integer());
  TRY(count.run());
  return number;
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
  Result<void> put_findings(const std::string& component,
                            const std::vector<ScanFindingRecord>& findings) override;
  Result<void> index_text(const std::string& component,
                          std::int32_t page_ordinal,
                          const std::string& text) override;
  Result<void> commit() override;

  Result<void> put(const ItemRecord& item) override;
  Result<void> add_alias(const std::string& alias, const std::string& code) override;
  Result<void> put_fields(const std::string& component,
                          const std::vector<FieldRecord>& fields) override;
  Result<void> append(const VerdictRecord& verdict) override;
  Result<void> put(const AttestationRecord& attestation) override;
  Result<std::int64_t> put(const ReviewRecord& review) override;
  Result<std::int64_t> append(const ReuseRecord& reuse) override;
  Result<void> append(const LifeRecord& step) override;
  Result<std::int64_t> put(const NoticeRecord& notice) override;
  Result<std::int64_t> put(const HoldRecord& hold) override;
  Result<void> append(const DatasetRecord& dataset) override;

 private:
  template <class Step>
  std::invoke_result_t<Step> guarded(Step step);
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
std::invoke_result_t<Step> WriteTransaction::guarded(Step step) {
  if (failure_) return *failure_;
  if (!connection_.is_in_transaction()) {
    return Error{Fault::Internal, "the transaction is over", {}};
  }
  auto done = step();
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

Result<void> WriteTransaction::put(const ComponentRecord& component) {
  return guarded([&]() -> Result<void> {
    TRY(put_row(kPutComponent, component));
    return describe_on_page_0(connection_, TRY(seq_of(connection_, component.id)));
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

Result<void> WriteTransaction::put_findings(const std::string& component,
                                            const std::vector<ScanFindingRecord>& findings) {
  return guarded([&] { return replace_findings(connection_, component, findings); });
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

Result<void> WriteTransaction::put(const ItemRecord& item) {
  return guarded([&] { return put_item(connection_, item); });
}

Result<void> WriteTransaction::add_alias(const std::string& alias, const std::string& code) {
  return guarded([&] { return sqlite::add_alias(connection_, alias, code); });
}

Result<void> WriteTransaction::put_fields(const std::string& component,
                                          const std::vector<FieldRecord>& fields) {
  return guarded([&] { return sqlite::put_fields(connection_, component, fields); });
}

Result<void> WriteTransaction::append(const VerdictRecord& verdict) {
  return guarded([&] { return append_verdict(connection_, verdict); });
}

Result<void> WriteTransaction::put(const AttestationRecord& attestation) {
  return guarded([&] { return put_attestation(connection_, attestation); });
}

Result<std::int64_t> WriteTransaction::put(const ReviewRecord& review) {
  return guarded([&] { return put_review(connection_, review); });
}

Result<std::int64_t> WriteTransaction::append(const ReuseRecord& reuse) {
  return guarded([&] { return append_reuse(connection_, reuse); });
}

Result<void> WriteTransaction::append(const LifeRecord& step) {
  return guarded([&] { return append_life(connection_, step); });
}

Result<std::int64_t> WriteTransaction::put(const NoticeRecord& notice) {
  return guarded([&] { return put_notice(connection_, notice); });
}

Result<std::int64_t> WriteTransaction::put(const HoldRecord& hold) {
  return guarded([&] { return put_hold(connection_, hold); });
}

Result<void> WriteTransaction::append(const DatasetRecord& dataset) {
  return guarded([&] { return append_dataset(connection_, dataset); });
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
