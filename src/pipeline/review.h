// The officer's queue: deciding a doubt, and what follows from it.
#pragma once

#include <cstdint>
#include <string>

#include "pipeline/file_item.h"

namespace sohoa {

enum class ReviewAct : std::uint8_t {
  Accept,   ///< what was read, or declared, is right
  Correct,  ///< `value` is right
  Reject,   ///< the paper is refused; for a field: it stays empty
  Rescan,   ///< the paper must be scanned again
};

struct ReviewDecision {
  ReviewAct act = ReviewAct::Accept;
  std::string value;  ///< Correct; for an owner the id, `name` and `owner_type` beside it
  std::string name;
  std::string owner_type;
  std::string officer;
  std::string note;
};

struct ReviewOutcome {
  ReviewRecord review;
  Filed filed;  ///< the item, when this was the last thing the paper waited for
};

/// Carries the decision out in one commit, then files the component if nothing else blocks it.
/// Where the profile asks for a second person the first decision only proposes (state "second") and
/// another officer confirms it by the same act; deciding twice alone is Forbidden.
/// Errors: NoSuchReview, ReviewClosed, Usage (no officer, no value), NoSuchTemplate (type).
Result<ReviewOutcome> decide_review(const FilingContext& filing,
                                    std::int64_t id,
                                    const ReviewDecision& decision);

}  // namespace sohoa
