// Maps between the page as stored and the page as it is read.
#pragma once

#include <array>
#include <cstdint>

#include "core/geometry.h"

namespace sohoa::ocr {

/// A projective map of the plane, row by row. Affine maps have a last row of 0 0 1.
struct Homography {
  std::array<double, 9> m{1, 0, 0, 0, 1, 0, 0, 0, 1};

  Point operator()(Point p) const;
  /// The map that applies `first` and then this one.
  Homography after(const Homography& first) const;
  static Homography scale(double factor);
  /// Turns clockwise (y grows downwards) about `centre`, which stays where it is.
  static Homography turn(double angle_deg, Point centre);
  /// Where the pixels of a `width_px` by `height_px` image go in `quarter_turned`.
  static Homography quarter(std::int32_t width_px, std::int32_t height_px, int clockwise_deg);
  /// The map that carries each corner of `from` to the same corner of `to`; identity when the
  /// corners lie on a line.
  static Homography corners(const std::array<Point, 4>& from, const std::array<Point, 4>& to);
};

}  // namespace sohoa::ocr
