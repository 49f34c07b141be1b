#include "pipeline/check_batch.h"

#include <cstdlib>

#include "pipeline/declarations.h"

namespace sohoa {
namespace {

namespace fs = std::filesystem;

// A folder that goes with its owner.
class TemporaryFolder {
 public:
  static Result<TemporaryFolder> make() {
    std::error_code failed;
    const fs::path parent = fs::temp_directory_path(failed);
    if (failed) return Error{Fault::AccessDenied, failed.message(), {"TMPDIR", 0, -1, {}}};
    std::string path = (parent / "sohoa-check-XXXXXX").string();
    if (::mkdtemp(path.data()) == nullptr) return errno_error("mkdtemp", path);
    return TemporaryFolder(path);
  }
  TemporaryFolder(TemporaryFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(TemporaryFolder&&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  const fs::path& path() const { return path_; }

 private:
  explicit TemporaryFolder(fs::path path) : path_(std::move(path)) {}
  fs::path path_;
};

Result<std::vector<Entry>> entries_of(const fs::path& source,
                                      BlobStore& blobs,
                                      Supervisor& cage,
                                      const Limits& limits,
                                      const ProgressSink& progress) {
  std::error_code unknown;
  if (fs::is_directory(source, unknown)) return store_folder(blobs, source, limits, progress);
  const UniqueFd zip = TRY(open_read(source));
  return store_zip_entries(blobs, cage, zip.get(), progress);
}

}  // namespace

Result<std::vector<PlannedComponent>> check_batch(const fs::path& source,
                                                  Supervisor& cage,
                                                  const Limits& limits,
                                                  const ProgressSink& progress) {
  const TemporaryFolder folder = TRY(TemporaryFolder::make());
  const auto blobs = TRY(open_file_blob_store(folder.path()));
  const auto entries = TRY(entries_of(source, *blobs, cage, limits, progress));
  const Declarations declared = TRY(read_declarations(*blobs, entries, limits));
  return plan_components(entries, declared);
}

}  // namespace sohoa
