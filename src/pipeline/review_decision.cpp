#include "pipeline/review_decision.h"

#include "core/text.h"

namespace sohoa {
namespace {

Error usage(std::string what) {
  return {Fault::Usage, std::move(what), {}};
}

}  // namespace

ReviewDecision cleaned(ReviewDecision decision) {
  for (std::string* text : {&decision.value, &decision.name, &decision.officer})
    *text = squeeze(to_nfc(*text));
  return decision;
}

Result<void> check_decision(const ReviewRecord& review, const ReviewDecision& decision) {
  if (review.closed_at) return Error{Fault::ReviewClosed, review.state, {}};
  if (decision.officer.empty()) return usage("--officer");
  const bool has_value = !decision.value.empty();
  if (decision.act == ReviewAct::Correct && !has_value) return usage("--value");
  const bool decides_alone =
      decision.act == ReviewAct::Accept || decision.act == ReviewAct::Correct;
  if (review.subject == "attestation" && decides_alone)
    return Error{Fault::NotAttested, "sohoa attest submit " + review.component, {}};
  const bool is_missing =
      (review.subject == "dossier" || review.subject == "title") && review.before.empty();
  if (is_missing && decision.act == ReviewAct::Accept) return usage("--value");
  // Secret or not: another scan of it may not be made, nor another value found.
  const bool answers = decision.act == ReviewAct::Accept || decision.act == ReviewAct::Reject;
  if (review.subject == kSecrecySubject && !answers) return usage("accept | reject");
  return {};
}

std::string proposal_of(const ReviewRecord& review, const ReviewDecision& decision) {
  std::string text = decision.value;
  if (review.subject != "owner") return text;
  if (!decision.name.empty()) text += " · " + decision.name;
  if (!decision.owner_type.empty()) text += " · " + decision.owner_type;
  return text;
}

}  // namespace sohoa
