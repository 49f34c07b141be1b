#include "ocr/field_values.h"

#include <algorithm>
#include <vector>

#include "core/text.h"
#include "ocr/date_text.h"
#include "ocr/fuzzy.h"
#include "ocr/paper_lines.h"

namespace sohoa::ocr {
namespace {

constexpr std::u32string_view kSpaces = U" \t\n";

bool is_space(char32_t c) {
  return kSpaces.find(c) != std::u32string_view::npos;
}

bool is_digit(char32_t c) {
  return c >= '0' && c <= '9';
}

bool is_leader(char32_t c) {
  return c == U'.' || c == U'…' || c == U'_';
}

/// A stretch of the text.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;

  bool is_empty() const { return begin >= end; }
};

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

// ---- Text ------------------------------------------------------------------------------------

Cut cut_text(std::u32string_view text, Span span) {
  return cut_at(text, trimmed_text(text, without_leaders(text, span)), true);
}

// Names hold no mark and no digit: what follows one is another matter.
Span name_part(std::u32string_view text, Span span) {
  constexpr std::u32string_view kEnds = U",;:(/|0123456789\n";
  for (std::size_t i = span.begin; i < span.end; ++i) {
    if (kEnds.find(text[i]) == std::u32string_view::npos) continue;
    if (is_written(text.substr(span.begin, i - span.begin))) return {span.begin, i};
  }
  return span;
}

std::vector<Span> lines_of(std::u32string_view text) {
  std::vector<Span> lines;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(U'\n', begin), text.size());
    if (end > begin) lines.push_back({begin, end});
    begin = end + 1;
  }
  return lines;
}

// Under a title or in a zone the name is a line of its own; "(Ký, ghi rõ họ tên)", stamps and
// titles stand around it. Below: the first such line. In a zone: the last. Titles are in capitals,
// so a line in capitals is a name only where no other is (cards).
Span name_line(std::u32string_view text, Take take) {
  Span mixed;
  Span capital;
  for (const Span& line : lines_of(text)) {
    const std::u32string_view words = view(text, trimmed_text(text, line));
    if (!looks_like_name(words)) continue;
    Span& found = is_upper_case(words) ? capital : mixed;
    if (found.is_empty() || take != Take::Below) found = line;
  }
  return mixed.is_empty() ? capital : mixed;
}

Cut cut_name(std::u32string_view text, Take take) {
  Span span{0, text.size()};
  const bool is_own_line = take == Take::Below || take == Take::Zone || take == Take::Above;
  if (is_own_line) {
    const Span line = name_line(text, take);
    if (line.is_empty()) return cut_at(text, trimmed_text(text, span), false);
    span = line;
  }
  span = trimmed_text(text, name_part(text, without_leaders(text, span)));
  return cut_at(text, span, looks_like_name(view(text, span)));
}

// Agencies stand in lines of their own, the one above first. A line that begins with the head of an
// agency's name starts a new one, any other goes on ("SỞ VĂN HÓA, THỂ THAO VÀ" / "DU LỊCH").
bool starts_agency(std::u32string_view line) {
  static const std::vector<std::u32string> kHeads = {
      U"ubnd",       U"uybannhandan", U"uyban",       U"hdnd",   U"hoidong",  U"so",
      U"bo",         U"phong",        U"ban",         U"cuc",    U"chicuc",   U"tongcuc",
      U"vanphong",   U"trungtam",     U"congan",      U"truong", U"thanhtra", U"baohiem",
      U"khobac",     U"toaan",        U"vienkiemsat", U"vien",   U"benhvien", U"congty",
      U"tongcongty", U"hocvien",      U"daihoc",      U"bophan", U"chinhphu", U"quochoi",
      U"doan",       U"hoi",          U"lien",        U"chidoi", U"dang",     U"huyenuy",
      U"tinhuy",     U"ttpvhcc",      U"thue",        U"doi",    U"to",       U"quy",
      U"nganhang",   U"trai",         U"haiquan"};
  std::u32string bones;
  std::size_t first = 0;
  for (const char32_t c : line) {
    if (is_space(c) && first == 0 && !bones.empty()) first = bones.size();
    if (const char32_t bone = skeleton_char(c); bone != 0) bones.push_back(bone);
  }
  const std::u32string_view word =
      std::u32string_view(bones).substr(0, first == 0 ? bones.size() : first);
  return std::any_of(kHeads.begin(), kHeads.end(), [&](const std::u32string& head) {
    std::u32string plain;
    for (const char32_t c : head) plain.push_back(skeleton_char(c));
    return plain.size() <= 5 ? word == plain : bones.starts_with(plain);
  });
}

Cut cut_agency(std::u32string_view text, Take take) {
  Span span{0, text.size()};
  if (take == Take::Zone || take == Take::Above) {
    for (const Span& line : lines_of(text)) {
      if (starts_agency(view(text, line))) span.begin = line.begin;
    }
  }
  return cut_text(text, span);
}

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

// "không", "không có": said in words that there is none.
bool is_none(const std::string& value) {
  const std::string word = fold(value);
  return word == "khong" || word == "khong co" || word == "khong.";
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

Cut cut_by_type(std::u32string_view text, ValueType type, Take take) {
  switch (type) {
    case ValueType::PersonName:
      return cut_name(text, take);
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
    case ValueType::Agency:
      return cut_agency(text, take);
    case ValueType::Sex:
      return cut_sex(text);
    case ValueType::Number:
      return cut_number(text);
    case ValueType::Phone:
      return cut_digits(text, U" .-", false);
    case ValueType::Email:
      return cut_email(text);
    case ValueType::Text:
    case ValueType::Address:
      break;
  }
  return cut_text(text, {0, text.size()});
}

// "/SYT-VP", "2025-01-??": a part of it is left open on paper.
bool is_partly_blank(const Cut& cut, ValueType type) {
  if (!cut.fits) return false;
  if (type == ValueType::DocumentNumber) return cut.value.starts_with('/');
  return type == ValueType::Date && cut.value.find('?') != std::string::npos;
}

}  // namespace

bool looks_like_name(std::u32string_view text) {
  std::size_t words = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (is_space(text[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < text.size() && !is_space(text[end])) ++end;
    const std::u32string_view word = text.substr(i, end - i);
    for (const char32_t c : word) {
      if (skeleton_char(c) == 0 || is_digit(c)) return false;
    }
    if (!is_upper_case(word.substr(0, 1))) return false;
    ++words;
    i = end;
  }
  return words >= 2 && words <= 6;
}

Cut cut_value(std::u32string_view text, ValueType type, Take take) {
  Cut cut;
  cut.is_blank = !is_written(text);
  if (cut.is_blank) return cut;
  cut = cut_by_type(text, type, take);
  cut.is_blank = is_partly_blank(cut, type);
  const bool may_be_none = type == ValueType::Phone || type == ValueType::Email;
  if (may_be_none && is_none(cut.value)) {
    cut.value.clear();
    cut.is_blank = true;
  }
  return cut;
}

}  // namespace sohoa::ocr
