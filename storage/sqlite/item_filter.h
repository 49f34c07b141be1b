// Which items a query lets pass, and how to list them when they are few.
#pragma once

#include <cstdint>
#include <vector>

#include "storage/item_records.h"
#include "storage/sqlite/statement.h"

// Items called i, by ?1…?5 of bind_filter(); an empty value lets all pass. NOCASE columns make
// identifiers compare without case. The first part reads the index of items by component only.
#define SOHOA_ITEM_FILTER_NARROW                                                        \
  " (?1='' OR i.state=?1) AND (?2='' OR i.type=?2 OR i.component_code=?2 OR i.kind=?2)" \
  " AND (?3='' OR ((i.valid_from='' OR i.valid_from<=?3)"                               \
  " AND (i.valid_to='' OR i.valid_to>=?3)))"
#define SOHOA_ITEM_FILTER \
  SOHOA_ITEM_FILTER_NARROW " AND (?4='' OR i.owner_id=?4) AND (?5='' OR i.dossier=?5)"
#define SOHOA_ITEM_FILTER_COUNT 5

namespace sohoa::sqlite {

/// An item and the component whose pages it shows (0: none).
struct ItemPlace {
  std::int64_t item = 0;
  std::int64_t component_seq = 0;
};

/// Binds the five values of the filter.
void bind_filter(Statement& rows, const ItemQuery& query);

/// Newest first, at most `limit`, all that the query says but its text. By the index of what it
/// names: owner, dossier, type, else state.
Result<std::vector<ItemPlace>> list_items(Connection& connection,
                                          const ItemQuery& query,
                                          std::int64_t limit);

}  // namespace sohoa::sqlite
