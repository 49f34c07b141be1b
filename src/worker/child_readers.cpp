#include "worker/child_readers.h"

#include "intake/duplicate_page.h"
#include "intake/readers/barcode_reader.h"
#include "intake/readers/cover_writer.h"

namespace sohoa {

std::vector<Barcode> barcodes_on(const Raster& page, const Limits& limits) {
  return read_barcodes(page, {}, limits);
}

PageMeasures measures_of(const Raster& page) {
  PageMeasures measures;
  measures.dct_hash = page_hash(page);
  return measures;
}

Result<void> draw_covers(const std::vector<CoverSheet>& sheets, int fd) {
  return write_cover_pdf(sheets, fd);
}

}  // namespace sohoa
