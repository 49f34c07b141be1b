// EN 319 102-1, 5.2.3 and 5.2.4.
#include "signing/checks/blocks.h"
#include "signing/checks/path.h"

namespace sohoa::checks {

void check_identification(const SignerFacts& signer,
                          const EvidenceIndex& index,
                          CheckList& checks) {
  const CertificateFacts* certificate = index.certificate(signer.signer);
  if (certificate == nullptr) return checks.add(Finding::SignerMissing);
  checks.add(Finding::SignerFound, {said(shown_name(*certificate))});
  // Trap 37: a twin with the same key is another certificate, with other rights and another end.
  if (signer.signer_reference == Match::Differs) checks.add(Finding::SignerReferenceDiffers);
  const bool is_bound =
      signer.signer_reference == Match::Matches || signer.signer_reference == Match::Differs;
  if (!is_bound) checks.add(Finding::SignerReferenceAbsent);
}

void check_context(const SignatureFacts& facts, const TrustPolicy& trust, CheckList& checks) {
  checks.add(Finding::PolicyUsed, {said(trust.id + " " + trust.version)});
  if (trust.anchors.empty()) checks.add(Finding::NoAnchors);
  if (!facts.signer.policy_oid.empty()) {
    checks.add(Finding::SignaturePolicyIgnored, {said(facts.signer.policy_oid)});
  }
  if (trust.revocation_archive_at) {
    checks.add(Finding::ArchiveDated, {said(*trust.revocation_archive_at)});
  }
}

}  // namespace sohoa::checks
