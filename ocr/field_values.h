// Cutting a value of a type out of the text that was taken for it, in the normal form of the type.
//
// Pure; internal to extraction. Characters are left out (leaders, spaces inside numbers), never
// exchanged: what was read as "O" stays "O", and the rules say that it is no digit.
#pragma once

#include <string>
#include <string_view>

#include "ocr/template.h"

namespace sohoa::ocr {

/// A value and the stretch of the text it stands in.
struct Cut {
  std::string value;      ///< normal form; empty: nothing was written, or nothing of this type
  std::size_t begin = 0;  ///< in the text, half-open
  std::size_t end = 0;
  bool is_blank = false;  ///< it, or a part of it, was left open: leaders, "/SYT-VP", "2025-01-??"
  bool fits = true;       ///< it has the shape its type has; false: taken as it stands
};

/// `text` holds lines parted by newlines.
Cut cut_value(std::u32string_view text, ValueType type, Take take);

/// Two to six words, each with a capital and nothing but letters: "Trương Mỹ Lệ".
bool looks_like_name(std::u32string_view text);

}  // namespace sohoa::ocr
