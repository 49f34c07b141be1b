#include "ocr/engine/orientation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>
#include <utility>
#include <vector>

#include <leptonica/allheaders.h>

#include "ocr/engine/pixels.h"

namespace sohoa::ocr {
namespace {

constexpr std::size_t kStrips = 4;
// A page of lines is striped along them two to five times as much as across. A few words may be
// striped more across, by their letters; most pages are upright, so that way is tried more readily.
constexpr double kClearlyLevel = 0.7;
constexpr double kClearlySideways = 4;
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
/// Steps are not squared, or the four lines of a frame would outweigh forty lines of text.
double striping(const std::vector<double>& ink) {
  double steps = 0;
  double total = 1;
  for (std::size_t y = 1; y < ink.size(); ++y) {
    steps += std::abs(ink[y] - ink[y - 1]);
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
  // Frames put some ink into every row; the space between lines has no more than that.
  std::vector<double> sorted = ink;
  std::sort(sorted.begin(), sorted.end());
  const double frame = sorted.empty() ? 0 : sorted[sorted.size() / 5] + 2;
  std::vector<Band> bands;
  Band band;
  for (std::size_t y = 0; y <= ink.size(); ++y) {
    const bool inked = y < ink.size() && ink[y] > frame;
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

/// Letters read in one direction, and what they weigh with their confidence.
struct Evidence {
  double letters = 0;
  double weight = 0;

  void add(const StripReading& reading) {
    letters += reading.letters;
    weight += reading.letters * reading.confidence;
  }
};

/// Reads the richest lines of a page as it lies and upside down.
std::pair<Evidence, Evidence> read_both_ways(const Raster& lying,
                                             const std::vector<double>& ink,
                                             const StripReader& read) {
  const double scale = static_cast<double>(lying.height_px()) / static_cast<double>(ink.size());
  std::pair<Evidence, Evidence> found;
  for (const Band& band : text_bands(ink)) {
    const Raster strip = strip_of(lying, band, scale);
    found.first.add(read(strip));
    found.second.add(read(quarter_turned(strip, 180)));
  }
  return found;
}

/// Confidence counts by how much was read: across the lines a few letters are always seen.
ConfidenceByTurn weighed(const std::array<Evidence, 4>& evidence) {
  double most = 1;
  for (const Evidence& e : evidence) most = std::max(most, e.letters);
  ConfidenceByTurn confidence{};
  for (std::size_t i = 0; i < evidence.size(); ++i) confidence[i] = evidence[i].weight / most;
  return confidence;
}

}  // namespace

Decision<int> orientation_by_reading(const Raster& grey,
                                     const Pix& bitmap,
                                     const StripReader& read) {
  const PixPtr turned = quarter_turned(bitmap, 90);
  if (!turned) return decide_by_reading({});
  const std::vector<double> level = ink_by_row(bitmap);
  const std::vector<double> sideways = ink_by_row(*turned);
  const double ratio = striping(sideways) / std::max(1e-9, striping(level));
  std::array<Evidence, 4> evidence;
  if (ratio < kClearlySideways) {
    std::tie(evidence[0], evidence[2]) = read_both_ways(grey, level, read);
  }
  if (ratio > kClearlyLevel) {
    const Raster lying = quarter_turned(grey, 90);
    std::tie(evidence[1], evidence[3]) = read_both_ways(lying, sideways, read);
  }
  return decide_by_reading(weighed(evidence));
}

}  // namespace sohoa::ocr
