// What a person typed, what a page says, and how the two are compared. Pure.
//
// A text is a row of tokens: runs of letters and digits. Each token has two forms: exact (lower
// case, NFC, diacritics kept) and folded (core fold(): no diacritics, đ is d). Index and question
// go through the same cutting, so "8276/STC-VP" is the phrase 8276·stc·vp on both sides and what
// stands between the tokens never matters.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/limits.h"

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

/// Tokens of NFC text, in order. Linear.
std::vector<Token> tokenize(std::string_view nfc);

/// The two columns of the text index: tokens of one form, joined by single spaces.
struct IndexedText {
  std::string exact;
  std::string folded;
};
IndexedText index_form(std::string_view nfc);

/// The column of the index of neighbours: each two tokens that follow each other in
/// IndexedText::folded, joined by '_', in order, with single spaces between. A phrase can stand
/// only where all its pairs do; in a phrase of two tokens the pair says all.
std::string neighbour_pairs(std::string_view folded);

/// Tokens that must follow each other. A plain word is a term of one token.
using Term = std::vector<Token>;

struct ParsedQuery {
  std::vector<Term> terms;      ///< all must be found
  bool has_diacritics = false;  ///< then exact hits come before folded ones
  bool is_empty() const { return terms.empty(); }
};

/// Quoted parts ("…", “…”, «…»; an open quote runs to the end) are phrases; words outside quotes
/// are terms of their own, and a word with dashes, slashes or dots is a phrase of its parts. What
/// lies beyond `max_tokens` is left out.
ParsedQuery parse_query(std::string_view text, std::int32_t max_tokens = Limits{}.query_words);

/// The FTS5 expression of one term, safe whatever the user typed: tokens hold letters and digits
/// only and stand in quotes.
std::string fts_term(const Term& term, TextForm form);
/// All terms on the same page.
std::string fts_all(const ParsedQuery& query, TextForm form);
/// Any of the terms.
std::string fts_any(const ParsedQuery& query, TextForm form);

/// The FTS5 expression of all pairs of neighbours in the terms; "" when every term is one token.
std::string fts_pairs(const std::vector<Term>& terms);

/// How often each term stands in a column of index_form(). 1 us a term and page.
std::vector<int> count_terms(std::string_view column,
                             const std::vector<Term>& terms,
                             TextForm form);

/// A piece of `nfc` around the densest match, white space squeezed, matched tokens between « and »,
/// "…" where text was left out. Without a match the beginning of the text.
std::string snippet(std::string_view nfc, const ParsedQuery& query, TextForm form);

}  // namespace sohoa
