#include "ocr/engine/cut_strokes.h"

#include <algorithm>
#include <cmath>

#include <leptonica/allheaders.h>

namespace sohoa::ocr {
namespace {

// Millimetres on paper.
constexpr double kInward = 1.0;         // a third of a small letter is seen to go on; dust is not
constexpr std::int32_t kBorder_px = 1;  // scaling leaves the outermost row half empty
constexpr double kLongestRun = 6;  // a letter cut through lengthwise; lines and shadows are longer

/// The bitmap as seen from one side: `along` the border, `deep` into the page.
class Side {
 public:
  Side(const Pix& bitmap, int side) : side_(side) {
    Pix* pix = const_cast<Pix*>(&bitmap);
    data_ = pixGetData(pix);
    words_per_line_ = pixGetWpl(pix);
    width_ = pixGetWidth(pix);
    height_ = pixGetHeight(pix);
  }

  std::int32_t length() const { return side_ % 2 == 0 ? width_ : height_; }
  std::int32_t depth() const { return side_ % 2 == 0 ? height_ : width_; }

  bool ink(std::int32_t along, std::int32_t deep) const {
    switch (side_) {
      case 0:
        return at(along, deep);
      case 1:
        return at(width_ - 1 - deep, along);
      case 2:
        return at(along, height_ - 1 - deep);
      default:
        return at(deep, along);
    }
  }

 private:
  bool at(std::int32_t x, std::int32_t y) const {
    const l_uint32* line = data_ + static_cast<std::ptrdiff_t>(y) * words_per_line_;
    return ((line[x >> 5] >> (31 - (x & 31))) & 1U) != 0;
  }

  int side_;
  const l_uint32* data_ = nullptr;
  std::int32_t words_per_line_ = 0;
  std::int32_t width_ = 0;
  std::int32_t height_ = 0;
};

std::int32_t px(double mm, double dpi) {
  return std::max(1, static_cast<std::int32_t>(std::lround(mm / 25.4 * dpi)));
}

/// Follows the ink of [from, to) inward; a slanted stroke may move by a pixel a row.
bool goes_inward(const Side& side, std::int32_t from, std::int32_t to, std::int32_t rows) {
  for (std::int32_t deep = kBorder_px + 1; deep <= rows; ++deep) {
    std::int32_t first = -1;
    std::int32_t last = -1;
    const std::int32_t end = std::min(side.length(), to + 1);
    for (std::int32_t along = std::max(0, from - 1); along < end; ++along) {
      if (!side.ink(along, deep)) continue;
      if (first < 0) first = along;
      last = along;
    }
    if (first < 0) return false;
    from = first;
    to = last + 1;
  }
  return true;
}

std::int32_t count_strokes(const Side& side, double dpi) {
  const std::int32_t rows = kBorder_px + px(kInward, dpi);
  if (side.depth() <= rows) return 0;
  const std::int32_t longest = px(kLongestRun, dpi);
  std::int32_t strokes = 0;
  std::int32_t from = 0;
  for (std::int32_t along = 0; along <= side.length(); ++along) {
    if (along < side.length() && side.ink(along, kBorder_px)) continue;
    const std::int32_t run = along - from;
    if (run > 0 && run <= longest && goes_inward(side, from, along, rows)) ++strokes;
    from = along + 1;
  }
  return strokes;
}

}  // namespace

std::array<std::int32_t, 4> cut_strokes(const Pix& bitmap, double dpi) {
  std::array<std::int32_t, 4> sides{};
  for (int side = 0; side < 4; ++side) {
    sides[static_cast<std::size_t>(side)] = count_strokes(Side(bitmap, side), dpi);
  }
  return sides;
}

void turn_sides(int clockwise_deg, std::array<std::int32_t, 4>& sides) {
  std::rotate(sides.begin(), sides.end() - clockwise_deg / 90, sides.end());
}

}  // namespace sohoa::ocr
