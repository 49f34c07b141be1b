#include "pipeline/store.h"

#include <system_error>

namespace sohoa {
namespace {

constexpr const char* kCatalogName = "catalog.db";
constexpr const char* kBlobFolder = "blobs";

Result<Store> open_parts(const std::filesystem::path& folder) {
  Store store;
  store.blobs = TRY(open_file_blob_store(folder / kBlobFolder));
  store.catalog = TRY(open_sqlite_catalog(folder / kCatalogName));
  return store;
}

}  // namespace

Result<void> init_store(const std::filesystem::path& folder) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) return Error{Fault::AccessDenied, failed.message(), {folder.string(), 0, -1, {}}};
  TRY(open_parts(folder));
  return sync_folder(folder);
}

Result<Store> open_store(const std::filesystem::path& folder) {
  std::error_code ignored;
  if (!std::filesystem::exists(folder / kCatalogName, ignored)) {
    return Error{Fault::NoStore, "", {folder.string(), 0, -1, {}}};
  }
  return open_parts(folder);
}

}  // namespace sohoa
