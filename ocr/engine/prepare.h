// Preparation: from the page as scanned to a straight, evenly lit grey page at working resolution.
//
// First of the engine's three stages. It measures, asks the pure decisions of ocr/preparation.h,
// and carries them out; whoever finds and reads lines sees a StraightPage only.
#pragma once

#include <functional>
#include <vector>

#include "core/raster.h"
#include "core/result.h"
#include "ocr/engine.h"
#include "ocr/engine/bitmap.h"
#include "ocr/engine/erase.h"
#include "ocr/engine/pixels.h"
#include "ocr/preparation.h"

namespace sohoa::ocr {

/// What the line finder and the recogniser work on.
struct StraightPage {
  Raster grey;            ///< upright, deskewed, at working resolution; empty when blank
  Homography to_upright;  ///< pixels of `grey` to pixels of the upright page
  PixPtr bitmap;          ///< the same page in black and white, without the marks; may be coarser
  double bitmap_dpi = kBitmapDpi;
  Marks marks;  ///< ruling lines and tick boxes, painted over in `grey`, in its pixels
};

struct Preparation {
  StraightPage page;
  double page_dpi = 0;  ///< of the stored raster, as decided
  int rotation_deg = 0;
  bool blank = false;
  PageMeasures measures;
  std::vector<PreparationStep> steps;
};

/// Asked when ascenders cannot tell: the clockwise turn (0, 90, 180, 270) that makes `grey`
/// readable.
using OrientationJudge = std::function<Decision<int>(const Raster& grey, const Pix& bitmap)>;

/// The measures alone, of a page whose text is kept: no turn, no specks. Sides and hash are those
/// of the raster as it is, which is upright where there is text.
PageMeasures measure(const Raster& page);

Preparation prepare(const Raster& page, const ReadOptions& options, const OrientationJudge& judge);

}  // namespace sohoa::ocr
