// What the three image decoders share: bounds, resolution, and their result.
//
// Private to the parser half. A decoder reads the header first, holds it against Limits, and only
// then allocates. Damage is not failure: rows that were read are kept, the rest is white, and a
// note says how much is missing.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/bytes.h"
#include "core/limits.h"
#include "core/raster.h"
#include "core/result.h"

namespace sohoa {

/// From the header alone.
struct ImageHeader {
  std::int32_t width_px = 0;
  std::int32_t height_px = 0;
  int channels = 1;       ///< of the raster it will give
  double dpi = 0;         ///< 0 when not said or not plausible
  double coarse_dpi = 0;  ///< of the other direction where it was stretched to `dpi`; else 0
  int orientation = 1;    ///< EXIF and TIFF value, 1..8
};

using Notes = std::vector<std::string>;

/// TooManyPixels, with the numbers, when the size is beyond limits; CorruptFile when it is zero.
Result<void> check_size(std::uint64_t width_px, std::uint64_t height_px, const Limits& limits);

/// `dpi` when it can be true of a paper of that many pixels, else 0. Phones write 72 whatever they
/// took: a page larger than A3 at less than 150 dpi, or larger than A0 at any, is not believed.
double plausible_dpi(double dpi, std::int32_t width_px, std::int32_t height_px);

/// "image data ends early: lower 40 % is missing", for `rows_read` of `rows`.
std::string missing_rows_note(std::int32_t rows_read, std::int32_t rows);

/// Zeroed memory is black; a page is white until something is read onto it.
Raster white_raster(const ImageHeader& header);

Result<ImageHeader> read_jpeg_header(ByteView bytes, const Limits& limits);
/// Pixels as stored, without orientation. TruncatedFile or CorruptFile when nothing can be decoded.
Result<Raster> decode_jpeg(ByteView bytes, const Limits& limits, Notes& notes);

Result<ImageHeader> read_png_header(ByteView bytes, const Limits& limits);
Result<Raster> decode_png(ByteView bytes, const Limits& limits, Notes& notes);

/// A multi-page TIFF, opened once. Views `bytes`.
class TiffFile {
 public:
  static Result<TiffFile> open(ByteView bytes, const Limits& limits);
  TiffFile(TiffFile&&) noexcept;
  TiffFile& operator=(TiffFile&&) noexcept;
  ~TiffFile();

  std::int32_t page_count() const;
  /// The page's header, or why it cannot be read.
  const Result<ImageHeader>& header(std::int32_t page) const;
  /// What is wrong with the file as a whole ("the chain of pages is broken after page 2").
  const Notes& notes() const;
  /// Pixels as stored, without orientation; not square pixels (fax) are made square.
  Result<Raster> decode(std::int32_t page, Notes& notes);

 private:
  struct State;
  explicit TiffFile(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace sohoa
