#include "signing/checks/path.h"

#include <algorithm>

#include "signing/checks/algorithms.h"

namespace sohoa::checks {
namespace {

// Distinct signers of CRLs and OCSP answers, by moment, judged for one file; real ones need a few
// for each signature. Beyond it evidence does not count, so a file built to exhaust ends
// INDETERMINATE.
constexpr std::size_t kMaxEvidenceSigners = 1024;
// How deep evidence may rest on signers whose own evidence rests on others.
constexpr int kMaxEvidenceDepth = 8;

bool is_trusted_for(const Anchor& anchor, AnchorUse use) {
  return use == AnchorUse::Signer ? anchor.purposes.signer : anchor.purposes.timestamp;
}

// How far a chain came, for telling about the most promising of several that fail.
int progress(const Conclusion& conclusion) {
  switch (conclusion.sub_indication) {
    case SubIndication::None:
      return 5;
    case SubIndication::NoCertificateChainFound:
      return 0;
    case SubIndication::NoCertificateChainFoundNoPoe:
      return 1;
    case SubIndication::CertificateChainGeneralFailure:
      return 2;
    case SubIndication::ChainConstraintsFailure:
      return 3;
    default:
      return 4;
  }
}

bool is_constraint(PathFault fault) {
  return fault == PathFault::NotCa || fault == PathFault::PathLength ||
         fault == PathFault::NameConstraints || fault == PathFault::UnknownCritical ||
         fault == PathFault::Policy;
}

void add_path_fault(const ChainFacts& chain, const EvidenceIndex& index, CheckList& checks) {
  const CertIndex place = chain.at == kNoCert ? chain.path.front() : chain.at;
  const CertificateFacts* at = index.certificate(place);
  const Said where = said(at == nullptr ? "?" : shown_name(*at));
  if (chain.fault == PathFault::NoAnchor) return checks.add(Finding::ChainMissing, {where});
  const Finding finding =
      is_constraint(chain.fault) ? Finding::ChainConstraint : Finding::ChainBroken;
  checks.add(finding, {said(chain.fault), where});
}

}  // namespace

UtcTime PathJudge::known_at(CertIndex cert) const {
  const auto i = static_cast<std::size_t>(cert);
  return i < proofs_.certificates.size() && proofs_.certificates[i] ? *proofs_.certificates[i]
                                                                    : at_;
}

// The bytes decide which anchors a certificate is, not the number the cage gave it. One root may
// stand in the file several times, by service (domain: NEAC's roots).
const Anchor* PathJudge::find_anchor(const PathQuery& query,
                                     CertIndex top,
                                     CheckList& checks) const {
  const CertificateFacts& root = *index_.certificate(top);
  CheckList best;
  best.add(Finding::ChainMissing, {said(shown_name(*index_.certificate(query.target)))});
  for (const Anchor& anchor : trust_.anchors) {
    if (anchor.sha256 != root.sha256) continue;
    CheckList tried;
    if (!is_trusted_for(anchor, query.use)) {
      tried.add(Finding::AnchorPurpose, {said(anchor.name)});
    } else if (anchor.trusted_from && query.valid_at < *anchor.trusted_from) {
      tried.add(Finding::AnchorTooEarly, {said(anchor.name), said(*anchor.trusted_from)});
    } else if (anchor.trusted_until && *anchor.trusted_until < query.valid_at) {
      tried.add(Finding::AnchorEnded, {said(anchor.name), said(*anchor.trusted_until)});
    } else {
      checks.add(Finding::ChainFound, {said(anchor.name), said(anchor.regime)});
      return &anchor;
    }
    best = tried;
  }
  checks.append(best);
  return nullptr;
}

// What an end before the moment means: proven too late, or not proven in time, and then whether the
// certificate is at least known not to have been revoked (table 6, OUT_OF_BOUNDS_NOT_REVOKED).
Finding PathJudge::expiry(const PathQuery& query, const PathVerdict& verdict) {
  const CertificateFacts& target = *index_.certificate(verdict.chain.front());
  if (query.made_after && target.not_after < *query.made_after) return Finding::SignerExpiredProven;
  const bool is_good = status(query, 0, verdict).kind == StatusKind::Good;
  return is_good ? Finding::SignerExpiredNotRevoked : Finding::SignerExpired;
}

void PathJudge::check_validity(const PathQuery& query, PathVerdict& verdict) {
  CheckList found;
  const CertificateFacts& target = *index_.certificate(verdict.chain.front());
  const Said who = said(shown_name(target));
  if (verdict.chain.size() > 1 && query.valid_at < target.not_before) {
    found.add(Finding::SignerNotYetValid, {who, said(target.not_before)});
  } else if (verdict.chain.size() > 1 && target.not_after < query.valid_at) {
    found.add(expiry(query, verdict), {who, said(target.not_after)});
  }
  // The anchor's own dates are the site's decision (trusted_from, trusted_until): RFC 5280, 6.1.1
  // d.
  for (std::size_t i = 1; i + 1 < verdict.chain.size(); ++i) {
    const CertificateFacts& authority = *index_.certificate(verdict.chain[i]);
    if (authority.not_before <= query.valid_at && query.valid_at <= authority.not_after) continue;
    found.add(Finding::CaOutOfBounds, {said(shown_name(authority)), said(query.valid_at)});
  }
  if (found.results().empty()) found.add(Finding::ValidityOk, {said(query.valid_at)});
  verdict.checks.append(found);
}

// 5.2.8 for the certificates of the chain: each seal with the key that made it, at the earliest
// moment the certificate is proven to have existed.
void PathJudge::check_algorithms(const PathQuery& query, PathVerdict& verdict) const {
  CheckList found;
  for (std::size_t i = 0; i + 1 < verdict.chain.size(); ++i) {
    const CertificateFacts& cert = *index_.certificate(verdict.chain[i]);
    const CertificateFacts& issuer = *index_.certificate(verdict.chain[i + 1]);
    const Strength strength = strength_of(cert.sealed_with, issuer.key, trust_.algorithms);
    const UtcTime moment =
        i == 0 ? std::min(known_at(verdict.chain[i]), query.when) : known_at(verdict.chain[i]);
    if (strength.holds_at(moment)) continue;
    const Said who = said(shown_name(cert));
    if (strength.is_listed) {
      found.add(Finding::CertAlgorithmEnded, {who, said(strength.what), said(*strength.until)});
    } else {
      found.add(Finding::CertAlgorithmRefused, {who, said(strength.what)});
    }
  }
  if (found.results().empty()) found.add(Finding::CertAlgorithmsOk);
  verdict.checks.append(found);
}

bool PathJudge::requires_status(Role role, std::size_t place) const {
  if (place > 0) return trust_.revocation.require_for_ca;
  switch (role) {
    case Role::Timestamp:
      return trust_.revocation.require_for_timestamp;
    case Role::CrlSigner:
    case Role::OcspSigner:
      return trust_.revocation.require_for_ca;
    case Role::Signer:
    case Role::Target:
      break;
  }
  return trust_.revocation.require_for_signer;
}

// A signer of evidence must have been within validity when it signed, and not be revoked by the
// moment the evidence is proven to have existed: a stolen key writes any date.
bool PathJudge::signer_holds(const PathQuery& outer, CertIndex top, const EvidenceSeal& seal) {
  const Role as = seal.kind == EvidenceSeal::Kind::Crl ? Role::CrlSigner : Role::OcspSigner;
  const Key key{seal.signer, as, outer.use, seal.issued, seal.known_at, top};
  if (const auto known = signers_.find(key); known != signers_.end()) {
    return known->second.value_or(false);
  }
  if (signers_.size() >= kMaxEvidenceSigners || depth_ >= kMaxEvidenceDepth) return false;
  ++depth_;
  signers_[key] = std::nullopt;
  const PathVerdict verdict = judge({.target = seal.signer,
                                     .role = as,
                                     .use = outer.use,
                                     .when = seal.known_at,
                                     .since = seal.issued,
                                     .valid_at = seal.issued,
                                     .same_anchor = top});
  --depth_;
  const bool holds = verdict.checks.has_passed();
  signers_[key] = holds;
  return holds;
}

// A CRL issuer may be listed, or not, in its own CRL when its CA's distribution point says so
// (RFC 5280, 6.3.3; PKITS 4.14.30): who signed is then no new question.
CertificateStatus PathJudge::status(const PathQuery& query,
                                    std::size_t place,
                                    const PathVerdict& verdict) {
  const bool signs_evidence = query.role == Role::CrlSigner || query.role == Role::OcspSigner;
  const StatusQuery asked{.cert = verdict.chain[place],
                          .at = at_,
                          .when = query.when,
                          .since = query.since,
                          .is_authority = place > 0 || signs_evidence};
  const CertIndex top = verdict.chain.back();
  return status_of(asked, index_, proofs_, trust_, [&](const EvidenceSeal& seal) {
    const bool is_about_itself = place == 0 && query.role == Role::CrlSigner &&
                                 seal.kind == EvidenceSeal::Kind::Crl &&
                                 seal.signer == query.target;
    return is_about_itself || signer_holds(query, top, seal);
  });
}

// A CA revoked after the moment: what it signed before is sound only if it is proven to be that
// old, the certificate below it and the evidence on that certificate (5.6.2.1, 5.6.2.2).
bool PathJudge::is_revoked_authority_harmless(const CertificateStatus& authority,
                                              const PathQuery& query,
                                              std::size_t place,
                                              const PathVerdict& verdict) {
  if (is_benign(authority.reason)) return true;
  const CertIndex below = verdict.chain[place - 1];
  const UtcTime below_known = place == 1 ? std::min(known_at(below), query.when) : known_at(below);
  if (below_known >= *authority.revoked_at) return false;
  const CertificateStatus evidence = status(query, place - 1, verdict);
  return evidence.known_at && *evidence.known_at < *authority.revoked_at;
}

void add_good(const CertificateStatus& status, Role role, const Said& who, CheckList& checks) {
  const Said kind = said(status.by_ocsp ? "OCSP" : "CRL");
  checks.add(Finding::StatusGood, {who, kind, said(*status.issued_at)});
  if (role == Role::Timestamp && !status.is_current) {
    checks.add(Finding::StatusOldForTsa, {who, said(*status.issued_at)});
  }
  if (status.signer_expired_at) {
    checks.add(Finding::StatusSignerExpired, {said(*status.signer_expired_at)});
  }
}

// What a status other than good and revoked-later says.
Finding finding_of(StatusKind kind) {
  switch (kind) {
    case StatusKind::Suspended:
      return Finding::Suspended;
    case StatusKind::WasSuspended:
      return Finding::WasSuspended;
    case StatusKind::NotFresh:
      return Finding::StatusNotFresh;
    case StatusKind::Partial:
      return Finding::StatusPartial;
    case StatusKind::AfterExpiry:
      return Finding::StatusAfterExpiry;
    case StatusKind::Weak:
      return Finding::StatusWeak;
    default:
      return Finding::StatusMissing;
  }
}

bool is_known(StatusKind kind) {
  return kind == StatusKind::Suspended || kind == StatusKind::WasSuspended ||
         kind == StatusKind::Revoked;
}

Said date_of(const CertificateStatus& status) {
  const auto& date = is_known(status.kind) ? status.revoked_at : status.issued_at;
  return date ? said(*date) : Said{};
}

Finding revoked_finding(const PathQuery& query, std::size_t place, UtcTime revoked_at) {
  if (place > 0) return Finding::CaRevoked;
  const bool is_proven = query.made_after && revoked_at <= *query.made_after;
  return is_proven ? Finding::RevokedProven : Finding::Revoked;
}

void PathJudge::check_status(const PathQuery& query, std::size_t place, PathVerdict& verdict) {
  const Said who = said(shown_name(*index_.certificate(verdict.chain[place])));
  const CertificateStatus seen = status(query, place, verdict);
  CheckList& checks = verdict.checks;
  if (seen.kind == StatusKind::Good) {
    return add_good(seen, place == 0 ? query.role : Role::Target, who, checks);
  }
  if (seen.kind == StatusKind::RevokedLater) {
    const bool is_harmless =
        place == 0 || is_revoked_authority_harmless(seen, query, place, verdict);
    return checks.add(is_harmless ? Finding::RevokedLater : Finding::CaRevoked,
                      {who, said(*seen.revoked_at), said(seen.reason)});
  }
  if (seen.kind == StatusKind::Revoked) {
    return checks.add(revoked_finding(query, place, *seen.revoked_at),
                      {who, said(*seen.revoked_at), said(seen.reason)});
  }
  if (!is_known(seen.kind) && !requires_status(query.role, place)) {
    return checks.add(Finding::StatusWaived, {who});
  }
  checks.add(finding_of(seen.kind), {who, date_of(seen)});
}

void PathJudge::check_revocation(const PathQuery& query, PathVerdict& verdict) {
  if (verdict.chain.size() == 1) return verdict.checks.add(Finding::StatusAnchor);
  for (std::size_t place = verdict.chain.size() - 1; place-- > 0;) {
    const CertificateFacts& cert = *index_.certificate(verdict.chain[place]);
    // RFC 6960, 4.2.2.2.1: its CA says it need not be asked.
    const bool is_exempt = place == 0 && query.role == Role::OcspSigner && cert.has_ocsp_no_check;
    if (!is_exempt) check_status(query, place, verdict);
  }
}

PathVerdict PathJudge::judge_chain(const PathQuery& query, const std::vector<CertIndex>& path) {
  PathVerdict verdict;
  const CertIndex top = path.back();
  verdict.anchor = find_anchor(query, top, verdict.checks);
  verdict.chain = path;
  if (verdict.anchor == nullptr) return verdict;
  check_role(*index_.certificate(path.front()), query.role, verdict.checks);
  check_validity(query, verdict);
  check_algorithms(query, verdict);
  check_revocation(query, verdict);
  return verdict;
}

PathVerdict PathJudge::judge(const PathQuery& query) {
  PathVerdict best;
  const CertificateFacts* target = index_.certificate(query.target);
  best.checks.add(Finding::ChainMissing, {said(target == nullptr ? "?" : shown_name(*target))});
  const auto consider = [&](PathVerdict verdict) {
    const bool is_first = best.chain.empty();
    if (is_first || progress(verdict.checks.conclusion()) > progress(best.checks.conclusion())) {
      best = std::move(verdict);
    }
  };
  for (const ChainFacts* chain : index_.chains_of(query.target)) {
    if (query.same_anchor != kNoCert && chain->path.back() != query.same_anchor) continue;
    if (chain->fault == PathFault::None) {
      consider(judge_chain(query, chain->path));
    } else {
      PathVerdict broken;
      broken.chain = chain->path;
      add_path_fault(*chain, index_, broken.checks);
      consider(std::move(broken));
    }
    if (best.checks.has_passed()) return best;
  }
  // The target may be an anchor itself; no chain is needed then.
  const bool may_stand_alone =
      target != nullptr && (query.same_anchor == kNoCert || query.same_anchor == query.target);
  if (may_stand_alone && target->anchor >= 0) consider(judge_chain(query, {query.target}));
  return best;
}

}  // namespace sohoa::checks
