#include "storage/sqlite/few_items.h"

#include <algorithm>

#include "storage/sqlite/page_id.h"

namespace sohoa::sqlite {
namespace {

SaidPage count_on(std::int64_t item,
                  std::int64_t page,
                  const std::string& text,
                  const ParsedQuery& query) {
  const IndexedText words = index_form(text);
  SaidPage said;
  said.item = item;
  said.page = page;
  said.exact = count_terms(words.exact, query.terms, TextForm::Exact);
  said.folded = count_terms(words.folded, query.terms, TextForm::Folded);
  said.tokens = static_cast<int>(std::ranges::count(words.folded, ' '));
  return said;
}

}  // namespace

Result<std::optional<std::vector<SaidPage>>> read_pages(Connection& connection,
                                                        const std::vector<ItemPlace>& places,
                                                        const ParsedQuery& query,
                                                        std::size_t max_pages) {
  std::vector<SaidPage> pages;
  for (const ItemPlace& place : places) {
    auto rows =
        TRY(connection.prepare("SELECT id, text FROM page_texts WHERE id BETWEEN ?1 AND ?2"));
    rows.bind(PageKey{place.component_seq, 0}.id());
    rows.bind(PageKey{place.component_seq, PageKey::kOrdinalMask}.id());
    while (true) {
      const bool has_row = TRY(rows.step());
      if (!has_row) break;
      if (pages.size() == max_pages) return std::optional<std::vector<SaidPage>>();
      const std::int64_t page = rows.integer();
      pages.push_back(count_on(place.item, page, rows.text(), query));
    }
  }
  return std::optional(std::move(pages));
}

}  // namespace sohoa::sqlite
