#include "ocr/field_values.h"

#include <algorithm>
#include <vector>

#include "core/text.h"
#include "ocr/code_values.h"
#include "ocr/fuzzy.h"
#include "ocr/paper_lines.h"
#include "ocr/value_spans.h"

namespace sohoa::ocr {
namespace {

constexpr std::u32string_view kSpaces = U" \t\n";

bool is_letter(std::u32string_view text, std::size_t i) {
  return i < text.size() && skeleton_char(text[i]) != 0 && !is_digit(text[i]);
}

// A mark between letters, a digit in a word with letters: the word was read wrong, and the name
// does not end before it.
bool is_slip(std::u32string_view text, std::size_t i) {
  if (!is_digit(text[i])) return i > 0 && is_letter(text, i - 1) && is_letter(text, i + 1);
  std::size_t begin = i;
  while (begin > 0 && !is_space(text[begin - 1])) --begin;
  bool has_letter = false;
  for (std::size_t end = begin; end < text.size() && !is_space(text[end]); ++end) {
    has_letter = has_letter || is_letter(text, end);
  }
  return has_letter;
}

// Names hold no mark and no digit: what follows one is another matter.
Span name_part(std::u32string_view text, Span span) {
  constexpr std::u32string_view kEnds = U",;:(/|0123456789\n";
  for (std::size_t i = span.begin; i < span.end; ++i) {
    if (kEnds.find(text[i]) == std::u32string_view::npos || is_slip(text, i)) continue;
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

// "PHÓ CHỦ TỊCH", "TRƯỞNG PHÒNG": posts in capitals have the shape of names in capitals.
bool is_post(std::u32string_view line) {
  static const std::vector<std::u32string> kPosts = {
      U"chutich", U"giamdoc", U"truong", U"chanh", U"uyban", U"nguoi", U"vienkiem", U"hoidong"};
  std::u32string bones;
  for (const char32_t c : line) {
    if (const char32_t bone = skeleton_char(c); bone != 0) bones.push_back(bone);
  }
  return std::any_of(kPosts.begin(), kPosts.end(), [&](const std::u32string& post) {
    return bones.find(post) != std::u32string::npos;
  });
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
    if (is_upper_case(words) && is_post(words)) continue;
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

// "TM. ỦY BAN NHÂN DÂN": signed on behalf of the agency, which is named behind it.
Span behind_authority(std::u32string_view text, Span span) {
  constexpr std::u32string_view kOnBehalf = U"TM.";
  const Span inner = trimmed(text, span, kSpaces, U"");
  if (!view(text, inner).starts_with(kOnBehalf)) return span;
  return {inner.begin + kOnBehalf.size(), span.end};
}

Cut cut_agency(std::u32string_view text, Take take) {
  Span span{0, text.size()};
  if (take == Take::Zone || take == Take::Above) {
    for (const Span& line : lines_of(text)) {
      if (starts_agency(view(text, line))) span.begin = line.begin;
    }
  }
  return cut_text(text, behind_authority(text, span));
}

// "không", "không có": said in words that there is none.
bool is_none(const std::string& value) {
  const std::string word = fold(value);
  return word == "khong" || word == "khong co" || word == "khong.";
}

Cut cut_by_type(std::u32string_view text, ValueType type, Take take) {
  if (const auto code = cut_code_value(text, type)) return *code;
  if (type == ValueType::PersonName) return cut_name(text, take);
  if (type == ValueType::Agency) return cut_agency(text, take);
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
