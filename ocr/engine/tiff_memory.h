// libtiff over memory, silent: no file names, no messages to stderr. Shows libtiff.
#pragma once

#include <memory>
#include <optional>

#include <tiffio.h>

#include "core/bytes.h"
#include "core/limits.h"

namespace sohoa::pdf {

/// A TIFF being read together with the cursor libtiff works through.
struct TiffCloser {
  void operator()(TIFF* tiff) const;
};
using TiffPtr = std::unique_ptr<TIFF, TiffCloser>;

/// Null when there is no sound first directory. `bytes` must outlive the result. libtiff allocates
/// nothing larger than a page of `limits.page_pixels`, whatever a tag says.
TiffPtr open_tiff(ByteView bytes, const Limits& limits);

/// The current directory of a bilevel image as one CCITT G4 strip, most significant bit first;
/// nullopt when its data cannot be decoded.
std::optional<Bytes> encode_g4(TIFF* source, std::uint32_t width, std::uint32_t height);

}  // namespace sohoa::pdf
