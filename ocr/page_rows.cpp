#include "ocr/page_rows.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

namespace sohoa::ocr {
namespace {

std::int32_t middle_y(const Box& box) {
  return box.y + box.h / 2;
}

std::int32_t common_x(const Box& a, const Box& b) {
  return std::min(a.right(), b.right()) - std::max(a.x, b.x);
}

template <class T>
T median_of(std::vector<T> values) {
  const auto mid = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), mid, values.end());
  return *mid;
}

/// Which cell of which grid a word stands in.
std::optional<std::pair<std::size_t, Cell>> cell_in(const std::vector<Grid>& grids,
                                                    const Box& box) {
  for (std::size_t g = 0; g < grids.size(); ++g) {
    if (const std::optional<Cell> cell = grids[g].cell_of(box)) return std::pair{g, *cell};
  }
  return std::nullopt;
}

void append(Piece& piece, Word word) {
  piece.box = unite(piece.box, word.box);
  piece.words.push_back(std::move(word));
}

std::vector<Piece> cut_at_gaps(std::vector<Line> lines, double gap_px) {
  std::vector<Piece> pieces;
  for (Line& line : lines) {
    bool fresh = true;
    for (Word& word : line.words) {
      if (!fresh && word.box.x - pieces.back().box.right() > gap_px) fresh = true;
      if (fresh) pieces.emplace_back();
      fresh = false;
      append(pieces.back(), std::move(word));
    }
  }
  return pieces;
}

bool fits(const Row& row, const Piece& piece, double gap_px) {
  const std::int32_t height = std::min(row.box.h, piece.box.h);
  if (common_y(row.box, piece.box) * 2 < height) return false;
  return std::none_of(row.pieces.begin(), row.pieces.end(), [&](const Piece& other) {
    return common_x(other.box, piece.box) > gap_px / 2 || common_y(other.box, piece.box) <= 0;
  });
}

Rows into_rows(std::vector<Piece> pieces, double gap_px) {
  std::sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) {
    return middle_y(a.box) < middle_y(b.box);
  });
  Rows rows;
  constexpr std::size_t kLookBack = 4;
  for (Piece& piece : pieces) {
    const std::size_t start = rows.size() > kLookBack ? rows.size() - kLookBack : 0;
    const auto home = std::find_if(rows.begin() + static_cast<std::ptrdiff_t>(start),
                                   rows.end(),
                                   [&](const Row& row) { return fits(row, piece, gap_px); });
    Row& row = home != rows.end() ? *home : rows.emplace_back();
    row.box = unite(row.box, piece.box);
    row.pieces.push_back(std::move(piece));
  }
  for (Row& row : rows) {
    std::sort(row.pieces.begin(), row.pieces.end(), [](const Piece& a, const Piece& b) {
      return a.box.x < b.box.x;
    });
  }
  return rows;
}

/// Lines cut where they pass from one table cell into the next.
std::vector<Line> cut_at_rules(std::vector<Line> lines, const std::vector<Grid>& grids) {
  if (grids.empty()) return lines;
  std::vector<Line> cut;
  for (Line& line : lines) {
    std::optional<std::pair<std::size_t, Cell>> home;
    bool fresh = true;
    for (Word& word : line.words) {
      const auto cell = cell_in(grids, word.box);
      if (fresh || cell != home) cut.emplace_back();
      fresh = false;
      home = cell;
      cut.back().box = unite(cut.back().box, word.box);
      cut.back().words.push_back(std::move(word));
    }
  }
  return cut;
}

/// Pieces of one row of cells. Read across when each cell holds one line, else cell by cell.
void append_cells(std::map<std::size_t, std::vector<Piece>> cells, double gap_px, Row& table) {
  std::vector<Rows> columns;
  for (auto& [column, pieces] : cells) columns.push_back(into_rows(std::move(pieces), gap_px));
  const bool single = std::all_of(
      columns.begin(), columns.end(), [](const Rows& lines) { return lines.size() == 1; });
  if (single) table.table.emplace_back();
  for (Rows& lines : columns) {
    for (Row& line : lines) {
      if (!single) table.table.emplace_back();
      std::move(line.pieces.begin(), line.pieces.end(), std::back_inserter(table.table.back()));
    }
  }
}

/// Moves what lies inside `grid` out of `pieces`.
Row take_table(std::vector<Piece>& pieces, const Grid& grid, double gap_px) {
  std::map<std::size_t, std::map<std::size_t, std::vector<Piece>>> cells;
  std::vector<Piece> rest;
  for (Piece& piece : pieces) {
    const std::optional<Cell> cell = grid.cell_of(piece.box);
    (cell ? cells[cell->row][cell->column] : rest).push_back(std::move(piece));
  }
  pieces = std::move(rest);
  Row table;
  table.box = grid.box;
  for (auto& [row, columns] : cells) append_cells(std::move(columns), gap_px, table);
  return table;
}

void insert_by_height(Rows& rows, Row table) {
  if (table.table.empty()) return;
  const auto below = std::find_if(rows.begin(), rows.end(), [&](const Row& row) {
    return middle_y(row.box) > middle_y(table.box);
  });
  rows.insert(below, std::move(table));
}

}  // namespace

std::int32_t common_y(const Box& a, const Box& b) {
  return std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y);
}

double text_height_px(const std::vector<Line>& lines) {
  std::vector<std::int32_t> heights;
  for (const Line& line : lines) {
    for (const Word& word : line.words) heights.insert(heights.end(), word.text.size(), word.box.h);
  }
  return heights.empty() ? 1 : std::max(1, median_of(std::move(heights)));
}

Rows rows_of_page(std::vector<Line> lines, const Ruling& ruling, double gap_px) {
  const auto join_px = static_cast<std::int32_t>(gap_px / 2);
  const std::vector<Grid> grids = find_grids(ruling, join_px);
  std::vector<Piece> pieces = cut_at_gaps(cut_at_rules(std::move(lines), grids), gap_px);
  std::vector<Row> tables;
  for (const Grid& grid : grids) tables.push_back(take_table(pieces, grid, gap_px));
  Rows rows = into_rows(std::move(pieces), gap_px);
  for (Row& table : tables) insert_by_height(rows, std::move(table));
  return rows;
}

void add_stretches(const Row& row, double gap_px, std::vector<Interval>& stretches) {
  const auto add = [&](Interval span) {
    std::vector<Interval> merged;
    for (const Interval& other : stretches) {
      const bool near = span.low - other.high < gap_px && other.low - span.high < gap_px;
      if (near) {
        span = {std::min(span.low, other.low), std::max(span.high, other.high)};
      } else {
        merged.push_back(other);
      }
    }
    merged.push_back(span);
    stretches = std::move(merged);
  };
  if (!row.table.empty()) add({row.box.x, row.box.right()});
  for (const Piece& piece : row.pieces) add({piece.box.x, piece.box.right()});
  std::sort(
      stretches.begin(), stretches.end(), [](Interval a, Interval b) { return a.low < b.low; });
}

}  // namespace sohoa::ocr
