#include <algorithm>
#include <array>
#include <utility>

#include "core/text.h"
#include "exchange/units.h"

namespace sohoa {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

// Where a syllable ends in oa, oe or uy there are two schools of setting the tone: "hoà" and "hòa".
// The older one is our normal form, also after q, where nobody reads it.
constexpr std::array kTones = {
    Pair{"oà", "òa"},
    Pair{"oá", "óa"},
    Pair{"oả", "ỏa"},
    Pair{"oã", "õa"},
    Pair{"oạ", "ọa"},
    Pair{"oè", "òe"},
    Pair{"oé", "óe"},
    Pair{"oẻ", "ỏe"},
    Pair{"oẽ", "õe"},
    Pair{"oẹ", "ọe"},
    Pair{"uỳ", "ùy"},
    Pair{"uý", "úy"},
    Pair{"uỷ", "ủy"},
    Pair{"uỹ", "ũy"},
    Pair{"uỵ", "ụy"},
};

// Abbreviations that are read one way only. "TT" (thị trấn, trung tâm) is not among them.
constexpr std::array kShort = {
    Pair{"ubnd", "ủy ban nhân dân"},
    Pair{"hđnd", "hội đồng nhân dân"},
    Pair{"tp", "thành phố"},
    Pair{"tphcm", "thành phố hồ chí minh"},
    Pair{"hcm", "hồ chí minh"},
    Pair{"tx", "thị xã"},
};

// One letter means a level only when a full stop follows it: "P. Bến Nghé".
constexpr std::array kDotted = {
    Pair{"p", "phường"},
    Pair{"q", "quận"},
    Pair{"h", "huyện"},
    Pair{"x", "xã"},
};

template <std::size_t N>
std::string_view look_up(const std::array<Pair, N>& table, std::string_view word) {
  const auto* const row = std::ranges::find(table, word, &Pair::first);
  return row == table.end() ? word : row->second;
}

bool is_separator(char32_t c) {
  const bool is_dash = c == U'-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
  constexpr std::u32string_view kMarks = U",;:/\\()[]\"'“”‘’«»_&\u00A0";
  return is_dash || kMarks.find(c) != std::u32string_view::npos;
}

// Words, with a full stop kept at the end of the word it followed: "tp." and "hcm" of "TP.HCM".
std::string with_plain_separators(std::string_view name) {
  std::string plain;
  for (const char32_t c : to_utf32(to_lower(name))) {
    if (is_separator(c)) {
      plain += ' ';
    } else {
      append_utf8(plain, c);
      if (c == U'.') plain += ' ';
    }
  }
  return plain;
}

std::string normal_word(std::string_view word) {
  bool has_stop = false;
  while (word.ends_with('.')) {
    has_stop = true;
    word.remove_suffix(1);
  }
  if (const auto full = look_up(kShort, word); full != word) return std::string(full);
  if (has_stop && look_up(kDotted, word) != word) return std::string(look_up(kDotted, word));
  for (const auto& [later, older] : kTones) {
    if (!word.ends_with(later)) continue;
    word.remove_suffix(later.size());
    return std::string(word) + std::string(older);
  }
  return std::string(word);
}

}  // namespace

std::string normal_unit_name(std::string_view name) {
  const std::string plain = with_plain_separators(name);
  std::string normal;
  for (const auto word : split_words(plain)) {
    const std::string part = normal_word(word);
    if (!normal.empty() && !part.empty()) normal += ' ';
    normal += part;
  }
  return normal;
}

}  // namespace sohoa
