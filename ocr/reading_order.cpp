#include "ocr/reading_order.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <string>
#include <utility>

#include "core/text.h"
#include "ocr/page_rows.h"

namespace sohoa::ocr {
namespace {

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

std::size_t column_of(const Zone& zone, const Box& box) {
  const std::int32_t x = box.x + box.w / 2;
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

  std::vector<Interval> stretches(std::size_t first, std::size_t last) const {
    std::vector<Interval> found;
    for (std::size_t r = first; r < last; ++r) add_stretches(rows_[r], gap_px(), found);
    return found;
  }

  bool starts_columns(std::size_t at) const {
    if (stretches(at, at + 1).size() > 1) return true;
    return at + 1 < rows_.size() && common_y(rows_[at].box, rows_[at + 1].box) > 0 &&
           stretches(at, at + 2).size() > 1;
  }

  /// The rows from `at` on through which one river of white runs; a single row when there is none.
  Zone zone_from(std::size_t at) const {
    Zone zone{at, at + 1, {}};
    if (!starts_columns(at)) return zone;
    zone.columns = stretches(at, at + 1);
    while (zone.last < rows_.size()) {
      std::vector<Interval> wider = zone.columns;
      add_stretches(rows_[zone.last], gap_px(), wider);
      if (wider.size() < 2) break;
      zone.columns = std::move(wider);
      ++zone.last;
    }
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
  const double height_px = text_height_px(lines);
  Rows rows = rows_of_page(std::move(lines), ruling, kWideGap * height_px);
  std::vector<Line> ordered = Orderer(std::move(rows), height_px).run();
  renumber(ordered);
  return ordered;
}

}  // namespace sohoa::ocr
