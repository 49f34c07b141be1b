// Ruled tables: from ruling lines to cells.
//
// Pure. A grid is a group of rules that touch each other and part an area into at least two
// columns.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/geometry.h"

namespace sohoa::ocr {

/// Ruling lines of a page, in the pixels of its lines of text.
struct Ruling {
  std::vector<Box> horizontal;
  std::vector<Box> vertical;
};

struct Cell {
  std::size_t row = 0;
  std::size_t column = 0;

  auto operator<=>(const Cell&) const = default;
};

struct Grid {
  Box box;
  std::vector<std::int32_t> row_edges;     ///< y of the rules, ascending; at least two
  std::vector<std::int32_t> column_edges;  ///< x of the rules, ascending; at least three

  /// The cell that holds the centre of `box`; nullopt outside the grid.
  std::optional<Cell> cell_of(const Box& box) const;
};

/// Grids of the page; `join_px` bridges the gap where a scan broke a rule or a corner.
std::vector<Grid> find_grids(const Ruling& ruling, std::int32_t join_px);

}  // namespace sohoa::ocr
