// The building blocks of EN 319 102-1 that look at one signature alone, in the order of the
// standard.
//
// Each adds what it finds to the list and decides nothing else; the chain is path.h, proofs of time
// are timeline.h.
#pragma once

#include "signing/checks/check_list.h"
#include "signing/checks/evidence_index.h"
#include "signing/verdict.h"

namespace sohoa::checks {

/// 5.2.2: structure and coverage. `file` says whether it is a PDF, whatever the signature's own
/// facts claim.
void check_format(const SignatureFacts& facts, ContainerKind file, CheckList& checks);
/// 5.2.2, for PDF only: what was changed after signing, as far as the signers permitted it.
void check_modification(const SignatureFacts& facts,
                        const ModificationFacts& changes,
                        CheckList& checks);
/// ISO 32000-1, 12.8.2.2: only the first signature may certify; a later one is not heard (trap 25).
void check_certification(const SignatureFacts& facts, bool is_first, CheckList& checks);
/// 5.2.3: is the signing certificate at hand, and is it the one the signature names?
void check_identification(const SignerFacts& signer, const EvidenceIndex& index, CheckList& checks);
/// 5.2.4: which policy, which anchors.
void check_context(const SignatureFacts& facts, const TrustPolicy& trust, CheckList& checks);
/// 5.2.7: digest and value.
void check_crypto(const SignatureFacts& facts, CheckList& checks);

/// What 5.2.8 needs beside the facts.
struct AcceptanceContext {
  const CertificateFacts* certificate = nullptr;
  UtcTime at;    ///< moment of judging
  UtcTime when;  ///< best-signature-time
  std::optional<UtcTime> proven_before = {};
  std::optional<UtcTime> made_after = {};  ///< proven by a content time-stamp
};
/// 5.2.8: algorithms with their dates, consistency, claims, oddities.
void check_acceptance(const SignatureFacts& facts,
                      const AcceptanceContext& context,
                      const TrustPolicy& trust,
                      CheckList& checks);
/// 5.2.8 for a signer's algorithms alone; time-stamps ask it too.
void check_algorithms(const SignerFacts& signer,
                      const AcceptanceContext& context,
                      const TrustPolicy& trust,
                      CheckList& checks);

/// Digest and value alone, with the faults that leave unsaid which bytes were signed.
Integrity integrity_of(const SignatureFacts& facts);
Integrity integrity_of(const SignerFacts& signer);
/// The signing time the signer claims: the attribute, else /M.
std::optional<UtcTime> claimed_time(const SignatureFacts& facts);
/// adbe.x509.rsa_sha1: a bare RSA value over the ranges, no digest beside it, so the value alone
/// decides (trap 39). Never so for XML, whose value stands over SignedInfo and not over the
/// content.
bool is_bare_value(const SignatureFacts& facts);
/// Whether the value is a CMS (and not an XML signature).
bool is_cms(const SignatureFacts& facts);

}  // namespace sohoa::checks
