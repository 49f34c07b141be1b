#include "ocr/engine/image_streams.h"
namespace sohoa::pdf {
Result<PageImage> png_page(ByteView, const Limits&) {
  return Error{Fault::UnsupportedFeature, "PNG", {}};
}
Result<PageImage> tiff_page(ByteView, std::int32_t, const Limits&) {
  return Error{Fault::UnsupportedFeature, "TIFF", {}};
}
}  // namespace sohoa::pdf
