// JPEG strips of a TIFF joined into one JPEG without touching an entropy-coded byte.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/bytes.h"

namespace sohoa::pdf {

/// Each strip is a JPEG of its own with reset predictors, which is just what a restart interval is
/// (ITU-T T.81, E.1.4): one frame header with the full height, a DRI of one strip's MCUs, and the
/// strips' scans joined by RSTn. `tables` is the shared JPEGTables, perhaps empty. nullopt when
/// the strips differ in tables or frame, hold restarts of their own, or do not fill whole MCU rows.
std::optional<Bytes> merge_jpeg_strips(ByteView tables,
                                       const std::vector<Bytes>& strips,
                                       std::uint32_t rows_per_strip,
                                       std::uint32_t height);

}  // namespace sohoa::pdf
