#include "ocr/engine/measure.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include "ocr/engine/background.h"

namespace sohoa::ocr {
namespace {

constexpr std::size_t kSide = 32;
constexpr std::size_t kLow = 8;
using Miniature = std::array<double, kSide * kSide>;

/// Mean grey of each of 32 x 32 tiles, whatever the page's shape.
Miniature miniature(const Raster& page) {
  Miniature mean{};
  std::array<double, kSide * kSide> count{};
  for (std::int32_t y = 0; y < page.height_px(); y += 2) {
    const std::size_t r =
        static_cast<std::size_t>(y) * kSide / static_cast<std::size_t>(page.height_px());
    const std::uint8_t* row = page.row(y);
    for (std::int32_t x = 0; x < page.width_px(); x += 2) {
      const std::size_t c =
          static_cast<std::size_t>(x) * kSide / static_cast<std::size_t>(page.width_px());
      mean[r * kSide + c] += row[x];
      count[r * kSide + c] += 1;
    }
  }
  for (std::size_t i = 0; i < mean.size(); ++i) mean[i] /= std::max(1.0, count[i]);
  return mean;
}

/// Cosines of the DCT-II for frequencies 1 to kLow; the mean grey, frequency 0, says nothing.
using Waves = std::array<std::array<double, kSide>, kLow>;

Waves waves() {
  Waves table{};
  for (std::size_t f = 0; f < kLow; ++f) {
    for (std::size_t i = 0; i < kSide; ++i) {
      table[f][i] = std::cos(std::numbers::pi / kSide * (static_cast<double>(i) + 0.5) *
                             static_cast<double>(f + 1));
    }
  }
  return table;
}

double coefficient(const Miniature& m,
                   const std::array<double, kSide>& across,
                   const std::array<double, kSide>& down) {
  double sum = 0;
  for (std::size_t y = 0; y < kSide; ++y) {
    for (std::size_t x = 0; x < kSide; ++x) sum += m[y * kSide + x] * across[x] * down[y];
  }
  return sum;
}

}  // namespace

double laplacian_variance(const Raster& grey) {
  double sum = 0;
  double squares = 0;
  double n = 0;
  for (std::int32_t y = 1; y + 1 < grey.height_px(); y += 2) {
    const std::uint8_t* above = grey.row(y - 1);
    const std::uint8_t* row = grey.row(y);
    const std::uint8_t* below = grey.row(y + 1);
    std::int64_t row_sum = 0;
    std::int64_t row_squares = 0;
    for (std::int32_t x = 1; x + 1 < grey.width_px(); ++x) {
      const std::int32_t v = above[x] + below[x] + row[x - 1] + row[x + 1] - 4 * row[x];
      row_sum += v;
      row_squares += v * v;
    }
    sum += static_cast<double>(row_sum);
    squares += static_cast<double>(row_squares);
    n += grey.width_px() - 2;
  }
  if (n <= 0) return 0;
  const double mean = sum / n;
  return squares / n - mean * mean;
}

double ink_contrast(const Histogram& levels, int ink_threshold) {
  double ink = 0;
  double sum = 0;
  for (int v = 0; v < ink_threshold; ++v) {
    ink += levels[static_cast<std::size_t>(v)];
    sum += v * static_cast<double>(levels[static_cast<std::size_t>(v)]);
  }
  return ink > 0 ? std::clamp(1 - sum / ink / kPaperLevel, 0.0, 1.0) : 0;
}

std::uint64_t dct_hash(const Raster& upright) {
  const Miniature mini = miniature(upright);
  const Waves wave = waves();
  std::array<double, kLow * kLow> low{};
  for (std::size_t v = 0; v < kLow; ++v) {
    for (std::size_t u = 0; u < kLow; ++u) low[v * kLow + u] = coefficient(mini, wave[u], wave[v]);
  }
  std::array<double, kLow* kLow> sorted = low;
  std::nth_element(sorted.begin(), sorted.begin() + sorted.size() / 2, sorted.end());
  const double median = sorted[sorted.size() / 2];
  std::uint64_t hash = 0;
  for (std::size_t i = 0; i < low.size(); ++i) {
    hash |= static_cast<std::uint64_t>(low[i] > median) << i;
  }
  return hash;
}

}  // namespace sohoa::ocr
