#include "signing/checks/level.h"

#include <algorithm>

#include "signing/checks/blocks.h"

namespace sohoa::checks {
namespace {

bool is_embedded(EvidenceSource source) {
  return source == EvidenceSource::Signature || source == EvidenceSource::Timestamp ||
         source == EvidenceSource::Dss;
}

bool has_revocation(const EvidenceIndex& index, CertIndex signer) {
  const Evidence& evidence = index.evidence();
  const bool by_crl = std::ranges::any_of(
      index.crls_of(signer), [&](std::size_t i) { return is_embedded(evidence.crls[i].source); });
  return by_crl || std::ranges::any_of(index.answers_on(signer), [&](const AnswerRef& ref) {
           return is_embedded(evidence.ocsps[ref.ocsp].source);
         });
}

// The revision that first wrote the security store; -1 when the changes do not tell.
std::int32_t store_revision(const SignedFile& file) {
  for (const Change& change : file.changes) {
    if (change.kind == ChangeKind::SecurityStore) return change.revision;
  }
  return -1;
}

bool stands_over_evidence(const SignedFile& file, const Stamp& stamp) {
  if (!stamp.is_intact) return false;
  if (stamp.kind == TimestampKind::Archive) return true;
  if (stamp.document < 0) return false;
  const auto& holder = file.document_timestamps[static_cast<std::size_t>(stamp.document)];
  return holder.pdf && holder.pdf->revision >= store_revision(file);
}

}  // namespace

bool is_ades(const SignatureFacts& facts) {
  if (!is_cms(facts)) {
    return facts.is_xades && std::ranges::count(facts.faults, FormatFault::NoSignedProperties) == 0;
  }
  const bool binds_signer =
      facts.signer.has_signed_attributes && facts.signer.signer_reference != Match::Absent;
  if (facts.pdf) return binds_signer && facts.pdf->sub_filter == "ETSI.CAdES.detached";
  return binds_signer;
}

SignatureLevel level_of(const SignedFile& file,
                        const EvidenceIndex& index,
                        const Timeline& timeline,
                        std::int32_t number) {
  const SignatureFacts& facts = file.signatures[static_cast<std::size_t>(number)];
  if (!is_ades(facts)) return SignatureLevel::Cms;
  const auto over = stamps_over(file, timeline, number);
  const bool is_stamped =
      std::ranges::any_of(over, [](const Stamp* stamp) { return stamp->is_intact; });
  if (!is_stamped) return SignatureLevel::B;
  const bool has_material =
      (file.has_dss || facts.has_embedded_revocation) && has_revocation(index, facts.signer.signer);
  if (!has_material) return SignatureLevel::T;
  const bool is_archived = std::ranges::any_of(
      over, [&](const Stamp* stamp) { return stands_over_evidence(file, *stamp); });
  return is_archived ? SignatureLevel::LTA : SignatureLevel::LT;
}

}  // namespace sohoa::checks
