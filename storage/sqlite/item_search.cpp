#include "storage/sqlite/item_search.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "core/text.h"
#include "storage/search_text.h"
#include "storage/sqlite/few_items.h"
#include "storage/sqlite/item_filter.h"
#include "storage/sqlite/item_rows.h"
#include "storage/sqlite/page_id.h"
#include "storage/sqlite/page_rank.h"
#include "storage/sqlite/phrase_pages.h"

namespace sohoa::sqlite {
namespace {

/// So few items are searched by reading their texts, 30 µs a page.
constexpr std::int64_t kFewItems = 200;
constexpr std::size_t kFewPages = 1'000;
/// Pages looked at before a filter that lets little pass must be content with what it has.
constexpr std::int64_t kLookedAtShare = 4;  ///< times Limits::ranked_pages

constexpr const char* kByCode =
    "SELECT i.seq, coalesce(i.component, 0) FROM items i WHERE i.seq IN ("
    "SELECT item FROM item_names WHERE name=?6 UNION SELECT seq FROM items WHERE dossier=?6"
    " UNION SELECT seq FROM items WHERE owner_id=?6 AND ?6<>''"
    " UNION SELECT seq FROM items WHERE number_key=?7 AND number_key<>'') AND" SOHOA_ITEM_FILTER
    " ORDER BY i.seq DESC LIMIT ?8";

// Every matching page comes out, newest first; one whose item does not pass has no item and is not
// ranked, because that is what costs.
#define SOHOA_BY_WORDS(filter)                                                            \
  "SELECT w.rowid, i.seq, CASE WHEN i.seq IS NOT NULL THEN page_rank(page_words, ?7) END" \
  " FROM page_words w LEFT JOIN items i ON i.component = w.rowid >> 20 AND" filter        \
  " WHERE page_words MATCH ?6 AND w.rowid BETWEEN ?8 AND ?9 ORDER BY w.rowid DESC"
constexpr const char* kByWords = SOHOA_BY_WORDS(SOHOA_ITEM_FILTER_NARROW);
constexpr const char* kByWordsOfOwner = SOHOA_BY_WORDS(SOHOA_ITEM_FILTER);

constexpr const char* kItemsOf =
    "SELECT i.seq FROM items i WHERE i.component = ?6 AND" SOHOA_ITEM_FILTER " ORDER BY i.seq DESC";

#define SOHOA_COMPONENTS_WITH(index)               \
  "SELECT rowid >> 20 FROM " index " WHERE " index \
  " MATCH ?1 AND rowid BETWEEN ?2 AND ?3"          \
  " ORDER BY rowid"
constexpr const char* kComponentsWith = SOHOA_COMPONENTS_WITH("page_words");
constexpr const char* kComponentsWithPairs = SOHOA_COMPONENTS_WITH("page_pairs");

struct PageRange {
  std::int64_t first = 0;
  std::int64_t last = INT64_MAX;
};

/// A matching page of an item that passes.
struct Match {
  std::int64_t page = 0;
  std::int64_t item = 0;
  double score = 0;
};

bool is_better(const Match& a, const Match& b) {
  return a.score != b.score ? a.score > b.score : a.page > b.page;
}

/// Terms as ItemHit::words gives them.
std::vector<std::string> folded_words(const ParsedQuery& query) {
  std::vector<std::string> words;
  for (const Term& term : query.terms) {
    std::string text;
    for (const Token& token : term) text += (text.empty() ? "" : " ") + token.folded;
    words.push_back(std::move(text));
  }
  return words;
}

std::string folded_column(const Term& term) {
  return "folded : " + fts_term(term, TextForm::Folded);
}

/// Ascending, each component of the range that says the term once; of a phrase also some that only
/// have its pairs.
Result<std::vector<std::int64_t>> components_with(Connection& connection,
                                                  const Term& term,
                                                  const PageRange& range) {
  const bool is_phrase = term.size() > 1;
  auto rows = TRY(connection.prepare(is_phrase ? kComponentsWithPairs : kComponentsWith));
  rows.bind(is_phrase ? fts_pairs({term}) : folded_column(term));
  rows.bind(range.first).bind(range.last);
  std::vector<std::int64_t> components;
  while (true) {
    const bool has_row = TRY(rows.step());
    if (!has_row) return components;
    const std::int64_t component = rows.integer();
    if (components.empty() || components.back() != component) components.push_back(component);
  }
}

/// Keeps those that say the term too.
Result<void> keep_components_with(Connection& connection,
                                  const Term& term,
                                  std::vector<std::int64_t>& components) {
  const PageRange range{PageKey{components.front(), 0}.id(),
                        PageKey{components.back(), PageKey::kOrdinalMask}.id()};
  const auto saying = TRY(components_with(connection, term, range));
  std::vector<std::int64_t> both;
  std::ranges::set_intersection(components, saying, std::back_inserter(both));
  components = std::move(both);
  return {};
}

/// What the index is asked: an expression, and how much each of its terms counts.
struct Question {
  std::string expression;
  std::vector<double> weights;
  TextForm form = TextForm::Folded;
};

/// One search under way: hits so far, best first, one an item.
class Search {
 public:
  Search(Connection& connection, const ItemQuery& query, const Limits& limits)
      : connection_(connection),
        query_(query),
        limits_(limits),
        parsed_(parse_query(query.text, limits.query_words)),
        words_(folded_words(parsed_)) {}

