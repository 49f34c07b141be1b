#include "pipeline/attest_record.h"

#include <algorithm>

#include "core/file.h"

namespace sohoa::attest {
namespace {

std::string officer_of(const VerifiedFile& verified, const SignatureVerdict& verdict) {
  if (verdict.signer < 0) return {};
  const auto index = static_cast<std::size_t>(verdict.signer);
  return verified.facts->evidence.certificates[index].subject.text;
}

/// Every signature as the law looks at it, in the order of the verdict.
std::vector<SignatureFact> facts_of(const AttestContext& context, const VerifiedFile& verified) {
  const JudgedFile file{verified.facts.get(), &verified.verdict};
  return legal_facts({&file, 1}, PaperFacts{}, context.signers, verified.verdict.judged_at)
      .signatures;
}

bool is_same(const AttestationRecord& a, const AttestationRecord& b) {
  return a.component == b.component && a.scan == b.scan && a.signature == b.signature;
}

// What was settled once is not unsettled by a certificate that was revoked or ran out since.
std::optional<AttestationRecord> settled(const std::vector<AttestationRecord>& known,
                                         const AttestationRecord& record) {
  const auto found = std::find_if(known.begin(), known.end(), [&](const AttestationRecord& one) {
    return is_same(one, record);
  });
  if (found == known.end()) return std::nullopt;
  const bool stays =
      found->outcome == name(AttestationState::Valid) || found->outcome == record.outcome;
  return stays ? std::optional(*found) : std::nullopt;
}

Result<bool> put_new(Transaction& tx, Catalog& catalog, AttestationRecord& record) {
  const auto known = TRY(catalog.attestations(record.component));
  if (const auto stays = settled(known, record)) {
    record = *stays;
    return false;
  }
  TRY(tx.put(record));
  TRY(tx.append({record.at, "attest." + record.outcome, record.component, record.signature.hex()}));
  return true;
}

}  // namespace

std::vector<std::size_t> over_the_content(const VerifiedFile& verified) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < verified.verdict.signatures.size(); ++i) {
    if (verified.facts->signatures[i].signer.message_digest == Match::Matches) found.push_back(i);
  }
  return found;
}

Judged judge_best(const AttestContext& context,
                  const VerifiedFile& verified,
                  const std::vector<std::size_t>& candidates) {
  const auto facts = facts_of(context, verified);
  std::vector<AttestationJudgement> judgements;
  for (const std::size_t index : candidates) judgements.push_back(judge_attestation(facts[index]));
  const std::size_t best = best_attestation(judgements).value_or(0);
  const std::size_t chosen = candidates[best];
  const SignatureVerdict& verdict = verified.verdict.signatures[chosen];
  Judged judged;
  judged.judgement = judgements[best];
  judged.officer = officer_of(verified, verdict);
  judged.unit = facts[chosen].signer.unit;
  judged.signed_at = verdict.claimed_at ? verdict.claimed_at : verdict.proven_before;
  return judged;
}

AttestationRecord make_record(const ScanComponent& component,
                              const Judged& judged,
                              const Evidence& evidence,
                              UtcTime at) {
  AttestationRecord record;
  record.component = component.id;
  record.scan = scan_digest(component.files);
  record.signature = evidence.signature;
  record.form = evidence.form;
  record.outcome = name(judged.judgement.state);
  record.officer = judged.officer;
  record.unit = judged.unit;
  record.signed_at = judged.signed_at;
  // Hexadecimal and our own JSON only: nothing here needs escaping.
  record.detail =
      R"({"content":")" + evidence.content.hex() + R"(","verdict":)" + evidence.verdict + "}";
  record.at = at;
  return record;
}

Result<AttestAnswer> keep(const AttestContext& context,
                          const AttestationJudgement& judgement,
                          std::vector<AttestationRecord> records) {
  Catalog& catalog = *context.store.catalog;
  const auto tx = TRY(catalog.begin());
  AttestAnswer answer;
  answer.judgement = judgement;
  answer.was_known = true;
  for (AttestationRecord& record : records) {
    if (TRY(put_new(*tx, catalog, record))) answer.was_known = false;
  }
  TRY(tx->commit());
  answer.records = std::move(records);
  return answer;
}

Result<Digest> keep_bytes(const AttestContext& context, int fd, std::int64_t size) {
  const FileBytes bytes(fd, size);
  const auto writer = TRY(context.store.blobs->create());
  Bytes piece(256 * kKiB);
  for (std::int64_t at = 0; at < size;) {
    const auto step = std::min(size - at, static_cast<std::int64_t>(piece.size()));
    const std::span<std::uint8_t> part(piece.data(), static_cast<std::size_t>(step));
    TRY(bytes.read(at, part));
    TRY(writer->write(part));
    at += step;
  }
  const BlobRef blob = TRY(writer->commit());
  return blob.digest;
}

}  // namespace sohoa::attest
