// Vietnamese text: one normal form, and the folded form in which people search.
//
// All text inside sohoa is UTF-8 in NFC. Folding removes tone and vowel marks and case, and maps
// đ to d, which Unicode decomposition does not do.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sohoa {

/// NFC; ill-formed UTF-8 becomes U+FFFD, so the result is always valid. Control characters other
/// than tab and newline are dropped.
std::string to_nfc(std::string_view text);

/// Lower case, without diacritics, đ → d, NFC. "Quyết ĐỊNH" → "quyet dinh".
std::string fold(std::string_view text);
/// Lower case with diacritics kept, NFC.
std::string to_lower(std::string_view text);

/// Code points of valid UTF-8; ill-formed bytes become U+FFFD.
std::u32string to_utf32(std::string_view text);
std::string to_utf8(std::u32string_view text);
void append_utf8(std::string& text, char32_t code_point);

/// Whether the text has at least one character that carries a Vietnamese diacritic or is đ/Đ.
bool has_diacritics(std::string_view text);

/// Pieces between runs of white space; never empty pieces. Views into `text`.
std::vector<std::string_view> split_words(std::string_view text);
/// White-space runs become one space; ends trimmed.
std::string squeeze(std::string_view text);

}  // namespace sohoa
