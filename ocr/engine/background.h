// How bright the paper is from place to place, and how to divide that out.
#pragma once

#include <cstdint>
#include <vector>

#include "core/raster.h"

namespace sohoa::ocr {

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
