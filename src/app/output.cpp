#include "app/output.h"

#include <array>
#include <filesystem>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/limits.h"

namespace sohoa {
namespace {

constexpr const char* kStdout = "-";

Result<void> copy_all(int from, int to) {
  if (::lseek(from, 0, SEEK_SET) < 0) return errno_error("lseek");
  std::array<std::uint8_t, 128 * kKiB> buffer{};
  while (true) {
    const std::size_t got = TRY(read_some(from, buffer.data(), buffer.size()));
    if (got == 0) return {};
    TRY(write_all(to, ByteView(buffer).first(got)));
  }
}

std::filesystem::path folder_of(const std::string& path) {
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  return folder.empty() ? "." : folder;
}

bool is_stream(const std::string& path) {
  return path == kStdout || is_special_file(path);
}

// The open end of a stream; `owner` keeps it open where it is not stdout.
Result<int> open_stream(const std::string& path, UniqueFd& owner) {
  if (path == kStdout) return STDOUT_FILENO;
  owner = UniqueFd(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY));
  if (!owner) return errno_error("open", path);
  return owner.get();
}

Result<void> write_stream(const std::string& path, ByteView bytes) {
  UniqueFd owner;
  const int fd = TRY(open_stream(path, owner));
  return write_all(fd, bytes);
}

Result<void> copy_to_stream(int from, const std::string& path) {
  UniqueFd owner;
  const int fd = TRY(open_stream(path, owner));
  return copy_all(from, fd);
}

mode_t default_mode() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

}  // namespace

bool is_special_file(const std::string& path) {
  struct stat found {};
  return ::stat(path.c_str(), &found) == 0 && !S_ISREG(found.st_mode) && !S_ISDIR(found.st_mode);
}

Result<void> write_output(const std::string& path, std::string_view content) {
  if (path.empty()) return {};
  if (is_stream(path)) return write_stream(path, as_bytes(content));
  return write_file_atomically(path, as_bytes(content));
}

Result<void> check_output(const std::string& path) {
  if (path.empty() || is_stream(path)) return {};
  std::error_code failed;
  if (std::filesystem::is_directory(path, failed)) {
    return Error{Fault::OutputExists, "a folder", {path, 0, -1, {}}};
  }
  if (::access(folder_of(path).c_str(), W_OK | X_OK) == 0) return {};
  return errno_error("folder", path);
}

Result<void> refuse_existing(const std::string& path, bool may_replace) {
  std::error_code unknown;
  if (may_replace || is_stream(path) || !std::filesystem::exists(path, unknown)) return {};
  return Error{Fault::OutputExists, "", {path, 0, -1, {}}};
}

Result<OutputFile> OutputFile::create(const std::string& path) {
  if (is_stream(path)) return OutputFile(path, {}, TRY(memory_file({})));
  const auto name = "." + std::filesystem::path(path).filename().string() + ".XXXXXX";
  std::string temp = (folder_of(path) / name).string();
  UniqueFd fd(::mkostemp(temp.data(), O_CLOEXEC));
  if (!fd) return errno_error("create", path);
  return OutputFile(path, temp, std::move(fd));
}

OutputFile::~OutputFile() {
  if (fd_ && !temp_.empty()) ::unlink(temp_.c_str());
}

Result<void> OutputFile::commit() {
  if (temp_.empty()) return copy_to_stream(fd_.get(), path_);
  if (::fchmod(fd_.get(), default_mode()) != 0) return errno_error("chmod", path_);
  if (::fdatasync(fd_.get()) != 0) return errno_error("fdatasync", path_);
  if (::rename(temp_.c_str(), path_.c_str()) != 0) return errno_error("rename", path_);
  fd_.reset();
  return sync_folder(folder_of(path_));
}

Result<void> copy_output(int fd, const std::string& path) {
  if (is_stream(path)) return copy_to_stream(fd, path);
  OutputFile out = TRY(OutputFile::create(path));
  TRY(copy_all(fd, out.fd()));
  return out.commit();
}

}  // namespace sohoa
