// Does what is on the sheet go on outside the image? Strokes that run into the border say so.
#pragma once

#include <array>
#include <cstdint>

#include "ocr/engine/bitmap.h"

namespace sohoa::ocr {

/// Strokes that touch each side of the bitmap: top, right, bottom, left. A stroke is as thick as
/// handwriting or print, at most a letter long, and goes on inward: dust, shadows of the lid (see
/// take_edges, which comes first) and lines along the border are none.
std::array<std::int32_t, 4> cut_strokes(const Pix& bitmap, double dpi);

/// The same sides after the page was turned clockwise by a multiple of 90 degrees.
void turn_sides(int clockwise_deg, std::array<std::int32_t, 4>& sides);

}  // namespace sohoa::ocr
