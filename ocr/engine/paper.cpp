#include "ocr/engine/paper.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace sohoa::ocr {
namespace {

constexpr double kSearchSide_px = 480;   // long side of the image that is searched
constexpr int kRun_px = 6;               // paper begins where so many pixels in a row are bright
constexpr double kStraight = 0.012;      // of the long side: how far an edge may stray from a line
constexpr double kSmallestSheet = 0.25;  // of the image

/// v = a + b u.
struct EdgeLine {
  double a = 0;
  double b = 0;
  bool found = false;
};

struct Sample {
  double u = 0;
  double v = 0;
};

EdgeLine least_squares(const std::vector<Sample>& samples) {
  double n = 0;
  double su = 0;
  double sv = 0;
  double suu = 0;
  double suv = 0;
  for (const Sample& s : samples) {
    n += 1;
    su += s.u;
    sv += s.v;
    suu += s.u * s.u;
    suv += s.u * s.v;
  }
  const double det = n * suu - su * su;
  if (n < 8 || det < 1e-6) return {};
  const double b = (n * suv - su * sv) / det;
  return {(sv - b * su) / n, b, true};
}

/// Fits, drops what strays, fits again: thumbs and shadows are outliers.
EdgeLine robust_line(std::vector<Sample> samples, double stray_px) {
  const std::size_t all = samples.size();
  EdgeLine line = least_squares(samples);
  for (int round = 0; round < 4 && line.found; ++round) {
    const double limit = stray_px * (round < 2 ? 3 : 1);
    std::vector<Sample> near;
    for (const Sample& s : samples) {
      if (std::abs(s.v - line.a - line.b * s.u) <= limit) near.push_back(s);
    }
    line = least_squares(near);
    samples = std::move(near);
  }
  line.found = line.found && samples.size() * 10 > all * 6;
  return line;
}

class Search {
 public:
  explicit Search(const Raster& small) : small_(small) {
    const Histogram levels = histogram(small);
    const int otsu = otsu_threshold(levels);
    const Histogram border = border_levels();
    dark_border_ = share_below(border, otsu);
    // The far side of a photographed sheet may be darker than Otsu's threshold: what counts is that
    // it is lighter than the surroundings.
    const int around = percentile(border, 0.9);
    const int paper = percentile(levels, 0.6);
    threshold_ = std::min(otsu, around + (paper - around) / 4);
  }

  double dark_border() const { return dark_border_; }

  std::optional<Sheet> sheet() const {
    const EdgeLine left = edge(false, false);
    const EdgeLine right = edge(false, true);
    const EdgeLine top = edge(true, false);
    const EdgeLine bottom = edge(true, true);
    if (!left.found || !right.found || !top.found || !bottom.found) return std::nullopt;
    return Sheet{cross(left, top), cross(right, top), cross(right, bottom), cross(left, bottom)};
  }

 private:
  /// Levels of the image's outermost frame, a pixel inside.
  Histogram border_levels() const {
    Histogram levels{};
    const std::int32_t w = small_.width_px();
    const std::int32_t h = small_.height_px();
    for (std::int32_t x = 0; x < w; ++x) {
      ++levels[small_.row(1)[x]];
      ++levels[small_.row(h - 2)[x]];
    }
    for (std::int32_t y = 0; y < h; ++y) {
      ++levels[small_.row(y)[1]];
      ++levels[small_.row(y)[w - 2]];
    }
    return levels;
  }

  static double share_below(const Histogram& levels, int threshold) {
    double below = 0;
    double all = 0;
    for (int v = 0; v < 256; ++v) {
      all += levels[static_cast<std::size_t>(v)];
      if (v < threshold) below += levels[static_cast<std::size_t>(v)];
    }
    return all > 0 ? below / all : 0;
  }

  bool is_dark(std::int32_t x, std::int32_t y) const { return small_.row(y)[x] < threshold_; }

  /// First place along a row or column, from one end, where paper begins; -1 without any.
  std::int32_t begin_of_paper(std::int32_t at, bool vertical, bool from_end) const {
    const std::int32_t length = vertical ? small_.height_px() : small_.width_px();
    int run = 0;
    for (std::int32_t i = 0; i < length; ++i) {
      const std::int32_t along = from_end ? length - 1 - i : i;
      run = (vertical ? is_dark(at, along) : is_dark(along, at)) ? 0 : run + 1;
      if (run == kRun_px) return from_end ? along + kRun_px - 1 : along - kRun_px + 1;
    }
    return -1;
  }

  /// The side that is met when looking down columns (`vertical`) or along rows.
  EdgeLine edge(bool vertical, bool from_end) const {
    const std::int32_t across = vertical ? small_.width_px() : small_.height_px();
    const double stray = kStraight * std::max(small_.width_px(), small_.height_px());
    std::vector<Sample> samples;
    // The outer fifths hold the neighbouring sides.
    for (std::int32_t at = across / 5; at < across - across / 5; ++at) {
      const std::int32_t v = begin_of_paper(at, vertical, from_end);
      if (v >= 0) samples.push_back({static_cast<double>(at), static_cast<double>(v)});
    }
    return robust_line(std::move(samples), stray);
  }

  /// x = side.a + side.b y meets y = level.a + level.b x.
  static Point cross(const EdgeLine& side, const EdgeLine& level) {
    const double y = (level.a + level.b * side.a) / (1 - level.b * side.b);
    return {side.a + side.b * y, y};
  }

  const Raster& small_;
  int threshold_ = 128;
  double dark_border_ = 0;
};

double distance(Point a, Point b) {
  return std::hypot(a.x - b.x, a.y - b.y);
}

double area(const Sheet& s) {
  double twice = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const Point& p = s[i];
    const Point& q = s[(i + 1) % 4];
    twice += p.x * q.y - q.x * p.y;
  }
  return twice / 2;
}

}  // namespace

PaperSearch find_paper(const Raster& grey) {
  const double longer = std::max(grey.width_px(), grey.height_px());
  const double factor = std::min(1.0, kSearchSide_px / longer);
  const Raster small = scaled(grey, factor);
  if (small.width_px() < 40 || small.height_px() < 40) return {};
  const Search search(small);
  PaperSearch result{search.dark_border(), search.sheet()};
  if (!result.sheet) return result;
  if (area(*result.sheet) < kSmallestSheet * small.width_px() * small.height_px()) {
    result.sheet.reset();
    return result;
  }
  for (Point& corner : *result.sheet) corner = {corner.x / factor, corner.y / factor};
  return result;
}

FlatSize flat_size(const Sheet& s) {
  const auto mean = [](double a, double b) { return static_cast<std::int32_t>((a + b) / 2); };
  return {mean(distance(s[0], s[1]), distance(s[3], s[2])),
          mean(distance(s[0], s[3]), distance(s[1], s[2]))};
}

}  // namespace sohoa::ocr
