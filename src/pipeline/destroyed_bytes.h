// The blobs of papers that are destroyed: which are theirs alone. Private to destroy_item.cpp.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "pipeline/store.h"

namespace sohoa {

struct PaperBytes {
  std::vector<Digest> own;  ///< nobody else needs them
  std::size_t shared = 0;   ///< others do
};

/// Of the components `own`: their files, readings, searchable PDFs, scans that were signed or
/// handed out as PDF, and the ZIP they came in, whose other entries stand as blobs of their own.
/// A component whose item is destroyed needs nothing any more, and a stack only what its parts do.
Result<PaperBytes> bytes_of(Store& store, const std::set<std::string>& own);

/// Whether the item that shows the component, now or in an earlier version, is destroyed.
Result<bool> is_of_destroyed(Catalog& catalog, const std::string& component);

}  // namespace sohoa
