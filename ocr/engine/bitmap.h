// The 1-bit page at about 150 dpi, made once and asked for everything that needs black and white:
// ink, specks, orientation, skew, ruling lines.
//
// Leptonica types stay inside (private header of the parser half: forward declarations only).
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/geometry.h"
#include "core/raster.h"

struct Pix;

namespace sohoa::ocr {

struct PixDeleter {
  void operator()(Pix* pix) const;
};
using PixPtr = std::unique_ptr<Pix, PixDeleter>;

/// Resolution at which Leptonica's orientation test is reliable; at 100 dpi it turned a page
/// wrongly.
inline constexpr double kBitmapDpi = 150;

/// Pixels darker than `threshold` become ink.
PixPtr bitmap_below(const Raster& grey, int threshold);

/// Share of ink pixels.
double ink_share(const Pix& bitmap);

/// Isolated components too small to be a dot of a letter.
struct Specks {
  std::int32_t count = 0;
  double per_cm2 = 0;
};
Specks count_specks(const Pix& bitmap, double dpi);

/// Leptonica's ascender statistics: positive `up` speaks for upright, negative for upside down;
/// `left` likewise for a page that lies on its side (positive: turn it 90 degrees clockwise).
struct OrientationVotes {
  double up = 0;
  double left = 0;
};
OrientationVotes orientation_votes(const Pix& bitmap);

struct Skew {
  double angle_deg = 0;  ///< clockwise turn that straightens the page
  double confidence = 0;
};
Skew find_skew(const Pix& bitmap);

/// Takes the ink of `mask` away from `bitmap` (same size).
void subtract(const Pix& mask, Pix& bitmap);

/// Boxes of the 8-connected components.
std::vector<Box> component_boxes(const Pix& bitmap);

/// The bitmap turned clockwise by 90, 180 or 270 degrees.
PixPtr quarter_turned(const Pix& bitmap, int clockwise_deg);

}  // namespace sohoa::ocr
