#include "ocr/reading_order.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "core/text.h"

namespace sohoa::ocr {
namespace {

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

struct Interval {
  std::int32_t low = 0;
  std::int32_t high = 0;
};

/// Rows [first, last) that are read together, and where their columns part.
struct Zone {
  std::size_t first = 0;
  std::size_t last = 0;
  std::vector<Interval> columns;
};

// A gap wider than this share of the text's height parts columns. Justified text reaches half of
// it; the narrowest gap between the two sides of a NĐ 30 heading met so far is 1.4.
constexpr double kWideGap = 0.8;
// Lines of one address block follow each other more closely than this.
constexpr double kCloseLines = 1.0;
// Room for a signature and a stamp.
constexpr double kSigningSpace = 2.0;

std::int32_t middle(std::int32_t low, std::int32_t high) {
  return low + (high - low) / 2;
}
std::int32_t middle_y(const Box& box) {
  return middle(box.y, box.bottom());
}

std::int32_t common_y(const Box& a, const Box& b) {
  return std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y);
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

/// Height of ordinary text: the median over words, long ones counting more.
double text_height(const std::vector<Line>& lines) {
  std::vector<std::int32_t> heights;
  for (const Line& line : lines) {
    for (const Word& word : line.words) heights.insert(heights.end(), word.text.size(), word.box.h);
  }
  return heights.empty() ? 1 : std::max(1, median_of(std::move(heights)));
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

/// Stretches of x that hold text in rows [first, last), parted by at least `gap_px`.
std::vector<Interval> islands(const Rows& rows,
                              std::size_t first,
                              std::size_t last,
                              double gap_px) {
  std::vector<Interval> spans;
  for (std::size_t r = first; r < last; ++r) {
    const Row& row = rows[r];
    if (!row.table.empty()) spans.push_back({row.box.x, row.box.right()});
    for (const Piece& piece : row.pieces) spans.push_back({piece.box.x, piece.box.right()});
  }
  std::sort(spans.begin(), spans.end(), [](Interval a, Interval b) { return a.low < b.low; });
  std::vector<Interval> merged;
  for (const Interval& span : spans) {
    if (merged.empty() || span.low - merged.back().high >= gap_px) {
      merged.push_back(span);
    } else {
      merged.back().high = std::max(merged.back().high, span.high);
    }
  }
  return merged;
}

std::size_t column_of(const Zone& zone, const Box& box) {
  const std::int32_t x = middle(box.x, box.right());
  std::size_t c = 0;
  while (c + 1 < zone.columns.size() && x >= zone.columns[c + 1].low) ++c;
  return c;
}

std::vector<const Piece*> column_pieces(const Rows& rows, const Zone& zone, std::size_t column) {
  std::vector<const Piece*> found;
  for (std::size_t r = zone.first; r < zone.last; ++r) {
    for (const Piece& piece : rows[r].pieces) {
      if (column_of(zone, piece.box) == column) found.push_back(&piece);
    }
  }
  return found;
}

std::string folded(const Piece& piece) {
  std::string text;
  for (const Word& word : piece.words) text += fold(word.text);
  return text;
}

/// Letters that `a` and `b` share in order, over the longer one's length: 1 is equal. Recognition
/// errors in a motto must not hide it.
double likeness(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1, 0);
  for (const char ca : a) {
    std::size_t diagonal = 0;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t above = row[j + 1];
      row[j + 1] = ca == b[j] ? diagonal + 1 : std::max(row[j], above);
      diagonal = above;
    }
  }
  const std::size_t longer = std::max(a.size(), b.size());
  return longer == 0 ? 0 : static_cast<double>(row.back()) / static_cast<double>(longer);
}

bool is_motto(const Piece& piece) {
  const std::string text = folded(piece);
  return likeness(text, "conghoaxahoichunghiavietnam") > 0.75 ||
         likeness(text, "doclap-tudo-hanhphuc") > 0.75 ||
         likeness(text, "dangcongsanvietnam") > 0.8;
}

/// Widest vertical space between lines of a column that follow each other.
std::int32_t widest_space(const std::vector<const Piece*>& column) {
  std::int32_t widest = 0;
  for (std::size_t i = 1; i < column.size(); ++i) {
    widest = std::max(widest, column[i]->box.y - column[i - 1]->box.bottom());
  }
  return widest;
}

/// Most lines reach across their column: running text, not cells.
bool is_prose(const std::vector<const Piece*>& column, Interval span) {
  if (column.size() < 4) return false;
  const auto wide = std::count_if(column.begin(), column.end(), [&](const Piece* piece) {
    return piece->box.w > 0.75 * (span.high - span.low);
  });
  return 2 * static_cast<std::size_t>(wide) > column.size();
}

class Orderer {
 public:
  Orderer(Rows rows, double height_px) : rows_(std::move(rows)), height_px_(height_px) {}

  std::vector<Line> run() {
    std::size_t at = 0;
    while (at < rows_.size()) {
      const Zone zone = zone_from(at);
      if (zone.columns.size() > 1 && reads_by_column(zone)) {
        emit_columns(zone);
      } else {
        emit_rows(zone);
      }
      at = zone.last;
    }
    return std::move(lines_);
  }

 private:
  double gap_px() const { return kWideGap * height_px_; }

  bool starts_columns(std::size_t at) const {
    if (islands(rows_, at, at + 1, gap_px()).size() > 1) return true;
    return at + 1 < rows_.size() && common_y(rows_[at].box, rows_[at + 1].box) > 0 &&
           islands(rows_, at, at + 2, gap_px()).size() > 1;
  }

