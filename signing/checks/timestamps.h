// One time-stamp token: is it whole, is it of these data, and do we trust who made it?
#pragma once

#include "signing/checks/check_list.h"
#include "signing/checks/path.h"
#include "signing/verdict.h"

namespace sohoa::checks {

struct TokenVerdict {
  CheckList checks;
  Integrity integrity = Integrity::Unknown;
  std::string regime;
};

/// EN 319 102-1, 5.4. `when`: the earliest moment the token is proven to have existed. `holder` is
/// the document time-stamp itself; null for an embedded token.
TokenVerdict judge_token(const TimestampFacts& token,
                         const SignatureFacts* holder,
                         const EvidenceIndex& index,
                         PathJudge& paths,
                         const TrustPolicy& trust,
                         UtcTime at,
                         UtcTime when);

}  // namespace sohoa::checks
