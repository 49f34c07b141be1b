#include "worker/child_readers.h"

namespace sohoa {

Result<std::vector<Barcode>> barcodes_on(const Raster&) {
  return std::vector<Barcode>();
}

PageMeasures measures_of(const Raster&) {
  return {};
}

Result<void> draw_covers(const std::vector<CoverSheet>&, int) {
  return Error{Fault::UnsupportedFeature, "cover sheets", {}};
}

}  // namespace sohoa
