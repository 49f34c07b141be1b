// What an officer says about a review, before it is carried out. Pure.
#pragma once

#include <string>
#include <string_view>

#include "pipeline/review.h"

namespace sohoa {

/// A paper that may be secret: its rejection takes the bytes out (pipeline/refuse_secret.h).
inline constexpr std::string_view kSecrecySubject = "secrecy";

/// White space squeezed, NFC.
ReviewDecision cleaned(ReviewDecision decision);

/// Whether it can be decided so at all. ReviewClosed, Usage, NotAttested.
Result<void> check_decision(const ReviewRecord& review, const ReviewDecision& decision);

/// All that a second person says yes to: an id under another name is another proposal.
std::string proposal_of(const ReviewRecord& review, const ReviewDecision& decision);

}  // namespace sohoa
