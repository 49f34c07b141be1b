#include "ocr/engine/orientation.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <leptonica/allheaders.h>

#include "ocr/engine/pixels.h"

namespace sohoa::ocr {
namespace {

constexpr std::size_t kStrips = 4;
// On the bitmap, at 150 dpi: from 6 pt capitals to 24 pt titles.
constexpr std::int32_t kLowestStrip_px = 9;
constexpr std::int32_t kHighestStrip_px = 60;

Pix* mutable_pix(const Pix& pix) {
  return const_cast<Pix*>(&pix);
}

std::vector<double> ink_by_row(const Pix& bitmap) {
  std::vector<double> ink(static_cast<std::size_t>(pixGetHeight(mutable_pix(bitmap))));
  for (std::size_t y = 0; y < ink.size(); ++y) {
    l_int32 count = 0;
    pixCountPixelsInRow(mutable_pix(bitmap), static_cast<l_int32>(y), &count, nullptr);
    ink[y] = count;
  }
  return ink;
}

/// How sharply rows of ink and rows of paper follow each other: text lines lie along the rows.
double striping(const std::vector<double>& ink) {
  double steps = 0;
  double total = 1;
  for (std::size_t y = 1; y < ink.size(); ++y) {
    steps += (ink[y] - ink[y - 1]) * (ink[y] - ink[y - 1]);
    total += ink[y];
  }
  return steps / total;
}

struct Band {
  std::int32_t top = 0;
  std::int32_t bottom = 0;
  double ink = 0;
};

/// Rows of text with the most ink, at most kStrips.
std::vector<Band> text_bands(const std::vector<double>& ink) {
  std::vector<Band> bands;
  Band band;
  for (std::size_t y = 0; y <= ink.size(); ++y) {
    const bool inked = y < ink.size() && ink[y] > 2;
    const auto row = static_cast<std::int32_t>(y);
    if (inked && band.ink == 0) band.top = row;
    if (inked) band.ink += ink[y];
    if (inked || band.ink == 0) continue;
    band.bottom = row;
    const std::int32_t height = band.bottom - band.top;
    if (height >= kLowestStrip_px && height <= kHighestStrip_px) bands.push_back(band);
    band = {};
  }
  std::sort(bands.begin(), bands.end(), [](const Band& a, const Band& b) { return a.ink > b.ink; });
  if (bands.size() > kStrips) bands.resize(kStrips);
  return bands;
}

Raster strip_of(const Raster& grey, const Band& band, double scale) {
  const auto row = [&](double y) {
    return std::clamp(static_cast<std::int32_t>(y * scale), 0, grey.height_px());
  };
  const std::int32_t top = row(band.top - 4);
  const std::int32_t bottom = row(band.bottom + 4);
  Raster strip(grey.width_px(), std::max(1, bottom - top), 1, grey.dpi());
  for (std::int32_t y = top; y < bottom; ++y) {
    std::copy_n(grey.row(y), grey.width_px(), strip.row(y - top));
  }
  return strip;
}

}  // namespace

Decision<int> orientation_by_reading(const Raster& grey,
                                     const Pix& bitmap,
                                     const StripReader& read) {
  const PixPtr turned = quarter_turned(bitmap, 90);
  const bool sideways = turned && striping(ink_by_row(*turned)) > 2 * striping(ink_by_row(bitmap));
  const int base = sideways ? 90 : 0;
  const std::vector<double> ink = ink_by_row(sideways ? *turned : bitmap);
  const Raster lying = quarter_turned(grey, base);
  const double scale = static_cast<double>(lying.height_px()) / static_cast<double>(ink.size());
  double upright = 0;
  double upside_down = 0;
  const std::vector<Band> bands = text_bands(ink);
  for (const Band& band : bands) {
    const Raster strip = strip_of(lying, band, scale);
    upright += read(strip);
    upside_down += read(quarter_turned(strip, 180));
  }
  const double lines = std::max<double>(1, static_cast<double>(bands.size()));
  return decide_by_reading(base, upright / lines, upside_down / lines);
}

}  // namespace sohoa::ocr
