// Bytes kept for ever under their SHA-256, before any parser sees them (first law).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "core/bytes.h"
#include "core/digest.h"
#include "core/file.h"
#include "core/result.h"

namespace sohoa {

/// Where a blob ended up.
struct BlobRef {
  Digest digest;
  std::uint64_t bytes = 0;
};

/// A blob being written. Dropped without commit it leaves nothing behind. One thread.
class BlobWriter {
 public:
  virtual ~BlobWriter() = default;
  virtual Result<void> write(ByteView bytes) = 0;
  /// A descriptor the cage may write to instead of write(); commit() then hashes what is there.
  virtual int fd() const = 0;
  /// Makes the bytes durable under their digest: data synced, linked, folder synced. A blob that
  /// exists already is kept and this copy dropped. An fsync error ends the process: the kernel may
  /// already have dropped the pages, so a retry would lie (PostgreSQL's fsyncgate).
  virtual Result<BlobRef> commit() = 0;
};

/// One of the few virtual types; tests also have a memory store. Thread-safe.
class BlobStore {
 public:
  virtual ~BlobStore() = default;
  virtual Result<std::unique_ptr<BlobWriter>> create() = 0;
  /// Open for reading; BlobDamaged when the length is wrong, FileNotFound when absent.
  virtual Result<UniqueFd> open(const Digest& digest) = 0;
  virtual Result<bool> has(const Digest& digest) = 0;
  /// Re-hashes the stored bytes; BlobDamaged (missing, short, corrupt are named in the detail).
  virtual Result<void> verify(const Digest& digest) = 0;
};

Result<BlobRef> put(BlobStore& store, ByteView bytes);
/// Copies what is left of `fd` in 256 KiB pieces; FileTooLarge beyond `max_bytes`.
Result<BlobRef> put_stream(BlobStore& store, int fd, std::uint64_t max_bytes);
/// The whole blob in memory, its digest checked.
Result<Bytes> get(BlobStore& store, const Digest& digest, std::uint64_t max_bytes);

/// Files under `root`/ab/cdef…, temporary files under `root`/tmp (left ones are removed on open).
Result<std::unique_ptr<BlobStore>> open_file_blob_store(const std::filesystem::path& root);
std::unique_ptr<BlobStore> make_memory_blob_store();

}  // namespace sohoa
