// Reviews as JSON, for scripts and the console.
#pragma once

#include <string>
#include <vector>

#include "storage/item_records.h"
#include "storage/records.h"

namespace sohoa {

std::string review_json(const ReviewRecord& review);
/// What stands behind one review, for whoever decides it.
struct ReviewDetail {
  std::vector<FieldRecord> fields;      ///< of the component; the review's own one is shown
  std::vector<ScanFindingRecord> scan;  ///< all the gate found
  std::string item;                     ///< it led to; empty: none
};
std::string review_detail_json(const ReviewRecord& review, const ReviewDetail& detail);
std::string corrections_json(const std::vector<CorrectionCount>& counts);

}  // namespace sohoa
