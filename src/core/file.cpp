#include "core/file.h"

#include <cerrno>
#include <cstring>
#include <system_error>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sohoa {
namespace {

Fault fault_of(int code) {
  switch (code) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return Fault::DiskFull;
    case ENOENT:
    case ENOTDIR:
      return Fault::FileNotFound;
    case EACCES:
    case EPERM:
    case EROFS:
      return Fault::AccessDenied;
    default:
      return Fault::IoFailure;
  }
}

Result<void> write_and_sync(int fd, ByteView bytes) {
  TRY(write_all(fd, bytes));
  if (::fdatasync(fd) != 0) return errno_error("fdatasync");
  return {};
}

}  // namespace

UniqueFd& UniqueFd::operator=(UniqueFd&& other) noexcept {
  if (this != &other) {
    reset();
    fd_ = std::exchange(other.fd_, -1);
  }
  return *this;
}

void UniqueFd::reset() {
  if (fd_ >= 0) ::close(std::exchange(fd_, -1));
}

Error errno_error(std::string_view doing, std::string_view document) {
  const int code = errno;
  std::string detail(doing);
  detail += ": " + std::generic_category().message(code);
  return {fault_of(code), detail, {std::string(document), 0, -1, {}}};
}

Result<UniqueFd> open_read(const std::filesystem::path& path) {
  UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
  if (!fd) return errno_error("open", path.string());
  return fd;
}

Result<UniqueFd> memory_file(ByteView content) {
  UniqueFd fd(::memfd_create("sohoa", MFD_CLOEXEC));
  if (!fd) return errno_error("memfd_create");
  TRY(write_all(fd.get(), content));
  if (::lseek(fd.get(), 0, SEEK_SET) < 0) return errno_error("lseek");
  return fd;
}

Result<std::uint64_t> file_size(int fd) {
  struct stat status {};
  if (::fstat(fd, &status) != 0) return errno_error("fstat");
  return static_cast<std::uint64_t>(status.st_size);
}

Result<std::size_t> read_some(int fd, std::uint8_t* buffer, std::size_t size) {
  std::size_t done = 0;
  while (done < size) {
    const ssize_t got = ::read(fd, buffer + done, size - done);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return errno_error("read");
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  return done;
}

Result<Bytes> read_all(int fd, std::uint64_t max_bytes) {
  constexpr std::size_t kStep = 256 * 1024;
  Bytes bytes;
  while (true) {
    const std::size_t before = bytes.size();
    bytes.resize(before + kStep);
    const std::size_t got = TRY(read_some(fd, bytes.data() + before, kStep));
    bytes.resize(before + got);
    if (bytes.size() > max_bytes) {
      return Error{Fault::FileTooLarge, "more than " + std::to_string(max_bytes) + " bytes", {}};
    }
    if (got < kStep) return bytes;
  }
}

Result<Bytes> read_file(const std::filesystem::path& path, std::uint64_t max_bytes) {
  const UniqueFd fd = TRY(open_read(path));
  auto bytes = read_all(fd.get(), max_bytes);
  if (!bytes) return std::move(bytes).error().in(path.string());
  return bytes;
}

Result<void> write_all(int fd, ByteView bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(fd, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return errno_error("write");
    bytes = bytes.subspan(static_cast<std::size_t>(put));
  }
  return {};
}

Result<void> sync_folder(const std::filesystem::path& folder) {
  const UniqueFd fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd) return errno_error("open", folder.string());
  if (::fsync(fd.get()) != 0) return errno_error("fsync", folder.string());
  return {};
}

Result<void> write_file_atomically(const std::filesystem::path& path, ByteView bytes) {
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
  std::string temp = (folder / ("." + path.filename().string() + ".XXXXXX")).string();
  const UniqueFd fd(::mkostemp(temp.data(), O_CLOEXEC));
  if (!fd) return errno_error("create", path.string());
  auto written = write_and_sync(fd.get(), bytes);
  const mode_t mask = ::umask(0);
  ::umask(mask);
  if (written && ::fchmod(fd.get(), 0666 & ~mask) != 0) written = errno_error("chmod");
  if (written && ::rename(temp.c_str(), path.c_str()) != 0) written = errno_error("rename");
  if (!written) {
    ::unlink(temp.c_str());
    return std::move(written).error().in(path.string());
  }
  return sync_folder(folder);
}

Result<MappedFile> MappedFile::map(int fd, std::uint64_t max_bytes) {
  const std::uint64_t size = TRY(file_size(fd));
  if (size > max_bytes) {
    return Error{Fault::FileTooLarge, std::to_string(size) + " bytes", {}};
  }
  if (size == 0) return MappedFile(ByteView{});
  void* memory = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0);
  if (memory == MAP_FAILED) return errno_error("mmap");
  return MappedFile(ByteView(static_cast<const std::uint8_t*>(memory), size));
}

MappedFile::MappedFile(MappedFile&& other) noexcept : view_(std::exchange(other.view_, {})) {}

MappedFile::~MappedFile() {
  if (!view_.empty()) ::munmap(const_cast<std::uint8_t*>(view_.data()), view_.size());
}

}  // namespace sohoa
