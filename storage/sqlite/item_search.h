// The answer to one ItemQuery, read through one connection inside one snapshot.
#pragma once

#include <vector>

#include "core/limits.h"
#include "storage/item_records.h"
#include "storage/sqlite/statement.h"

namespace sohoa::sqlite {

Result<std::vector<ItemHit>> find_items(Connection& connection,
                                        const ItemQuery& query,
                                        const Limits& limits);

}  // namespace sohoa::sqlite
