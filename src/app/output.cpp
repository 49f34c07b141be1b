#include "app/output.h"

#include <array>
#include <filesystem>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sohoa {
namespace {

constexpr const char* kStdout = "-";

Result<void> copy_all(int from, int to) {
  if (::lseek(from, 0, SEEK_SET) < 0) return errno_error("lseek");
  std::array<std::uint8_t, 128 * 1024> buffer{};
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

mode_t default_mode() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

}  // namespace

Result<void> write_output(const std::string& path, std::string_view content) {
  if (path.empty()) return {};
  if (path == kStdout) return write_all(STDOUT_FILENO, as_bytes(content));
  return write_file_atomically(path, as_bytes(content));
}

Result<OutputFile> OutputFile::create(const std::string& path) {
  if (path == kStdout) return OutputFile(path, {}, TRY(memory_file({})));
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
  if (temp_.empty()) return copy_all(fd_.get(), STDOUT_FILENO);
  if (::fchmod(fd_.get(), default_mode()) != 0) return errno_error("chmod", path_);
  if (::fdatasync(fd_.get()) != 0) return errno_error("fdatasync", path_);
  if (::rename(temp_.c_str(), path_.c_str()) != 0) return errno_error("rename", path_);
  fd_.reset();
  return sync_folder(folder_of(path_));
}

Result<void> copy_output(int fd, const std::string& path) {
  if (path == kStdout) return copy_all(fd, STDOUT_FILENO);
  OutputFile out = TRY(OutputFile::create(path));
  TRY(copy_all(fd, out.fd()));
  return out.commit();
}

}  // namespace sohoa
