// The officer's queue: deciding a doubt, and what follows from it.
#pragma once

#include <cstdint>
#include <string>

#include "pipeline/file_item.h"

namespace sohoa {

enum class ReviewAct : std::uint8_t {
  Accept,   ///< what was read, or declared, is right
  Correct,  ///< `value` is right
  Reject,   ///< the paper is refused; for a field: it stays empty; for "secrecy": it is secret
  Rescan,   ///< this scan is refused, the paper must be scanned again; an item stays until it is
};

struct ReviewDecision {
  ReviewAct act = ReviewAct::Accept;
  /// Correct. Of a date any way officers write it. For an owner the id, `name` and `owner_type`
  /// beside it; a value without a digit is the name alone.
  std::string value;
  std::string name;
  std::string owner_type;
  std::string officer;
  std::string note;
};

struct ReviewOutcome {
  ReviewRecord review;
  Filed filed;  ///< the item, when this was the last thing the paper waited for
};

/// Carries the decision out and files the component if nothing else blocks it, all in one commit.
/// Where a decision makes the paper contradict its declaration, or another type brings other
/// fields, new reviews open in the same commit; what is settled with it is "dropped" (not counted).
/// Where the profile asks for a second person the first decision only proposes (state "second") and
/// another officer confirms it by the same act and value; deciding twice alone is Forbidden.
/// Errors: NoSuchReview, ReviewClosed, Usage (no officer, no value, no date), NoSuchTemplate
/// (type).
Result<ReviewOutcome> decide_review(const FilingContext& filing,
                                    std::int64_t id,
                                    const ReviewDecision& decision);

}  // namespace sohoa
