// Values into statements and out of them: what our records hold and SQLite does not.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "core/clock.h"
#include "core/digest.h"
#include "storage/sqlite/statement.h"

namespace sohoa::sqlite {

/// NULL when zero.
inline void bind_digest(Statement& statement, const Digest& digest) {
  if (digest.is_zero()) {
    statement.bind_null();
  } else {
    statement.bind_blob(digest.value);
  }
}

inline Digest read_digest(Statement& row) {
  Digest digest;
  const Bytes bytes = row.blob();
  if (bytes.size() == digest.value.size()) std::ranges::copy(bytes, digest.value.begin());
  return digest;
}

/// NULL when empty.
inline void bind_or_null(Statement& statement, const std::string& text) {
  if (text.empty()) {
    statement.bind_null();
  } else {
    statement.bind(text);
  }
}

inline void bind_time(Statement& statement, UtcTime time) {
  statement.bind(std::int64_t{time.time_since_epoch().count()});
}

inline void bind_time(Statement& statement, const std::optional<UtcTime>& time) {
  if (time) {
    bind_time(statement, *time);
  } else {
    statement.bind_null();
  }
}

inline UtcTime read_time(Statement& row) {
  return UtcTime(std::chrono::seconds(row.integer()));
}

inline std::optional<UtcTime> read_optional_time(Statement& row) {
  const bool is_absent = row.is_null();
  const UtcTime time = read_time(row);
  return is_absent ? std::nullopt : std::optional(time);
}

inline std::int64_t number(bool value) {
  return value ? 1 : 0;
}

inline std::int32_t read_int32(Statement& row) {
  return static_cast<std::int32_t>(row.integer());
}

inline std::optional<std::int32_t> read_optional(Statement& row) {
  const bool is_absent = row.is_null();
  const std::int32_t value = read_int32(row);
  return is_absent ? std::nullopt : std::optional(value);
}

// One name for all that a member may be, so that a record's members need be listed only once.
inline void bind_value(Statement& statement, const std::string& text) {
  statement.bind(text);
}
inline void bind_value(Statement& statement, std::int32_t value) {
  statement.bind(std::int64_t{value});
}
inline void bind_value(Statement& statement, bool value) {
  statement.bind(number(value));
}
inline void bind_value(Statement& statement, double value) {
  statement.bind(value);
}
inline void bind_value(Statement& statement, const Digest& digest) {
  bind_digest(statement, digest);
}
inline void bind_value(Statement& statement, UtcTime time) {
  bind_time(statement, time);
}
inline void bind_value(Statement& statement, const std::optional<UtcTime>& time) {
  bind_time(statement, time);
}

inline void read_value(Statement& row, std::string& text) {
  text = row.text();
}
inline void read_value(Statement& row, std::int32_t& value) {
  value = read_int32(row);
}
inline void read_value(Statement& row, std::int64_t& value) {
  value = row.integer();
}
inline void read_value(Statement& row, bool& value) {
  value = row.integer() != 0;
}
inline void read_value(Statement& row, double& value) {
  value = row.real();
}
inline void read_value(Statement& row, Digest& digest) {
  digest = read_digest(row);
}
inline void read_value(Statement& row, UtcTime& time) {
  time = read_time(row);
}
inline void read_value(Statement& row, std::optional<UtcTime>& time) {
  time = read_optional_time(row);
}

/// The next parameters, in order.
template <class... Members>
void bind_all(Statement& statement, const std::tuple<Members&...>& members) {
  std::apply([&](const auto&... member) { (bind_value(statement, member), ...); }, members);
}

/// The next columns, in order.
template <class... Members>
void read_all_into(Statement& row, const std::tuple<Members&...>& members) {
  std::apply([&](auto&... member) { (read_value(row, member), ...); }, members);
}

/// Every row that is left.
template <class Record>
Result<std::vector<Record>> read_all(Statement& rows, Record (*read)(Statement&)) {
  std::vector<Record> records;
  while (true) {
    const bool has_row = TRY(rows.step());
    if (!has_row) return records;
    records.push_back(read(rows));
  }
}

}  // namespace sohoa::sqlite
