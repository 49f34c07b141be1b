// EN 319 102-1, 5.2.8: algorithms with their dates, what the signature says of itself, oddities.
#include "signing/checks/algorithms.h"
#include "signing/checks/blocks.h"

namespace sohoa::checks {
namespace {

bool is_edwards(SignatureScheme scheme) {
  return scheme == SignatureScheme::Ed25519 || scheme == SignatureScheme::Ed448;
}

// The weakest of scheme, key and every hash that enters the value.
Strength weakest(const SignerFacts& signer, const KeyFacts& key, const AlgorithmPolicy& policy) {
  Strength strength = weaker(strength_of(signer.scheme, policy), strength_of(key, policy));
  const bool has_no_digest = is_edwards(signer.scheme) && !signer.has_signed_attributes &&
                             signer.digest == HashAlgorithm::Unknown;
  if (!has_no_digest) strength = weaker(strength, strength_of(signer.digest, policy));
  for (const HashAlgorithm hash : {signer.scheme_hash, signer.mgf_hash}) {
    if (hash != HashAlgorithm::Unknown) strength = weaker(strength, strength_of(hash, policy));
  }
  return strength;
}

std::string in_words(const SignerFacts& signer, const KeyFacts& key) {
  return std::string(name(signer.scheme)) + ", " + describe(key) + ", " +
         std::string(name(signer.digest));
}

void add_unaccepted(const Strength& weak, const AcceptanceContext& context, CheckList& checks) {
  if (!weak.is_listed) return checks.add(Finding::AlgorithmRefused, {said(weak.what)});
  const bool made_later = context.made_after && *weak.until < *context.made_after;
  checks.add(made_later ? Finding::AlgorithmEndedProven : Finding::AlgorithmEnded,
             {said(weak.what), said(*weak.until)});
}

void add_mismatch(HashAlgorithm a, HashAlgorithm b, CheckList& checks) {
  if (a == HashAlgorithm::Unknown || b == HashAlgorithm::Unknown || a == b) return;
  checks.add(Finding::AlgorithmMismatch, {said(name(a)), said(name(b))});
}

// Trap 33: a verifier that follows one name and a verifier that follows the other would look at
// different digests. RFC 8419, 3.1: Ed25519 goes with SHA-512, Ed448 with SHAKE256.
void check_consistency(const SignerFacts& signer, CheckList& checks) {
  add_mismatch(signer.digest, signer.scheme_hash, checks);
  const bool is_named = signer.scheme_hash != HashAlgorithm::Unknown;
  add_mismatch(is_named ? signer.scheme_hash : signer.digest, signer.mgf_hash, checks);
  if (!signer.has_signed_attributes) return;
  if (signer.scheme == SignatureScheme::Ed25519) {
    add_mismatch(signer.digest, HashAlgorithm::Sha512, checks);
  } else if (signer.scheme == SignatureScheme::Ed448) {
    add_mismatch(signer.digest, HashAlgorithm::Shake256, checks);
  }
}

// Trap 42: claims are compared with what is proven and never believed.
void check_claims(UtcTime claimed,
                  const AcceptanceContext& context,
                  std::int64_t skew_s,
                  CheckList& checks) {
  if (claimed > shifted(context.at, skew_s)) {
    checks.add(Finding::ClaimedInFuture, {said(claimed)});
  } else if (context.proven_before && claimed > shifted(*context.proven_before, skew_s)) {
    checks.add(Finding::ClaimedAfterProof, {said(claimed), said(*context.proven_before)});
  }
  const CertificateFacts* cert = context.certificate;
  if (cert != nullptr && (claimed < cert->not_before || cert->not_after < claimed)) {
    checks.add(Finding::ClaimedOutOfBounds, {said(claimed)});
  }
}

// Trap 39: adbe.pkcs7.sha1 signs the SHA-1 of the document, however strong the CMS around it is
// (ISO 32000-1, 12.8.3.3.1).
void check_inner_digest(const SignatureFacts& facts,
                        const AcceptanceContext& context,
                        const AlgorithmPolicy& policy,
                        CheckList& checks) {
  if (!facts.pdf || facts.pdf->sub_filter != "adbe.pkcs7.sha1") return;
  const Strength inner = strength_of(HashAlgorithm::Sha1, policy);
  if (!inner.holds_at(context.when)) add_unaccepted(inner, context, checks);
}

void add_oddities(const std::vector<std::string>& oddities, CheckList& checks) {
  for (const std::string& oddity : oddities) checks.add(Finding::Oddity, {said(oddity)});
}

}  // namespace

void check_algorithms(const SignerFacts& signer,
                      const AcceptanceContext& context,
                      const TrustPolicy& trust,
                      CheckList& checks) {
  if (context.certificate == nullptr) return;  // told already; without a key nothing is weak
  const KeyFacts& key = context.certificate->key;
  const Strength weak = weakest(signer, key, trust.algorithms);
  if (!weak.holds_at(context.when)) return add_unaccepted(weak, context, checks);
  checks.add(Finding::AlgorithmsOk, {said(in_words(signer, key))});
  if (!weak.holds_at(context.at)) {
    checks.add(Finding::AlgorithmInTime, {said(weak.what), said(*weak.until)});
  }
  if (strength_of(signer.scheme, trust.algorithms).with_note) {
    checks.add(Finding::AlgorithmNoted, {said(name(signer.scheme))});
  }
}

void check_acceptance(const SignatureFacts& facts,
                      const AcceptanceContext& context,
                      const TrustPolicy& trust,
                      CheckList& checks) {
  if (!facts.signer.unparseable.empty()) return;
  check_algorithms(facts.signer, context, trust, checks);
  check_inner_digest(facts, context, trust.algorithms, checks);
  if (is_cms(facts)) {
    check_consistency(facts.signer, checks);
    if (!facts.signer.has_signed_attributes) checks.add(Finding::NoSignedAttributes);
  }
  if (const auto claimed = claimed_time(facts)) {
    check_claims(*claimed, context, trust.revocation.clock_skew_s, checks);
  }
  add_oddities(facts.signer.oddities, checks);
  if (context.certificate != nullptr) add_oddities(context.certificate->oddities, checks);
}

std::optional<UtcTime> claimed_time(const SignatureFacts& facts) {
  if (facts.signer.claimed_at) return facts.signer.claimed_at;
  return facts.pdf ? facts.pdf->claimed_at : std::nullopt;
}

}  // namespace sohoa::checks
