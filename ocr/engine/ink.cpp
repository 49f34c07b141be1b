#include "ocr/engine/ink.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "ocr/engine/pixels.h"

namespace sohoa::ocr {
namespace {

constexpr int kSaturated = 48;       // largest minus smallest channel; JPEG noise stays below 30
constexpr double kCellShare = 0.06;  // of a cell's pixels; a thin pen stroke covers a tenth
// Cells: neighbours only. A seal's ring and a pen stroke hang together; lines of red print do not.
constexpr std::int32_t kReach = 1;
constexpr double kStampSide_mm = 12;
constexpr double kStampLongest_mm = 75;
constexpr double kFadedLevel =
    0.75;  // of the paper: faded ink is lighter, print under it is darker

int saturation(const std::uint8_t* px) {
  return std::max({px[0], px[1], px[2]}) - std::min({px[0], px[1], px[2]});
}

class Cells {
 public:
  explicit Cells(const ColourMap& map) : map_(map), seen_(map.saturated.size(), false) {
    const double pixels = static_cast<double>(map.cell_px) * map.cell_px;
    limit_ = static_cast<std::uint16_t>(std::max(1.0, kCellShare * pixels));
  }

  bool is_fresh(std::int32_t column, std::int32_t row) const {
    return !seen_[index(column, row)] && map_.saturated[index(column, row)] >= limit_;
  }

  /// All coloured cells within reach of each other, starting at one; their box in cells.
  Box flood(std::int32_t column, std::int32_t row) {
    std::vector<std::pair<std::int32_t, std::int32_t>> open{{column, row}};
    seen_[index(column, row)] = true;
    Box box;
    while (!open.empty()) {
      const auto [c, r] = open.back();
      open.pop_back();
      box = unite(box, {c, r, 1, 1});
      visit_neighbours(c, r, open);
    }
    return box;
  }

 private:
  std::size_t index(std::int32_t column, std::int32_t row) const {
    return static_cast<std::size_t>(row * map_.columns + column);
  }

  void visit_neighbours(std::int32_t column,
                        std::int32_t row,
                        std::vector<std::pair<std::int32_t, std::int32_t>>& open) {
    for (std::int32_t r = std::max(0, row - kReach); r <= std::min(map_.rows - 1, row + kReach);
         ++r) {
      for (std::int32_t c = std::max(0, column - kReach);
           c <= std::min(map_.columns - 1, column + kReach);
           ++c) {
        if (!is_fresh(c, r)) continue;
        seen_[index(c, r)] = true;
        open.emplace_back(c, r);
      }
    }
  }

  const ColourMap& map_;
  std::vector<bool> seen_;
  std::uint16_t limit_ = 1;
};

void count_row(const Raster& page, std::int32_t y, ColourMap& map) {
  const std::uint8_t* px = page.row(y);
  std::uint16_t* cells =
      map.saturated.data() + static_cast<std::size_t>(y / map.cell_px * map.columns);
  for (std::int32_t c = 0; c < map.columns; ++c) {
    const std::int32_t end = std::min(page.width_px(), (c + 1) * map.cell_px);
    int count = 0;
    for (std::int32_t x = c * map.cell_px; x < end; ++x, px += 3) {
      count += saturation(px) > kSaturated ? 1 : 0;
    }
    cells[c] = static_cast<std::uint16_t>(cells[c] + count);
  }
}

/// In its lightest channel coloured ink is nearly paper, and print is dark in every channel. What
/// is left of the ink goes by a gain that stops at the paper's own level.
std::array<std::uint8_t, 256> fading_curve(const std::array<std::uint32_t, 256>& levels) {
  const int paper = percentile(levels, 0.6);
  std::array<std::uint8_t, 256> curve{};
  for (int v = 0; v < 256; ++v) {
    const double gained = std::min<double>(paper, v / kFadedLevel);
    curve[static_cast<std::size_t>(v)] = static_cast<std::uint8_t>(std::max<double>(v, gained));
  }
  return curve;
}

}  // namespace

ColourMap map_colour(const Raster& page, double dpi) {
  ColourMap map;
  if (page.channels() != 3) return map;
  map.cell_px = std::clamp(static_cast<std::int32_t>(std::lround(dpi / 25.4)), 2, 64);
  map.columns = (page.width_px() + map.cell_px - 1) / map.cell_px;
  map.rows = (page.height_px() + map.cell_px - 1) / map.cell_px;
  map.saturated.resize(static_cast<std::size_t>(map.columns) * static_cast<std::size_t>(map.rows));
  for (std::int32_t y = 0; y < page.height_px(); ++y) count_row(page, y, map);
  double total = 0;
  for (const std::uint16_t n : map.saturated) total += n;
  map.share = total / (static_cast<double>(page.width_px()) * page.height_px());
  return map;
}

std::vector<Box> stamp_regions(const ColourMap& map, double dpi) {
  std::vector<Box> regions;
  const double cell_mm = map.cell_px / dpi * 25.4;
  Cells cells(map);
  for (std::int32_t r = 0; r < map.rows; ++r) {
    for (std::int32_t c = 0; c < map.columns; ++c) {
      if (!cells.is_fresh(c, r)) continue;
      const Box box = cells.flood(c, r);
      const double shorter = std::min(box.w, box.h) * cell_mm;
      const double longer = std::max(box.w, box.h) * cell_mm;
      if (shorter < kStampSide_mm || longer > kStampLongest_mm) continue;
      regions.push_back({(box.x - 1) * map.cell_px,
                         (box.y - 1) * map.cell_px,
                         (box.w + 2) * map.cell_px,
                         (box.h + 2) * map.cell_px});
    }
  }
  return regions;
}

void fade_colour(const Raster& page, const Box& region, Raster& grey) {
  const Box inside = intersect(region, {0, 0, page.width_px(), page.height_px()});
  if (inside.is_empty()) return;
  std::array<std::uint32_t, 256> levels{};
  const auto lightest = [](const std::uint8_t* px) { return std::max({px[0], px[1], px[2]}); };
  const auto first = [&](std::int32_t y) { return page.row(y) + std::ptrdiff_t{inside.x} * 3; };
  for (std::int32_t y = inside.y; y < inside.bottom(); ++y) {
    const std::uint8_t* px = first(y);
    for (std::int32_t x = 0; x < inside.w; ++x, px += 3) ++levels[lightest(px)];
  }
  const std::array<std::uint8_t, 256> curve = fading_curve(levels);
  for (std::int32_t y = inside.y; y < inside.bottom(); ++y) {
    const std::uint8_t* px = first(y);
    std::uint8_t* out = grey.row(y) + inside.x;
    for (std::int32_t x = 0; x < inside.w; ++x, px += 3) out[x] = curve[lightest(px)];
  }
}

}  // namespace sohoa::ocr
