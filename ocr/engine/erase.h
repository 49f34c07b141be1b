// Marks that are no text and make text around them unreadable: found on the bitmap, painted over in
// the grey page.
#pragma once

#include <vector>

#include "core/geometry.h"
#include "core/raster.h"
#include "ocr/engine/bitmap.h"

namespace sohoa::ocr {

/// Dark scanner edges and folded corners that touch the page's border, and punched holes near it.
/// They are erased from `bitmap` too. Nothing found: null.
PixPtr take_edges(Pix& bitmap, double dpi);

/// Paints over isolated specks that are smaller than any dot of a letter at this resolution.
void wipe_specks(Raster& grey);

/// Ruling lines of tables and frames, and underlines, as boxes of the bitmap.
struct Rules {
  std::vector<Box> horizontal;
  std::vector<Box> vertical;
};

struct Marks {
  PixPtr mask;  ///< what to paint over
  Rules rules;
  int leaders = 0;                ///< runs of leader dots
  std::vector<Box> empty_boxes;   ///< tick boxes ☐
  std::vector<Box> ticked_boxes;  ///< ☒
};
/// Lines, leaders and tick boxes of a straight page.
Marks find_marks(const Pix& bitmap, double dpi);

/// Paints `grey` with paper of level `paper` wherever `mask` (any resolution of the same page) has
/// ink.
void paint_over(const Pix& mask, std::uint8_t paper, Raster& grey);

}  // namespace sohoa::ocr
