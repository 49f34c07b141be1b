// Best-signature-time and the chain judged at it (EN 319 102-1, 5.5.4 and 5.6.2.4).
#pragma once

#include "signing/checks/path.h"
#include "signing/checks/timeline.h"

namespace sohoa::checks {

/// The signer's chain with the moment it was judged for.
struct DatedPath {
  PathVerdict path;
  UtcTime when;                               ///< best-signature-time
  std::optional<UtcTime> proven_before = {};  ///< the same, when a time-stamp proves it
  std::optional<UtcTime> made_after = {};     ///< from content time-stamps
};

/// Judges the signing certificate of signature `number` at the earliest moment the signature is
/// proven to have existed, by time-stamps of the signer's own regime; at `at` when there is no
/// proof. Adds what the time-stamps are worth to `checks`; the chain's own checks stay in the
/// answer.
DatedPath judge_in_time(const SignedFile& file,
                        std::int32_t number,
                        PathJudge& judge,
                        const Timeline& timeline,
                        const TrustPolicy& trust,
                        UtcTime at,
                        CheckList& checks);

}  // namespace sohoa::checks
