// A component's pages as they were read: rows of the catalog with their readings from the blobs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/limits.h"
#include "core/result.h"
#include "pipeline/store.h"
#include "worker/task.h"

namespace sohoa {

struct StoredPage {
  PageRecord record;
  std::optional<PageResult> result;  ///< none when the page failed or is pending
};

struct ComponentPages {
  ComponentRecord component;
  std::vector<FileRecord> files;
  std::vector<StoredPage> pages;
};

/// Loads all of it; BlobDamaged when a reading does not match its digest.
Result<ComponentPages> load_component(Store& store, const std::string& id, const Limits& limits);

}  // namespace sohoa
