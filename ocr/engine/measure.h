// Measures of a page that no image step needs but people ask for: sharpness, contrast, likeness.
#pragma once

#include <cstdint>

#include "core/raster.h"
#include "ocr/engine/pixels.h"

namespace sohoa::ocr {

/// Variance of the 4-neighbour Laplacian of grey levels; every other row. Blurred scans have less
/// than 50, sharp ones several hundred.
double laplacian_variance(const Raster& grey);

/// How much darker ink is than paper, 0..1, from the levels of an evenly lit page. 0 without ink.
double ink_contrast(const Histogram& levels, int ink_threshold);

/// 64 signs of the lowest frequencies of a 32 x 32 miniature (DCT-II) against their median. The
/// same page scanned again differs in up to 6 bits; so do two pages of the same form, hence it
/// proposes duplicates and never decides.
std::uint64_t dct_hash(const Raster& upright);

}  // namespace sohoa::ocr
