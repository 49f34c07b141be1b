#include "pipeline/signature_fact.h"

namespace sohoa {
namespace {

constexpr std::chrono::hours kVietnam{7};

SubjectName subject_of(const CertificateFacts& certificate) {
  const NameFacts& subject = certificate.subject;
  SubjectName name;
  name.common_name = subject.common_name;
  name.organisation = subject.organisation;
  if (!subject.unit.empty()) name.units = {subject.unit};
  name.serial_number = subject.serial_number;
  name.user_id = subject.user_id;
  name.title = subject.title;
  return name;
}

}  // namespace

std::string day_in_vietnam(UtcTime time) {
  return to_rfc3339(time + kVietnam).substr(0, 10);
}

const CertificateFacts* signer_certificate(const VerifiedFile& verified,
                                           const SignatureVerdict& verdict) {
  if (verdict.signer < 0) return nullptr;
  return &verified.facts->evidence.certificates[static_cast<std::size_t>(verdict.signer)];
}

SignatureFact signature_fact(const VerifiedFile& verified,
                             const SignatureVerdict& verdict,
                             const SignerSources& sources) {
  SignatureFact fact;
  fact.index = verdict.index;
  fact.indication = verdict.indication;
  fact.sub_indication = verdict.sub_indication;
  fact.integrity = verdict.integrity;
  fact.coverage = verdict.coverage;
  fact.modification = verdict.modification;
  fact.regime = verdict.regime;
  fact.claimed_at = verdict.claimed_at;
  fact.proven_before = verdict.proven_before;
  const SignatureFacts& read = verified.facts->signatures[static_cast<std::size_t>(verdict.index)];
  if (read.pdf) fact.reason = read.pdf->reason;
  if (read.pdf) fact.page = read.pdf->page;
  const UtcTime when = verdict.claimed_at.value_or(verdict.judged_for);
  if (const CertificateFacts* certificate = signer_certificate(verified, verdict)) {
    fact.signer =
        map_signer(subject_of(*certificate), sources.map, sources.units, day_in_vietnam(when));
  }
  return fact;
}

}  // namespace sohoa
