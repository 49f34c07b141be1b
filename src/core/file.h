// Files and descriptors with errors that say what to do.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

#include "core/bytes.h"
#include "core/result.h"

namespace sohoa {

/// Owns one file descriptor; closes it when it goes.
class UniqueFd {
 public:
  UniqueFd() = default;
  explicit UniqueFd(int fd) : fd_(fd) {}
  UniqueFd(UniqueFd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  UniqueFd& operator=(UniqueFd&& other) noexcept;
  UniqueFd(const UniqueFd&) = delete;
  UniqueFd& operator=(const UniqueFd&) = delete;
  ~UniqueFd() { reset(); }

  int get() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }
  void reset();

 private:
  int fd_ = -1;
};

/// The current errno as an Error: ENOSPC and EDQUOT are DiskFull, ENOENT is FileNotFound, EACCES is
/// AccessDenied, EINTR never gets here, the rest is IoFailure. `doing` names the step.
Error errno_error(std::string_view doing, std::string_view document = {});

Result<UniqueFd> open_read(const std::filesystem::path& path);
/// A nameless file in memory (memfd), for handing bytes to the cage.
Result<UniqueFd> memory_file(ByteView content);
Result<std::uint64_t> file_size(int fd);
/// Reads until end of file; LimitExceeded (FileTooLarge) beyond `max_bytes`. Starts where fd
/// stands.
Result<Bytes> read_all(int fd, std::uint64_t max_bytes);
Result<Bytes> read_file(const std::filesystem::path& path, std::uint64_t max_bytes);
/// Reads up to `size` bytes; fewer only at the end of the file.
Result<std::size_t> read_some(int fd, std::uint8_t* buffer, std::size_t size);
Result<void> write_all(int fd, ByteView bytes);
/// Temp file beside `path`, fdatasync, rename, fsync of the folder: the old file or the new one.
Result<void> write_file_atomically(const std::filesystem::path& path, ByteView bytes);
/// fsync of a folder, so that a new name in it survives power loss.
Result<void> sync_folder(const std::filesystem::path& folder);

/// A file mapped for reading. The view dies with the object. An empty file maps to an empty view.
class MappedFile {
 public:
  static Result<MappedFile> map(int fd, std::uint64_t max_bytes);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&&) = delete;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  ByteView bytes() const { return view_; }

 private:
  explicit MappedFile(ByteView view) : view_(view) {}
  ByteView view_;
};

}  // namespace sohoa
