// Measures of a page that no image step needs but people ask for: blur, light, colour, likeness.
#pragma once

#include <cstdint>

#include "core/raster.h"
#include "ocr/engine.h"
#include "ocr/engine/pixels.h"

namespace sohoa::ocr {

/// Brightness of the paper, 0 black to 1 white.
double paper_level(const Histogram& levels);

/// `levels` are those of the page's luminance.
PixelKind pixel_kind(const Raster& page, const Histogram& levels);

/// How far ink reaches into paper, in pixels: median over the strong edges of every fourth row.
/// Contents hardly matter, contrast does not; in millimetres it is comparable over resolutions.
/// 0 when the page has too few edges.
double edge_width_px(const Raster& grey, const Histogram& levels);

/// How much darker ink is than paper, 0..1, from the levels of an evenly lit page. 0 without ink.
double ink_contrast(const Histogram& levels, int ink_threshold);

/// 64 signs of the lowest frequencies of a 32 x 32 miniature (DCT-II) against their median. The
/// same page scanned again differs in up to 6 bits; so do two pages of the same form, hence it
/// proposes duplicates and never decides.
std::uint64_t dct_hash(const Raster& upright);

}  // namespace sohoa::ocr
