#include "storage/hash_file.h"

#include <cerrno>
#include <string>

#include <sys/stat.h>
#include <unistd.h>

namespace sohoa {
namespace {

constexpr std::size_t kPieceBytes = 256 * 1024;

Error damaged(std::string_view what, std::string_view fact) {
  return {Fault::BlobDamaged, std::string(what) + ": " + std::string(fact), {}};
}

}  // namespace

Result<BlobRef> hash_file(int fd) {
  Sha256 hash;
  BlobRef blob;
  Bytes piece(kPieceBytes);
  while (true) {
    const ssize_t got = ::pread(fd, piece.data(), piece.size(), static_cast<off_t>(blob.bytes));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return errno_error("read");
    if (got == 0) break;
    hash.update(ByteView(piece).first(static_cast<std::size_t>(got)));
    blob.bytes += static_cast<std::uint64_t>(got);
  }
  blob.digest = hash.finish();
  return blob;
}

Result<void> check_blob_shape(int fd, const Digest& digest) {
  struct stat status {};
  if (::fstat(fd, &status) != 0) return errno_error("fstat");
  if (!S_ISREG(status.st_mode)) return damaged("unreadable", digest.hex() + " is not a file");
  const bool is_named_empty = digest == sha256(ByteView{});
  if (status.st_size == 0 && !is_named_empty) return damaged("short", digest.hex() + ", 0 bytes");
  return {};
}

Result<void> verify_opened(const Result<UniqueFd>& opened, const Digest& digest) {
  if (!opened) {
    const Error& error = opened.error();
    if (error.what == Fault::BlobDamaged) return error;
    if (error.what == Fault::FileNotFound) return damaged("missing", digest.hex());
    return damaged("unreadable", error.detail);
  }
  const auto found = hash_file(opened->get());
  if (!found) return damaged("unreadable", found.error().detail);
  if (found->digest != digest) {
    return damaged("corrupt", digest.hex() + ", found " + found->digest.hex());
  }
  return {};
}

}  // namespace sohoa
