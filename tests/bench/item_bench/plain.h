// What one gets from SQLite FTS5 as it comes: one table of texts under unicode61, one of items.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include <sqlite3.h>

#include "bench/item_bench/world.h"

namespace sohoa::bench {

class PlainStore {
 public:
  explicit PlainStore(const std::filesystem::path& file);

  void begin() { run("BEGIN"); }
  void add(std::int64_t number, const Paper& paper);
  void commit() { run("COMMIT"); }
  /// How many were added.
  std::int64_t papers();

  enum class Order { None, Bm25 };
  /// Rows found, at most 20; `query` narrows as our own does.
  std::size_t find(const ItemQuery& query, Order order);

 private:
  struct Close {
    void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  using Statement = std::unique_ptr<sqlite3_stmt, Close>;

  void run(const char* sql);
  Statement prepare(const std::string& sql);

  std::unique_ptr<sqlite3, Close> connection_;
  Statement add_text_;
  Statement add_item_;
};

}  // namespace sohoa::bench
