// What we know about the blobs: batches, components, pages, and the words to find them by.
//
// All of a stage becomes visible, or none of it: writes go through a Transaction that rolls back
// unless committed. Nothing above this header knows SQL.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "storage/records.h"

namespace sohoa {

/// One write transaction. Rolls back when destroyed uncommitted. One thread.
class Transaction {
 public:
  virtual ~Transaction() = default;
  /// Insert, or replace the row of the same key.
  virtual Result<void> put(const BatchRecord& batch) = 0;
  virtual Result<void> put(const ComponentRecord& component) = 0;
  virtual Result<void> put(const FileRecord& file) = 0;
  virtual Result<void> put(const PageRecord& page) = 0;
  virtual Result<void> append(const EventRecord& event) = 0;
  /// Replaces the searchable text of one page.
  virtual Result<void> index_text(const std::string& component,
                                  std::int32_t page_ordinal,
                                  const std::string& text) = 0;
  /// Durable when it returns (synchronous=FULL).
  virtual Result<void> commit() = 0;
};

/// Thread-safe: one writer at a time (begin() waits for its turn), readers beside it (WAL).
class Catalog {
 public:
  virtual ~Catalog() = default;
  virtual Result<std::unique_ptr<Transaction>> begin() = 0;

  virtual Result<std::optional<BatchRecord>> batch(const std::string& id) = 0;
  virtual Result<std::vector<BatchRecord>> batches() = 0;  ///< oldest first
  virtual Result<std::vector<ComponentRecord>> components(const std::string& batch) = 0;
  virtual Result<std::optional<ComponentRecord>> component(const std::string& id) = 0;
  virtual Result<std::optional<ComponentRecord>> item(const std::string& code) = 0;
  virtual Result<std::vector<FileRecord>> files(const std::string& component) = 0;
  virtual Result<std::vector<FileRecord>> batch_files(const std::string& batch) = 0;
  virtual Result<std::vector<PageRecord>> pages(const std::string& component) = 0;
  virtual Result<std::vector<EventRecord>> events(const std::string& subject) = 0;
  /// Exact with diacritics first, folded after; a quoted query is a phrase; else all words, same
  /// page. Hits are components in state Done, best first, at most query.limit.
  virtual Result<std::vector<SearchHit>> search(const SearchQuery& query) = 0;
  /// Next free number for item codes of `dossier` (never given twice; two callers never share one).
  virtual Result<std::int32_t> count_items(const std::string& dossier) = 0;
};

/// Opens the catalog file, making or migrating its schema. StoreBusy when another process holds it
/// beyond 10 s; BlobDamaged when SQLite finds it corrupt.
Result<std::unique_ptr<Catalog>> open_sqlite_catalog(const std::filesystem::path& file);

}  // namespace sohoa
