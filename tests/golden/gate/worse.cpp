#include "golden/gate/worse.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace sohoa::testing {
namespace {

template <class Change>
Raster with_levels(const Raster& page, Change change) {
  Raster out = page.clone();
  const std::int32_t bytes = out.width_px() * out.channels();
  for (std::int32_t y = 0; y < out.height_px(); ++y) {
    std::uint8_t* row = out.row(y);
    std::transform(row, row + bytes, row, [&](std::uint8_t level) {
      return static_cast<std::uint8_t>(std::clamp(std::lround(change(level)), 0L, 255L));
    });
  }
  return out;
}

std::vector<float> bell(double sigma_px) {
  const int reach = static_cast<int>(std::ceil(sigma_px * 3));
  std::vector<float> weights;
  float sum = 0;
  for (int i = -reach; i <= reach; ++i) {
    weights.push_back(static_cast<float>(std::exp(-0.5 * i * i / (sigma_px * sigma_px))));
    sum += weights.back();
  }
  for (float& weight : weights) weight /= sum;
  return weights;
}

/// One direction: `count` samples, `step` bytes apart, the ends repeated.
void smooth(std::uint8_t* first,
            std::int32_t count,
            std::ptrdiff_t step,
            const std::vector<float>& bell) {
  const auto reach = static_cast<std::int32_t>(bell.size() / 2);
  std::vector<float> in(static_cast<std::size_t>(count));
  for (std::int32_t i = 0; i < count; ++i) in[static_cast<std::size_t>(i)] = first[i * step];
  for (std::int32_t i = 0; i < count; ++i) {
    float sum = 0.5F;
    for (std::int32_t k = -reach; k <= reach; ++k) {
      const auto at = static_cast<std::size_t>(std::clamp(i + k, 0, count - 1));
      sum += in[at] * bell[static_cast<std::size_t>(k + reach)];
    }
    first[i * step] = static_cast<std::uint8_t>(sum);
  }
}

}  // namespace

Raster blurred(const Raster& page, double sigma_mm) {
  Raster out = page.clone();
  const std::vector<float> weights = bell(sigma_mm / 25.4 * page.dpi());
  const std::int32_t channels = page.channels();
  const std::ptrdiff_t stride = out.row(1) - out.row(0);
  for (std::int32_t c = 0; c < channels; ++c) {
    for (std::int32_t y = 0; y < out.height_px(); ++y)
      smooth(out.row(y) + c, out.width_px(), channels, weights);
    for (std::int32_t x = 0; x < out.width_px(); ++x)
      smooth(out.row(0) + x * channels + c, out.height_px(), stride, weights);
  }
  return out;
}

Raster darkened(const Raster& page, double factor) {
  return with_levels(page, [&](double level) { return level * factor; });
}

Raster washed_out(const Raster& page, double strength) {
  return with_levels(page, [&](double level) { return 255 - (255 - level) * strength + 8; });
}

Raster flattened(const Raster& page, double strength) {
  return with_levels(page, [&](double level) { return 190 + (level - 190) * strength; });
}

Raster cut_left(const Raster& page, double mm) {
  const auto gone = static_cast<std::int32_t>(mm / 25.4 * page.dpi());
  Raster out(page.width_px() - gone, page.height_px(), page.channels(), page.dpi());
  for (std::int32_t y = 0; y < out.height_px(); ++y) {
    const std::uint8_t* from = page.row(y) + static_cast<std::ptrdiff_t>(gone) * page.channels();
    std::copy_n(from, out.width_px() * out.channels(), out.row(y));
  }
  return out;
}

}  // namespace sohoa::testing
