// Grey levels that keep print and lose stamps: coloured ink is faded only inside regions that are
// shaped like a stamp or a signature.
//
// A red round seal (36 mm, Thông tư 07/2010/TT-BCA) over a signature hides the name under it, and a
// red title is text. Both are red; they differ in height: letters are not 12 mm tall.
#pragma once

#include <vector>

#include "core/geometry.h"
#include "core/raster.h"

namespace sohoa::ocr {

/// Where the page is coloured, in cells of about a millimetre.
struct ColourMap {
  std::int32_t cell_px = 1;
  std::int32_t columns = 0;
  std::int32_t rows = 0;
  std::vector<std::uint16_t> saturated;  ///< saturated pixels of each cell
  double share = 0;                      ///< of saturated pixels on the page
};
/// A grey page gives an empty map.
ColourMap map_colour(const Raster& page, double dpi);

/// Coloured regions as tall and wide as a stamp or a signature, in page pixels.
std::vector<Box> stamp_regions(const ColourMap& map, double dpi);

/// Fades coloured ink of `page` inside `region` of its luminance `grey`: black print stays.
void fade_colour(const Raster& page, const Box& region, Raster& grey);

}  // namespace sohoa::ocr
