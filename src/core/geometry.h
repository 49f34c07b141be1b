// Places on a page. Pixels unless a name says otherwise; origin top left, y grows downwards.
#pragma once

#include <algorithm>
#include <cstdint>

namespace sohoa {

struct Point {
  double x = 0;
  double y = 0;
};

/// Half-open rectangle [x, x+w) × [y, y+h). Empty when w or h is not positive.
struct Box {
  std::int32_t x = 0;
  std::int32_t y = 0;
  std::int32_t w = 0;
  std::int32_t h = 0;

  bool operator==(const Box&) const = default;
  std::int32_t right() const { return x + w; }
  std::int32_t bottom() const { return y + h; }
  bool is_empty() const { return w <= 0 || h <= 0; }
};

/// Smallest box that holds both; an empty box adds nothing.
inline Box unite(const Box& a, const Box& b) {
  if (a.is_empty()) return b;
  if (b.is_empty()) return a;
  const std::int32_t x = std::min(a.x, b.x);
  const std::int32_t y = std::min(a.y, b.y);
  return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

/// Common part; empty (all zeros) when there is none.
inline Box intersect(const Box& a, const Box& b) {
  const std::int32_t x = std::max(a.x, b.x);
  const std::int32_t y = std::max(a.y, b.y);
  const Box common{x, y, std::min(a.right(), b.right()) - x, std::min(a.bottom(), b.bottom()) - y};
  return common.is_empty() ? Box{} : common;
}

}  // namespace sohoa
