// What we know about the blobs: batches, components, pages, and the words to find them by; and
// through item_catalog.h the coded papers above them.
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

#include "core/limits.h"
#include "core/result.h"
#include "storage/item_catalog.h"
#include "storage/records.h"

namespace sohoa {

/// One write transaction. Rolls back when destroyed uncommitted. One thread. After a step that
/// failed nothing more is taken, and commit() answers with that failure.
class Transaction : public ItemWriter {
 public:
  using ItemWriter::append;
  using ItemWriter::put;
  /// Insert, or replace the row of the same key.
  virtual Result<void> put(const BatchRecord& batch) = 0;
  virtual Result<void> put(const ComponentRecord& component) = 0;
  virtual Result<void> put(const FileRecord& file) = 0;
  virtual Result<void> put(const PageRecord& page) = 0;
  virtual Result<void> append(const EventRecord& event) = 0;
  /// All findings about the scan of one component at once, in order; earlier ones are dropped.
  virtual Result<void> put_findings(const std::string& component,
                                    const std::vector<ScanFindingRecord>& findings) = 0;
  /// Replaces the searchable text of one page (ordinal from 1). The text is kept as it is, once,
  /// for snippets. The component must be there.
  virtual Result<void> index_text(const std::string& component,
                                  std::int32_t page_ordinal,
                                  const std::string& text) = 0;
  /// Durable when it returns (synchronous=FULL).
  virtual Result<void> commit() = 0;
};

/// Thread-safe: one writer at a time (begin() waits for its turn; a second one on the same thread
/// is refused at once), readers beside it (WAL) that see what was committed when they asked.
class Catalog : public ItemCatalog {
 public:
  virtual Result<std::unique_ptr<Transaction>> begin() = 0;

  virtual Result<std::optional<BatchRecord>> batch(const std::string& id) = 0;
  virtual Result<std::vector<BatchRecord>> batches() = 0;  ///< oldest first
  virtual Result<std::vector<ComponentRecord>> components(const std::string& batch) = 0;
  virtual Result<std::optional<ComponentRecord>> component(const std::string& id) = 0;
  virtual Result<std::optional<ComponentRecord>> item(const std::string& code) = 0;
  virtual Result<std::vector<FileRecord>> files(const std::string& component) = 0;
  virtual Result<std::vector<FileRecord>> batch_files(const std::string& batch) = 0;
  virtual Result<std::vector<PageRecord>> pages(const std::string& component) = 0;
  virtual Result<std::vector<ScanFindingRecord>> findings(const std::string& component) = 0;
  virtual Result<std::vector<EventRecord>> events(const std::string& subject) = 0;
  /// Of every batch, oldest first; case does not matter.
  virtual Result<std::vector<ComponentRecord>> components_of_dossier(
      const std::string& dossier) = 0;
  /// Which components rest on these blobs, as a file, a page's reading or the searchable PDF: one
  /// row for each pair. Walks over all pages once, for rare work such as destruction.
  virtual Result<std::vector<BlobUse>> uses_of(const std::vector<Digest>& blobs) = 0;
  /// Next free number for item codes of `dossier`, from 1. Two callers never share one, and one
  /// whose count was committed is never given again. On a thread that holds a transaction the
  /// count is part of it; else it is committed when this returns.
  virtual Result<std::int32_t> count_items(const std::string& dossier) = 0;
  /// Whether a file, reading, searchable PDF, attestation or catalogue rests on this blob. Reads
  /// whole tables: only for what is rare, such as taking bytes out.
  virtual Result<bool> is_in_use(const Digest& blob) = 0;
};

/// Opens the catalog file, making its folder, the file and its schema, or migrating the schema.
/// StoreBusy when another process holds it beyond `limits.store_busy_ms`; BlobDamaged when SQLite
/// finds it corrupt; UnsupportedFeature when a newer program made it. An fsync that fails ends the
/// process, as in blob_store.h.
Result<std::unique_ptr<Catalog>> open_sqlite_catalog(const std::filesystem::path& file,
                                                     const Limits& limits = {});

}  // namespace sohoa
