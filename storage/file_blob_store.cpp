// Blobs as files: temp, fdatasync, link, fsync of the folder, unlink.
#include <array>
#include <atomic>
#include <cerrno>
#include <random>
#include <string>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "storage/blob_store.h"
#include "storage/durable.h"
#include "storage/hash_file.h"

namespace sohoa {
namespace {

namespace fs = std::filesystem;

class FileBlobStore final : public BlobStore {
 public:
  explicit FileBlobStore(fs::path root) : root_(std::move(root)) {}

  Result<std::unique_ptr<BlobWriter>> create() override;
  Result<UniqueFd> open(const Digest& digest) override;
  Result<bool> has(const Digest& digest) override;
  Result<void> verify(const Digest& digest) override { return verify_opened(open(digest), digest); }
  Result<void> discard(const Digest& digest) override;

  /// Gives the synced file `temp` its lasting name and makes that name durable.
  Result<void> keep(const fs::path& temp, const Digest& digest);

 private:
  fs::path path_of(const Digest& digest) const;
  Result<void> ensure_folder(const Digest& digest);
  Result<void> settle_existing(const fs::path& temp, const Digest& digest);

  fs::path root_;
  /// Folders whose name this process has made durable. Found existing is not enough: another
  /// process may have made it and not yet synced it.
  std::array<std::atomic<bool>, 256> is_synced_{};
};

/// The temporary file is locked as long as its writer, or a task that was lent its descriptor,
/// lives; that is how a cleaner tells a left one from one in use, across processes.
class FileBlobWriter final : public BlobWriter {
 public:
  FileBlobWriter(FileBlobStore& store, UniqueFd fd, fs::path temp)
      : store_(store), fd_(std::move(fd)), temp_(std::move(temp)) {}
  FileBlobWriter(const FileBlobWriter&) = delete;
  FileBlobWriter& operator=(const FileBlobWriter&) = delete;
  ~FileBlobWriter() override { ::unlink(temp_.c_str()); }

  Result<void> write(ByteView bytes) override;
  int fd() const override;
  Result<BlobRef> commit() override;

 private:
  FileBlobStore& store_;
  UniqueFd fd_;
  fs::path temp_;
  Sha256 hash_;
  std::uint64_t bytes_ = 0;
  bool is_damaged_ = false;       ///< a write failed: what is there is not what was meant
  mutable bool is_lent_ = false;  ///< somebody else may have written: hash what is there
};

Result<void> FileBlobWriter::write(ByteView bytes) {
  auto written = write_all(fd_.get(), bytes);
  is_damaged_ = is_damaged_ || !written;
  hash_.update(bytes);
  bytes_ += bytes.size();
  return written;
}

int FileBlobWriter::fd() const {
  is_lent_ = true;
  return fd_.get();
}

Result<BlobRef> FileBlobWriter::commit() {
  if (is_damaged_) return Error{Fault::IoFailure, "commit after a failed write", {}};
  BlobRef blob{{}, bytes_};
  if (is_lent_) {
    blob = TRY(hash_file(fd_.get()));
  } else {
    blob.digest = hash_.finish();
  }
  sync_data_or_end(fd_.get(), temp_);
  TRY(store_.keep(temp_, blob.digest));
  return blob;
}

std::string random_name() {
  std::random_device random;
  std::string name;
  for (int i = 0; i < 4; ++i) {
    const std::uint32_t value = random();
    name += to_hex(ByteView(reinterpret_cast<const std::uint8_t*>(&value), sizeof value));
  }
  return name;
}

/// Empty when a cleaner was quicker than our lock: the name is gone and another must be tried.
Result<UniqueFd> create_locked(const fs::path& temp) {
  // Read-only for everybody from the start; the descriptor we hold may still write.
  UniqueFd fd(::open(temp.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0444));
  if (!fd) return errno_error("create", temp.string());
  struct stat status {};
  if (::flock(fd.get(), LOCK_EX) != 0 || ::fstat(fd.get(), &status) != 0) {
    return errno_error("lock", temp.string());
  }
  return status.st_nlink > 0 ? std::move(fd) : UniqueFd();
}

Result<std::unique_ptr<BlobWriter>> FileBlobStore::create() {
  while (true) {
    fs::path temp = root_ / "tmp" / random_name();
    UniqueFd fd = TRY(create_locked(temp));
    if (fd) return std::make_unique<FileBlobWriter>(*this, std::move(fd), std::move(temp));
  }
}

fs::path FileBlobStore::path_of(const Digest& digest) const {
  const std::string hex = digest.hex();
  return root_ / hex.substr(0, 2) / hex.substr(2);
}

Result<void> FileBlobStore::ensure_folder(const Digest& digest) {
  std::atomic<bool>& is_synced = is_synced_[digest.value[0]];
  if (is_synced) return {};
  const fs::path folder = path_of(digest).parent_path();
  if (::mkdir(folder.c_str(), 0777) != 0 && errno != EEXIST) {
    return errno_error("mkdir", folder.string());
  }
  TRY(sync_names(root_));
  is_synced = true;
  return {};
}

Result<void> FileBlobStore::keep(const fs::path& temp, const Digest& digest) {
  TRY(ensure_folder(digest));
  const fs::path name = path_of(digest);
  if (::link(temp.c_str(), name.c_str()) != 0) {
    if (errno != EEXIST) return errno_error("link", name.string());
    TRY(settle_existing(temp, digest));
  }
  // Also when the blob was there: whoever linked it may not have come to this line yet.
  return sync_names(name.parent_path());
}

// We hold good bytes in hand, so a damaged blob is mended here, by the atomic rename, rather than
// kept damaged under a receipt that says it is stored.
Result<void> FileBlobStore::settle_existing(const fs::path& temp, const Digest& digest) {
  if (verify(digest)) return {};
  const fs::path name = path_of(digest);
  if (::rename(temp.c_str(), name.c_str()) != 0) return errno_error("rename", name.string());
  return {};
}

Result<UniqueFd> FileBlobStore::open(const Digest& digest) {
  const fs::path name = path_of(digest);
  UniqueFd fd(::open(name.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (!fd && errno == ELOOP) return Error{Fault::BlobDamaged, "unreadable: a symbolic link", {}};
  if (!fd) return errno_error("open blob " + digest.hex());
  TRY(check_blob_shape(fd.get(), digest));
  return fd;
}

Result<bool> FileBlobStore::has(const Digest& digest) {
  if (::access(path_of(digest).c_str(), F_OK) == 0) return true;
  if (errno == ENOENT) return false;
  return errno_error("access blob " + digest.hex());
}

Result<void> FileBlobStore::discard(const Digest& digest) {
  const fs::path name = path_of(digest);
  if (::unlink(name.c_str()) != 0) {
    if (errno == ENOENT) return {};
    return errno_error("unlink blob " + digest.hex());
  }
  return sync_names(name.parent_path());
}

void remove_if_left(const fs::path& temp) {
  const UniqueFd fd(::open(temp.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (fd && ::flock(fd.get(), LOCK_EX | LOCK_NB) == 0) ::unlink(temp.c_str());
}

// Best effort: a left file costs room, not truth, and a reader without the right to remove it may
// still read.
void remove_left_files(const fs::path& folder) {
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    remove_if_left(at->path());
  }
}

}  // namespace

Result<std::unique_ptr<BlobStore>> open_file_blob_store(const std::filesystem::path& root) {
  TRY(make_folders(root / "tmp"));
  remove_left_files(root / "tmp");
  return std::make_unique<FileBlobStore>(root);
}

}  // namespace sohoa
