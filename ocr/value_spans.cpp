#include "ocr/value_spans.h"

#include <algorithm>

#include "core/text.h"
#include "ocr/fuzzy.h"

namespace sohoa::ocr {
namespace {

constexpr std::u32string_view kSpaces = U" \t\n";

bool is_leader(char32_t c) {
  return c == U'.' || c == U'…' || c == U'_';
}

}  // namespace

bool is_space(char32_t c) {
  return kSpaces.find(c) != std::u32string_view::npos;
}

bool is_digit(char32_t c) {
  return c >= '0' && c <= '9';
}

std::u32string_view view(std::u32string_view text, Span span) {
  return span.is_empty() ? std::u32string_view() : text.substr(span.begin, span.end - span.begin);
}

Cut cut_at(std::u32string_view text, Span span, bool fits) {
  Cut cut;
  cut.value = squeeze(to_utf8(view(text, span)));
  cut.begin = span.begin;
  cut.end = span.end;
  cut.fits = fits && !cut.value.empty();
  return cut;
}

bool is_written(std::u32string_view text) {
  return std::any_of(text.begin(), text.end(), [](char32_t c) { return skeleton_char(c) != 0; });
}

// "....", "…", "____": where a pen was meant to write.
std::size_t leaders_at(std::u32string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_leader(text[end])) ++end;
  const bool is_run = end - at >= 3 || (end > at && text[at] != U'.');
  return is_run ? end : at;
}

// What is written between the leaders: up to the first run behind something written.
Span without_leaders(std::u32string_view text, Span span) {
  for (std::size_t i = span.begin; i < span.end;) {
    const std::size_t end = leaders_at(text, i);
    if (end == i) {
      ++i;
    } else if (is_written(text.substr(span.begin, i - span.begin))) {
      return {span.begin, i};
    } else {
      span.begin = i = end;
    }
  }
  return span;
}

Span trimmed(std::u32string_view text,
             Span span,
             std::u32string_view left,
             std::u32string_view right) {
  while (!span.is_empty() && left.find(text[span.begin]) != std::u32string_view::npos) ++span.begin;
  while (!span.is_empty() && right.find(text[span.end - 1]) != std::u32string_view::npos)
    --span.end;
  return span;
}

// An end mark belongs to the sentence, not to the value; a closing bracket to it if it was opened.
Span trimmed_text(std::u32string_view text, Span span) {
  return trimmed(text, span, U" \t\n:;,.-–—_/|*~", U" \t\n:;,.-–—_/|*~");
}

Cut cut_text(std::u32string_view text, Span span) {
  return cut_at(text, trimmed_text(text, without_leaders(text, span)), true);
}

}  // namespace sohoa::ocr
