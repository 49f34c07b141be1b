#include "pipeline/signature_wait.h"

#include "pipeline/attest.h"
#include "policy/review.h"

namespace sohoa {
namespace {

constexpr const char* kSubject = "attestation";

Result<std::vector<ReviewRecord>> open_waits(Catalog& catalog, const std::string& component) {
  ReviewQuery query;
  query.component = component;
  query.subject = kSubject;
  return catalog.reviews(query);
}

ReviewRecord new_wait(const std::string& component, const std::string& why, UtcTime now) {
  ReviewRecord review;
  review.component = component;
  review.subject = kSubject;
  review.why = why;
  review.is_blocking = true;
  review.urgency = base_urgency(kSubject, true);
  review.opened_at = now;
  review.state = "open";
  return review;
}

Result<void> wait(Catalog& catalog, ComponentRecord component, std::string why, UtcTime now) {
  if (!TRY(open_waits(catalog, component.id)).empty()) return {};
  const ReviewRecord review = new_wait(component.id, why, now);
  component.state = ComponentState::Waiting;
  component.reasons.push_back(std::move(why));
  const auto tx = TRY(catalog.begin());
  TRY(tx->put(component));
  TRY(tx->put(review));
  return tx->commit();
}

Result<void> go_on(Catalog& catalog, ComponentRecord component, UtcTime now) {
  const auto waits = TRY(open_waits(catalog, component.id));
  if (waits.empty()) return {};
  const auto signed_by = TRY(standing_attestation(catalog, component.id));
  std::erase(component.reasons, waits.front().why);
  component.state = ComponentState::Working;
  const auto tx = TRY(catalog.begin());
  for (ReviewRecord review : waits) {
    review.state = "accepted";
    review.officer = signed_by ? signed_by->officer : std::string();
    review.closed_at = now;
    TRY(tx->put(review));
  }
  TRY(tx->put(component));
  return tx->commit();
}

}  // namespace

Result<bool> may_read_now(const WorkContext& work, const ComponentRecord& component) {
  Catalog& catalog = *work.store.catalog;
  const auto files = TRY(catalog.files(component.id));
  ReadPermit permit;
  if (was_scanned(component, files)) {
    const AttestationState state = TRY(attestation_state(catalog, component.id));
    permit = may_read(work.site.profile.attestation, state);
  }
  if (permit.may_read) {
    TRY(go_on(catalog, component, work.clock.now()));
  } else {
    TRY(wait(catalog, component, std::move(permit.note_vi), work.clock.now()));
  }
  return permit.may_read;
}

}  // namespace sohoa
