// A thin RAII skin over the sqlite3 C API: connection, statement, and errors as ours.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include <sqlite3.h>

#include "core/bytes.h"
#include "core/result.h"

namespace sohoa::sqlite {

struct CloseConnection {
  void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
};
struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using StatementHandle = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

/// The last failure of `connection` as an Error. An fsync that failed ends the process instead
/// (storage/durable.h says why).
Error last_error(sqlite3* connection, std::string_view doing);

/// A prepared statement on loan from its connection: reset and unbound when it goes. Parameters
/// and columns are taken in order, so a call site reads like the SQL it fills.
class Statement {
 public:
  Statement(sqlite3* connection, sqlite3_stmt* statement)
      : connection_(connection), statement_(statement) {}
  Statement(Statement&& other) noexcept
      : connection_(other.connection_),
        statement_(std::exchange(other.statement_, nullptr)),
        next_parameter_(other.next_parameter_),
        next_column_(other.next_column_),
        bind_code_(other.bind_code_) {}
  Statement& operator=(Statement&&) = delete;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement();

  /// Binds the next parameter. The bytes are copied. A failure comes out of step().
  Statement& bind(std::string_view text);
  Statement& bind(std::int64_t value);
  Statement& bind(double value);
  Statement& bind_blob(ByteView bytes);
  Statement& bind_null();

  /// true: a row is there; false: done.
  Result<bool> step();
  /// Runs to the end; rows are thrown away.
  Result<void> run();

  /// The next column of the row.
  std::string text();
  std::int64_t integer();
  double real();
  Bytes blob();
  bool is_null() const;  ///< of the column that would be read next

 private:
  void note(int code);

  sqlite3* connection_;
  sqlite3_stmt* statement_;
  int next_parameter_ = 1;
  int next_column_ = 0;
  int bind_code_ = SQLITE_OK;
};

enum class Access : std::uint8_t { Write, Read };

/// One connection and its prepared statements. One thread at a time.
class Connection {
 public:
  /// WAL, synchronous=FULL, foreign keys, busy timeout. Makes the file when `access` is Write.
  static Result<std::unique_ptr<Connection>> open(const std::filesystem::path& file,
                                                  Access access,
                                                  int busy_ms);

  /// `sql` must be a literal: its address is the key of the prepared statement.
  Result<Statement> prepare(const char* sql);
  /// One or more statements without parameters or rows.
  Result<void> execute(const char* sql);
  bool is_in_transaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }

 private:
  explicit Connection(sqlite3* handle) : handle_(handle) {}

  std::unique_ptr<sqlite3, CloseConnection> handle_;
  std::unordered_map<const char*, StatementHandle> prepared_;
};

}  // namespace sohoa::sqlite
