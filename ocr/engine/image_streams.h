// An image file as the streams a PDF page needs, its coded bytes untouched wherever that is
// possible.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/bytes.h"
#include "core/limits.h"
#include "core/result.h"

namespace sohoa::pdf {

/// Receives stream bytes piece by piece.
using ByteSink = std::function<void(ByteView)>;

/// One image XObject. `dictionary` lacks /Length, /ColorSpace and /SMask, which the writer adds.
struct ImagePart {
  std::int32_t width_px = 0;
  std::int32_t height_px = 0;
  std::string dictionary;    ///< "/Width 8 /Height 8 /BitsPerComponent 8 /Filter /DCTDecode …"
  std::string colour_space;  ///< "/DeviceRGB" or an array without streams; ignored with a profile
  /// Writes the coded bytes. Called once for each time the file is written, always the same bytes;
  /// holds views into the source file, which outlives it.
  std::function<void(const ByteSink&)> pour;
  std::vector<ImagePart> soft_mask;  ///< none or one: the alpha channel
};

/// One page's worth: parts stacked from top to bottom (strips), usually one.
struct PageImage {
  std::int32_t width_px = 0;
  std::int32_t height_px = 0;
  double dpi_x = 0;  ///< 0 when the file does not say
  double dpi_y = 0;
  std::int32_t rotate_deg = 0;  ///< clockwise turn that shows it upright (EXIF, TIFF orientation)
  bool mirrored = false;        ///< flipped left to right before that turn
  Bytes icc_profile;            ///< embedded profile that fits the samples; empty: device colour
  std::int32_t components = 1;  ///< colour components of the parts: 1, 3 or 4
  std::vector<ImagePart> parts;
  std::vector<std::string> pdfa_obstacles;  ///< why a page of it cannot be PDF/A-2b
  std::vector<std::string> notes;           ///< what was done to its bytes, English
};

/// The picture of a JPEG or PNG, or the one whose directory stands at `offset` of a TIFF. Errors:
/// CorruptFile, TruncatedFile, TooManyPixels (only where decoding is needed), UnsupportedFeature.
Result<PageImage> jpeg_page(ByteView bytes);
Result<PageImage> png_page(ByteView bytes, const Limits& limits);
Result<PageImage> tiff_page(ByteView bytes, std::uint64_t offset, const Limits& limits);

/// Where the directories of a TIFF's pages stand, counted as open_image counts them: thumbnails and
/// masks are no pages, a directory that cannot be read is one (offset 0). Empty when there is none.
std::vector<std::uint64_t> tiff_pages(ByteView bytes, const Limits& limits);

/// EXIF/TIFF orientation 1–8 as a flip and a turn.
void set_orientation(PageImage& image, int orientation);

}  // namespace sohoa::pdf
