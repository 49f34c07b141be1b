// Lines of text as pieces side by side in rows: the material of reading order.
//
// Pure, internal to the module. Boxes are those of a straight page.
#pragma once

#include <cstdint>
#include <vector>

#include "core/geometry.h"
#include "ocr/page_text.h"
#include "ocr/table_grid.h"

namespace sohoa::ocr {

/// Words on one baseline without a wide gap between them.
struct Piece {
  std::vector<Word> words;
  Box box;
};

/// Pieces side by side, from left to right; or a whole table.
struct Row {
  std::vector<Piece> pieces;
  Box box;
  std::vector<std::vector<Piece>> table;  ///< its lines, in order; `pieces` is empty then
};
using Rows = std::vector<Row>;

/// A stretch of x, half-open.
struct Interval {
  std::int32_t low = 0;
  std::int32_t high = 0;
};

/// Height of ordinary text: the median over words, long ones counting more. At least 1.
double text_height_px(const std::vector<Line>& lines);

/// All words in rows from top to bottom: lines are cut at gaps wider than `gap_px` and at the rules
/// of tables, pieces on one height are put side by side, and each ruled table becomes one row.
Rows rows_of_page(std::vector<Line> lines, const Ruling& ruling, double gap_px);

/// Adds the row's text to stretches that are parted by at least `gap_px`; ascending.
void add_stretches(const Row& row, double gap_px, std::vector<Interval>& stretches);

/// Overlap in y of two boxes; negative when they are apart.
std::int32_t common_y(const Box& a, const Box& b);

}  // namespace sohoa::ocr
