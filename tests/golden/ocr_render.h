// Pages drawn by Pango for tests of reading: Vietnamese text whose place and letters are known.
#pragma once

#include <string>
#include <vector>

#include "core/geometry.h"
#include "core/raster.h"

namespace sohoa::testing {

struct TextAt {
  double x_mm = 0;
  double y_mm = 0;
  std::string text;  ///< one line
  double size_pt = 13;
  bool bold = false;
};

/// A4 in grey levels of `ink` on white.
Raster draw_page(const std::vector<TextAt>& texts, double dpi = 200, int ink = 20);

/// A letter by NĐ 30/2020: heading in two columns, title, body, foot.
std::vector<TextAt> official_letter();
/// Its text in the order a person reads it.
std::string official_letter_text();

/// Draws a tick box of 3.8 mm into a grey page.
void draw_tick_box(Raster& page, double x_mm, double y_mm, bool ticked);

/// Adds a red ring with a star's worth of strokes, as a seal; the page becomes RGB.
Raster with_red_seal(const Raster& grey, double x_mm, double y_mm);

}  // namespace sohoa::testing
