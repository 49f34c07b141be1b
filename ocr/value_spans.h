// Stretches of text and what is left of them without leaders and marks. Pure; internal to the
// cutting of values.
#pragma once

#include <string_view>

#include "ocr/field_values.h"

namespace sohoa::ocr {

/// A stretch of the text, half-open.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;

  bool is_empty() const { return begin >= end; }
};

bool is_space(char32_t c);
bool is_digit(char32_t c);
/// Whether there is a letter or a digit.
bool is_written(std::u32string_view text);
std::u32string_view view(std::u32string_view text, Span span);
/// Without the characters of `left` in front and those of `right` at the end.
Span trimmed(std::u32string_view text,
             Span span,
             std::u32string_view left,
             std::u32string_view right);
/// Without spaces and the marks that end sentences and labels.
Span trimmed_text(std::u32string_view text, Span span);
/// End of the leaders ("....", "…", "___") that begin at `at`; `at` where none do.
std::size_t leaders_at(std::u32string_view text, std::size_t at);
/// What is written between leaders: up to the first run behind something written.
Span without_leaders(std::u32string_view text, Span span);

Cut cut_at(std::u32string_view text, Span span, bool fits);
Cut cut_text(std::u32string_view text, Span span);

}  // namespace sohoa::ocr
