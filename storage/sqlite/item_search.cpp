#include "storage/sqlite/item_search.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "core/text.h"
#include "storage/search_text.h"
#include "storage/sqlite/item_rows.h"
#include "storage/sqlite/page_id.h"

namespace sohoa::sqlite {
namespace {

// ?1 is what is looked for, ?2…?6 the filters; an empty filter lets all pass.
#define SOHOA_FILTER                                                                \
  " (?2='' OR i.state=?2) AND (?3='' OR i.owner_id=?3) AND (?4='' OR i.dossier=?4)" \
  " AND (?5='' OR i.type=?5 OR i.component_code=?5 OR i.kind=?5)"                   \
  " AND (?6='' OR ((i.valid_from='' OR i.valid_from<=?6) AND (i.valid_to='' OR i.valid_to>=?6)))"

constexpr const char* kEverything =
    "SELECT i.seq, i.component << 20 FROM items i WHERE ?1='' AND" SOHOA_FILTER
    " ORDER BY i.seq DESC";

constexpr const char* kByCode =
    "SELECT i.seq, i.component << 20 FROM items i WHERE i.seq IN ("
    "SELECT item FROM item_names WHERE name=?1 UNION SELECT seq FROM items WHERE dossier=?1"
    " UNION SELECT seq FROM items WHERE owner_id=?1"
    " UNION SELECT seq FROM items WHERE number_key=?7 AND number_key<>''"
    ") AND" SOHOA_FILTER " ORDER BY i.seq DESC";

// bm25 costs 1.5 µs a page, and a common word is on nearly every page: only the newest ?7 of the
// matching pages are ranked.
constexpr const char* kByWords =
    "SELECT item, id FROM (SELECT i.seq AS item, w.rowid AS id, bm25(page_words) AS score"
    " FROM page_words w CROSS JOIN items i ON i.component = w.rowid >> 20"
    " WHERE page_words MATCH ?1 AND" SOHOA_FILTER
    " ORDER BY w.rowid DESC LIMIT ?7) ORDER BY score, id DESC";

constexpr const char* kComponentsWith =
    "SELECT rowid >> 20 FROM page_words WHERE page_words MATCH ?1 ORDER BY rowid";

constexpr const char* kFilteredComponentsWith =
    "SELECT i.component FROM page_words w CROSS JOIN items i ON i.component = w.rowid >> 20"
    " WHERE page_words MATCH ?1 AND" SOHOA_FILTER " ORDER BY w.rowid";

constexpr const char* kBestPage =
    "SELECT i.seq, w.rowid FROM page_words w JOIN items i ON i.component=?4"
    " WHERE page_words MATCH ?1 AND w.rowid BETWEEN ?2 AND ?3"
    " ORDER BY bm25(page_words), w.rowid LIMIT 1";

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
  bool is_full() const { return hits_.size() >= limit(); }
  std::size_t limit() const { return static_cast<std::size_t>(std::max(query_.limit, 0)); }
  void bind_filter(Statement& rows) const;
  Result<void> run_tiers();
  Result<void> add_tier(const char* sql, const std::string& wanted, TextForm form);
  Result<void> add_spread_over_pages();
  Result<std::vector<std::int64_t>> components_with_all();
  Result<void> add_best_page(std::int64_t component_seq, const std::string& wanted);
  Result<void> add_hit(std::int64_t item, const PageKey& page, TextForm form);
  Result<std::string> text_of(const PageKey& page);