  /// The rows from `at` on through which one river of white runs; a single row when there is none.
  Zone zone_from(std::size_t at) const {
    Zone zone{at, at + 1, {}};
    if (!starts_columns(at)) return zone;
    while (zone.last < rows_.size() && islands(rows_, at, zone.last + 1, gap_px()).size() > 1) {
      ++zone.last;
    }
    zone.columns = islands(rows_, at, zone.last, gap_px());
    drop_trailing(zone);
    return zone;
  }

  /// Rows below the last two-sided one that stand apart belong to what follows: "Kính gửi" under a
  /// heading. Only the left side matters, the right one is read last anyhow.
  void drop_trailing(Zone& zone) const {
    std::size_t keep = zone.last;
    for (std::size_t r = zone.first + 1; r < zone.last; ++r) {
      const bool left_only = column_of(zone, rightmost(rows_[r])) == 0;
      const bool apart = rows_[r].box.y - rows_[r - 1].box.bottom() > kCloseLines * height_px_;
      if (!left_only) {
        keep = zone.last;
      } else if (keep == zone.last && (apart || starts_address(rows_[r]))) {
        keep = r;
      }
    }
    zone.last = keep;
  }

  static const Box& rightmost(const Row& row) {
    return row.pieces.empty() ? row.box : row.pieces.back().box;
  }

  static bool starts_address(const Row& row) {
    return !row.pieces.empty() &&
           likeness(folded(row.pieces.front()).substr(0, 7), "kinhgui") > 0.8;
  }

  bool reads_by_column(const Zone& zone) const {
    if (zone.last - zone.first < 2) return false;
    return is_heading(zone) || is_foot(zone) || is_running_text(zone);
  }

  /// NĐ 30/2020, Phụ lục I: agency and number on the left, motto and date on the right.
  bool is_heading(const Zone& zone) const {
    const std::vector<const Piece*> right = column_pieces(rows_, zone, zone.columns.size() - 1);
    return std::any_of(right.begin(), right.end(), [](const Piece* p) { return is_motto(*p); });
  }

  /// The last zone of the page, with recipients or room to sign.
  bool is_foot(const Zone& zone) const {
    const std::vector<const Piece*> left = column_pieces(rows_, zone, 0);
    const bool recipients = std::any_of(left.begin(), left.end(), [](const Piece* p) {
      return likeness(folded(*p).substr(0, 7), "noinhan") > 0.8;
    });
    if (recipients) return true;
    if (zone.last != rows_.size()) return false;
    for (std::size_t c = 0; c < zone.columns.size(); ++c) {
      if (widest_space(column_pieces(rows_, zone, c)) < kSigningSpace * height_px_) return false;
    }
    return true;
  }

  bool is_running_text(const Zone& zone) const {
    for (std::size_t c = 0; c < zone.columns.size(); ++c) {
      if (!is_prose(column_pieces(rows_, zone, c), zone.columns[c])) return false;
    }
    return true;
  }

  void emit_columns(const Zone& zone) {
    for (std::size_t c = 0; c < zone.columns.size(); ++c) {
      ++block_;
      for (std::size_t r = zone.first; r < zone.last; ++r) {
        std::vector<Piece> mine;
        for (Piece& piece : rows_[r].pieces) {
          if (column_of(zone, piece.box) == c) mine.push_back(piece);
        }
        if (!mine.empty()) emit(std::move(mine));
        if (column_of(zone, rows_[r].box) == c) emit_table(rows_[r]);
      }
    }
    ++block_;
  }

  void emit_rows(const Zone& zone) {
    for (std::size_t r = zone.first; r < zone.last; ++r) {
      if (!rows_[r].pieces.empty()) emit(std::move(rows_[r].pieces));
      emit_table(rows_[r]);
    }
  }

  /// A table is one block.
  void emit_table(Row& row) {
    if (row.table.empty()) return;
    const std::int32_t block = ++block_;
    for (std::vector<Piece>& line : row.table) {
      emit(std::move(line));
      lines_.back().block = block;
    }
    block_ = block + 1;
  }

  void emit(std::vector<Piece> pieces) {
    Line line;
    for (Piece& piece : pieces) {
      line.box = unite(line.box, piece.box);
      std::move(piece.words.begin(), piece.words.end(), std::back_inserter(line.words));
    }
    const bool apart =
        !lines_.empty() && line.box.y - lines_.back().box.bottom() > kCloseLines * height_px_;
    if (apart) ++block_;
    line.block = block_;
    lines_.push_back(std::move(line));
  }

  Rows rows_;
  double height_px_;
  std::vector<Line> lines_;
  std::int32_t block_ = 0;
};

/// Blocks count from 0 without holes.
void renumber(std::vector<Line>& lines) {
  std::int32_t block = -1;
  std::int32_t old = -1;
  for (Line& line : lines) {
    if (line.block != old) ++block;
    old = line.block;
    line.block = block;
  }
}

}  // namespace

std::vector<Line> in_reading_order(std::vector<Line> lines, const Ruling& ruling) {
  if (lines.empty()) return lines;
  const double height_px = text_height(lines);
  const double gap_px = kWideGap * height_px;
  const std::vector<Grid> grids = find_grids(ruling, static_cast<std::int32_t>(height_px / 3));
  std::vector<Piece> pieces = cut_at_gaps(cut_at_rules(std::move(lines), grids), gap_px);
  std::vector<Row> tables;
  for (const Grid& grid : grids) tables.push_back(take_table(pieces, grid, gap_px));
  Rows rows = into_rows(std::move(pieces), gap_px);
  for (Row& table : tables) insert_by_height(rows, std::move(table));
  std::vector<Line> ordered = Orderer(std::move(rows), height_px).run();
  renumber(ordered);
  return ordered;
}

}  // namespace sohoa::ocr
