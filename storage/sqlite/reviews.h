// The queue of what officers must look at, and what became of it.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "storage/item_records.h"
#include "storage/sqlite/statement.h"

namespace sohoa::sqlite {

/// Inserts (id 0) or updates an open one. NoSuchReview, or ReviewClosed when another officer was
/// faster: what was decided stays.
Result<std::int64_t> put_review(Connection& connection, const ReviewRecord& review);
Result<std::vector<ReviewRecord>> list_reviews(Connection& connection, const ReviewQuery& query);
Result<std::vector<CorrectionCount>> count_corrections(Connection& connection);

}  // namespace sohoa::sqlite
