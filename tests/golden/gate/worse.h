// Pages made worse: what goes wrong at the scanner, one thing at a time.
#pragma once

#include "core/raster.h"

namespace sohoa::testing {

/// Out of focus: a Gaussian of `sigma_mm` on paper, in each channel.
Raster blurred(const Raster& page, double sigma_mm);
/// Every level times `factor`: under-exposed.
Raster darkened(const Raster& page, double factor);
/// Ink keeps `strength` of its distance from white: over-exposed.
Raster washed_out(const Raster& page, double strength);
/// Levels move towards mid-grey until `strength` of their range is left.
Raster flattened(const Raster& page, double strength);
/// The sheet lay `mm` too far left: that much of its left side is not in the image.
Raster cut_left(const Raster& page, double mm);

}  // namespace sohoa::testing
