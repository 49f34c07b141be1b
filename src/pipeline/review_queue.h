// The officer's queue as it stands now: what was stored when a doubt was opened, and what only the
// moment knows, its age and how soon the dossier is due.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/clock.h"
#include "pipeline/store.h"
#include "policy/profile.h"

namespace sohoa {

struct QueuedReview {
  ReviewRecord review;
  std::string dossier;
  std::string due_on;        ///< day the dossier is due; empty: not known
  std::int32_t urgency = 0;  ///< urgency_at(): larger is sooner
  std::int64_t age_s = 0;    ///< since it was opened; of a closed one, until it was closed
};

/// Reviews of `query`, those that wait most urgent first by policy/review.h, of equals the oldest;
/// at most query.limit. Of a queue longer than 20 000 only what was most urgent when it was opened
/// is looked at: what blocks always comes before what does not.
Result<std::vector<QueuedReview>> review_queue(Catalog& catalog,
                                               const ReviewProfile& profile,
                                               const ReviewQuery& query,
                                               UtcTime now);

/// One of them by itself, as it stands now.
Result<QueuedReview> queued_review(Catalog& catalog,
                                   const ReviewProfile& profile,
                                   const ReviewRecord& review,
                                   UtcTime now);

/// The day on which the dossier is due (NgayHenTra) as its own papers say: the form it was received
/// with (TT 03/2025, Mẫu số 01), or the latest new date of an apology (Mẫu số 04). Only what is
/// sure counts; empty: not known.
Result<std::string> due_day(Catalog& catalog, const std::string& dossier);

/// A coded paper nobody owns (TT 01/2023 art. 10, 11): found by code, in no one's store.
struct UnownedItem {
  ItemRecord item;
  std::int64_t age_s = 0;   ///< since it was coded
  std::int64_t review = 0;  ///< the open review that asks for the owner; 0: none
};

/// Oldest first.
Result<std::vector<UnownedItem>> unowned_queue(Catalog& catalog, std::int32_t limit, UtcTime now);

}  // namespace sohoa
