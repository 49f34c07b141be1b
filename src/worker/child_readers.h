// What else the pixels of a page tell, and the drawing of cover sheets: calls into parser halves.
#pragma once

#include <vector>

#include "core/limits.h"
#include "core/raster.h"
#include "core/result.h"
#include "intake/barcode.h"
#include "intake/cover_sheet.h"
#include "ocr/engine.h"

namespace sohoa {

/// Barcodes in boxes of `raster`, as it stands.
std::vector<Barcode> barcodes_on(const Raster& raster, const Limits& limits);
/// Measures of a page whose text is not read from its pixels: its hash alone.
PageMeasures measures_of(const Raster& raster);
/// Writes the sheets as an A4 PDF.
Result<void> draw_covers(const std::vector<CoverSheet>& sheets, int output);

}  // namespace sohoa
