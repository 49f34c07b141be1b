// open_pdf: every page described, drawn and read without leaving its bounds.
#include <cstdlib>

#include "intake/readers/page_source.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  sohoa::Limits limits;
  limits.pages = 4;
  limits.page_pixels = 1'000'000;
  limits.inflate_bytes = 4 * sohoa::kMiB;
  const auto source = sohoa::open_pdf({data, size}, "", limits);
  if (!source) return 0;
  const auto pages = static_cast<std::int32_t>((*source)->info().pages.size());
  if (pages > limits.pages) std::abort();
  for (std::int32_t i = 0; i < pages; ++i) {
    std::vector<std::string> notes;
    const auto raster = (*source)->render(i, notes);
    if (raster &&
        static_cast<std::int64_t>(raster->width_px()) * raster->height_px() > limits.page_pixels)
      std::abort();
    static_cast<void>((*source)->text_layer(i));
  }
  return 0;
}
