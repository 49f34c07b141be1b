#include "storage/sqlite/item_filter.h"

#include <algorithm>
#include <array>
#include <span>

namespace sohoa::sqlite {
namespace {

// One statement an index: the condition in front is the only one that SQLite can look up, and
// each index ends in the row id, so the newest come first without sorting.
#define SOHOA_LIST(condition)                                                              \
  "SELECT i.seq, coalesce(i.component, 0) FROM items i WHERE " condition SOHOA_ITEM_FILTER \
  " ORDER BY i.seq DESC LIMIT ?6"

constexpr const char* kByOwner = SOHOA_LIST("i.owner_id=?4 AND");
constexpr const char* kByDossier = SOHOA_LIST("i.dossier=?5 AND");
constexpr const char* kByType = SOHOA_LIST("i.type=?2 AND");
constexpr const char* kByComponentCode = SOHOA_LIST("i.component_code=?2 AND");
constexpr const char* kByKind = SOHOA_LIST("i.kind=?2 AND");
constexpr const char* kByState = SOHOA_LIST("i.state=?1 AND");
constexpr const char* kAll = SOHOA_LIST("");

std::vector<const char*> ways_to_list(const ItemQuery& query) {
  if (!query.owner.empty()) return {kByOwner};
  if (!query.dossier.empty()) return {kByDossier};
  if (!query.type.empty()) return {kByType, kByComponentCode, kByKind};
  return {query.state == "any" ? kAll : kByState};
}

bool is_newer(const ItemPlace& a, const ItemPlace& b) {
  return a.item > b.item;
}

bool is_same(const ItemPlace& a, const ItemPlace& b) {
  return a.item == b.item;
}

}  // namespace

void bind_filter(Statement& rows, const ItemQuery& query) {
  const std::string state = query.state.empty() ? "ACTIVE" : query.state;
  rows.bind(state == "any" ? "" : state).bind(query.type).bind(query.valid_on);
  rows.bind(query.owner).bind(query.dossier);
}

Result<std::vector<ItemPlace>> list_items(Connection& connection,
                                          const ItemQuery& query,
                                          std::int64_t limit) {
  std::vector<ItemPlace> places;
  const auto ways = ways_to_list(query);
  for (const char* sql : ways) {
    auto rows = TRY(connection.prepare(sql));
    bind_filter(rows, query);
    rows.bind(limit);
    while (true) {
      const bool has_row = TRY(rows.step());
      if (!has_row) break;
      const std::int64_t item = rows.integer();
      places.push_back({item, rows.integer()});
    }
  }
  std::ranges::sort(places, is_newer);
  const auto repeated = std::ranges::unique(places, is_same);
  places.erase(repeated.begin(), places.end());
  if (std::ssize(places) > limit) places.resize(static_cast<std::size_t>(limit));
  return places;
}

}  // namespace sohoa::sqlite