  Result<std::vector<ItemHit>> run();

 private:
  std::int64_t limit() const { return std::max(query_.limit, 0); }
  bool is_full() const { return std::ssize(hits_) >= limit(); }
  bool is_enough(std::int64_t looked_at, std::size_t matches) const;

  Result<void> run_tiers();
  Result<void> list_all();
  Result<void> add_by_code(const std::string& whole);
  Result<void> find_few();
  Result<void> add_by_words(TextForm form);
  Result<std::optional<std::int64_t>> gather(const Question& question,
                                             const PageRange& range,
                                             std::vector<Match>& matches);
  Result<void> add_matches(std::vector<Match>& matches, TextForm form);
  Result<void> add_said(const Question& question);
  Result<void> add_phrases(const Question& question);
  Result<void> add_spread_over_pages();
  Result<void> add_spread(const std::vector<SaidPage>& pages, const std::vector<double>& weights);
  Result<std::vector<std::int64_t>> components_with_all(const std::vector<double>& weights);
  Result<std::vector<ItemPlace>> places_of(const std::vector<std::int64_t>& components);
  Result<void> add_hit(std::int64_t item, const PageKey& page, TextForm form);
  Result<std::string> text_of(const PageKey& page);

  Connection& connection_;
  const ItemQuery& query_;
  Limits limits_;
  ParsedQuery parsed_;
  std::vector<std::string> words_;            ///< ItemHit::words of every hit
  std::optional<std::vector<SaidPage>> few_;  ///< all pages that pass, when they are few
  std::unique_ptr<PhrasePages> phrases_;      ///< pages with the phrases, when they are rare
  std::vector<ItemHit> hits_;
  std::set<std::int64_t> seen_;  ///< items among the hits
};

Result<std::vector<ItemHit>> Search::run() {
  if (limit() > 0) TRY(run_tiers());
  return std::move(hits_);
}

Result<void> Search::run_tiers() {
  const std::string whole = squeeze(to_nfc(query_.text));
  if (whole.empty()) return list_all();
  TRY(add_by_code(whole));
  if (parsed_.is_empty() || is_full()) return {};
  TRY(find_few());
  if (!few_) phrases_ = TRY(PhrasePages::open(connection_, query_, parsed_.terms));
  if (parsed_.has_diacritics) TRY(add_by_words(TextForm::Exact));
  TRY(add_by_words(TextForm::Folded));
  return add_spread_over_pages();
}

Result<void> Search::list_all() {
  const auto places = TRY(list_items(connection_, query_, limit()));
  for (const ItemPlace& place : places) {
    TRY(add_hit(place.item, PageKey{place.component_seq, 0}, TextForm::Folded));
  }
  return {};
}

Result<void> Search::add_by_code(const std::string& whole) {
  auto rows = TRY(connection_.prepare(kByCode));
  bind_filter(rows, query_);
  rows.bind(whole).bind(index_form(whole).folded).bind(limit());
  while (true) {
    const bool has_row = TRY(rows.step());
    if (!has_row) return {};
    const std::int64_t item = rows.integer();
    TRY(add_hit(item, PageKey{rows.integer(), 0}, TextForm::Folded));
  }
}

// A filter that lets little pass would make a common word read all its pages.
Result<void> Search::find_few() {
  const bool is_narrowed = !query_.owner.empty() || !query_.dossier.empty() ||
                           !query_.type.empty() || !query_.state.empty();
  if (!is_narrowed) return {};
  const auto places = TRY(list_items(connection_, query_, kFewItems + 1));
  if (std::ssize(places) > kFewItems) return {};
  few_ = TRY(read_pages(connection_, places, parsed_, kFewPages));
  return {};
}

Result<void> Search::add_by_words(TextForm form) {
  if (is_full()) return {};
  const Question question{
      fts_all(parsed_, form), TRY(term_weights(connection_, parsed_, form)), form};
  if (few_) return add_said(question);
  if (phrases_) return add_phrases(question);
  std::vector<Match> matches;
  PageRange range;
  while (!is_full()) {
    const auto stopped_at = TRY(gather(question, range, matches));
    TRY(add_matches(matches, form));
    if (!stopped_at) return {};
    range.last = *stopped_at - 1;
  }
  return {};
}

Result<void> Search::add_said(const Question& question) {
  std::vector<Match> matches;
  for (const SaidPage& page : *few_) {
    const auto& counts = page.counts(question.form);
    if (!says_all(counts)) continue;
    matches.push_back({page.page, page.item, page_score(counts, question.weights, page.tokens)});
  }
  return add_matches(matches, question.form);
}

/// Ranks the newest Limits::ranked_pages, then, if hits are still wanting, those before them.
Result<void> Search::add_phrases(const Question& question) {
  std::vector<Match> matches;
  for (std::size_t n = 0; !is_full(); ++n) {
    const SaidPage* page = TRY(phrases_->at(n));
    if (page == nullptr) return add_matches(matches, question.form);
    const auto& counts = page->counts(question.form);
    if (!says_all(counts)) continue;
    matches.push_back({page->page, page->item, page_score(counts, question.weights, page->tokens)});
    if (std::ssize(matches) >= limits_.ranked_pages) TRY(add_matches(matches, question.form));
  }
  return {};
}

bool Search::is_enough(std::int64_t looked_at, std::size_t matches) const {
  const auto count = static_cast<std::int64_t>(matches);
  const bool is_long = looked_at >= kLookedAtShare * limits_.ranked_pages;
  return count >= limits_.ranked_pages || (is_long && count >= limit());
}

/// Adds the newest matches; the page where it had enough, nullopt when there are no more.
Result<std::optional<std::int64_t>> Search::gather(const Question& question,
                                                   const PageRange& range,
                                                   std::vector<Match>& matches) {
  const bool is_wide = query_.owner.empty() && query_.dossier.empty();
  auto rows = TRY(connection_.prepare(is_wide ? kByWords : kByWordsOfOwner));
  bind_filter(rows, query_);
  rows.bind(question.expression).bind_blob(weights_blob(question.weights));
  rows.bind(range.first).bind(range.last);
  for (std::int64_t looked_at = 1;; ++looked_at) {
    const bool has_row = TRY(rows.step());
    if (!has_row) return std::optional<std::int64_t>();
    const std::int64_t page = rows.integer();
    const bool passes = !rows.is_null();
    const std::int64_t item = rows.integer();
    if (passes) matches.push_back({page, item, rows.real()});
    if (is_enough(looked_at, matches.size())) return std::optional(page);
  }
}

Result<void> Search::add_matches(std::vector<Match>& matches, TextForm form) {
  std::ranges::sort(matches, is_better);
  for (const Match& match : matches) {
    if (is_full()) break;
    TRY(add_hit(match.item, PageKey::of(match.page), form));
  }
  matches.clear();
  return {};
}

// Last resort: every term is somewhere in the component, though not on one page. Newest first; the
// page shown is the one that answers best.
Result<void> Search::add_spread_over_pages() {
  if (is_full() || parsed_.terms.size() < 2) return {};
  const auto weights = TRY(term_weights(connection_, parsed_, TextForm::Folded));
  if (few_) return add_spread(*few_, weights);
  const auto components = TRY(components_with_all(weights));
  const auto places = TRY(places_of(components));
  for (const ItemPlace& place : places) {
    if (is_full()) break;
    const auto pages = TRY(read_pages(connection_, {place}, parsed_, PageKey::kOrdinalMask));
    if (pages) TRY(add_spread(*pages, weights));
  }
  return {};
}

/// `pages` stand item by item.
Result<void> Search::add_spread(const std::vector<SaidPage>& pages,
                                const std::vector<double>& weights) {
  for (auto first = pages.begin(); first != pages.end() && !is_full();) {
    std::vector<int> said(weights.size());
    const SaidPage* best = nullptr;
    double best_score = 0;
    auto page = first;
    for (; page != pages.end() && page->item == first->item; ++page) {
      for (std::size_t t = 0; t < said.size(); ++t) said[t] += page->folded[t];
      const double score = page_score(page->folded, weights, page->tokens);
      if (best != nullptr && score <= best_score) continue;
      best = &*page;
      best_score = score;
    }
    if (says_all(said)) TRY(add_hit(best->item, PageKey::of(best->page), TextForm::Folded));
    first = page;
  }
  return {};
}

/// Ascending, the components that may say every term. What is few enough to be read is not asked
/// for further terms: those are read with it.
Result<std::vector<std::int64_t>> Search::components_with_all(const std::vector<double>& weights) {
  const auto rarest = static_cast<std::size_t>(std::ranges::max_element(weights) - weights.begin());
  auto components = TRY(components_with(connection_, parsed_.terms[rarest], {}));
  for (std::size_t t = 0; t < parsed_.terms.size(); ++t) {
    if (t == rarest || std::ssize(components) <= kFewItems) continue;
    TRY(keep_components_with(connection_, parsed_.terms[t], components));
  }
  return components;
}

/// Of these the newest items that pass, without those already found. Looked up last: most
/// components fall away before.
Result<std::vector<ItemPlace>> Search::places_of(const std::vector<std::int64_t>& components) {
  std::vector<ItemPlace> places;
  for (auto component = components.rbegin(); component != components.rend(); ++component) {
    if (std::ssize(places) >= limits_.ranked_pages) break;
    auto rows = TRY(connection_.prepare(kItemsOf));
    bind_filter(rows, query_);
    rows.bind(*component);
    while (true) {
      const bool has_row = TRY(rows.step());
      if (!has_row) break;
      const std::int64_t item = rows.integer();
      if (!seen_.contains(item)) places.push_back({item, *component});
    }
  }
  return places;
}

Result<void> Search::add_hit(std::int64_t item, const PageKey& page, TextForm form) {
  if (!seen_.insert(item).second) return {};
  auto row = TRY(connection_.prepare("SELECT " SOHOA_ITEM_ROW " FROM items i WHERE i.seq=?1"));
  row.bind(item);
  TRY(row.step());
  ItemHit hit;
  hit.item = read_item(row);
  hit.page = page.ordinal;
  hit.words = words_;
  if (!parsed_.is_empty()) hit.snippet = snippet(TRY(text_of(page)), parsed_, form);
  hits_.push_back(std::move(hit));
  return {};
}

Result<std::string> Search::text_of(const PageKey& page) {
  auto row = TRY(connection_.prepare("SELECT text FROM page_texts WHERE id=?1"));
  row.bind(page.id());
  const bool is_found = TRY(row.step());
  return is_found ? row.text() : std::string();
}

}  // namespace

Result<std::vector<ItemHit>> find_items(Connection& connection,
                                        const ItemQuery& query,
                                        const Limits& limits) {
  TRY(connection.execute("BEGIN"));
  auto hits = Search(connection, query, limits).run();
  if (connection.is_in_transaction()) TRY(connection.execute("ROLLBACK"));
  return hits;
}

}  // namespace sohoa::sqlite
