// The sheet of paper inside a photograph: four straight sides, brighter than what it lies on.
#pragma once

#include <array>
#include <optional>

#include "core/geometry.h"
#include "core/raster.h"
#include "ocr/engine/pixels.h"

namespace sohoa::ocr {

/// Corners of a sheet in image pixels: top left, top right, bottom right, bottom left.
using Sheet = std::array<Point, 4>;

struct PaperSearch {
  double dark_border = 0;  ///< share of the image's outer frame that is no paper, 0..1
  std::optional<Sheet> sheet;
};

/// Looks for one sheet that is surrounded by something darker on most sides.
PaperSearch find_paper(const Raster& grey);

/// Size of the flat sheet, as wide and high as the mean of its opposite sides.
struct FlatSize {
  std::int32_t width_px = 0;
  std::int32_t height_px = 0;
};
FlatSize flat_size(const Sheet& sheet);

}  // namespace sohoa::ocr
