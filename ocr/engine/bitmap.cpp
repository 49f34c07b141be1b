#include "ocr/engine/bitmap.h"

#include <algorithm>
#include <cmath>

#include <leptonica/allheaders.h>

namespace sohoa::ocr {
namespace {

struct BoxaDeleter {
  void operator()(Boxa* boxes) const { boxaDestroy(&boxes); }
};
using BoxaPtr = std::unique_ptr<Boxa, BoxaDeleter>;

/// Leptonica takes Pix* where it only reads.
Pix* mutable_pix(const Pix& pix) {
  return const_cast<Pix*>(&pix);
}

// Below this Leptonica's verdict may be chance: 2.5 is enough for use, a wider sweep meets more
// chance.
constexpr double kSureSkew = 3;

/// Reduction 4 to sweep in steps of 1 degree, 2 to search.
Skew sweep(const Pix& bitmap, float range_deg) {
  float angle = 0;
  float confidence = 0;
  if (pixFindSkewSweepAndSearch(
          mutable_pix(bitmap), &angle, &confidence, 4, 2, range_deg, 1.0F, 0.01F) != 0) {
    return {};
  }
  return {angle, confidence};
}

}  // namespace

void PixDeleter::operator()(Pix* pix) const {
  pixDestroy(&pix);
}

PixPtr bitmap_below(const Raster& grey, int threshold) {
  PixPtr bitmap(pixCreate(grey.width_px(), grey.height_px(), 1));
  if (!bitmap) return bitmap;
  l_uint32* data = pixGetData(bitmap.get());
  const l_int32 words_per_line = pixGetWpl(bitmap.get());
  for (std::int32_t y = 0; y < grey.height_px(); ++y) {
    const std::uint8_t* row = grey.row(y);
    l_uint32* line = data + static_cast<std::ptrdiff_t>(y) * words_per_line;
    for (std::int32_t x = 0; x < grey.width_px(); ++x) {
      line[x >> 5] |= static_cast<l_uint32>(row[x] < threshold) << (31 - (x & 31));
    }
  }
  return bitmap;
}

std::vector<Box> component_boxes(const Pix& bitmap) {
  std::vector<Box> boxes;
  const BoxaPtr found(pixConnCompBB(mutable_pix(bitmap), 8));
  const l_int32 n = found ? boxaGetCount(found.get()) : 0;
  boxes.reserve(static_cast<std::size_t>(n));
  for (l_int32 i = 0; i < n; ++i) {
    Box box;
    boxaGetBoxGeometry(found.get(), i, &box.x, &box.y, &box.w, &box.h);
    boxes.push_back(box);
  }
  return boxes;
}

double ink_share(const Pix& bitmap) {
  l_int32 count = 0;
  if (pixCountPixels(mutable_pix(bitmap), &count, nullptr) != 0) return 0;
  return count / (static_cast<double>(pixGetWidth(mutable_pix(bitmap))) *
                  pixGetHeight(mutable_pix(bitmap)));
}

Specks count_specks(const Pix& bitmap, double dpi) {
  // Dots of small print are counted too (one in 3 cm2 on a page of text): the limit is far above.
  const double side_px = std::max(1.0, 0.34 / 25.4 * dpi);
  Specks specks;
  for (const Box& box : component_boxes(bitmap)) {
    if (box.w <= side_px && box.h <= side_px) ++specks.count;
  }
  const double cm2 = pixGetWidth(mutable_pix(bitmap)) / dpi * 2.54 *
                     (pixGetHeight(mutable_pix(bitmap)) / dpi * 2.54);
  specks.per_cm2 = cm2 > 0 ? specks.count / cm2 : 0;
  return specks;
}

OrientationVotes orientation_votes(const Pix& bitmap) {
  float up = 0;
  float left = 0;
  if (pixOrientDetect(mutable_pix(bitmap), &up, &left, 0, 0) != 0) return {};
  return {up, left};
}

Skew find_skew(const Pix& bitmap) {
  // The usual range first; pages fed by hand may lie further off.
  Skew skew = sweep(bitmap, 8);
  if (skew.confidence < kSureSkew) {
    const Skew wide = sweep(bitmap, 16);
    if (wide.confidence > kSureSkew) skew = wide;
  }
  return skew;
}

void subtract(const Pix& mask, Pix& bitmap) {
  pixSubtract(&bitmap, &bitmap, mutable_pix(mask));
}

PixPtr quarter_turned(const Pix& bitmap, int clockwise_deg) {
  return PixPtr(pixRotateOrth(mutable_pix(bitmap), clockwise_deg / 90));
}

}  // namespace sohoa::ocr
