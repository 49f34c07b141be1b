#include "ocr/engine/measure.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include "ocr/engine/background.h"

namespace sohoa::ocr {
namespace {

// At least a fifth of every page is paper; the darkest two hundredths of a page of text are ink.
constexpr double kPaperShare = 0.8;
constexpr double kInkShare = 0.005;
// A scaled fax has some grey at the edges of its strokes.
constexpr double kBilevelShare = 0.002;
constexpr int kGreyTint = 8;  // JPEG rounds a grey pixel's channels apart by up to two

constexpr std::int32_t kRowStep = 4;
constexpr int kFaintestEdge = 16;
constexpr std::uint32_t kEnoughEdges = 200;

/// Any pixel of a coarse grid that is not grey; a scanner that sees colour tints even white paper.
bool has_colour(const Raster& page) {
  std::int32_t tinted = 0;
  for (std::int32_t y = 0; y < page.height_px(); y += 8) {
    const std::uint8_t* pixel = page.row(y);
    for (std::int32_t x = 0; x < page.width_px(); x += 4, pixel += 12) {
      const auto [low, high] = std::minmax({pixel[0], pixel[1], pixel[2]});
      tinted += high - low > kGreyTint ? 1 : 0;
    }
  }
  return tinted > 8;
}

/// Widths of the edges along rows: the whole rise or fall over its steepest step. An edge that is
/// blurred by sigma pixels is 2.5 sigma wide.
class EdgeWidths {
 public:
  explicit EdgeWidths(int weakest) : weakest_(weakest) {}

  void add_row(const std::uint8_t* row, std::int32_t width_px) {
    int sum = 0;
    int steepest = 0;
    for (std::int32_t x = 1; x < width_px; ++x) {
      const int step = row[x] - row[x - 1];
      if ((step > 0 && sum < 0) || (step < 0 && sum > 0) || step == 0) {
        add_edge(std::abs(sum), steepest);
        sum = steepest = 0;
      }
      sum += step;
      steepest = std::max(steepest, std::abs(step));
    }
  }

  /// 0 with too few of them.
  double median() const {
    if (count_ < kEnoughEdges) return 0;
    std::uint32_t below = 0;
    std::size_t bin = 0;
    while (bin + 1 < bins_.size() && (below += bins_[bin]) * 2 < count_) ++bin;
    return (static_cast<double>(bin) + 0.5) / kBinsPerPixel;
  }

 private:
  static constexpr int kBinsPerPixel = 8;

  void add_edge(int height, int steepest) {
    if (height < weakest_) return;
    const auto bin = static_cast<std::size_t>(height * kBinsPerPixel / steepest);
    ++bins_[std::min(bin, bins_.size() - 1)];
    ++count_;
  }

  int weakest_;
  std::uint32_t count_ = 0;
  std::array<std::uint32_t, 32 * kBinsPerPixel> bins_{};
};

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

double paper_level(const Histogram& levels) {
  return percentile(levels, kPaperShare) / 255.0;
}

PixelKind pixel_kind(const Raster& page, const Histogram& levels) {
  if (page.channels() == 3) return has_colour(page) ? PixelKind::Colour : PixelKind::Neutral;
  double middle = 0;
  double all = 0;
  for (std::size_t v = 0; v < levels.size(); ++v) {
    all += levels[v];
    if (v >= 16 && v < 240) middle += levels[v];
  }
  return middle < kBilevelShare * all ? PixelKind::Bilevel : PixelKind::Grey;
}

double edge_width_px(const Raster& grey, const Histogram& levels) {
  const int ink = percentile(levels, kInkShare);
  const int paper = percentile(levels, kPaperShare);
  EdgeWidths widths(std::max(kFaintestEdge, (paper - ink) * 2 / 5));
  for (std::int32_t y = kRowStep / 2; y < grey.height_px(); y += kRowStep) {
    widths.add_row(grey.row(y), grey.width_px());
  }
  return widths.median();
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
