// What a person typed, and what of a page is shown for it. Pure.
//
// Index and question go through the same cutting (tokens.h), so "8276/STC-VP" is the phrase
// 8276·stc·vp on both sides and what stands between the tokens never matters.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/limits.h"
#include "storage/tokens.h"

namespace sohoa {

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

/// A piece of `nfc` around the densest match, white space squeezed, matched tokens between « and »,
/// "…" where text was left out. Without a match the beginning of the text.
std::string snippet(std::string_view nfc, const ParsedQuery& query, TextForm form);

}  // namespace sohoa
