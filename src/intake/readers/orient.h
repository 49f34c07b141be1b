// Turning a decoded page upright as its Orientation tag says (TIFF 6.0 section 8, EXIF 2.3 4.6.4).
#pragma once

#include "core/raster.h"

namespace sohoa {

/// Values outside 1..8 mean nothing is to be done.
Raster oriented(Raster raster, int orientation);

/// The clockwise turn in an orientation, without its mirroring: 0, 90, 180 or 270.
int rotation_deg_of(int orientation);

}  // namespace sohoa
