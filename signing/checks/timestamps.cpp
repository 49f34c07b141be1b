#include "signing/checks/timestamps.h"

#include <algorithm>

#include "signing/checks/algorithms.h"
#include "signing/checks/blocks.h"
#include "signing/checks/path.h"

namespace sohoa::checks {
namespace {

void check_form(const TimestampFacts& token, const SignatureFacts* holder, CheckList& checks) {
  for (const FormatFault fault : token.signer.faults) {
    checks.add(Finding::TokenForm, {said(fault)});
  }
  if (!token.signer.unparseable.empty()) {
    checks.add(Finding::TokenForm, {said(FormatFault::Unparseable)});
  }
  if (holder == nullptr) return;
  for (const FormatFault fault : holder->faults) checks.add(Finding::TokenForm, {said(fault)});
  const bool covers_revision =
      holder->coverage == Coverage::WholeFile || holder->coverage == Coverage::WholeRevision;
  if (!covers_revision) {
    checks.add(Finding::TokenCoverage);
  }
}

// Trap 43: a genuine token over other data proves nothing here.
void check_values(const TimestampFacts& token, CheckList& checks) {
  if (token.imprint == Match::Matches) {
    checks.add(Finding::TokenImprintMatches);
  } else {
    checks.add(Finding::TokenImprintDiffers);
  }
  const Integrity own = integrity_of(token.signer);
  if (own == Integrity::Intact) {
    checks.add(Finding::TokenValueMatches);
  } else {
    checks.add(own == Integrity::Broken ? Finding::TokenValueDiffers : Finding::ValueUnknown);
  }
}

// RFC 3161, 2.4.2: the token names its unit's certificate, always.
void check_unit(const TimestampFacts& token, const EvidenceIndex& index, CheckList& checks) {
  if (index.certificate(token.signer.signer) == nullptr) {
    return checks.add(Finding::SignerMissing);
  }
  if (token.signer.signer_reference == Match::Matches) return;
  if (token.signer.signer_reference == Match::Differs) {
    return checks.add(Finding::SignerReferenceDiffers);
  }
  checks.add(Finding::TokenForm, {{"thiếu thuộc tính ESS", "no ESS attribute"}});
}

void check_time(const TimestampFacts& token,
                const CertificateFacts* unit,
                UtcTime at,
                std::int64_t skew_s,
                CheckList& checks) {
  const bool is_future = token.time > shifted(at, skew_s);
  checks.add(is_future ? Finding::TokenFuture : Finding::TokenTime, {said(token.time)});
  if (unit == nullptr || token.time >= unit->not_before) return;
  checks.add(Finding::SignerNotYetValid, {said(shown_name(*unit)), said(unit->not_before)});
}

// The hash of the imprint carries the proof as much as the one of the value.
void check_imprint_hash(HashAlgorithm hash,
                        UtcTime when,
                        const TrustPolicy& trust,
                        CheckList& checks) {
  const Strength strength = strength_of(hash, trust.algorithms);
  if (strength.holds_at(when)) return;
  if (!strength.is_listed) return checks.add(Finding::AlgorithmRefused, {said(strength.what)});
  checks.add(Finding::AlgorithmEnded, {said(strength.what), said(*strength.until)});
}

Integrity integrity_of_token(const TimestampFacts& token, const SignatureFacts* holder) {
  if (holder != nullptr) {
    SignatureFacts shell;
    shell.faults = holder->faults;
    shell.signer = token.signer;
    const Integrity own = integrity_of(shell);
    if (own != Integrity::Intact) return own;
  }
  if (token.imprint == Match::Differs) return Integrity::Broken;
  const Integrity own = integrity_of(token.signer);
  return token.imprint == Match::Matches || own == Integrity::Broken ? own : Integrity::Unknown;
}

}  // namespace

TokenVerdict judge_token(const TimestampFacts& token,
                         const SignatureFacts* holder,
                         const EvidenceIndex& index,
                         PathJudge& paths,
                         const TrustPolicy& trust,
                         UtcTime at,
                         UtcTime when) {
  TokenVerdict verdict;
  verdict.integrity = integrity_of_token(token, holder);
  CheckList& checks = verdict.checks;
  const CertificateFacts* unit = index.certificate(token.signer.signer);
  check_form(token, holder, checks);
  check_values(token, checks);
  check_unit(token, index, checks);
  check_time(token, unit, at, trust.revocation.clock_skew_s, checks);
  check_algorithms(token.signer, {.certificate = unit, .at = at, .when = when}, trust, checks);
  check_imprint_hash(token.imprint_hash, when, trust, checks);
  if (unit == nullptr) return verdict;
  const PathVerdict path = paths.judge({.target = token.signer.signer,
                                        .role = Role::Timestamp,
                                        .use = AnchorUse::Timestamp,
                                        .when = when,
                                        .since = token.time,
                                        .valid_at = when,
                                        .made_after = token.time});
  checks.append(path.checks);
  if (path.anchor != nullptr) verdict.regime = path.anchor->regime;
  return verdict;
}

}  // namespace sohoa::checks
