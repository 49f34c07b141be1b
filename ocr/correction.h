// Spelling of words the recogniser itself doubts, by a lexicon of administrative Vietnamese. Pure.
//
// A correction is a proposal beside the text, never the text: raw text stays as it was read. Names,
// numbers and codes are left alone, and so is every field that holds one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/geometry.h"
#include "ocr/page_text.h"
#include "ocr/template.h"

namespace sohoa {

/// Words that may be proposed: lower case, NFC. Found by their folded form.
class Lexicon {
 public:
  /// Words parted by white space; "#" begins a comment to the end of its line. What is no possible
  /// Vietnamese syllable is left out.
  explicit Lexicon(std::string_view text);

  bool has(std::string_view word) const;  ///< lower case
  std::size_t size() const { return size_; }
  /// The one word nearest to `word` (lower case): other marks on the same letters; for what is no
  /// syllable one letter away. Empty when there is none, or more than one as near.
  std::string nearest(std::string_view word) const;

 private:
  std::unordered_map<std::string, std::vector<std::string>> by_fold_;
  std::size_t size_ = 0;
};

struct Correction {
  std::size_t line = 0;  ///< of PageText::lines
  std::size_t word = 0;  ///< of its words
  std::string from;      ///< as read, with its marks
  std::string to;
  Box box;
  double confidence = 0;  ///< of the word as read
};

/// Proposals for the words of `page` read with less confidence than `below`. Not looked at: words
/// with digits, words that begin with a capital inside a line (names), words of capitals only, and
/// words the lexicon has.
std::vector<Correction> propose_corrections(const PageText& page,
                                            const Lexicon& lexicon,
                                            double below);

/// Whether values of this type may be shown with corrections at all: plain text only.
bool may_correct(ValueType type);

/// plain_text() with the proposals in their places, for search; the page itself is not changed.
std::string corrected_text(const PageText& page, const std::vector<Correction>& corrections);

}  // namespace sohoa
