// The pages of one paper as lines that can be searched: text, skeleton, place.
//
// Pure; internal to classification and extraction. Everything points back to words of the pages, so
// that a value keeps its box and its confidence.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/geometry.h"
#include "ocr/fields.h"
#include "ocr/fuzzy.h"

namespace sohoa::ocr {

struct PaperLine {
  std::size_t page = 0;   ///< of the pages given
  std::size_t index = 0;  ///< of the page's lines
  const Line* line = nullptr;
  std::u32string text;                ///< its words, one space between them
  std::vector<std::int32_t> word_at;  ///< of each character of `text`; -1 for spaces
  std::u32string skeleton;
  std::u32string marked;        ///< same places as `skeleton`, lower case with diacritics
  std::vector<std::size_t> at;  ///< of each place of `skeleton` in `text`
  Zone zone;                    ///< its box in shares of the page
};

struct Paper {
  std::vector<PaperLine> lines;  ///< reading order, page after page
  std::size_t last_page = 0;     ///< the last with text
};

/// Empty pages have no lines. Pages and their lines are borrowed.
Paper paper_of(const std::vector<SourcePage>& pages);

/// Text between two places of the skeleton as it stands on the page.
std::u32string text_between(const PaperLine& line, const Hit& hit);
/// 0..1: all there, slips and wrong diacritics count against it.
double match_quality(const Pattern& pattern, const PaperLine& line, const Hit& hit);
/// Whether the hit starts, ends where a word does: no letter or digit touches it there.
bool starts_word(const PaperLine& line, const Hit& hit);
bool ends_word(const PaperLine& line, const Hit& hit);
/// Nothing but a number, letter or dash of a list stands before the hit: "2. ", "a) ", "- ".
bool starts_line(const PaperLine& line, const Hit& hit);

/// The line begins with the text, a list mark aside.
bool starts_with(const PaperLine& line, const Pattern& pattern);

bool is_upper_case(std::u32string_view text);

}  // namespace sohoa::ocr
