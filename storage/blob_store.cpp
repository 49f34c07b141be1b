#include "storage/blob_store.h"

#include <string>
#include <vector>

namespace sohoa {
namespace {

constexpr std::size_t kPieceBytes = 256 * 1024;

Error wrong_length(std::uint64_t found, std::uint64_t recorded) {
  const std::string_view what = found < recorded ? "short: " : "corrupt: ";
  return {Fault::BlobDamaged,
          std::string(what) + std::to_string(found) + " of " + std::to_string(recorded) + " bytes",
          {}};
}

}  // namespace

Result<BlobRef> put(BlobStore& store, ByteView bytes) {
  const auto writer = TRY(store.create());
  TRY(writer->write(bytes));
  return writer->commit();
}

Result<BlobRef> put_stream(BlobStore& store, int fd, std::uint64_t max_bytes) {
  const auto writer = TRY(store.create());
  Bytes piece(kPieceBytes);
  std::uint64_t total = 0;
  while (true) {
    const std::size_t got = TRY(read_some(fd, piece.data(), piece.size()));
    total += got;
    if (total > max_bytes) {
      return Error{Fault::FileTooLarge, "more than " + std::to_string(max_bytes) + " bytes", {}};
    }
    TRY(writer->write(ByteView(piece).first(got)));
    if (got < piece.size()) return writer->commit();
  }
}

Result<Bytes> get(BlobStore& store, const Digest& digest, std::uint64_t max_bytes) {
  const UniqueFd fd = TRY(store.open(digest));
  Bytes bytes = TRY(read_all(fd.get(), max_bytes));
  if (sha256(bytes) != digest) return Error{Fault::BlobDamaged, "corrupt: " + digest.hex(), {}};
  return bytes;
}

Result<UniqueFd> open_sized(BlobStore& store, const BlobRef& blob) {
  UniqueFd fd = TRY(store.open(blob.digest));
  const std::uint64_t found = TRY(file_size(fd.get()));
  if (found != blob.bytes) return wrong_length(found, blob.bytes);
  return fd;
}

Result<void> verify(BlobStore& store, const BlobRef& blob) {
  const auto fd = store.open(blob.digest);
  if (fd) {
    const std::uint64_t found = TRY(file_size(fd->get()));
    if (found != blob.bytes) return wrong_length(found, blob.bytes);
  }
  return store.verify(blob.digest);
}

}  // namespace sohoa
