#include "golden/error_rate.h"

#include <algorithm>
#include <string>
#include <vector>

#include "core/text.h"

namespace sohoa::testing {
namespace {

char32_t plain_mark(char32_t c) {
  static const std::u32string double_quotes = U"“”„«»";
  static const std::u32string single_quotes = U"‘’‚ʼ´`";
  static const std::u32string dashes = U"–—−‐‑";
  static const std::u32string boxes = U"□☐☑☒■•▪●◻◼";
  if (double_quotes.find(c) != std::u32string::npos) return U'"';
  if (single_quotes.find(c) != std::u32string::npos) return U'\'';
  if (dashes.find(c) != std::u32string::npos) return U'-';
  return boxes.find(c) != std::u32string::npos ? U' ' : c;
}

bool is_leader(char32_t c) {
  return c == U'.' || c == U'_' || c == U'…' || c == U'·';
}

/// Three or more leader characters in a row are no text.
std::u32string without_leaders(const std::u32string& text) {
  std::u32string out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && is_leader(text[end])) ++end;
    if (end - i >= 3 || (end > i && text[i] == U'…')) {
      out += U' ';
      i = end;
    } else {
      out += text[i++];
    }
  }
  return out;
}

std::u32string normalised(std::string_view text) {
  std::u32string wide = to_utf32(to_nfc(text));
  std::transform(wide.begin(), wide.end(), wide.begin(), plain_mark);
  return to_utf32(squeeze(to_utf8(without_leaders(wide))));
}

}  // namespace

CharacterErrors character_errors(std::string_view truth, std::string_view reading) {
  const std::u32string a = normalised(truth);
  const std::u32string b = normalised(reading);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({replaced, above + 1, row[j - 1] + 1});
      diagonal = above;
    }
  }
  return {row.back(), a.size()};
}

}  // namespace sohoa::testing
