// A libtiff handle over bytes in memory, and what one of its directories says. Private to the TIFF
// codec.
#pragma once

#include <memory>
#include <string>

#include <tiffio.h>

#include "core/bytes.h"
#include "core/limits.h"
#include "core/result.h"
#include "intake/readers/image_codec.h"

namespace sohoa::tiff {

struct CloseTiff {
  void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};
using Handle = std::unique_ptr<TIFF, CloseTiff>;

/// The bytes as libtiff reads them, and what it complained of. Must not move while a handle lives.
struct Memory {
  ByteView bytes;
  std::uint64_t at = 0;
  long errors = 0;
  std::string last_error;

  void forget_errors();
};

/// Reads the file header only; directories follow with TIFFReadDirectory. Null when it is no TIFF.
Handle open_header(Memory& memory, const Limits& limits);

/// The tags of one directory that we act on.
struct Shape {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  std::uint16_t bits = 1;
  std::uint16_t samples = 1;
  std::uint16_t photometric = 0;
  std::uint16_t compression = 1;
  std::uint16_t planar = PLANARCONFIG_CONTIG;
  std::uint16_t orientation = 1;
  bool is_tiled = false;
  bool photometric_is_guess = false;  ///< the tag is missing or unreadable
  double x_dpi = 0;
  double y_dpi = 0;

  bool is_grey() const;
};

/// Of the current directory. UnsupportedFeature for sample layouts no scanner writes.
Result<Shape> read_shape(TIFF* tiff);

/// The page's raster: size with square pixels, channels, resolution. TooManyPixels as a bound says.
Result<ImageHeader> header_of(const Shape& shape, const Limits& limits);

/// Decodes the current directory onto white, as stored. CorruptFile when not one row can be read.
Result<Raster> decode_page(TIFF* tiff, Memory& memory, const Shape& shape, Notes& notes);

}  // namespace sohoa::tiff
