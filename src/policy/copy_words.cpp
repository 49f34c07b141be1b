#include "policy/copy_words.h"

#include <algorithm>
#include <array>
#include <optional>

#include "core/text.h"

namespace sohoa {
namespace {

struct Mark {
  std::string_view words;  ///< folded, without spaces
  CopyForm form;
};

// The longer mark first: "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH" holds no other.
constexpr std::array kMarks = {
    Mark{"chungthucbansao", CopyForm::CertifiedCopy},
    Mark{"bansaochungthuc", CopyForm::CertifiedCopy},
    Mark{"trichsao", CopyForm::TrichSao},
    Mark{"saoluc", CopyForm::SaoLuc},
    Mark{"saoy", CopyForm::SaoY},
};

// Letters alone, as one reads them: OCR puts spaces between stamped letters, 0 for O and 1 for I.
std::string letters_of(std::string_view line) {
  std::string letters;
  for (const char c : fold(line)) {
    if (c >= 'a' && c <= 'z') letters += c;
    if (c == '0') letters += 'o';
    if (c == '1' || c == '|' || c == '!') letters += 'i';
    if (c == '5') letters += 's';
  }
  return letters;
}

bool is_capitals(std::string_view line) {
  return to_lower(line) != line &&
         std::ranges::none_of(line, [](char c) { return c >= 'a' && c <= 'z'; });
}

// What follows the mark, in letters; nullopt when it does not lead the line: a sentence about
// copies
// ("… bản sao y có chứng thực …") is none, nor is "sao y" inside other words.
std::optional<std::string_view> after_mark(std::string_view letters, const Mark& mark) {
  const auto at = letters.find(mark.words);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view before = letters.substr(0, at);
  if (!before.empty() && before != "ban") return std::nullopt;
  return letters.substr(at + mark.words.size());
}

// A stamp is in capitals: "SAO Y BẢN CHÍNH". An electronic copy says "Sao y; UBND xã …; 2026-…"
// (NĐ 30/2020 annex I), a certification "Chứng thực bản sao đúng với bản chính". A row of a list of
// papers ("Bản sao chứng thực giấy khai sinh") is neither.
bool is_stamp(std::string_view line, std::string_view rest) {
  constexpr std::size_t kStampLetters = 40;
  const bool is_electronic = line.find(';') != std::string_view::npos;
  const bool is_certification = rest.starts_with("dungvoi");
  return (rest.size() <= kStampLetters && is_capitals(line)) || is_electronic || is_certification;
}

CopyWords mark_of_line(std::string_view line) {
  const std::string letters = letters_of(line);
  for (const Mark& mark : kMarks) {
    const auto rest = after_mark(letters, mark);
    if (rest && is_stamp(line, *rest)) return {mark.form, squeeze(to_nfc(line))};
  }
  return {};
}

}  // namespace

CopyWords find_copy_words(std::string_view page_text) {
  while (!page_text.empty()) {
    const auto end = std::min(page_text.find('\n'), page_text.size());
    const CopyWords found = mark_of_line(page_text.substr(0, end));
    if (found.form != CopyForm::None) return found;
    page_text.remove_prefix(std::min(end + 1, page_text.size()));
  }
  return {};
}

CopyWords read_copy_reason(std::string_view reason) {
  const std::string letters = letters_of(reason);
  for (const Mark& mark : kMarks) {
    if (after_mark(letters, mark)) return {mark.form, squeeze(to_nfc(reason))};
  }
  return {};
}

}  // namespace sohoa
