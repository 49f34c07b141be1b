#include "ocr/engine/pixels.h"

#include <algorithm>
#include <cmath>
#include <cstring>

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

}  // namespace

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

}  // namespace sohoa::ocr
