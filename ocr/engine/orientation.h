// Which way up, when ascenders cannot tell (cards, forms, tables of digits): a few lines are read
// in both directions, and the network says which one it can read.
#pragma once

#include <functional>

#include "core/raster.h"
#include "ocr/engine/bitmap.h"
#include "ocr/preparation.h"

namespace sohoa::ocr {

/// How well one line image is read.
struct StripReading {
  double confidence = 0;  ///< 0..1
  double letters = 0;     ///< how much was read
};
using StripReader = std::function<StripReading(const Raster& strip)>;

/// Clockwise turn that makes `grey` readable; `bitmap` is the same page in black and white. Costs
/// up to eight line readings.
Decision<int> orientation_by_reading(const Raster& grey,
                                     const Pix& bitmap,
                                     const StripReader& read);

}  // namespace sohoa::ocr
