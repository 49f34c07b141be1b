// Reviews as JSON, for scripts and the console.
#pragma once

#include <string>
#include <vector>

#include "pipeline/review_queue.h"
#include "policy/review.h"
#include "storage/item_records.h"

namespace sohoa {

/// One line of the queue; `urgency` and `age_s` are those of the moment.
std::string review_json(const QueuedReview& queued);
/// With the field as it stands, the item it led to (empty: none) and what the description lacks.
std::string review_detail_json(const QueuedReview& queued,
                               const std::vector<FieldRecord>& fields,
                               const std::string& item,
                               const std::vector<MetadataGap>& gaps);
/// After a decision.
std::string decided_review_json(const ReviewRecord& review, const std::string& item);
/// {"item","title","dossier","coded_at","age_s","review"}
std::string unowned_json(const UnownedItem& unowned);
std::string corrections_json(const std::vector<CorrectionCount>& counts);

}  // namespace sohoa
