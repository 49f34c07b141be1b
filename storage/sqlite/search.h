// The answer to one SearchQuery, read through one connection inside one snapshot.
#pragma once

#include <vector>

#include "core/limits.h"
#include "storage/records.h"
#include "storage/sqlite/statement.h"

namespace sohoa::sqlite {

Result<std::vector<SearchHit>> search(Connection& connection,
                                      const SearchQuery& query,
                                      const Limits& limits);

}  // namespace sohoa::sqlite
