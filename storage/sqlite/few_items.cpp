#include "storage/sqlite/few_items.h"

#include <algorithm>

#include "storage/sqlite/page_id.h"

namespace sohoa::sqlite {
SaidPage count_on(std::int64_t item,
                  std::int64_t page,
                  std::string_view text,
                  const std::vector<Term>& terms) {
  const IndexedText words = index_form(text);
  SaidPage said;
  said.item = item;
  said.page = page;
  said.exact = count_terms(words.exact, terms, TextForm::Exact);
  said.folded = count_terms(words.folded, terms, TextForm::Folded);
  said.tokens = static_cast<int>(std::ranges::count(words.folded, ' '));
  return said;
}

bool says_all(const std::vector<int>& counts) {
  return std::ranges::find(counts, 0) == counts.end();
}

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
      pages.push_back(count_on(place.item, page, rows.text(), query.terms));
    }
  }
  return std::optional(std::move(pages));
}

}  // namespace sohoa::sqlite
