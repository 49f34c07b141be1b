#include "ocr/engine/background.h"

#include <algorithm>
#include <array>

namespace sohoa::ocr {
namespace {

/// 3x3 mean of tiles, which removes the steps between neighbours.
std::vector<std::uint8_t> smoothed(const Background& bg) {
  std::vector<std::uint8_t> out(bg.level.size());
  for (std::int32_t r = 0; r < bg.rows; ++r) {
    for (std::int32_t c = 0; c < bg.columns; ++c) {
      int sum = 0;
      int n = 0;
      for (std::int32_t y = std::max(0, r - 1); y <= std::min(bg.rows - 1, r + 1); ++y) {
        for (std::int32_t x = std::max(0, c - 1); x <= std::min(bg.columns - 1, c + 1); ++x) {
          sum += bg.level[static_cast<std::size_t>(y * bg.columns + x)];
          ++n;
        }
      }
      out[static_cast<std::size_t>(r * bg.columns + c)] = static_cast<std::uint8_t>(sum / n);
    }
  }
  return out;
}

int tile_level(const Raster& grey, std::int32_t x0, std::int32_t y0, std::int32_t side) {
  std::array<std::uint16_t, 64> levels{};
  const std::int32_t x1 = std::min(grey.width_px(), x0 + side);
  const std::int32_t y1 = std::min(grey.height_px(), y0 + side);
  int n = 0;
  // Every other pixel of every other row: paper is smooth, a quarter of the samples is enough.
  for (std::int32_t y = y0; y < y1; y += 2) {
    const std::uint8_t* row = grey.row(y);
    for (std::int32_t x = x0; x < x1; x += 2, ++n) ++levels[row[x] >> 2];
  }
  // The paper is the light side of a tile; a fifth of it is enough to be seen.
  int above = n / 5;
  int level = 63;
  while (level > 0 && (above -= levels[static_cast<std::size_t>(level)]) > 0) --level;
  return level * 4 + 2;
}

/// Interpolated background of one image row.
void background_row(const Background& bg, std::int32_t y, std::vector<float>& out) {
  const double pos = std::clamp((y + 0.5) / bg.tile_px - 0.5, 0.0, bg.rows - 1.0);
  const auto r0 = static_cast<std::int32_t>(pos);
  const auto r1 = std::min(r0 + 1, bg.rows - 1);
  const auto fy = static_cast<float>(pos - r0);
  const std::uint8_t* a = bg.level.data() + static_cast<std::size_t>(r0 * bg.columns);
  const std::uint8_t* b = bg.level.data() + static_cast<std::size_t>(r1 * bg.columns);
  for (std::size_t x = 0; x < out.size(); ++x) {
    const float px =
        std::clamp((static_cast<float>(x) + 0.5F) / static_cast<float>(bg.tile_px) - 0.5F,
                   0.0F,
                   static_cast<float>(bg.columns - 1));
    const auto c0 = static_cast<std::int32_t>(px);
    const auto c1 = std::min(c0 + 1, bg.columns - 1);
    const float fx = px - static_cast<float>(c0);
    const float top = static_cast<float>(a[c0]) * (1 - fx) + static_cast<float>(a[c1]) * fx;
    const float bottom = static_cast<float>(b[c0]) * (1 - fx) + static_cast<float>(b[c1]) * fx;
    out[x] = top * (1 - fy) + bottom * fy;
  }
}

}  // namespace

double Background::range() const {
  if (level.empty()) return 0;
  std::vector<std::uint8_t> sorted = level;
  std::sort(sorted.begin(), sorted.end());
  // The outer twentieths are edges, pictures and dust, not light.
  const double low = sorted[sorted.size() / 20];
  const double high = sorted[sorted.size() - 1 - sorted.size() / 20];
  return high > 0 ? (high - low) / high : 0;
}

Background estimate_background(const Raster& grey, std::int32_t tile_px) {
  Background bg;
  bg.tile_px = tile_px;
  bg.columns = std::max(1, (grey.width_px() + tile_px - 1) / tile_px);
  bg.rows = std::max(1, (grey.height_px() + tile_px - 1) / tile_px);
  bg.level.resize(static_cast<std::size_t>(bg.columns * bg.rows));
  for (std::int32_t r = 0; r < bg.rows; ++r) {
    for (std::int32_t c = 0; c < bg.columns; ++c) {
      const int level = tile_level(grey, c * tile_px, r * tile_px, tile_px);
      bg.level[static_cast<std::size_t>(r * bg.columns + c)] =
          static_cast<std::uint8_t>(std::max(1, level));
    }
  }
  bg.level = smoothed(bg);
  return bg;
}

Raster background_divided(const Raster& grey, const Background& background) {
  Raster out(grey.width_px(), grey.height_px(), 1, grey.dpi());
  std::vector<float> paper(static_cast<std::size_t>(grey.width_px()));
  for (std::int32_t y = 0; y < grey.height_px(); ++y) {
    background_row(background, y, paper);
    const std::uint8_t* in = grey.row(y);
    std::uint8_t* to = out.row(y);
    for (std::size_t x = 0; x < paper.size(); ++x) {
      const float value = static_cast<float>(in[x]) * static_cast<float>(kPaperLevel) / paper[x];
      to[x] = static_cast<std::uint8_t>(std::min(255.0F, value + 0.5F));
    }
  }
  return out;
}

}  // namespace sohoa::ocr
