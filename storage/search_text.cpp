#include "storage/search_text.h"

#include <algorithm>
#include <utility>

#include "core/text.h"

namespace sohoa {
namespace {

constexpr std::size_t kSnippetTokens = 28;
constexpr std::size_t kLeadTokens = 6;  ///< shown before the first match

bool is_quote(char32_t point) {
  constexpr std::u32string_view kQuotes = U"\"“”„«»";
  return kQuotes.find(point) != std::u32string_view::npos;
}

/// Pieces of the query between quotes, alternately outside and inside; the first is outside.
std::vector<std::string> split_at_quotes(std::string_view nfc) {
  std::vector<std::string> pieces(1);
  for (const char32_t point : to_utf32(nfc)) {
    if (is_quote(point)) {
      pieces.emplace_back();
    } else {
      append_utf8(pieces.back(), point);
    }
  }
  return pieces;
}

void add_term(ParsedQuery& query, std::string_view text, std::size_t& tokens_left) {
  Term term = tokenize(text);
  if (term.size() > tokens_left) term.resize(tokens_left);
  tokens_left -= term.size();
  if (!term.empty()) query.terms.push_back(std::move(term));
}

std::string join_terms(const ParsedQuery& query, TextForm form, std::string_view joint) {
  std::string expression;
  for (const Term& term : query.terms) {
    if (!expression.empty()) expression += joint;
    expression += fts_term(term, form);
  }
  const std::string column = form == TextForm::Exact ? "exact" : "folded";
  return column + " : (" + expression + ")";
}

bool starts_at(const std::vector<Token>& tokens, std::size_t at, const Term& term, TextForm form) {
  if (at + term.size() > tokens.size()) return false;
  for (std::size_t i = 0; i < term.size(); ++i) {
    if (tokens[at + i].form(form) != term[i].form(form)) return false;
  }
  return true;
}

/// For each token of the page the 1-based term that matched it; 0: none.
std::vector<std::size_t> matched_terms(const std::vector<Token>& tokens,
                                       const ParsedQuery& query,
                                       TextForm form) {
  std::vector<std::size_t> matched(tokens.size());
  for (std::size_t t = 0; t < query.terms.size(); ++t) {
    const Term& term = query.terms[t];
    for (std::size_t at = 0; at < tokens.size(); ++at) {
      if (!starts_at(tokens, at, term, form)) continue;
      std::fill_n(matched.begin() + static_cast<std::ptrdiff_t>(at), term.size(), t + 1);
    }
  }
  return matched;
}

std::size_t distinct_terms(const std::vector<std::size_t>& matched,
                           std::size_t begin,
                           std::size_t end,
                           std::size_t term_count) {
  std::vector<bool> is_seen(term_count + 1);
  for (std::size_t i = begin; i < end; ++i) is_seen[matched[i]] = true;
  return static_cast<std::size_t>(std::count(is_seen.begin() + 1, is_seen.end(), true));
}

/// First token of the window that shows the most different terms; the earliest of equals.
std::size_t best_window(const std::vector<std::size_t>& matched, std::size_t term_count) {
  std::size_t best = 0;
  std::size_t best_count = 0;
  for (std::size_t i = 0; i < matched.size() && best_count < term_count; ++i) {
    if (matched[i] == 0) continue;
    const std::size_t end = std::min(matched.size(), i + kSnippetTokens - kLeadTokens);
    const std::size_t count = distinct_terms(matched, i, end, term_count);
    if (count > best_count) {
      best = i;
      best_count = count;
    }
  }
  return best > kLeadTokens ? best - kLeadTokens : 0;
}

}  // namespace

ParsedQuery parse_query(std::string_view text, std::int32_t max_tokens) {
  const std::string nfc = to_nfc(text);
  ParsedQuery query;
  query.has_diacritics = has_diacritics(nfc);
  auto tokens_left = static_cast<std::size_t>(std::max(max_tokens, 0));
  bool is_inside = false;
  for (const std::string& piece : split_at_quotes(nfc)) {
    if (is_inside) add_term(query, piece, tokens_left);
    for (const auto word : split_words(is_inside ? std::string_view() : piece)) {
      add_term(query, word, tokens_left);
    }
    is_inside = !is_inside;
  }
  return query;
}

std::string fts_term(const Term& term, TextForm form) {
  std::string expression = "\"";
  for (const Token& token : term) {
    if (expression.size() > 1) expression += ' ';
    expression += token.form(form);
  }
  return expression + "\"";
}

std::string fts_all(const ParsedQuery& query, TextForm form) {
  return join_terms(query, form, " AND ");
}

std::string fts_any(const ParsedQuery& query, TextForm form) {
  return join_terms(query, form, " OR ");
}

std::string fts_pairs(const std::vector<Term>& terms) {
  std::string expression;
  for (const Term& term : terms) {
    for (std::size_t i = 1; i < term.size(); ++i) {
      if (!expression.empty()) expression += " AND ";
      expression += '"' + term[i - 1].folded + '_' + term[i].folded + '"';
    }
  }
  return expression;
}

std::string snippet(std::string_view nfc, const ParsedQuery& query, TextForm form) {
  const std::vector<Token> tokens = tokenize(nfc);
  if (tokens.empty()) return squeeze(nfc);
  const auto matched = matched_terms(tokens, query, form);
  const std::size_t first = best_window(matched, query.terms.size());
  const std::size_t last = std::min(tokens.size(), first + kSnippetTokens) - 1;
  std::string shown = first > 0 ? "… " : "";
  std::size_t from = first > 0 ? tokens[first].begin : 0;
  for (std::size_t i = first; i <= last; ++i) {
    const bool opens = matched[i] != 0 && (i == first || matched[i - 1] == 0);
    const bool closes = matched[i] != 0 && (i == last || matched[i + 1] == 0);
    shown += nfc.substr(from, tokens[i].begin - from);
    if (opens) shown += "«";
    shown += nfc.substr(tokens[i].begin, tokens[i].end - tokens[i].begin);
    if (closes) shown += "»";
    from = tokens[i].end;
  }
  const bool is_cut = last + 1 < tokens.size();
  shown += is_cut ? " …" : std::string(nfc.substr(from));
  return squeeze(shown);
}

}  // namespace sohoa
