#include "golden/load_image.h"

#include <leptonica/allheaders.h>

namespace sohoa::testing {
namespace {

Raster raster_of(PIX* pix, double dpi) {
  const bool colour = pixGetDepth(pix) == 32;
  Raster raster(pixGetWidth(pix), pixGetHeight(pix), colour ? 3 : 1, dpi);
  for (std::int32_t y = 0; y < raster.height_px(); ++y) {
    const l_uint32* line = pixGetData(pix) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(pix);
    std::uint8_t* out = raster.row(y);
    for (std::int32_t x = 0; x < raster.width_px(); ++x) {
      if (!colour) {
        out[x] = static_cast<std::uint8_t>(GET_DATA_BYTE(line, x));
        continue;
      }
      out[3 * x] = static_cast<std::uint8_t>(line[x] >> L_RED_SHIFT);
      out[3 * x + 1] = static_cast<std::uint8_t>(line[x] >> L_GREEN_SHIFT);
      out[3 * x + 2] = static_cast<std::uint8_t>(line[x] >> L_BLUE_SHIFT);
    }
  }
  return raster;
}

}  // namespace

Raster load_image(const std::filesystem::path& file) {
  PIX* pix = pixRead(file.c_str());
  if (pix == nullptr) return {};
  if (pixGetDepth(pix) != 8 && pixGetDepth(pix) != 32) {
    Pix* grey = pixConvertTo8(pix, 0);
    pixSetResolution(grey, pixGetXRes(pix), pixGetYRes(pix));
    pixDestroy(&pix);
    pix = grey;
  }
  Raster raster = raster_of(pix, pixGetXRes(pix));
  pixDestroy(&pix);
  return raster;
}

}  // namespace sohoa::testing