  Connection& connection_;
  const ItemQuery& query_;
  Limits limits_;
  ParsedQuery parsed_;
  std::vector<std::string> words_;  ///< ItemHit::words of every hit
  std::vector<ItemHit> hits_;
  std::set<std::int64_t> seen_;  ///< item seqs among the hits
};

Result<std::vector<ItemHit>> Search::run() {
  TRY(run_tiers());
  return std::move(hits_);
}

Result<void> Search::run_tiers() {
  const std::string whole = squeeze(to_nfc(query_.text));
  if (whole.empty()) return add_tier(kEverything, whole, TextForm::Folded);
  TRY(add_tier(kByCode, whole, TextForm::Folded));
  if (parsed_.is_empty()) return {};
  if (parsed_.has_diacritics) {
    TRY(add_tier(kByWords, fts_all(parsed_, TextForm::Exact), TextForm::Exact));
  }
  TRY(add_tier(kByWords, fts_all(parsed_, TextForm::Folded), TextForm::Folded));
  return add_spread_over_pages();
}

void Search::bind_filter(Statement& rows) const {
  const bool is_any = query_.state == "any";
  rows.bind(is_any ? "" : query_.state.empty() ? "ACTIVE" : query_.state);
  rows.bind(query_.owner).bind(query_.dossier).bind(query_.type).bind(query_.valid_on);
}

Result<void> Search::add_tier(const char* sql, const std::string& wanted, TextForm form) {
  if (is_full()) return {};
  auto rows = TRY(connection_.prepare(sql));
  rows.bind(wanted);
  bind_filter(rows);
  if (sql == kByWords) rows.bind(std::int64_t{limits_.ranked_pages});
  if (sql == kByCode) rows.bind(index_form(wanted).folded);
  while (!is_full()) {
    const bool has_row = TRY(rows.step());
    if (!has_row) break;
    const std::int64_t item = rows.integer();
    const PageKey page = PageKey::of(rows.integer());
    if (seen_.insert(item).second) TRY(add_hit(item, page, form));
  }
  return {};
}

// Last resort: every term is somewhere in the component, though not on one page, or on a page older
// than those that were ranked. Newest first; the page shown is the one that says most of them.
Result<void> Search::add_spread_over_pages() {
  if (is_full()) return {};
  const auto common = TRY(components_with_all());
  const std::string any = fts_any(parsed_, TextForm::Folded);
  for (auto seq = common.rbegin(); seq != common.rend() && !is_full(); ++seq) {
    TRY(add_best_page(*seq, any));
  }
  return {};
}

/// Ascending values of the one column of `rows`, each once.
Result<std::vector<std::int64_t>> read_ascending(Statement& rows) {
  std::vector<std::int64_t> values;
  while (true) {
    const bool has_row = TRY(rows.step());
    if (!has_row) return values;
    const std::int64_t value = rows.integer();
    if (values.empty() || values.back() != value) values.push_back(value);
  }
}

Result<std::vector<std::int64_t>> Search::components_with_all() {
  std::vector<std::int64_t> common;
  for (std::size_t i = 0; i < parsed_.terms.size(); ++i) {
    auto rows = TRY(connection_.prepare(i == 0 ? kFilteredComponentsWith : kComponentsWith));
    rows.bind("folded : " + fts_term(parsed_.terms[i], TextForm::Folded));
    if (i == 0) bind_filter(rows);
    auto found = TRY(read_ascending(rows));
    if (i > 0) {
      std::vector<std::int64_t> both;
      std::ranges::set_intersection(common, found, std::back_inserter(both));
      found = std::move(both);
    }
    common = std::move(found);
    if (common.empty()) break;
  }
  return common;
}

Result<void> Search::add_best_page(std::int64_t component_seq, const std::string& wanted) {
  auto row = TRY(connection_.prepare(kBestPage));
  row.bind(wanted).bind(PageKey{component_seq, 0}.id());
  row.bind(PageKey{component_seq, PageKey::kOrdinalMask}.id()).bind(component_seq);
  const bool is_found = TRY(row.step());
  if (!is_found) return {};
  const std::int64_t item = row.integer();
  const PageKey page = PageKey::of(row.integer());
  return seen_.insert(item).second ? add_hit(item, page, TextForm::Folded) : Result<void>();
}

Result<void> Search::add_hit(std::int64_t item, const PageKey& page, TextForm form) {
  auto row = TRY(connection_.prepare("SELECT " SOHOA_ITEM_ROW " FROM items i WHERE i.seq=?1"));
  row.bind(item);
  TRY(row.step());
  ItemHit hit;
  hit.item = read_item(row);
  hit.words = words_;
  hit.page = page.ordinal;
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
