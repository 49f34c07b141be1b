// When few items are in question their texts are read instead of the index: opening the index for
// one item costs as much as reading ten pages.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "storage/search_text.h"
#include "storage/sqlite/item_filter.h"
#include "storage/sqlite/statement.h"

namespace sohoa::sqlite {

/// A page of an item and how often it says each term of a query.
struct SaidPage {
  std::int64_t item = 0;
  std::int64_t page = 0;    ///< PageKey::id()
  std::vector<int> exact;   ///< by term
  std::vector<int> folded;  ///< by term
  int tokens = 0;

  const std::vector<int>& counts(TextForm form) const {
    return form == TextForm::Exact ? exact : folded;
  }
};

/// What a page of `item` with this text says.
SaidPage count_on(std::int64_t item,
                  std::int64_t page,
                  std::string_view text,
                  const std::vector<Term>& terms);

/// Whether no count is 0.
bool says_all(const std::vector<int>& counts);

/// All pages of `places`, in their order; nullopt when they are more than `max_pages`.
Result<std::optional<std::vector<SaidPage>>> read_pages(Connection& connection,
                                                        const std::vector<ItemPlace>& places,
                                                        const ParsedQuery& query,
                                                        std::size_t max_pages);

}  // namespace sohoa::sqlite
