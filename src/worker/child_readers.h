// The three calls into parser halves whose headers are not settled yet, in one place.
#pragma once

#include <vector>

#include "core/raster.h"
#include "core/result.h"
#include "intake/barcode.h"
#include "intake/cover_sheet.h"
#include "ocr/engine.h"

namespace sohoa {

/// Barcodes in boxes of `raster`, as it stands.
Result<std::vector<Barcode>> barcodes_on(const Raster& raster);
/// Measures of a page whose text is not read from its pixels.
PageMeasures measures_of(const Raster& raster);
/// Writes the sheets as an A4 PDF.
Result<void> draw_covers(const std::vector<CoverSheet>& sheets, int output);

}  // namespace sohoa
