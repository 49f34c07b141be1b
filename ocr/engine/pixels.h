// Grey-level image steps on plain rasters: no third-party type comes in or goes out.
//
// Every function takes and gives 8-bit grey rasters (0 = black) unless its name says otherwise.
// Loops are written so that the compiler turns them into vector code; each costs a few
// milliseconds for an A4 page at 200 dpi.
#pragma once

#include <array>
#include <cstdint>

#include "core/raster.h"
#include "ocr/engine/homography.h"

namespace sohoa::ocr {

/// Luminance (BT.601) of an RGB raster, a copy of a grey one.
Raster luminance(const Raster& page);

/// Mean over the pixels covered by each target pixel, down to any smaller size; bilinear when
/// `factor` is above 1. The result's dpi is scaled too.
Raster scaled(const Raster& grey, double factor);

/// Turned clockwise by 0, 90, 180 or 270 degrees.
Raster quarter_turned(const Raster& grey, int clockwise_deg);

/// Samples `grey` at `to_source` of each target pixel, bilinear; outside is `fill`.
Raster warped(const Raster& grey,
              const Homography& to_source,
              std::int32_t width_px,
              std::int32_t height_px,
              std::uint8_t fill);

/// Black becomes white.
void invert(Raster& grey);

using Histogram = std::array<std::uint32_t, 256>;
Histogram histogram(const Raster& grey);
/// The level below which `share` of the pixels lie.
int percentile(const Histogram& levels, double share);
/// Otsu's threshold: pixels below it are ink.
int otsu_threshold(const Histogram& levels);

}  // namespace sohoa::ocr
