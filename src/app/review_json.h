// Reviews as JSON, for scripts and the console.
#pragma once

#include <string>
#include <vector>

#include "storage/item_records.h"

namespace sohoa {

std::string review_json(const ReviewRecord& review);
/// With the field as it stands and the item it led to (empty: none).
std::string review_detail_json(const ReviewRecord& review,
                               const std::vector<FieldRecord>& fields,
                               const std::string& item);
std::string corrections_json(const std::vector<CorrectionCount>& counts);

}  // namespace sohoa
