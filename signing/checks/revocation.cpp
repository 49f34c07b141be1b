#include "signing/checks/revocation.h"

#include <algorithm>

#include "signing/checks/messages.h"
#include "signing/checks/observations.h"

namespace sohoa::checks {
namespace {

bool is_hold(const Observation& seen) {
  return seen.reason == RevocationReason::CertificateHold;
}

// 5.2.5: issued after the moment in question, or still the newest there is at the moment of judging
// (nextUpdate, or the policy's own bound on age). Evidence from before the moment that is no longer
// current says nothing on it (trap 46). For an authority being valid at the moment is enough: its
// CRLs are rare, and asking for one from after each signature would refuse nearly every archive.
bool is_current(const Observation& seen, UtcTime at, const RevocationPolicy& policy) {
  if (policy.max_age_s > 0 && shifted(seen.issued, policy.max_age_s) < at) return false;
  if (seen.next) return at <= *seen.next;
  return policy.max_age_s > 0;
}

bool is_fresh(const Observation& seen, const StatusQuery& query, const RevocationPolicy& policy) {
  if (shifted(seen.issued, policy.clock_skew_s) >= query.since) return true;
  if (is_current(seen, query.at, policy)) return true;
  return query.is_authority && seen.next && seen.issued <= query.since && query.since <= *seen.next;
}

// A CA stops listing certificates that ended, unless it says since when it keeps them.
bool is_silent_on_expired(const Observation& seen, UtcTime not_after) {
  if (seen.is_listed || seen.issued <= not_after) return false;
  return !seen.remembers_expired || *seen.remembers_expired > not_after;
}

// The earliest revocation that counts at the moment asked for (or, `later`, that does not yet).
// RFC 3161, 4: what a unit stamped before it closed down or changed its key stays sound.
const Observation* revocation(const Observations& seen, const StatusQuery& query, bool later) {
  const Observation* first = nullptr;
  for (const Observation& one : seen.all) {
    if (!one.is_listed || is_hold(one)) continue;
    const UtcTime moment = is_benign(one.reason) ? query.since : query.when;
    if ((one.revoked_at > moment) != later) continue;
    if (first == nullptr || one.revoked_at < first->revoked_at) first = &one;
  }
  return first;
}

struct Hold {
  const Observation* listed = nullptr;
  bool is_released = false;
};

// The suspension that contains `when`, if any: from its date to the first later evidence, of the
// reasons that include a hold, which no longer lists the certificate.
Hold hold_at(const Observations& seen, UtcTime when) {
  constexpr std::uint16_t kHoldFlag = 1U << 6;
  for (const Observation& one : seen.all) {
    if (!one.is_listed || !is_hold(one) || one.revoked_at > when) continue;
    const auto release = std::ranges::find_if(seen.all, [&](const Observation& later) {
      return !later.is_listed && later.issued > one.issued && (later.reasons & kHoldFlag) != 0;
    });
    if (release == seen.all.end()) return {&one, false};
    if (when < release->issued) return {&one, true};
  }
  return {};
}

CertificateStatus told(StatusKind kind, const Observation& by) {
  return {.kind = kind,
          .issued_at = by.issued,
          .known_at = by.known_at,
          .revoked_at = by.is_listed ? std::optional(by.revoked_at) : std::nullopt,
          .reason = by.reason,
          .by_ocsp = by.by_ocsp,
          .signer_expired_at = by.signer_expired_at};
}

// The reasons covered by fresh evidence, and the newest piece of it.
struct Cover {
  std::uint16_t reasons = 0;
  const Observation* newest = nullptr;
  bool lost_by_expiry = false;
};

Cover cover(const Observations& seen,
            const StatusQuery& query,
            UtcTime not_after,
            const RevocationPolicy& policy) {
  Cover covered;
  for (const Observation& one : seen.all) {
    if (!is_fresh(one, query, policy)) continue;
    if (is_silent_on_expired(one, not_after)) {
      covered.lost_by_expiry = true;
      continue;
    }
    covered.reasons = static_cast<std::uint16_t>(covered.reasons | one.reasons);
    covered.newest = &one;
  }
  return covered;
}

CertificateStatus lacking(const Observations& seen, const Cover& covered) {
  if (covered.newest != nullptr) return told(StatusKind::Partial, *covered.newest);
  if (covered.lost_by_expiry) return {.kind = StatusKind::AfterExpiry};
  if (!seen.all.empty()) return told(StatusKind::NotFresh, seen.all.back());
  return {.kind = seen.had_weak ? StatusKind::Weak : StatusKind::Missing};
}

}  // namespace

bool is_benign(RevocationReason reason) {
  return reason == RevocationReason::AffiliationChanged || reason == RevocationReason::Superseded ||
         reason == RevocationReason::CessationOfOperation;
}

CertificateStatus status_of(const StatusQuery& query,
                            const EvidenceIndex& index,
                            const Proofs& proofs,
                            const TrustPolicy& trust,
                            const SignerCheck& signer_holds) {
  const CertificateFacts* cert = index.certificate(query.cert);
  if (cert == nullptr) return {};
  const Observations seen = observe(query, index, proofs, trust, signer_holds);
  if (const Observation* revoked = revocation(seen, query, false)) {
    return told(StatusKind::Revoked, *revoked);
  }
  if (const Hold hold = hold_at(seen, query.when); hold.listed != nullptr) {
    return told(hold.is_released ? StatusKind::WasSuspended : StatusKind::Suspended, *hold.listed);
  }
  if (const Observation* revoked = revocation(seen, query, true)) {
    return told(StatusKind::RevokedLater, *revoked);
  }
  const Cover covered = cover(seen, query, cert->not_after, trust.revocation);
  if ((covered.reasons & kAllReasons) != kAllReasons) return lacking(seen, covered);
  CertificateStatus good = told(StatusKind::Good, *covered.newest);
  good.is_current = is_current(*covered.newest, query.at, trust.revocation);
  return good;
}

}  // namespace sohoa::checks
