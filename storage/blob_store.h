// Bytes kept for ever under their SHA-256, before any parser sees them (first law).
#pragma once

#include <cstdint>
#include <filesystem>
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
  /// A descriptor the cage may write to instead of write(); commit() then hashes what is there, so
  /// call commit() only after the task that held it was reaped.
  virtual int fd() const = 0;
  /// Makes the bytes durable under their digest: data synced, linked, folder synced. Call once. A
  /// blob that exists already is kept and this copy dropped, unless the stored one is damaged: then
  /// this copy takes its place. An fsync error ends the process (exit 6): the kernel may already
  /// have dropped the pages, so a retry would lie (PostgreSQL's fsyncgate).
  virtual Result<BlobRef> commit() = 0;
};

/// One of the few virtual types; tests also have a memory store. Thread-safe.
class BlobStore {
 public:
  virtual ~BlobStore() = default;
  virtual Result<std::unique_ptr<BlobWriter>> create() = 0;
  /// Open for reading, at the start. FileNotFound when absent; BlobDamaged when what stands there
  /// is no file, or empty under a name that is not the digest of nothing (the usual look of a lost
  /// write). Does not hash: see get(), verify(), and open_sized() when the length is known.
  virtual Result<UniqueFd> open(const Digest& digest) = 0;
  virtual Result<bool> has(const Digest& digest) = 0;
  /// Re-hashes the stored bytes; BlobDamaged, and the detail begins with what is wrong: "missing",
  /// "short", "corrupt" or "unreadable".
  virtual Result<void> verify(const Digest& digest) = 0;
  /// Takes the bytes out for good; the name's removal is durable when it returns. Absent is fine.
  /// Only for what the law forbids to keep (secret papers, TT 01/2023 art. 4) and for destruction
  /// after retention: everything else is kept for ever.
  virtual Result<void> discard(const Digest& digest) = 0;
};

Result<BlobRef> put(BlobStore& store, ByteView bytes);
/// Copies what is left of `fd` in 256 KiB pieces; FileTooLarge beyond `max_bytes`.
Result<BlobRef> put_stream(BlobStore& store, int fd, std::uint64_t max_bytes);
/// The whole blob in memory, its digest checked.
Result<Bytes> get(BlobStore& store, const Digest& digest, std::uint64_t max_bytes);

/// open(), and BlobDamaged when the length is not the recorded one.
Result<UniqueFd> open_sized(BlobStore& store, const BlobRef& blob);
/// verify() against a recorded length too, which tells a short blob from a corrupt one.
Result<void> verify(BlobStore& store, const BlobRef& blob);

/// Files under `root`/ab/cdef… (mode 0444, what the umask leaves of it), temporary files under
/// `root`/tmp. Several processes may share one root: a temporary file is locked by its writer, and
/// one whose writer is gone is removed here.
Result<std::unique_ptr<BlobStore>> open_file_blob_store(const std::filesystem::path& root);
std::unique_ptr<BlobStore> make_memory_blob_store();

}  // namespace sohoa
