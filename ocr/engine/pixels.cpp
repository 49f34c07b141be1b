#include "ocr/engine/pixels.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>

namespace sohoa::ocr {
namespace {

constexpr int kFractionBits = 15;
constexpr std::int32_t kOne = 1 << kFractionBits;

/// Bilinear sample; both neighbours are inside.
std::uint8_t sample(const Raster& grey, std::int64_t x_fixed, std::int64_t y_fixed) {
  const auto x = static_cast<std::size_t>(x_fixed >> kFractionBits);
  const auto y = static_cast<std::int32_t>(y_fixed >> kFractionBits);
  const auto fx = static_cast<std::int32_t>(x_fixed & (kOne - 1)) >> 7;
  const auto fy = static_cast<std::int32_t>(y_fixed & (kOne - 1)) >> 7;
  const std::uint8_t* a = grey.row(y) + x;
  const std::uint8_t* b = grey.row(y + 1) + x;
  const std::int32_t top = a[0] * (256 - fx) + a[1] * fx;
  const std::int32_t bottom = b[0] * (256 - fx) + b[1] * fx;
  return static_cast<std::uint8_t>((top * (256 - fy) + bottom * fy + 32768) >> 16);
}

/// Source positions of one target row: start and step for affine maps.
void warp_affine_row(const Raster& grey,
                     Point start,
                     Point step,
                     std::uint8_t* out,
                     std::int32_t width_px,
                     std::uint8_t fill) {
  const std::int64_t x_end = static_cast<std::int64_t>(grey.width_px() - 1) << kFractionBits;
  const std::int64_t y_end = static_cast<std::int64_t>(grey.height_px() - 1) << kFractionBits;
  auto x = static_cast<std::int64_t>(std::llround(start.x * kOne));
  auto y = static_cast<std::int64_t>(std::llround(start.y * kOne));
  const auto dx = static_cast<std::int64_t>(std::llround(step.x * kOne));
  const auto dy = static_cast<std::int64_t>(std::llround(step.y * kOne));
  for (std::int32_t i = 0; i < width_px; ++i, x += dx, y += dy) {
    const bool inside = x >= 0 && y >= 0 && x < x_end && y < y_end;
    out[i] = inside ? sample(grey, x, y) : fill;
  }
}

void warp_projective_row(const Raster& grey,
                         const Homography& map,
                         std::int32_t y,
                         std::uint8_t* out,
                         std::int32_t width_px,
                         std::uint8_t fill) {
  for (std::int32_t i = 0; i < width_px; ++i) {
    const Point p = map({static_cast<double>(i), static_cast<double>(y)});
    const bool inside =
        p.x >= 0 && p.y >= 0 && p.x < grey.width_px() - 1 && p.y < grey.height_px() - 1;
    out[i] = inside ? sample(grey,
                             static_cast<std::int64_t>(p.x * kOne),
                             static_cast<std::int64_t>(p.y * kOne))
                    : fill;
  }
}

/// Weights of an area mean along one axis: the first source pixel of each target, in 1/256.
struct Span {
  std::int32_t first = 0;
  std::int32_t last = 0;
  std::int32_t first_weight = 0;
  std::int32_t last_weight = 0;
};

std::vector<Span> spans(std::int32_t source, std::int32_t target) {
  std::vector<Span> all(static_cast<std::size_t>(target));
  const double step = static_cast<double>(source) / target;
  for (std::int32_t i = 0; i < target; ++i) {
    const double begin = i * step;
    const double end = std::min<double>((i + 1) * step, source);
    Span& span = all[static_cast<std::size_t>(i)];
    span.first = static_cast<std::int32_t>(begin);
    span.last = std::min(static_cast<std::int32_t>(std::ceil(end)) - 1, source - 1);
    span.first_weight = static_cast<std::int32_t>(std::lround(256 * (span.first + 1 - begin)));
    span.last_weight = static_cast<std::int32_t>(std::lround(256 * (end - span.last)));
    if (span.first == span.last) {
      span.first_weight = static_cast<std::int32_t>(std::lround(256 * (end - begin)));
    }
  }
  return all;
}

void add_weighted_row(const std::uint8_t* row,
                      std::int32_t weight,
                      std::vector<std::int32_t>& sum) {
  const std::size_t n = sum.size();
  for (std::size_t x = 0; x < n; ++x) sum[x] += row[x] * weight;
}

Raster shrunk(const Raster& grey, std::int32_t width_px, std::int32_t height_px, double dpi) {
  Raster out(width_px, height_px, 1, dpi);
  const std::vector<Span> across = spans(grey.width_px(), width_px);
  const std::vector<Span> down = spans(grey.height_px(), height_px);
  const double area = static_cast<double>(grey.width_px()) / width_px *
                      (static_cast<double>(grey.height_px()) / height_px);
  const float norm = static_cast<float>(1.0 / (area * 65536.0));
  std::vector<std::int32_t> sum(static_cast<std::size_t>(grey.width_px()));
  for (std::int32_t y = 0; y < height_px; ++y) {
    const Span& rows = down[static_cast<std::size_t>(y)];
    std::fill(sum.begin(), sum.end(), 0);
    for (std::int32_t r = rows.first; r <= rows.last; ++r) {
      const std::int32_t weight =
          r == rows.first ? rows.first_weight : (r == rows.last ? rows.last_weight : 256);
      add_weighted_row(grey.row(r), weight, sum);
    }
    std::uint8_t* to = out.row(y);
    for (std::int32_t x = 0; x < width_px; ++x) {
      const Span& cols = across[static_cast<std::size_t>(x)];
      const auto first = static_cast<std::size_t>(cols.first);
      const auto last = static_cast<std::size_t>(cols.last);
      std::int64_t total = static_cast<std::int64_t>(sum[first]) * cols.first_weight;
      for (std::size_t c = first + 1; c < last; ++c)
        total += static_cast<std::int64_t>(sum[c]) * 256;
      if (last > first) total += static_cast<std::int64_t>(sum[last]) * cols.last_weight;
      to[x] = static_cast<std::uint8_t>(std::min(255.0F, static_cast<float>(total) * norm + 0.5F));
    }
  }
  return out;
}

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

Point Homography::operator()(Point p) const {
  const double w = m[6] * p.x + m[7] * p.y + m[8];
  return {(m[0] * p.x + m[1] * p.y + m[2]) / w, (m[3] * p.x + m[4] * p.y + m[5]) / w};
}

Homography Homography::after(const Homography& first) const {
  Homography out;
  for (std::size_t r = 0; r < 3; ++r) {
    for (std::size_t c = 0; c < 3; ++c) {
      out.m[r * 3 + c] = 0;
      for (std::size_t k = 0; k < 3; ++k) out.m[r * 3 + c] += m[r * 3 + k] * first.m[k * 3 + c];
    }
  }
  return out;
}

Homography Homography::scale(double factor) {
  return {{factor, 0, 0, 0, factor, 0, 0, 0, 1}};
}

Homography Homography::turn(double angle_deg, Point centre) {
  const double a = angle_deg * std::numbers::pi / 180;
  const double c = std::cos(a);
  const double s = std::sin(a);
  return {{c,
           -s,
           centre.x - c * centre.x + s * centre.y,
           s,
           c,
           centre.y - s * centre.x - c * centre.y,
           0,
           0,
           1}};
}

Homography Homography::quarter(std::int32_t width_px, std::int32_t height_px, int clockwise_deg) {
  const double w = width_px;
  const double h = height_px;
  if (clockwise_deg == 90) return {{0, -1, h, 1, 0, 0, 0, 0, 1}};
  if (clockwise_deg == 180) return {{-1, 0, w, 0, -1, h, 0, 0, 1}};
  if (clockwise_deg == 270) return {{0, 1, 0, -1, 0, w, 0, 0, 1}};
  return {};
}

Homography Homography::corners(const std::array<Point, 4>& from, const std::array<Point, 4>& to) {
  // Eight unknowns, two equations a corner, Gauss elimination with pivoting.
  std::array<std::array<double, 9>, 8> a{};
  for (std::size_t i = 0; i < 4; ++i) {
    const Point f = from[i];
    const Point t = to[i];
    a[2 * i] = {f.x, f.y, 1, 0, 0, 0, -t.x * f.x, -t.x * f.y, t.x};
    a[2 * i + 1] = {0, 0, 0, f.x, f.y, 1, -t.y * f.x, -t.y * f.y, t.y};
  }
  for (std::size_t k = 0; k < 8; ++k) {
    std::size_t best = k;
    for (std::size_t r = k + 1; r < 8; ++r) {
      if (std::abs(a[r][k]) > std::abs(a[best][k])) best = r;
    }
    if (std::abs(a[best][k]) < 1e-12) return {};
    std::swap(a[k], a[best]);
    for (std::size_t r = 0; r < 8; ++r) {
      if (r == k) continue;
      const double f = a[r][k] / a[k][k];
      for (std::size_t c = k; c < 9; ++c) a[r][c] -= f * a[k][c];
    }
  }
  Homography out;
  for (std::size_t k = 0; k < 8; ++k) out.m[k] = a[k][8] / a[k][k];
  return out;
}

Raster luminance(const Raster& page) {
  if (page.channels() == 1) return page.clone();
  Raster grey(page.width_px(), page.height_px(), 1, page.dpi());
  for (std::int32_t y = 0; y < page.height_px(); ++y) {
    const std::uint8_t* in = page.row(y);
    std::uint8_t* out = grey.row(y);
    for (std::int32_t x = 0; x < page.width_px(); ++x, in += 3) {
      out[x] = static_cast<std::uint8_t>((77 * in[0] + 150 * in[1] + 29 * in[2] + 128) >> 8);
    }
  }
  return grey;
}

Raster scaled(const Raster& grey, double factor) {
  const auto size = [&](std::int32_t px) {
    return std::max(1, static_cast<std::int32_t>(std::lround(px * factor)));
  };
  const std::int32_t w = size(grey.width_px());
  const std::int32_t h = size(grey.height_px());
  if (factor <= 1) return shrunk(grey, w, h, grey.dpi() * factor);
  // Pixel centres: target x+0.5 lies over source (x+0.5)/factor.
  const double shift = 0.5 / factor - 0.5;
  const Homography map{{1 / factor, 0, shift, 0, 1 / factor, shift, 0, 0, 1}};
  Raster out = warped(grey, map, w, h, 255);
  out.set_dpi(grey.dpi() * factor);
  return out;
}

Raster quarter_turned(const Raster& grey, int clockwise_deg) {
  const std::int32_t w = grey.width_px();
  const std::int32_t h = grey.height_px();
  if (clockwise_deg == 0) return grey.clone();
  if (clockwise_deg == 180) {
    Raster out(w, h, 1, grey.dpi());
    for (std::int32_t y = 0; y < h; ++y) {
      std::reverse_copy(grey.row(y), grey.row(y) + w, out.row(h - 1 - y));
    }
    return out;
  }
  Raster out(h, w, 1, grey.dpi());
  // Blocks keep both images in the cache.
  constexpr std::int32_t kBlock = 32;
  for (std::int32_t by = 0; by < h; by += kBlock) {
    for (std::int32_t x = 0; x < w; ++x) {
      const std::int32_t to_y = clockwise_deg == 90 ? x : w - 1 - x;
      for (std::int32_t y = by; y < std::min(h, by + kBlock); ++y) {
        out.row(to_y)[clockwise_deg == 90 ? h - 1 - y : y] = grey.row(y)[x];
      }
    }
  }
  return out;
}

Raster warped(const Raster& grey,
              const Homography& to_source,
              std::int32_t width_px,
              std::int32_t height_px,
              std::uint8_t fill) {
  Raster out(width_px, height_px, 1, grey.dpi());
  const bool affine = to_source.m[6] == 0 && to_source.m[7] == 0;
  for (std::int32_t y = 0; y < height_px; ++y) {
    if (affine) {
      const Point start = to_source({0, static_cast<double>(y)});
      warp_affine_row(grey, start, {to_source.m[0], to_source.m[3]}, out.row(y), width_px, fill);
    } else {
      warp_projective_row(grey, to_source, y, out.row(y), width_px, fill);
    }
  }
  return out;
}

void invert(Raster& grey) {
  for (std::int32_t y = 0; y < grey.height_px(); ++y) {
    std::uint8_t* row = grey.row(y);
    for (std::int32_t x = 0; x < grey.width_px(); ++x) {
      row[x] = static_cast<std::uint8_t>(255 - row[x]);
    }
  }
}

Histogram histogram(const Raster& grey) {
  // Four tables, so that runs of equal pixels do not wait for each other.
  std::array<Histogram, 4> part{};
  const std::vector<std::uint8_t>& px = grey.pixels();
  std::size_t i = 0;
  for (; i + 4 <= px.size(); i += 4) {
    for (std::size_t k = 0; k < 4; ++k) ++part[k][px[i + k]];
  }
  for (; i < px.size(); ++i) ++part[0][px[i]];
  for (std::size_t v = 0; v < 256; ++v) part[0][v] += part[1][v] + part[2][v] + part[3][v];
  return part[0];
}

int percentile(const Histogram& levels, double share) {
  double total = 0;
  for (const std::uint32_t n : levels) total += n;
  double below = 0;
  for (std::size_t v = 0; v < 256; ++v) {
    below += levels[v];
    if (below > share * total) return static_cast<int>(v);
  }
  return 255;
}

int otsu_threshold(const Histogram& levels) {
  double total = 0;
  double sum = 0;
  for (std::size_t v = 0; v < 256; ++v) {
    total += levels[v];
    sum += static_cast<double>(v) * levels[v];
  }
  double below = 0;
  double below_sum = 0;
  double best = -1;
  int threshold = 128;
  for (std::size_t v = 0; v < 255; ++v) {
    below += levels[v];
    below_sum += static_cast<double>(v) * levels[v];
    if (below == 0 || below == total) continue;
    const double apart = below_sum / below - (sum - below_sum) / (total - below);
    const double between = below * (total - below) * apart * apart;
    if (between > best) {
      best = between;
      threshold = static_cast<int>(v) + 1;
    }
  }
  return threshold;
}

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
