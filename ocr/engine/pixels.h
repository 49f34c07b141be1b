// Grey-level image steps on plain rasters: no third-party type comes in or goes out.
//
// Every function takes and gives 8-bit grey rasters (0 = black) unless its name says otherwise.
// Loops are written so that the compiler turns them into vector code; each costs a few
// milliseconds for an A4 page at 200 dpi.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/geometry.h"
#include "core/raster.h"

namespace sohoa::ocr {

/// A projective map of the plane, row by row. Affine maps have a last row of 0 0 1.
struct Homography {
  std::array<double, 9> m{1, 0, 0, 0, 1, 0, 0, 0, 1};

  Point operator()(Point p) const;
  /// The map that applies `first` and then this one.
  Homography after(const Homography& first) const;
  static Homography scale(double factor);
  /// Turns clockwise (y grows downwards) about `centre`, which stays where it is.
  static Homography turn(double angle_deg, Point centre);
  /// Where the pixels of a `width_px` by `height_px` image go in `quarter_turned`.
  static Homography quarter(std::int32_t width_px, std::int32_t height_px, int clockwise_deg);
  /// The map that carries each corner of `from` to the same corner of `to`; identity when the
  /// corners lie on a line.
  static Homography corners(const std::array<Point, 4>& from, const std::array<Point, 4>& to);
};

/// Luminance (BT.601) of an RGB raster, a copy of a grey one.
Raster luminance(const Raster& page);

/// Mean over the pixels covered by each target pixel, down to any smaller size; bilinear when
/// `factor` is above 1. The result's dpi is scaled too.
Raster scaled(const Raster& grey, double factor);

/// Turned clockwise by 0, 90, 180 or 270 degrees.
Raster quarter_turned(const Raster& grey, int clockwise_deg);

/// Samples `grey` at `to_source` of each target pixel, bilinear; outside is `fill`.
Raster warped(const Raster& grey,
              const Homography& to_source,
              std::int32_t width_px,
              std::int32_t height_px,
              std::uint8_t fill);

/// Black becomes white.
void invert(Raster& grey);

using Histogram = std::array<std::uint32_t, 256>;
Histogram histogram(const Raster& grey);
/// The level below which `share` of the pixels lie.
int percentile(const Histogram& levels, double share);
/// Otsu's threshold: pixels below it are ink.
int otsu_threshold(const Histogram& levels);

/// Brightness of the paper in tiles of `tile_px`, taken where no ink is and smoothed.
struct Background {
  std::int32_t tile_px = 0;
  std::int32_t columns = 0;
  std::int32_t rows = 0;
  std::vector<std::uint8_t> level;  ///< row by row, never 0

  /// (lightest - darkest) / lightest of the tiles: how much the light falls off.
  double range() const;
};
Background estimate_background(const Raster& grey, std::int32_t tile_px);

/// Divides by the background so that paper becomes `kPaperLevel` everywhere.
Raster background_divided(const Raster& grey, const Background& background);
inline constexpr int kPaperLevel = 235;

}  // namespace sohoa::ocr
