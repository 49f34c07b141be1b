#include "policy/copy_words.h"

#include <algorithm>
#include <array>

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

// "Sao y", "SAO Y BẢN CHÍNH", "Sao y; UBND xã Bắc Sơn; 2026-…": it leads the line. In a sentence
// ("… bản sao y có chứng thực …") it does not, and "sao y" inside other words is none.
bool is_mark(std::string_view line, std::string_view letters, const Mark& mark) {
  constexpr std::size_t kStampLetters = 40;
  const auto at = letters.find(mark.words);
  if (at == std::string_view::npos) return false;
  const std::string_view before = letters.substr(0, at);
  const bool leads = before.empty() || before == "ban" || before == "ndt" || before == "sao";
  return leads && (letters.size() <= kStampLetters || is_capitals(line));
}

CopyWords mark_of_line(std::string_view line) {
  const std::string letters = letters_of(line);
  for (const Mark& mark : kMarks) {
    if (is_mark(line, letters, mark)) return {mark.form, squeeze(to_nfc(line))};
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

}  // namespace sohoa
