#include "bench/item_bench/plain.h"

#include <array>
#include <cstdio>
#include <cstdlib>

#include "core/text.h"

namespace sohoa::bench {
namespace {

void bind(sqlite3_stmt* statement, int index, const std::string& text) {
  sqlite3_bind_text(statement, index, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
}

/// Words in quotes, so that nothing in them is syntax; a quoted phrase stays one.
std::string expression(const std::string& text) {
  if (text.front() == '"') return text;
  std::string all;
  for (const auto word : split_words(text)) all += "\"" + std::string(word) + "\" ";
  return all;
}

constexpr const char* kSchema =
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
    "CREATE VIRTUAL TABLE IF NOT EXISTS plain USING fts5(text, content='', tokenize='unicode61');"
    "CREATE TABLE IF NOT EXISTS items(id INTEGER PRIMARY KEY, owner TEXT, type TEXT, state TEXT,"
    " valid_from TEXT, valid_to TEXT);"
    "CREATE INDEX IF NOT EXISTS items_of_owner ON items(owner)";

}  // namespace

PlainStore::PlainStore(const std::filesystem::path& file) {
  sqlite3* connection = nullptr;
  sqlite3_open(file.c_str(), &connection);
  connection_.reset(connection);
  run(kSchema);
  add_text_ = prepare("INSERT INTO plain(rowid, text) VALUES(?1, ?2)");
  add_item_ = prepare("INSERT INTO items VALUES(?1, ?2, ?3, ?4, ?5, ?6)");
}

void PlainStore::run(const char* sql) {
  char* message = nullptr;
  if (sqlite3_exec(connection_.get(), sql, nullptr, nullptr, &message) == SQLITE_OK) return;
  std::fprintf(stderr, "plain store: %s\n", message);
  std::exit(70);
}

PlainStore::Statement PlainStore::prepare(const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(connection_.get(), sql.c_str(), -1, &statement, nullptr);
  if (statement == nullptr) {
    std::fprintf(stderr, "plain store: %s\n", sqlite3_errmsg(connection_.get()));
    std::exit(70);
  }
  return Statement(statement);
}

void PlainStore::add(std::int64_t number, const Paper& paper) {
  sqlite3_bind_int64(add_text_.get(), 1, number);
  bind(add_text_.get(), 2, paper.text);
  sqlite3_step(add_text_.get());
  sqlite3_reset(add_text_.get());
  sqlite3_bind_int64(add_item_.get(), 1, number);
  const ItemRecord& item = paper.item;
  const std::array values = {item.owner_id, item.type, item.state, item.valid_from, item.valid_to};
  for (std::size_t i = 0; i < values.size(); ++i) {
    bind(add_item_.get(), static_cast<int>(i) + 2, values[i]);
  }
  sqlite3_step(add_item_.get());
  sqlite3_reset(add_item_.get());
}

std::int64_t PlainStore::papers() {
  const Statement count = prepare("SELECT count(*) FROM items");
  return sqlite3_step(count.get()) == SQLITE_ROW ? sqlite3_column_int64(count.get(), 0) : 0;
}

std::size_t PlainStore::find(const ItemQuery& query, Order order) {
  std::string sql = query.text.empty()
                        ? "SELECT id FROM items i WHERE state='ACTIVE'"
                        : "SELECT p.rowid FROM plain p JOIN items i ON i.id = p.rowid"
                          " WHERE p.plain MATCH ?1 AND state='ACTIVE'";
  if (!query.owner.empty()) sql += " AND owner=?2";
  if (!query.type.empty()) sql += " AND type=?3";
  if (!query.valid_on.empty()) {
    sql += " AND (valid_from='' OR valid_from<=?4) AND (valid_to='' OR valid_to>=?4)";
  }
  if (order == Order::Bm25 && !query.text.empty()) sql += " ORDER BY rank";
  const Statement rows = prepare(sql + " LIMIT 20");
  if (!query.text.empty()) bind(rows.get(), 1, expression(query.text));
  bind(rows.get(), 2, query.owner);
  bind(rows.get(), 3, query.type);
  bind(rows.get(), 4, query.valid_on);
  std::size_t found = 0;
  while (sqlite3_step(rows.get()) == SQLITE_ROW) ++found;
  return found;
}

}  // namespace sohoa::bench
