#include "storage/durable.h"

#include <cerrno>
#include <cstdlib>
#include <string>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/bytes.h"
#include "core/file.h"

namespace sohoa {

void end_after_sync_failure(std::string_view doing, std::string_view name) {
  Error error = errno_error(doing, name);
  error.what = Fault::IoFailure;
  const std::string line = "sohoa: " + describe(error, Lang::Vi) + "\n";
  (void)write_all(STDERR_FILENO, as_bytes(line));
  std::_Exit(exit_code(error.kind()));
}

void sync_data_or_end(int fd, const std::filesystem::path& name) {
  if (::fdatasync(fd) != 0) end_after_sync_failure("fdatasync", name.string());
}

Result<void> sync_names(const std::filesystem::path& folder) {
  const UniqueFd fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd) return errno_error("open folder", folder.string());
  if (::fsync(fd.get()) != 0) end_after_sync_failure("fsync", folder.string());
  return {};
}

Result<void> make_folders(const std::filesystem::path& folder) {
  std::filesystem::path made;
  for (const auto& part : std::filesystem::absolute(folder)) {
    const std::filesystem::path parent = made;
    made /= part;
    if (part.empty() || part == "/" || ::access(made.c_str(), F_OK) == 0) continue;
    if (::mkdir(made.c_str(), 0777) != 0) {
      if (errno == EEXIST) continue;
      return errno_error("mkdir", made.string());
    }
    TRY(sync_names(parent));
  }
  return {};
}

}  // namespace sohoa
