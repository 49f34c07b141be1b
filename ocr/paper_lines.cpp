#include "ocr/paper_lines.h"

#include <algorithm>

#include "core/text.h"

namespace sohoa::ocr {
namespace {

double share(std::int32_t part, std::int32_t whole) {
  return whole <= 0 ? 0 : static_cast<double>(part) / whole;
}

char32_t lower_char(char32_t c) {
  if (c < 128) return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
  const std::u32string lower = to_utf32(to_lower(to_utf8(std::u32string_view(&c, 1))));
  return lower.empty() ? c : lower.front();
}

void add_word(const Word& word, std::int32_t index, PaperLine& line) {
  if (!line.text.empty()) {
    line.text.push_back(U' ');
    line.word_at.push_back(-1);
  }
  for (const char32_t c : to_utf32(word.text)) {
    const char32_t bone = skeleton_char(c);
    if (bone != 0) {
      line.skeleton.push_back(bone);
      line.marked.push_back(lower_char(c));
      line.at.push_back(line.text.size());
    }
    line.text.push_back(c);
    line.word_at.push_back(index);
  }
}

PaperLine paper_line(const PageText& page, std::size_t page_index, std::size_t index) {
  PaperLine made;
  made.page = page_index;
  made.index = index;
  made.line = &page.lines[index];
  for (std::size_t i = 0; i < made.line->words.size(); ++i) {
    add_word(made.line->words[i], static_cast<std::int32_t>(i), made);
  }
  const Box& box = made.line->box;
  made.zone = {share(box.x, page.width_px),
               share(box.y, page.height_px),
               share(box.right(), page.width_px),
               share(box.bottom(), page.height_px)};
  return made;
}

// What may stand before the first word of a line without being part of it: marks, a number, one
// letter, a Roman number. "KT." is none.
bool is_list_mark(std::u32string_view text) {
  constexpr std::size_t kLongest = 6;
  constexpr std::u32string_view kMarks = U" .)-–—+*•:(/~_'\"“|[☒☐□";
  constexpr std::u32string_view kNumerals = U"0123456789IVXl";
  if (text.size() > kLongest) return false;
  std::size_t letters = 0;
  bool is_number = true;
  for (const char32_t c : text) {
    if (kMarks.find(c) != std::u32string_view::npos) continue;
    ++letters;
    is_number = is_number && kNumerals.find(c) != std::u32string_view::npos;
  }
  if (letters == 0) return true;
  if (letters > 4 || (!is_number && letters > 1)) return false;
  return text.back() == U' ' || text.back() == U'.' || text.back() == U')';
}

}  // namespace

Paper paper_of(const std::vector<SourcePage>& pages) {
  Paper paper;
  for (std::size_t page = 0; page < pages.size(); ++page) {
    const PageText& text = *pages[page].text;
    for (std::size_t i = 0; i < text.lines.size(); ++i) {
      PaperLine line = paper_line(text, page, i);
      if (line.skeleton.empty()) continue;
      paper.lines.push_back(std::move(line));
      paper.last_page = page;
    }
  }
  return paper;
}

std::u32string text_between(const PaperLine& line, const Hit& hit) {
  if (hit.begin >= hit.end) return {};
  const std::size_t from = line.at[hit.begin];
  return line.text.substr(from, line.at[hit.end - 1] + 1 - from);
}

// A wrong mark is a quarter of a slip: recognition loses marks more easily than letters.
double match_quality(const Pattern& pattern, const PaperLine& line, const Hit& hit) {
  constexpr double kMark_slips = 0.25;
  const auto size = static_cast<double>(pattern.skeleton().size());
  double slips = hit.slips;
  if (hit.slips == 0) {
    for (std::size_t i = 0; i < pattern.marked().size(); ++i) {
      if (pattern.marked()[i] != line.marked[hit.begin + i]) slips += kMark_slips;
    }
  }
  return std::max(0.0, 1 - slips / size);
}

bool starts_word(const PaperLine& line, const Hit& hit) {
  return hit.begin == 0 || line.at[hit.begin] > line.at[hit.begin - 1] + 1;
}

bool ends_word(const PaperLine& line, const Hit& hit) {
  return hit.end >= line.at.size() || line.at[hit.end] > line.at[hit.end - 1] + 1;
}

bool starts_line(const PaperLine& line, const Hit& hit) {
  return is_list_mark(std::u32string_view(line.text).substr(0, line.at[hit.begin]));
}

bool starts_with(const PaperLine& line, const Pattern& pattern) {
  constexpr double kLeastQuality = 0.80;
  for (const Hit& hit : find_all(pattern, line.skeleton)) {
    if (!starts_line(line, hit)) return false;
    if (ends_word(line, hit) && match_quality(pattern, line, hit) >= kLeastQuality) return true;
  }
  return false;
}

bool is_upper_case(std::u32string_view text) {
  constexpr double kShare = 0.85;
  std::size_t letters = 0;
  std::size_t upper = 0;
  for (const char32_t c : text) {
    if (skeleton_char(c) == 0 || (c >= '0' && c <= '9')) continue;
    ++letters;
    upper += lower_char(c) != c ? 1U : 0U;
  }
  return letters > 0 && static_cast<double>(upper) >= kShare * static_cast<double>(letters);
}

}  // namespace sohoa::ocr
