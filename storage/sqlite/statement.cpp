#include "storage/sqlite/statement.h"

#include <cerrno>
#include <chrono>
#include <thread>
#include <utility>

#include "storage/durable.h"
#include "storage/sqlite/page_rank.h"

namespace sohoa::sqlite {
namespace {

// The connection's own answer is lost when SQLite rolls back before it returns; then the database
// file and the -wal file are asked for the last errno they met.
int system_code_of(sqlite3* connection) {
  int code = sqlite3_system_errno(connection);
  if (code == 0) sqlite3_file_control(connection, "main", SQLITE_FCNTL_LAST_ERRNO, &code);
  sqlite3_file* log = nullptr;
  sqlite3_file_control(connection, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
  const bool has_log = log != nullptr && log->pMethods != nullptr;
  if (code == 0 && has_log) log->pMethods->xFileControl(log, SQLITE_FCNTL_LAST_ERRNO, &code);
  return code;
}

bool is_out_of_room(int code, int system_code) {
  const bool is_errno_full = system_code == ENOSPC || system_code == EDQUOT || system_code == EFBIG;
  const bool is_io = (code & 0xFF) == SQLITE_IOERR || (code & 0xFF) == SQLITE_CANTOPEN;
  return (code & 0xFF) == SQLITE_FULL || code == SQLITE_IOERR_SHMSIZE || (is_io && is_errno_full);
}

Fault fault_of(int code, int system_code) {
  if (is_out_of_room(code, system_code)) return Fault::DiskFull;
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return Fault::StoreBusy;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return Fault::BlobDamaged;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return Fault::AccessDenied;
    case SQLITE_CANTOPEN:
      return system_code == EACCES ? Fault::AccessDenied : Fault::IoFailure;
    case SQLITE_IOERR:
      return Fault::IoFailure;
    default:
      return Fault::Internal;
  }
}

constexpr const char* kPragmas =
    "PRAGMA synchronous=FULL;"
    "PRAGMA foreign_keys=ON;"
    "PRAGMA trusted_schema=OFF;"
    "PRAGMA cell_size_check=ON;"
    "PRAGMA temp_store=MEMORY;"
    "PRAGMA journal_size_limit=67108864;";

// A common word's pages are 10 MB of index at a million items; SQLite's own 2 MB would read them
// from the system again for every question.
constexpr const char* kReaderCache = "PRAGMA cache_size=-32768;";

// Turning WAL on needs the file alone, and SQLite does not call the busy handler for this lock
// when two processes meet here; so the wait is ours.
Result<void> enter_wal(Connection& connection, int busy_ms) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(busy_ms);
  while (true) {
    auto entered = connection.execute("PRAGMA journal_mode=WAL");
    if (entered || entered.error().what != Fault::StoreBusy) return entered;
    if (std::chrono::steady_clock::now() > deadline) return entered;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

}  // namespace

Error last_error(sqlite3* connection, std::string_view doing) {
  const int code = sqlite3_extended_errcode(connection);
  if (code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC) {
    errno = EIO;  // what SQLite keeps as the system's error may be of a later call
    end_after_sync_failure("fsync of the catalog", doing);
  }
  std::string detail(doing);
  detail += ": ";
  detail += sqlite3_errmsg(connection);
  return {fault_of(code, system_code_of(connection)), detail, {}};
}

Statement::~Statement() {
  if (statement_ == nullptr) return;
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

void Statement::note(int code) {
  if (bind_code_ == SQLITE_OK) bind_code_ = code;
}

Statement& Statement::bind(std::string_view text) {
  const char* data = text.data() == nullptr ? "" : text.data();
  note(sqlite3_bind_text64(
      statement_, next_parameter_++, data, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
  return *this;
}

Statement& Statement::bind(std::int64_t value) {
  note(sqlite3_bind_int64(statement_, next_parameter_++, value));
  return *this;
}

Statement& Statement::bind(double value) {
  note(sqlite3_bind_double(statement_, next_parameter_++, value));
  return *this;
}

Statement& Statement::bind_blob(ByteView bytes) {
  note(sqlite3_bind_blob64(
      statement_, next_parameter_++, bytes.data(), bytes.size(), SQLITE_TRANSIENT));
  return *this;
}

Statement& Statement::bind_null() {
  note(sqlite3_bind_null(statement_, next_parameter_++));
  return *this;
}

Result<bool> Statement::step() {
  if (bind_code_ != SQLITE_OK) return last_error(connection_, "bind");
  next_column_ = 0;
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return last_error(connection_, "catalog");
}

Result<void> Statement::run() {
  while (true) {
    const bool has_row = TRY(step());
    if (!has_row) return {};
  }
}

std::string Statement::text() {
  const int column = next_column_++;
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
  return data == nullptr ? std::string() : std::string(data, size);
}

std::int64_t Statement::integer() {
  return sqlite3_column_int64(statement_, next_column_++);
}

double Statement::real() {
  return sqlite3_column_double(statement_, next_column_++);
}

Bytes Statement::blob() {
  const int column = next_column_++;
  const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
  return data == nullptr ? Bytes() : Bytes(data, data + size);
}

bool Statement::is_null() const {
  return sqlite3_column_type(statement_, next_column_) == SQLITE_NULL;
}

Result<std::unique_ptr<Connection>> Connection::open(const std::filesystem::path& file,
                                                     Access access,
                                                     int busy_ms) {
  const int create = access == Access::Write ? SQLITE_OPEN_CREATE : 0;
  const int flags = SQLITE_OPEN_READWRITE | create | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &handle, flags, nullptr);
  std::unique_ptr<Connection> connection(new Connection(handle));
  if (handle == nullptr) return Error{Fault::MemoryLimit, "sqlite3_open", {}};
  if (code != SQLITE_OK) return last_error(handle, "open " + file.string());
  sqlite3_busy_timeout(handle, busy_ms);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  TRY(enter_wal(*connection, busy_ms));
  TRY(connection->execute(kPragmas));
  if (access == Access::Read) TRY(connection->execute("PRAGMA query_only=ON"));
  if (access == Access::Read) TRY(connection->execute(kReaderCache));
  if (access == Access::Read) TRY(add_page_rank(handle));
  return connection;
}

Result<Statement> Connection::prepare(const char* sql) {
  StatementHandle& prepared = prepared_[sql];
  if (!prepared) {
    sqlite3_stmt* fresh = nullptr;
    if (sqlite3_prepare_v3(handle_.get(), sql, -1, SQLITE_PREPARE_PERSISTENT, &fresh, nullptr) !=
        SQLITE_OK) {
      return last_error(handle_.get(), "prepare");
    }
    prepared.reset(fresh);
  }
  return Statement(handle_.get(), prepared.get());
}

Result<void> Connection::execute(const char* sql) {
  if (sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
    return last_error(handle_.get(), sql);
  }
  return {};
}

}  // namespace sohoa::sqlite
