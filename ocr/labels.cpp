#include "ocr/labels.h"

#include <algorithm>
#include <tuple>

namespace sohoa::ocr {
namespace {

constexpr double kLeastQuality = 0.75;
constexpr double kNearlyEqual = 0.06;

bool is_blank_char(char32_t c) {
  return c == U' ' || c == U'\t';
}

bool is_lower(char32_t c) {
  return skeleton_char(c) != 0 && !is_upper_case(std::u32string_view(&c, 1));
}

bool is_ascii_digit(char32_t c) {
  return c >= '0' && c <= '9';
}

std::size_t skip_blanks(std::u32string_view text, std::size_t at) {
  while (at < text.size() && is_blank_char(text[at])) ++at;
  return at;
}

// "/ Full name:", "(nếu có):", "người đề nghị:" belong to the label. A gloss is short, has no
// digits, and begins as no value does.
std::size_t gloss_end(std::u32string_view text, std::size_t at) {
  constexpr std::size_t kLongest = 42;
  constexpr std::u32string_view kOpening = U"/([|{";
  if (at >= text.size()) return at;
  if (kOpening.find(text[at]) == std::u32string_view::npos && !is_lower(text[at])) return at;
  for (std::size_t i = at; i < std::min(text.size(), at + kLongest); ++i) {
    if (text[i] == U':') return i;
    if (is_ascii_digit(text[i]) || text[i] == U';' || text[i] == U',') return at;
  }
  return at;
}

// Where the value begins, and whether a colon was passed on the way.
void find_value(std::u32string_view text, Label& label) {
  constexpr std::u32string_view kMarks = U":.;/-–—_…";
  std::size_t at = skip_blanks(text, label.end);
  while (at < text.size() && (text[at] == U')' || text[at] == U']')) at = skip_blanks(text, at + 1);
  const std::size_t behind_gloss = gloss_end(text, at);
  if (behind_gloss < text.size() && text[behind_gloss] == U':') {
    label.has_colon = true;
    at = behind_gloss + 1;
  }
  if (at < text.size() && text[at] == U':') {
    label.has_colon = true;
    ++at;
  }
  at = skip_blanks(text, at);
  if (!label.has_colon && at < text.size() && kMarks.find(text[at]) < 3) {
    at = skip_blanks(text, at + 1);  // a colon that was read as "." or ";"
  }
  label.value = at;
}

bool has_direct_colon(std::u32string_view text, std::size_t at) {
  at = skip_blanks(text, at);
  return at < text.size() && text[at] == U':';
}

bool same_case(char32_t a, char32_t b) {
  return is_lower(a) == is_lower(b);
}

double score_of(const Label& label,
                const Pattern& anchor,
                const PaperLine& line,
                std::size_t rank) {
  constexpr double kLine = 0.25;
  constexpr double kWhole = 0.10;
  constexpr double kColon = 0.25;
  constexpr double kGloss = 0.10;
  constexpr double kCase = 0.10;
  constexpr double kRank = 0.02;
  constexpr std::size_t kMostRanks = 5;
  constexpr double kLength = 0.005;
  const double length = static_cast<double>(std::min<std::size_t>(anchor.skeleton().size(), 20));
  const double behind = static_cast<double>(std::min(rank, kMostRanks));
  double score = label.quality + kLength * length - kRank * behind;
  if (label.starts_line) score += label.is_whole_line ? kLine + kWhole : kLine;
  if (has_direct_colon(line.text, label.end)) {
    score += kColon;
  } else if (label.has_colon) {
    score += kGloss;
  }
  return same_case(anchor.text().front(), line.text[label.begin]) ? score + kCase : score;
}

// Short words ("Số", "ngày") stand everywhere: they count where they look like a label, or exactly
// as written.
bool is_good_enough(const Label& label, const Pattern& anchor) {
  constexpr std::size_t kShort = 4;
  constexpr double kLeastShort = 1.04;
  constexpr double kSameMarks = 0.97;  // "Số" is not "SỞ"
  if (label.quality < kLeastQuality) return false;
  if (anchor.skeleton().size() > kShort) return true;
  return label.score >= kLeastShort && (label.quality >= kSameMarks || label.has_colon);
}

void add_labels(const Pattern& anchor,
                std::size_t rank,
                std::size_t field,
                const Paper& paper,
                std::vector<Label>& labels) {
  for (std::size_t i = 0; i < paper.lines.size(); ++i) {
    const PaperLine& line = paper.lines[i];
    for (const Hit& hit : find_all(anchor, line.skeleton)) {
      if (!starts_word(line, hit) || !ends_word(line, hit)) continue;
      Label label;
      label.field = field;
      label.line = i;
      label.begin = line.at[hit.begin];
      label.end = line.at[hit.end - 1] + 1;
      label.quality = match_quality(anchor, line, hit);
      label.starts_line = starts_line(line, hit);
      label.is_whole_line = label.starts_line && hit.end == line.skeleton.size();
      find_value(line.text, label);
      label.score = score_of(label, anchor, line, rank);
      if (is_good_enough(label, anchor)) labels.push_back(label);
    }
  }
}

// One label of a field at a place: its longest anchor there, and no part of another field's.
bool is_part_of(const Label& part, const Label& whole) {
  if (part.line != whole.line || part.begin < whole.begin || part.end > whole.end) return false;
  return part.end - part.begin < whole.end - whole.begin;
}

bool stands_before(const Label& a, const Label& b) {
  return std::tie(a.line, a.begin, a.field) < std::tie(b.line, b.begin, b.field);
}

double middle(double a, double b) {
  return (a + b) / 2;
}

// The anchor's own place on the page: of its first word, since lines may run across columns.
Zone zone_of(const PaperLine& line, const Label& label) {
  const auto word = static_cast<std::size_t>(std::max(0, line.word_at[label.begin]));
  const Box& box = line.line->words[word].box;
  const Box& all = line.line->box;
  const double per_px = (line.zone.x1 - line.zone.x0) / std::max(1, all.w);
  const double x0 = line.zone.x0 + (box.x - all.x) * per_px;
  return {x0, line.zone.y0, x0 + box.w * per_px, line.zone.y1};
}

}  // namespace

bool is_on_page(const Paper& paper, std::int32_t wanted, std::size_t page) {
  if (wanted == 0) return true;
  if (wanted < 0) return page == paper.last_page;
  return page + 1 == static_cast<std::size_t>(wanted);
}

bool is_in_zone(const Zone& zone, const Zone& box) {
  constexpr double kGive = 0.015;
  const double x = middle(box.x0, box.x1);
  const double y = middle(box.y0, box.y1);
  return x >= zone.x0 - kGive && x <= zone.x1 + kGive && y >= zone.y0 - kGive &&
         y <= zone.y1 + kGive;
}

// A heading's neighbour in the other column may begin a little higher.
bool Section::holds(const PaperLine& line) const {
  if (!is_there || line.page < page) return false;
  const Box& box = line.line->box;
  return line.page > page || box.y + 2 * box.h >= top;
}

Section section_of(const Paper& paper, const FieldTemplate& field) {
  if (field.section.empty()) return {};
  for (const std::string& heading : field.section) {
    const Pattern pattern(heading);
    for (const PaperLine& line : paper.lines) {
      if (starts_with(line, pattern)) return {line.page, line.line->box.y, true};
    }
  }
  return {0, 0, false};
}

std::vector<Label> find_labels(const Paper& paper, const DocumentTemplate& form) {
  std::vector<Label> all;
  for (std::size_t i = 0; i < form.fields.size(); ++i) {
    const auto& anchors = form.fields[i].anchors;
    for (std::size_t rank = 0; rank < anchors.size(); ++rank) {
      if (!anchors[rank].starts_with('@')) add_labels(Pattern(anchors[rank]), rank, i, paper, all);
    }
  }
  std::stable_sort(all.begin(), all.end(), stands_before);
  std::vector<Label> kept;
  for (const Label& label : all) {
    const auto covers = [&](const Label& other) { return is_part_of(label, other); };
    if (std::none_of(all.begin(), all.end(), covers)) kept.push_back(label);
  }
  return kept;
}

const Label* choose_label(const Paper& paper,
                          const DocumentTemplate& form,
                          std::size_t field,
                          const std::vector<Label>& labels) {
  const FieldTemplate& wanted = form.fields[field];
  const Section section = section_of(paper, wanted);
  // At the end of a paper stands what body text has named before: of nearly equals the last.
  const double give = wanted.page == -1 || !wanted.section.empty() ? kNearlyEqual : 0;
  const Label* best = nullptr;
  for (const Label& label : labels) {
    if (label.field != field) continue;
    const PaperLine& line = paper.lines[label.line];
    if (!section.holds(line) || !is_on_page(paper, wanted.page, line.page)) continue;
    if (wanted.zone && !is_in_zone(*wanted.zone, zone_of(line, label))) continue;
    if (best == nullptr || label.score + give > best->score) best = &label;
  }
  return best;
}

}  // namespace sohoa::ocr
