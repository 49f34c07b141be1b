#include "storage/search_text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <utf8proc.h>

#include "core/bytes.h"
#include "core/text.h"

namespace sohoa {
namespace {

constexpr std::size_t kSnippetTokens = 28;
constexpr std::size_t kLeadTokens = 6;  ///< shown before the first match

/// What tokenizing needs to know of one code point.
struct PointInfo {
  bool is_word = false;  ///< letter or number: opens or continues a token
  bool is_mark = false;  ///< combining mark that NFC could not compose: only continues one
  std::string exact;
  std::string folded;
};

PointInfo describe_point(char32_t point) {
  PointInfo about;
  const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(point));
  about.is_word = (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
                  (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO);
  about.is_mark = category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME;
  if (!about.is_word && !about.is_mark) return about;
  std::string character;
  append_utf8(character, point);
  about.exact = to_lower(character);
  about.folded = fold(character);
  return about;
}

// All of Vietnamese lies below U+2000. Folding one point at a time through utf8proc costs 300 ns,
// so the answers are made once: 8,192 rows, 3 ms at the first search or first page.
constexpr char32_t kTablePoints = 0x2000;

const PointInfo& point_info(char32_t point, PointInfo& scratch) {
  static const std::vector<PointInfo> table = [] {
    std::vector<PointInfo> rows;
    rows.reserve(kTablePoints);
    for (char32_t c = 0; c < kTablePoints; ++c) rows.push_back(describe_point(c));
    return rows;
  }();
  if (point < kTablePoints) return table[point];
  scratch = describe_point(point);
  return scratch;
}

/// Reads one code point of `text` at `at` and steps over it; ill-formed bytes are U+FFFD.
char32_t next_point(std::string_view text, std::size_t& at) {
  const auto first = static_cast<unsigned char>(text[at]);
  if (first < 0x80) {
    ++at;
    return first;
  }
  utf8proc_int32_t point = -1;
  const auto used = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data() + at),
                                     static_cast<utf8proc_ssize_t>(text.size() - at),
                                     &point);
  at += used > 0 ? static_cast<std::size_t>(used) : 1;
  return used > 0 ? static_cast<char32_t>(point) : U'\uFFFD';
}

void close_token(std::vector<Token>& tokens, std::optional<Token>& open) {
  if (open) tokens.push_back(std::move(*open));
  open.reset();
}

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

void end_token(IndexedText& text) {
  text.exact += ' ';
  text.folded += ' ';
}

void append_pair(std::string& pairs, std::string_view first, std::string_view second) {
  if (!pairs.empty()) pairs += ' ';
  pairs += first;
  pairs += '_';
  pairs += second;
}

/// How often `wanted` stands in `text`, places that overlap counted each.
int count_places(std::string_view text, std::string_view wanted) {
  int count = 0;
  for (auto at = text.find(wanted); at != text.npos; at = text.find(wanted, at + 1)) ++count;
  return count;
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

std::vector<Token> tokenize(std::string_view nfc) {
  std::vector<Token> tokens;
  std::optional<Token> open;
  PointInfo scratch;
  for (std::size_t at = 0; at < nfc.size();) {
    const std::size_t begin = at;
    const PointInfo& about = point_info(next_point(nfc, at), scratch);
    if (!about.is_word && !(about.is_mark && open)) {
      close_token(tokens, open);
      continue;
    }
    if (!open) open = Token{begin, begin, {}, {}};
    open->end = at;
    open->exact += about.exact;
    open->folded += about.folded;
  }
  close_token(tokens, open);
  return tokens;
}

// As tokenize() followed by joining, but without a Token for each word: a page in a third of the
// time, and every page that is stored or looked at goes through here.
IndexedText index_form(std::string_view nfc) {
  IndexedText text;
  text.exact.reserve(nfc.size() + 1);
  text.folded.reserve(nfc.size() + 1);
  PointInfo scratch;
  bool is_open = false;
  for (std::size_t at = 0; at < nfc.size();) {
    const PointInfo& about = point_info(next_point(nfc, at), scratch);
    const bool goes_on = about.is_word || (about.is_mark && is_open);
    if (goes_on) {
      text.exact += about.exact;
      text.folded += about.folded;
    } else if (is_open) {
      end_token(text);
    }
    is_open = goes_on;
  }
  if (is_open) end_token(text);
  return text;
}

std::string neighbour_pairs(std::string_view folded) {
  std::string pairs;
  pairs.reserve(2 * folded.size());
  std::string_view before;
  for (const auto token : split_words(folded)) {
    if (!before.empty()) append_pair(pairs, before, token);
    before = token;
  }
  return pairs;
}

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

std::vector<int> count_terms(std::string_view column,
                             const std::vector<Term>& terms,
                             TextForm form) {
  const std::string text = ' ' + std::string(column);
  std::vector<int> counts;
  counts.reserve(terms.size());
  for (const Term& term : terms) {
    std::string wanted = " ";
    for (const Token& token : term) wanted += token.form(form) + ' ';
    counts.push_back(count_places(text, wanted));
  }
  return counts;
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
