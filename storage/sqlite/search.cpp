#include "storage/sqlite/search.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <utility>

#include "core/text.h"
#include "storage/search_text.h"
#include "storage/sqlite/page_id.h"
#include "storage/sqlite/rows.h"

namespace sohoa::sqlite {
namespace {

// ?1 is what is looked for, ?2…?5 the filters; an empty filter lets all pass. NOCASE columns make
// identifiers compare without case.
#define SOHOA_FILTER                                                     \
  " c.state=?2 AND (?3='' OR c.owner_id=?3) AND (?4='' OR c.dossier=?4)" \
  " AND (?5='' OR c.component=?5 OR c.kind=?5)"

constexpr const char* kEverything =
    "SELECT c.seq << 20 FROM components c WHERE ?1='' AND" SOHOA_FILTER " ORDER BY c.seq DESC";

constexpr const char* kByCode =
    "SELECT c.seq << 20 FROM components c WHERE (c.dossier=?1 OR c.item=?1 OR c.owner_id=?1) "
    "AND" SOHOA_FILTER " ORDER BY c.seq DESC";

// bm25 costs 1.5 µs a page, and a common word is on nearly every page: only the newest ?6 of the
// matching pages are ranked.
constexpr const char* kByWords =
    "SELECT id FROM (SELECT w.rowid AS id, bm25(page_words) AS score"
    " FROM page_words w CROSS JOIN components c ON c.seq = w.rowid >> 20"
    " WHERE page_words MATCH ?1 AND" SOHOA_FILTER
    " ORDER BY w.rowid DESC LIMIT ?6) ORDER BY score, id DESC";

constexpr const char* kComponentsWith =
    "SELECT rowid >> 20 FROM page_words WHERE page_words MATCH ?1 ORDER BY rowid";

constexpr const char* kFilteredComponentsWith =
    "SELECT c.seq FROM page_words w CROSS JOIN components c ON c.seq = w.rowid >> 20"
    " WHERE page_words MATCH ?1 AND" SOHOA_FILTER " ORDER BY w.rowid";

constexpr const char* kBestPage =
    "SELECT rowid FROM page_words WHERE page_words MATCH ?1 AND rowid BETWEEN ?2 AND ?3"
    " ORDER BY bm25(page_words), rowid LIMIT 1";

constexpr std::array<std::pair<std::string_view, ComponentState>, 5> kStateNames = {
    {{"", ComponentState::Done},
     {"done", ComponentState::Done},
     {"working", ComponentState::Working},
     {"failed", ComponentState::Failed},
     {"waiting", ComponentState::Waiting}}};

Result<ComponentState> parse_state(const std::string& name) {
  for (const auto& [known, state] : kStateNames) {
    if (known == name) return state;
  }
  return Error{Fault::Usage, "state is done, working, failed or waiting", {{}, 0, -1, "state"}};
}

/// One search under way: hits so far, best first, one a component.
class Search {
 public:
  Search(Connection& connection,
         const SearchQuery& query,
         ComponentState state,
         const Limits& limits)
      : connection_(connection),
        query_(query),
        state_(state),
        limits_(limits),
        parsed_(parse_query(query.text, limits.query_words)) {}

  Result<std::vector<SearchHit>> run();

 private:
  bool is_full() const { return hits_.size() >= limit(); }
  std::size_t limit() const { return static_cast<std::size_t>(std::max(query_.limit, 0)); }
  void bind_filter(Statement& rows) const;
  Result<void> run_tiers();
  Result<void> add_tier(const char* sql, const std::string& wanted, TextForm form);
  Result<void> add_spread_over_pages();
  Result<std::vector<std::int64_t>> components_with_all();
  Result<void> add_best_page(std::int64_t component_seq, const std::string& wanted);
  Result<void> add_hit(const PageKey& page, TextForm form);
  Result<std::string> text_of(const PageKey& page);

  Connection& connection_;
  const SearchQuery& query_;
  ComponentState state_;
  Limits limits_;
  ParsedQuery parsed_;
  std::vector<SearchHit> hits_;
  std::set<std::int64_t> seen_;  ///< component seqs among the hits
};

Result<std::vector<SearchHit>> Search::run() {
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
  rows.bind(static_cast<std::int64_t>(state_));
  rows.bind(query_.owner).bind(query_.dossier).bind(query_.type);
}

Result<void> Search::add_tier(const char* sql, const std::string& wanted, TextForm form) {
  if (is_full()) return {};
  auto rows = TRY(connection_.prepare(sql));
  rows.bind(wanted);
  bind_filter(rows);
  if (sql == kByWords) rows.bind(std::int64_t{limits_.ranked_pages});
  while (!is_full()) {
    const bool has_row = TRY(rows.step());
    if (!has_row) break;
    const PageKey page = PageKey::of(rows.integer());
    if (seen_.insert(page.component_seq).second) TRY(add_hit(page, form));
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
    if (seen_.insert(*seq).second) TRY(add_best_page(*seq, any));
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
  row.bind(PageKey{component_seq, PageKey::kOrdinalMask}.id());
  const bool is_found = TRY(row.step());
  if (!is_found) return {};
  return add_hit(PageKey::of(row.integer()), TextForm::Folded);
}

Result<void> Search::add_hit(const PageKey& page, TextForm form) {
  auto row =
      TRY(connection_.prepare("SELECT " SOHOA_COMPONENT_COLUMNS " FROM components WHERE seq=?1"));
  row.bind(page.component_seq);
  TRY(row.step());
  SearchHit hit;
  hit.component = read_component(row);
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

Result<std::vector<SearchHit>> search(Connection& connection,
                                      const SearchQuery& query,
                                      const Limits& limits) {
  const ComponentState state = TRY(parse_state(query.state));
  TRY(connection.execute("BEGIN"));
  auto hits = Search(connection, query, state, limits).run();
  if (connection.is_in_transaction()) TRY(connection.execute("ROLLBACK"));
  return hits;
}

}  // namespace sohoa::sqlite
