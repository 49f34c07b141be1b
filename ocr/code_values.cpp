// Numbers, codes and dates out of the text that was taken for them.
#include "ocr/code_values.h"

#include <algorithm>
#include <string>

#include "core/text.h"
#include "ocr/date_text.h"
#include "ocr/fuzzy.h"
#include "ocr/value_spans.h"

namespace sohoa::ocr {
namespace {

constexpr std::u32string_view kSpaces = U" \t\n";

// ---- Numbers and codes -----------------------------------------------------------------------

/// Characters of a span that are kept, with where the first and last of them stand.
Cut joined(std::u32string_view text, Span span, std::u32string_view left_out) {
  Cut cut = cut_at(text, span, true);
  std::u32string kept;
  for (const char32_t c : view(text, span)) {
    if (left_out.find(c) == std::u32string_view::npos) kept.push_back(c);
  }
  cut.value = to_utf8(kept);
  return cut;
}

// Where a token ends: at white space that does not merely loosen a mark ("5106 / QĐ - UBND").
std::size_t loose_end(std::u32string_view text, Span span, std::u32string_view glue) {
  std::size_t i = span.begin;
  const auto is_glue = [&](char32_t c) { return glue.find(c) != std::u32string_view::npos; };
  while (i < span.end) {
    if (!is_space(text[i])) {
      ++i;
      continue;
    }
    std::size_t next = i;
    while (next < span.end && is_space(text[next])) ++next;
    const bool is_loose = next < span.end && i > span.begin &&
                          (is_glue(text[i - 1]) || is_glue(text[next])) && text[i] != U'\n';
    if (!is_loose) return i;
    i = next;
  }
  return i;
}

Span first_token(std::u32string_view text, Span span, std::u32string_view glue) {
  span = trimmed(text, span, kSpaces, kSpaces);
  return {span.begin, loose_end(text, span, glue)};
}

// "Số: 5106/QĐ-UBND", "Số:      /SYT-VP", "Số: ..../QĐ-UBND". The number may be missing, the
// symbol may not; a form may have a number alone.
Cut cut_document_number(std::u32string_view text) {
  Span span = trimmed(text, {0, text.size()}, U" \t\n:;,.…_-–—|", U" \t\n:;,|");
  for (std::size_t i = span.begin; i < span.end; ++i) {  // leaders before the symbol
    const std::size_t end = leaders_at(text, i);
    if (end == i) continue;
    if (is_written(text.substr(span.begin, i - span.begin))) {
      span.end = i;
    } else {
      span.begin = i = end;
    }
  }
  span = first_token(text, span, U"/-–");
  span = trimmed(text, span, U" :;,.", U" :;,./-–");
  Cut cut = joined(text, span, kSpaces);
  cut.fits = cut.value.find('/') != std::string::npos;
  return cut;
}

Cut cut_code(std::u32string_view text, std::u32string_view glue) {
  const Span all = trimmed_text(text, without_leaders(text, {0, text.size()}));
  const Span token = trimmed(text, first_token(text, all, glue), U"", U" .,;:-");
  return joined(text, token, kSpaces);
}

// The longest run of digits, single spaces, dots and dashes inside it left out.
Span digit_run(std::u32string_view text, std::u32string_view inside) {
  Span best;
  std::size_t best_digits = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (!is_digit(text[i])) {
      ++i;
      continue;
    }
    Span run{i, i};
    std::size_t digits = 0;
    while (i < text.size() &&
           (is_digit(text[i]) || inside.find(text[i]) != std::u32string_view::npos)) {
      if (is_digit(text[i])) {
        ++digits;
        run.end = i + 1;
      }
      ++i;
    }
    if (digits > best_digits) {
      best = run;
      best_digits = digits;
    }
  }
  return best;
}

// Letters that touch the digits are part of what was read: "O37187231160" is no 11-digit number.
Span with_touching(std::u32string_view text, Span run) {
  const auto touches = [&](std::size_t i) { return skeleton_char(text[i]) != 0; };
  while (run.begin > 0 && touches(run.begin - 1)) --run.begin;
  while (run.end < text.size() && touches(run.end)) ++run.end;
  return run;
}

Cut cut_digits(std::u32string_view text, std::u32string_view inside, bool keep_dash) {
  const Span run = digit_run(text, inside);
  if (run.is_empty()) {
    Cut cut = cut_text(text, {0, text.size()});
    cut.fits = false;
    return cut;
  }
  return joined(text, with_touching(text, run), keep_dash ? U" .\n" : U" .\n-");
}

Cut cut_number(std::u32string_view text) {
  const Span run = digit_run(text, U".,");
  if (!run.is_empty()) return cut_at(text, with_touching(text, run), true);
  Cut cut = cut_text(text, {0, text.size()});
  cut.fits = false;
  return cut;
}

// ---- Others ----------------------------------------------------------------------------------

Cut cut_date(std::u32string_view text) {
  if (const auto found = find_date(text)) {
    Cut cut = cut_at(text, {found->begin, found->end}, true);
    cut.value = date_text(found->date);
    return cut;
  }
  Cut cut = cut_text(text, {0, text.size()});
  cut.fits = false;
  return cut;
}

Cut cut_sex(std::u32string_view text) {
  const Span all = trimmed_text(text, without_leaders(text, {0, text.size()}));
  Cut cut = cut_at(text, first_token(text, all, U""), true);
  const std::string word = fold(cut.value);
  cut.fits = word == "nam" || word == "nu";
  if (cut.fits) cut.value = word == "nam" ? "Nam" : "Nữ";
  return cut;
}

Cut cut_email(std::u32string_view text) {
  const std::size_t at = text.find(U'@');
  if (at == std::u32string_view::npos) {
    Cut cut = cut_text(text, {0, text.size()});
    cut.fits = false;
    return cut;
  }
  Span span{at, at + 1};
  while (span.begin > 0 && !is_space(text[span.begin - 1])) --span.begin;
  while (span.end < text.size() && !is_space(text[span.end])) ++span.end;
  return cut_at(text, trimmed(text, span, U":;,.(", U":;,.)"), true);
}

}  // namespace

std::optional<Cut> cut_code_value(std::u32string_view text, ValueType type) {
  switch (type) {
    case ValueType::Date:
      return cut_date(text);
    case ValueType::DocumentNumber:
      return cut_document_number(text);
    case ValueType::PersonalId:
      return cut_digits(text, U" .", false);
    case ValueType::TaxCode:
      return cut_digits(text, U" .-", true);
    case ValueType::DossierCode:
      return cut_code(text, U"-.");
    case ValueType::ProcedureCode:
      return cut_code(text, U".");
    case ValueType::Sex:
      return cut_sex(text);
    case ValueType::Number:
      return cut_number(text);
    case ValueType::Phone:
      return cut_digits(text, U" .-", false);
    case ValueType::Email:
      return cut_email(text);
    case ValueType::Text:
    case ValueType::PersonName:
    case ValueType::Agency:
    case ValueType::Address:
      break;
  }
  return std::nullopt;
}

}  // namespace sohoa::ocr
