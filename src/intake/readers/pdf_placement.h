// Where an image lies on its page, within the rounding that PDF writers allow themselves.
#pragma once

#include <cmath>

#include "ocr/engine/pdf_content.h"

namespace sohoa::pdf {

inline constexpr double kEdge = 0.002;  ///< of a side: boxes are rounded to hundredths of a point

inline bool near(double a, double b) {
  return std::abs(a - b) < kEdge;
}

/// Neither turned, mirrored nor slanted. Asked this way round, a matrix that overflowed into NaN is
/// refused too.
inline bool is_upright(const Matrix& m) {
  return m.a > 0 && m.d > 0 && near(m.b / m.d, 0) && near(m.c / m.a, 0);
}

}  // namespace sohoa::pdf
