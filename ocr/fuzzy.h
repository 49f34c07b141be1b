// Finding what is nearly there: a short text inside a longer one, with the slips of recognition.
//
// Pure; internal to classification and extraction. Texts are compared as skeletons: letters and
// digits only, folded, with characters that look alike made equal (l 1 i, o 0). A skeleton is only
// ever used to find a place; what stands there is taken from the page as it was read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sohoa::ocr {

/// One character of a skeleton; 0 for characters that have no place in it (spaces, marks).
char32_t skeleton_char(char32_t c);

/// A text to look for.
class Pattern {
 public:
  explicit Pattern(std::string_view text);

  const std::u32string& skeleton() const { return skeleton_; }
  /// The same places in lower case with diacritics: what tells "năm" from "nam".
  const std::u32string& marked() const { return marked_; }
  const std::u32string& text() const { return text_; }
  /// Slips that are forgiven: none up to four characters, then about one in six.
  std::int32_t allowed() const { return allowed_; }
  bool is_empty() const { return skeleton_.empty(); }

 private:
  std::u32string text_;
  std::u32string skeleton_;
  std::u32string marked_;
  std::int32_t allowed_ = 0;
};

/// A place in a skeleton, half-open, and how many slips it takes to read the pattern there.
struct Hit {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::int32_t slips = 0;
};

/// Best places of the pattern in `text`, not overlapping, from left to right.
std::vector<Hit> find_all(const Pattern& pattern, std::u32string_view text);

/// Slips between two whole skeletons; more than `most` counts as most + 1.
std::int32_t slips_between(std::u32string_view a, std::u32string_view b, std::int32_t most);

}  // namespace sohoa::ocr
