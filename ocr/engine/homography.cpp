#include "ocr/engine/homography.h"

#include <cmath>
#include <numbers>
#include <utility>

namespace sohoa::ocr {

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

}  // namespace sohoa::ocr
