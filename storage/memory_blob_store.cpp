// Blobs in memory, for tests and for work that keeps nothing.
#include <map>
#include <mutex>

#include "storage/blob_store.h"
#include "storage/hash_file.h"

namespace sohoa {
namespace {

class MemoryBlobStore final : public BlobStore {
 public:
  Result<std::unique_ptr<BlobWriter>> create() override;
  Result<UniqueFd> open(const Digest& digest) override;
  Result<bool> has(const Digest& digest) override;
  Result<void> verify(const Digest& digest) override { return verify_opened(open(digest), digest); }
  Result<void> discard(const Digest& digest) override;
  void keep(const Digest& digest, Bytes bytes);

 private:
  std::mutex mutex_;
  std::map<Digest, Bytes> blobs_;
};

class MemoryBlobWriter final : public BlobWriter {
 public:
  MemoryBlobWriter(MemoryBlobStore& store, UniqueFd fd) : store_(store), fd_(std::move(fd)) {}

  Result<void> write(ByteView bytes) override { return write_all(fd_.get(), bytes); }
  int fd() const override { return fd_.get(); }
  Result<BlobRef> commit() override;

 private:
  MemoryBlobStore& store_;
  UniqueFd fd_;
};

Result<BlobRef> MemoryBlobWriter::commit() {
  const BlobRef blob = TRY(hash_file(fd_.get()));
  const MappedFile content = TRY(MappedFile::map(fd_.get(), blob.bytes));
  store_.keep(blob.digest, Bytes(content.bytes().begin(), content.bytes().end()));
  return blob;
}

Result<std::unique_ptr<BlobWriter>> MemoryBlobStore::create() {
  UniqueFd fd = TRY(memory_file({}));
  return std::make_unique<MemoryBlobWriter>(*this, std::move(fd));
}

Result<UniqueFd> MemoryBlobStore::open(const Digest& digest) {
  const std::lock_guard lock(mutex_);
  const auto found = blobs_.find(digest);
  if (found == blobs_.end()) return Error{Fault::FileNotFound, digest.hex(), {}};
  return memory_file(found->second);
}

Result<void> MemoryBlobStore::discard(const Digest& digest) {
  const std::lock_guard lock(mutex_);
  blobs_.erase(digest);
  return {};
}

Result<bool> MemoryBlobStore::has(const Digest& digest) {
  const std::lock_guard lock(mutex_);
  return blobs_.contains(digest);
}

void MemoryBlobStore::keep(const Digest& digest, Bytes bytes) {
  const std::lock_guard lock(mutex_);
  blobs_.try_emplace(digest, std::move(bytes));
}

}  // namespace

std::unique_ptr<BlobStore> make_memory_blob_store() {
  return std::make_unique<MemoryBlobStore>();
}

}  // namespace sohoa
