#include "storage/sqlite/search.h"

#include <algorithm>
#include <array>
#include <functional>
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

constexpr const char* kByWords =
    "SELECT w.rowid FROM page_words w CROSS JOIN components c ON c.seq = w.rowid >> 20"
    " WHERE page_words MATCH ?1 AND" SOHOA_FILTER " ORDER BY bm25(page_words), w.rowid DESC";

constexpr const char* kComponentsWith =
    "SELECT DISTINCT rowid >> 20 FROM page_words WHERE page_words MATCH ?1";

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
  Search(Connection& connection, const SearchQuery& query, ComponentState state)
      : connection_(connection), query_(query), state_(state), parsed_(parse_query(query.text)) {}

  Result<std::vector<SearchHit>> run();

 private:
  using Accept = std::function<bool(std::int64_t component_seq)>;

  bool is_full() const { return hits_.size() >= limit(); }
  std::size_t limit() const { return static_cast<std::size_t>(std::max(query_.limit, 0)); }
  Result<void> run_tiers();
  Result<void> add_tier(const char* sql,
                        const std::string& wanted,
                        TextForm form,
                        const Accept& accept = {});
  Result<void> add_spread_over_pages();
  Result<std::set<std::int64_t>> components_with(const Term& term);
  Result<void> add_hit(const PageKey& page, TextForm form);
  Result<std::string> text_of(const PageKey& page);

  Connection& connection_;
  const SearchQuery& query_;
  ComponentState state_;
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
  if (parsed_.terms.size() < 2) return {};
  return add_spread_over_pages();
}

Result<void> Search::add_tier(const char* sql,
                              const std::string& wanted,
                              TextForm form,
                              const Accept& accept) {
  if (is_full()) return {};
  auto rows = TRY(connection_.prepare(sql));
  rows.bind(wanted).bind(static_cast<std::int64_t>(state_));
  rows.bind(query_.owner).bind(query_.dossier).bind(query_.type);
  while (!is_full()) {
    const bool has_row = TRY(rows.step());
    if (!has_row) break;
    const PageKey page = PageKey::of(rows.integer());
    if (accept && !accept(page.component_seq)) continue;
    if (!seen_.insert(page.component_seq).second) continue;
    TRY(add_hit(page, form));
  }
  return {};
}

// Last resort: every term is somewhere in the component, though not on one page. The page shown is
// the one that says most of them.
Result<void> Search::add_spread_over_pages() {
  if (is_full()) return {};
  std::set<std::int64_t> common = TRY(components_with(parsed_.terms.front()));
  for (std::size_t i = 1; i < parsed_.terms.size() && !common.empty(); ++i) {
    const auto others = TRY(components_with(parsed_.terms[i]));
    std::erase_if(common, [&](std::int64_t seq) { return !others.contains(seq); });
  }
  std::erase_if(common, [&](std::int64_t seq) { return seen_.contains(seq); });
  if (common.empty()) return {};
  return add_tier(
      kByWords, fts_any(parsed_, TextForm::Folded), TextForm::Folded, [&](std::int64_t seq) {
        return common.contains(seq);
      });
}

Result<std::set<std::int64_t>> Search::components_with(const Term& term) {
  auto rows = TRY(connection_.prepare(kComponentsWith));
  rows.bind("folded : " + fts_term(term, TextForm::Folded));
  std::set<std::int64_t> seqs;
  while (true) {
    const bool has_row = TRY(rows.step());
    if (!has_row) return seqs;
    seqs.insert(rows.integer());
  }
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

Result<std::vector<SearchHit>> search(Connection& connection, const SearchQuery& query) {
  const ComponentState state = TRY(parse_state(query.state));
  TRY(connection.execute("BEGIN"));
  auto hits = Search(connection, query, state).run();
  if (connection.is_in_transaction()) TRY(connection.execute("ROLLBACK"));
  return hits;
}

}  // namespace sohoa::sqlite
