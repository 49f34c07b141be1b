// One data folder: blobs beside the catalog that knows them.
#pragma once

#include <filesystem>
#include <memory>

#include "core/result.h"
#include "storage/blob_store.h"
#include "storage/catalog.h"

namespace sohoa {

/// Handles to an opened data folder. Both members are thread-safe.
struct Store {
  std::unique_ptr<BlobStore> blobs;
  std::unique_ptr<Catalog> catalog;
};

/// Makes an empty data folder; succeeds without change when one is there already.
Result<void> init_store(const std::filesystem::path& folder);
/// Opens an existing one. Errors: NoStore, and those of the blob store and the catalog.
Result<Store> open_store(const std::filesystem::path& folder);

}  // namespace sohoa
