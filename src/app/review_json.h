// Reviews as JSON, for scripts and the console.
#pragma once

#include <string>
#include <vector>

#include "pipeline/review_queue.h"
#include "policy/review.h"
#include "storage/item_records.h"
#include "storage/records.h"

namespace sohoa {

/// One line of the queue; `urgency` and `age_s` are those of the moment.
std::string review_json(const QueuedReview& queued);

/// What stands behind one review, for whoever decides it.
struct ReviewDetail {
  std::vector<FieldRecord> fields;      ///< of the component; the review's own one is shown
  std::vector<ScanFindingRecord> scan;  ///< all the gate found
  std::string item;                     ///< it led to; empty: none
  std::vector<MetadataGap> gaps;        ///< what the description lacks (TT 01/2023 art. 9)
};
std::string review_detail_json(const QueuedReview& queued, const ReviewDetail& detail);
/// After a decision.
std::string decided_review_json(const ReviewRecord& review, const std::string& item);
/// {"item","title","dossier","coded_at","age_s","review"}
std::string unowned_json(const UnownedItem& unowned);
std::string corrections_json(const std::vector<CorrectionCount>& counts);

}  // namespace sohoa
