#include "storage/sqlite/phrase_pages.h"

#include "storage/sqlite/page_id.h"
#include "storage/sqlite/page_texts.h"

namespace sohoa::sqlite {
namespace {

/// Pages listed to see how common the pairs are, and later at a time.
constexpr std::int64_t kFirstListed = 1'000;
constexpr std::int64_t kMoreListed = 10'000;
/// Pairs on more than one of so many papers are common: enough pages are found by their words.
constexpr std::int64_t kCommonOneOf = 35;

constexpr const char* kPagesWithPairs =
    "SELECT rowid FROM page_pairs WHERE page_pairs MATCH ?1 AND rowid < ?2"
    " ORDER BY rowid DESC LIMIT ?3";

constexpr const char* kItemAndText =
    "SELECT i.seq, t.text FROM items i CROSS JOIN page_texts t ON t.id = ?6"
    " WHERE i.component = ?6 >> 20 AND" SOHOA_ITEM_FILTER " ORDER BY i.seq DESC";

}  // namespace

PhrasePages::PhrasePages(Connection& connection,
                         const ItemQuery& query,
                         const std::vector<Term>& terms)
    : connection_(connection), query_(query), terms_(terms), pairs_(fts_pairs(terms)) {}

Result<std::unique_ptr<PhrasePages>> PhrasePages::open(Connection& connection,
                                                       const ItemQuery& query,
                                                       const std::vector<Term>& terms) {
  std::unique_ptr<PhrasePages> pages(new PhrasePages(connection, query, terms));
  if (pages->pairs_.empty()) return std::unique_ptr<PhrasePages>();
  TRY(pages->list_more(kFirstListed));
  const bool is_common = TRY(pages->is_common());
  return is_common ? std::unique_ptr<PhrasePages>() : std::move(pages);
}

Result<const SaidPage*> PhrasePages::at(std::size_t n) {
  while (n >= pages_.size()) {
    if (next_ == listed_.size() && !is_all_listed_) TRY(list_more(kMoreListed));
    if (next_ == listed_.size()) return nullptr;
    TRY(read_next());
  }
  return &pages_[n];
}

Result<void> PhrasePages::list_more(std::int64_t count) {
  auto rows = TRY(connection_.prepare(kPagesWithPairs));
  rows.bind(pairs_).bind(listed_.empty() ? INT64_MAX : listed_.back()).bind(count);
  const std::size_t wanted = listed_.size() + static_cast<std::size_t>(count);
  while (listed_.size() < wanted) {
    const bool has_row = TRY(rows.step());
    is_all_listed_ = !has_row;
    if (!has_row) return {};
    listed_.push_back(rows.integer());
  }
  return {};
}

Result<bool> PhrasePages::is_common() {
  if (is_all_listed_) return false;
  const std::int64_t newest = TRY(newest_component(connection_));
  const std::int64_t span = newest - PageKey::of(listed_.back()).component_seq;
  return span < std::ssize(listed_) * kCommonOneOf;
}

/// A page may show for more than one item, or for none that passes.
Result<void> PhrasePages::read_next() {
  const std::int64_t page = listed_[next_++];
  auto rows = TRY(connection_.prepare(kItemAndText));
  bind_filter(rows, query_);
  rows.bind(page);
  while (true) {
    const bool has_row = TRY(rows.step());
    if (!has_row) return {};
    const std::int64_t item = rows.integer();
    SaidPage said = count_on(item, page, rows.text(), terms_);
    if (says_all(said.folded)) pages_.push_back(std::move(said));
  }
}

}  // namespace sohoa::sqlite
