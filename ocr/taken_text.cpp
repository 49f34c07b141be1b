#include "ocr/taken_text.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "core/text.h"
#include "ocr/date_text.h"
#include "ocr/field_values.h"

namespace sohoa::ocr {
namespace {

/// What every step needs to know.
struct Search {
  const Paper& paper;
  const FieldTemplate& field;
  std::size_t field_index;
  const std::vector<Label>& labels;
  std::vector<Pattern> until;
};

std::vector<Pattern> patterns(const std::vector<std::string>& texts) {
  std::vector<Pattern> made;
  for (const std::string& text : texts) made.emplace_back(text);
  return made;
}

// Marks and numbers of items (";", "3.", "II.") are looked for as they are, at the start of a word.
std::size_t exact_place(const PaperLine& line, std::size_t from, const Pattern& until) {
  for (std::size_t at = from; (at = line.text.find(until.text(), at)) < line.text.size(); ++at) {
    if (until.is_empty() || at == 0 || line.text[at - 1] == U' ') return at;
  }
  return line.text.size();
}

std::size_t until_place(const PaperLine& line, std::size_t from, const Pattern& until) {
  constexpr std::size_t kShort = 3;
  if (until.skeleton().size() <= kShort) return exact_place(line, from, until);
  constexpr double kLeastQuality = 0.75;
  for (const Hit& hit : find_all(until, line.skeleton)) {
    const std::size_t at = line.at[hit.begin];
    if (at < from || !starts_word(line, hit) || !ends_word(line, hit)) continue;
    if (match_quality(until, line, hit) >= kLeastQuality) return at;
  }
  return line.text.size();
}

std::size_t other_label(const Search& search, std::size_t index, std::size_t from) {
  const PaperLine& line = search.paper.lines[index];
  for (const Label& label : search.labels) {
    if (label.line != index || label.begin < from || !label.is_label_like()) continue;
    if (label.field != search.field_index || label.begin > from) return label.begin;
  }
  return line.text.size();
}

/// Where the value ends on this line: at an `until`, or at another field's label.
std::size_t stop_place(const Search& search, std::size_t index, std::size_t from) {
  const PaperLine& line = search.paper.lines[index];
  std::size_t stop = other_label(search, index, from);
  const bool in_lines = search.field.take != Take::After && search.field.take != Take::Before;
  for (const Pattern& until : search.until) {
    const std::size_t place = until_place(line, from, until);
    if (in_lines && place > 0 && !starts_with(line, until)) continue;  // lines end lines
    stop = std::min(stop, in_lines ? 0 : place);
  }
  return stop;
}

void add(
    const Search& search, std::size_t index, std::size_t begin, std::size_t end, TakenText& taken) {
  const PaperLine& line = search.paper.lines[index];
  while (begin < end && line.text[end - 1] == U' ') --end;
  if (begin >= end) return;
  if (!taken.text.empty()) {
    taken.text.push_back(U'\n');
    taken.words.push_back(nullptr);
    taken.lines.push_back(index);
  }
  for (std::size_t i = begin; i < end; ++i) {
    const std::int32_t word = line.word_at[i];
    taken.text.push_back(line.text[i]);
    taken.words.push_back(word < 0 ? nullptr : &line.line->words[static_cast<std::size_t>(word)]);
    taken.lines.push_back(index);
  }
}

std::int32_t overlap(std::int32_t a0, std::int32_t a1, std::int32_t b0, std::int32_t b1) {
  return std::min(a1, b1) - std::max(a0, b0);
}

bool is_beside(const Box& a, const Box& b) {
  return 2 * overlap(a.y, a.bottom(), b.y, b.bottom()) > std::min(a.h, b.h);
}

bool shares_column(const Box& a, const Box& b) {
  return overlap(a.x, a.right(), b.x, b.right()) > 0;
}

// "Dân tộc: Kinh": a few words, none with a digit, and a colon.
bool has_label_shape(const PaperLine& line) {
  constexpr std::size_t kLongest = 45;
  const std::size_t colon = line.text.find(U':');
  if (colon == std::u32string::npos || colon > kLongest) return false;
  const auto* const begin = line.text.data();
  std::size_t at = 0;
  while (at < colon && skeleton_char(line.text[at]) == 0) ++at;
  return std::none_of(begin + at, begin + colon, [](char32_t c) { return c >= '0' && c <= '9'; });
}

bool starts_item(const PaperLine& line) {
  const std::u32string_view text = line.text;
  if (text.starts_with(U"- ") || text.starts_with(U"+ ")) return true;
  const std::size_t space = text.find(U' ');
  if (space == std::u32string_view::npos || space == 0 || space > 4) return false;
  const char32_t last = text[space - 1];
  return (last == U'.' || last == U')') && skeleton_char(text[0]) != 0;
}

// How a second line stands to its first: at the same margin, hanging out of an indented first
// line, in the cell the value began in, or centred with it.
bool is_aligned(const Box& first, const Box& second) {
  const int height = std::max(first.h, second.h);
  const int indent = first.x - second.x;
  const int off_centre = (first.x + first.right()) / 2 - (second.x + second.right()) / 2;
  constexpr int kMostIndent = 5;
  const bool at_margin = 2 * indent >= -3 * height && indent <= kMostIndent * height;
  return at_margin || std::abs(off_centre) < 2 * height;
}

bool is_next(const PaperLine& line, const PaperLine& below) {
  constexpr double kMostGap = 1.6;
  const Box& a = line.box;
  const Box& b = below.box;
  return below.page == line.page && b.y > a.y + a.h / 2 &&
         b.y - a.bottom() < kMostGap * std::max(a.h, b.h) && is_aligned(a, b);
}

/// The next line of the same paragraph, no label and no item itself; past the last: none.
std::size_t line_below(const Search& search, std::size_t index) {
  const std::vector<PaperLine>& lines = search.paper.lines;
  std::size_t next = index + 1;
  while (next < lines.size() && !is_next(lines[index], lines[next])) ++next;
  if (next == lines.size() || has_label_shape(lines[next]) || starts_item(lines[next]) ||
      stop_place(search, next, 0) == 0) {
    return lines.size();
  }
  return next;
}

bool starts_lower(const PaperLine& line) {
  const char32_t first = line.text.front();
  return skeleton_char(first) != 0 && !is_upper_case(std::u32string_view(&first, 1)) &&
         !(first >= '0' && first <= '9');
}

void add_more_lines(const Search& search, std::size_t index, std::int32_t most, TakenText& taken) {
  std::size_t next = line_below(search, index);
  for (std::int32_t i = 1; i < most && next < search.paper.lines.size(); ++i) {
    const std::size_t stop = stop_place(search, next, 0);
    add(search, next, 0, stop, taken);
    if (stop < search.paper.lines[next].text.size()) return;
    next = line_below(search, next);
  }
  taken.may_go_on = next < search.paper.lines.size() && starts_lower(search.paper.lines[next]);
}

// The nearest text to the right on the same height: the next cell of a table.
std::size_t right_neighbour(const Search& search, std::size_t index) {
  const PaperLine& line = search.paper.lines[index];
  std::size_t best = search.paper.lines.size();
  for (std::size_t i = 0; i < search.paper.lines.size(); ++i) {
    const PaperLine& other = search.paper.lines[i];
    const Box& box = other.box;
    if (other.page != line.page || box.x < line.box.right()) continue;
    if (!is_beside(line.box, box)) continue;
    if (best == search.paper.lines.size() || box.x < search.paper.lines[best].box.x) best = i;
  }
  return best;
}

void take_neighbour(const Search& search, std::size_t index, TakenText& taken) {
  const std::size_t right = right_neighbour(search, index);
  if (right == search.paper.lines.size() || has_label_shape(search.paper.lines[right])) return;
  add(search, right, 0, stop_place(search, right, 0), taken);
}

// Names and numbers under their label: taken where the template asks for the label's own line, if
// nothing stands there and what is below has the shape.
void guess_below(const Search& search, std::size_t index, TakenText& taken) {
  const ValueType type = search.field.type;
  if (type == ValueType::Text || type == ValueType::Address || type == ValueType::Agency) return;
  const std::size_t next = line_below(search, index);
  if (next == search.paper.lines.size()) return;
  add(search, next, 0, stop_place(search, next, 0), taken);
  if (!cut_value(taken.text, type, Take::After).fits) taken = {};
}

bool is_whole(const TakenText& taken, ValueType type) {
  if (type == ValueType::Date) return find_date(taken.text).has_value();
  if (type == ValueType::DocumentNumber) return taken.text.find(U'/') != std::u32string::npos;
  return true;
}

// "ngày        tháng 01 năm 2025", "Số: 15        /QĐ-UBND": room for a pen is no new column.
void add_rest_of_line(const Search& search, TakenText& taken) {
  if (taken.text.empty()) return;
  const std::vector<PaperLine>& lines = search.paper.lines;
  for (std::size_t next = taken.lines.back() + 1;
       next < lines.size() && lines[next].line == lines[next - 1].line;
       ++next) {
    if (is_whole(taken, search.field.type)) return;
    add(search, next, 0, stop_place(search, next, 0), taken);
  }
}

TakenText take_after(const Search& search, const Label& label) {
  TakenText taken;
  const PaperLine& line = search.paper.lines[label.line];
  const std::size_t stop = stop_place(search, label.line, label.value);
  add(search, label.line, label.value, stop, taken);
  taken.has_label_behind = stop < line.text.size();
  if (taken.has_label_behind) return taken;
  if (taken.text.empty()) take_neighbour(search, label.line, taken);
  if (taken.text.empty() || taken.lines.front() == label.line) {
    add_more_lines(search, label.line, search.field.lines, taken);
  }
  if (taken.text.empty()) guess_below(search, label.line, taken);
  add_rest_of_line(search, taken);
  return taken;
}

TakenText take_line(const Search& search, const Label& label) {
  TakenText taken;
  add(search, label.line, 0, search.paper.lines[label.line].text.size(), taken);
  add_rest_of_line(search, taken);
  add_more_lines(search, label.line, search.field.lines, taken);
  taken.may_go_on = false;
  return taken;
}

// "Bến Tre, ngày 05 tháng 6": what stands in front, up to a gap as wide as a column's.
TakenText take_before(const Search& search, const Label& label) {
  TakenText taken;
  add(search, label.line, 0, label.begin, taken);
  return taken;
}

bool ends_at(const Search& search, std::size_t index) {
  return stop_place(search, index, 0) == 0;
}

/// Lines of the paper, in reading order, that may hold the value; and where each of them ends.
using Candidates = std::vector<std::size_t>;

// The value begins at the last line that starts as the template says, when one does.
void begin_from(const Search& search, Candidates& lines) {
  const std::vector<Pattern> starts = patterns(search.field.from);
  for (std::size_t i = lines.size(); i-- > 0;) {
    const PaperLine& line = search.paper.lines[lines[i]];
    const auto begins = [&](const Pattern& start) { return starts_with(line, start); };
    if (std::none_of(starts.begin(), starts.end(), begins)) continue;
    lines.erase(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(i));
    return;
  }
}

void add_all(const Search& search, Candidates lines, TakenText& taken) {
  begin_from(search, lines);
  for (const std::size_t line : lines) add(search, line, 0, stop_place(search, line, 0), taken);
}

// A signature stands between a post and its name; lines of one text are close to each other: 0.3 to
// 0.5 of their height, while the text under a heading keeps 1.0 or more.
bool is_too_far(const Search& search, const PaperLine& upper, const PaperLine& lower) {
  constexpr double kMostGap = 0.9;
  if (search.field.type == ValueType::PersonName) return false;
  const Box& a = upper.box;
  const Box& b = lower.box;
  return b.y - a.bottom() > kMostGap * std::max(a.h, b.h);
}

// "PHÓ CHỦ TỊCH" between "NGƯỜI KÝ" and the name is a label of the signer's post, and no end.
bool is_post_of_signer(const Search& search, std::size_t index) {
  if (search.field.type != ValueType::PersonName) return false;
  return std::any_of(search.labels.begin(), search.labels.end(), [&](const Label& label) {
    return label.line == index && label.is_whole_line && !label.has_colon;
  });
}

TakenText take_below(const Search& search, const Label& label) {
  TakenText taken;
  const PaperLine& line = search.paper.lines[label.line];
  if (label.has_colon) add(search, label.line, label.value, line.text.size(), taken);
  Candidates found;
  for (std::size_t i = label.line + 1;
       i < search.paper.lines.size() && std::cmp_less(found.size(), search.field.lines);
       ++i) {
    const PaperLine& below = search.paper.lines[i];
    if (below.page != line.page) break;
    if (below.box.y < line.box.bottom() - line.box.h / 2) continue;
    if (!shares_column(line.box, below.box) || is_post_of_signer(search, i)) continue;
    if (ends_at(search, i)) break;
    if (!found.empty() && is_too_far(search, search.paper.lines[found.back()], below)) break;
    found.push_back(i);
  }
  add_all(search, std::move(found), taken);
  return taken;
}

// "Số:          /SVHTTDL-VP": the number is still to come, and the line was cut at its room.
Box box_with_symbol(const Search& search, std::size_t index) {
  const PaperLine& line = search.paper.lines[index];
  if (index + 1 >= search.paper.lines.size()) return line.box;
  const PaperLine& next = search.paper.lines[index + 1];
  const bool is_symbol = next.line == line.line && next.text.front() == U'/';
  return is_symbol ? unite(line.box, next.box) : line.box;
}

TakenText take_above(const Search& search, const Label& label) {
  const PaperLine& line = search.paper.lines[label.line];
  const Box box = box_with_symbol(search, label.line);
  Candidates found;
  for (std::size_t i = label.line; i-- > 0 && std::cmp_less(found.size(), search.field.lines);) {
    const PaperLine& above = search.paper.lines[i];
    if (above.page != line.page) break;
    if (above.box.bottom() > box.y + box.h / 2) continue;
    if (!shares_column(box, above.box)) continue;
    if (ends_at(search, i)) break;
    found.insert(found.begin(), i);
  }
  TakenText taken;
  add_all(search, std::move(found), taken);
  return taken;
}

TakenText take_zone(const Search& search) {
  const Zone zone = search.field.zone.value_or(Zone{});
  const Section section = section_of(search.paper, search.field);
  Candidates found;
  for (std::size_t i = 0; i < search.paper.lines.size(); ++i) {
    const PaperLine& line = search.paper.lines[i];
    if (!section.holds(line) || !is_on_page(search.paper, search.field.page, line.page)) continue;
    if (!is_in_zone(zone, line.zone)) continue;
    const std::size_t stop = stop_place(search, i, 0);
    if (stop > 0) found.push_back(i);
    if (stop < line.text.size() && !found.empty()) break;
  }
  TakenText taken;
  add_all(search, std::move(found), taken);
  return taken;
}

}  // namespace

TakenText taken_text(const Paper& paper,
                     const DocumentTemplate& form,
                     std::size_t field,
                     const std::vector<Label>& labels,
                     const Label* label) {
  const FieldTemplate& wanted = form.fields[field];
  const Search search{paper, wanted, field, labels, patterns(wanted.until)};
  if (wanted.take == Take::Zone) return take_zone(search);
  if (label == nullptr) return {};
  switch (wanted.take) {
    case Take::Before:
      return take_before(search, *label);
    case Take::Below:
      return take_below(search, *label);
    case Take::Above:
      return take_above(search, *label);
    case Take::Line:
      return take_line(search, *label);
    case Take::After:
    case Take::Zone:
      break;
  }
  return take_after(search, *label);
}

}  // namespace sohoa::ocr
