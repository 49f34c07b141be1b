#include "ocr/taken_text.h"

#include <algorithm>

#include "core/text.h"

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

// A gap as between columns or cells, behind the first word of the value: what follows it is
// another matter. Leaders that recognition left out leave such a gap, too.
std::size_t wide_gap(const PaperLine& line, std::size_t from) {
  constexpr int kTimesHeight = 3;
  for (std::size_t i = from + 1; i + 1 < line.text.size(); ++i) {
    if (line.word_at[i] >= 0 || line.word_at[i - 1] < 0) continue;
    const auto word = static_cast<std::size_t>(line.word_at[i - 1]);
    const Box& left = line.line->words[word].box;
    const Box& right = line.line->words[word + 1].box;
    if (right.x - left.right() > kTimesHeight * std::max(line.line->box.h, 1)) return i;
  }
  return line.text.size();
}

/// Where the value ends on this line: at an `until`, at another field's label, at a wide gap.
std::size_t stop_place(const Search& search, std::size_t index, std::size_t from) {
  const PaperLine& line = search.paper.lines[index];
  std::size_t stop = std::min(other_label(search, index, from), wide_gap(line, from));
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

// The next line of the same paragraph: under `line`, near it, of its column, and no label itself.
bool continues(const Search& search, const PaperLine& line, std::size_t next) {
  if (next >= search.paper.lines.size()) return false;
  const PaperLine& below = search.paper.lines[next];
  if (below.page != line.page) return false;
  const Box& a = line.line->box;
  const Box& b = below.line->box;
  constexpr double kMostGap = 1.6;
  const bool is_near = b.y > a.y + a.h / 2 && b.y - a.bottom() < kMostGap * std::max(a.h, b.h);
  if (!is_near || !shares_column(a, b)) return false;
  return !has_label_shape(below) && !starts_item(below) && stop_place(search, next, 0) > 0;
}

void add_more_lines(const Search& search, std::size_t index, std::int32_t most, TakenText& taken) {
  for (std::int32_t i = 1; i < most; ++i, ++index) {
    if (!continues(search, search.paper.lines[index], index + 1)) return;
    const std::size_t stop = stop_place(search, index + 1, 0);
    add(search, index + 1, 0, stop, taken);
    if (stop < search.paper.lines[index + 1].text.size()) return;
  }
}

// The nearest text to the right on the same height: the next cell of a table.
std::size_t right_neighbour(const Search& search, std::size_t index) {
  const PaperLine& line = search.paper.lines[index];
  std::size_t best = search.paper.lines.size();
  for (std::size_t i = 0; i < search.paper.lines.size(); ++i) {
    const PaperLine& other = search.paper.lines[i];
    const Box& box = other.line->box;
    if (other.page != line.page || box.x < line.line->box.right()) continue;
    if (!is_beside(line.line->box, box)) continue;
    if (best == search.paper.lines.size() || box.x < search.paper.lines[best].line->box.x) best = i;
  }
  return best;
}

void take_neighbour(const Search& search, std::size_t index, TakenText& taken) {
  const std::size_t right = right_neighbour(search, index);
  if (right == search.paper.lines.size() || has_label_shape(search.paper.lines[right])) return;
  add(search, right, 0, stop_place(search, right, 0), taken);
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
  return taken;
}

TakenText take_line(const Search& search, const Label& label) {
  TakenText taken;
  add(search, label.line, 0, search.paper.lines[label.line].text.size(), taken);
  add_more_lines(search, label.line, search.field.lines, taken);
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

// A signature stands between a post and its name; lines of one text are close to each other.
bool is_too_far(const Search& search, const PaperLine& upper, const PaperLine& lower) {
  constexpr double kMostGap = 1.3;
  if (search.field.type == ValueType::PersonName) return false;
  const Box& a = upper.line->box;
  const Box& b = lower.line->box;
  return b.y - a.bottom() > kMostGap * std::max(a.h, b.h);
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
    if (below.line->box.y < line.line->box.bottom() - line.line->box.h / 2) continue;
    if (!shares_column(line.line->box, below.line->box)) continue;
    if (ends_at(search, i)) break;
    if (!found.empty() && is_too_far(search, search.paper.lines[found.back()], below)) break;
    found.push_back(i);
  }
  add_all(search, std::move(found), taken);
  return taken;
}

TakenText take_above(const Search& search, const Label& label) {
  const PaperLine& line = search.paper.lines[label.line];
  Candidates found;
  for (std::size_t i = label.line; i-- > 0 && std::cmp_less(found.size(), search.field.lines);) {
    const PaperLine& above = search.paper.lines[i];
    if (above.page != line.page) break;
    if (above.line->box.bottom() > line.line->box.y + line.line->box.h / 2) continue;
    if (!shares_column(line.line->box, above.line->box)) continue;
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
