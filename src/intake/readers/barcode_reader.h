// Barcodes on a page image, by ZXing-C++. Runs in the cage.
#pragma once

#include <vector>

#include "core/limits.h"
#include "core/raster.h"
#include "intake/barcode.h"

namespace sohoa {

struct BarcodeOptions {
  /// Also Code 128, Code 39, EAN, Data Matrix and the rest: two to four times the time.
  bool all_formats = false;
};

/// The codes on `page`, QR unless asked for more, in reading order, at most
/// limits.barcodes_per_page. A code may stand at any angle. The page is searched at half scale
/// first, and at full scale when nothing was found and it is below 250 dpi. 8–15 ms a page. Never
/// fails: a page on which the library gives up has no codes.
std::vector<Barcode> read_barcodes(const Raster& page,
                                   const BarcodeOptions& options,
                                   const Limits& limits);

}  // namespace sohoa
