// Text cut into words, as index and question both do it. Pure.
//
// A text is a row of tokens: runs of letters and digits. Each token has two forms: exact (lower
// case, NFC, diacritics kept) and folded (core fold(): no diacritics, đ is d).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sohoa {

enum class TextForm : std::uint8_t { Exact, Folded };

/// One run of letters and digits, and where it stands in the NFC text it was cut from.
struct Token {
  std::size_t begin = 0;  ///< byte offset
  std::size_t end = 0;
  std::string exact;
  std::string folded;

  const std::string& form(TextForm which) const {
    return which == TextForm::Exact ? exact : folded;
  }
};

/// Tokens that must follow each other. A plain word is a term of one token.
using Term = std::vector<Token>;

/// Tokens of NFC text, in order. Linear.
std::vector<Token> tokenize(std::string_view nfc);

/// The two columns of the text index: tokens of one form, each with one space behind it.
struct IndexedText {
  std::string exact;
  std::string folded;
};
/// As tokenize(), in a tenth of its time: 5 us for a page of 250 words.
IndexedText index_form(std::string_view nfc);

/// The column of the index of neighbours: each two tokens that follow each other in
/// IndexedText::folded, joined by '_', in order, with single spaces between. A phrase can stand
/// only where all its pairs do; in a phrase of two tokens the pair says all.
std::string neighbour_pairs(std::string_view folded);

/// How often each term stands in a column of index_form(), places that overlap counted each.
std::vector<int> count_terms(std::string_view column,
                             const std::vector<Term>& terms,
                             TextForm form);

}  // namespace sohoa
