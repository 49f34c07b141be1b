// What a batch says about itself: bag manifest, batch.json, or at least its file names.
#pragma once

#include "pipeline/receive.h"
#include "pipeline/split_plan.h"

namespace sohoa {

/// Reads the tag files among `entries` from the store and holds the payload against the manifest. A
/// broken batch.json or manifest is an Error for the batch as a whole: nothing of it can be
/// trusted.
Result<Declarations> read_declarations(BlobStore& blobs,
                                       const std::vector<Entry>& entries,
                                       const Limits& limits);

}  // namespace sohoa
