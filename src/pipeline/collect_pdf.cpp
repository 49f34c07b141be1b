// PDF: the caged reader says where signatures are; ranges, values and digests are our own.
#include <algorithm>
#include <utility>

#include "pipeline/collected.h"

namespace sohoa {
namespace {

std::vector<HashAlgorithm> expected_hashes(const PdfSignatureFacts& pdf) {
  if (pdf.sub_filter == "adbe.pkcs7.sha1" || pdf.sub_filter == "adbe.x509.rsa_sha1") {
    return {HashAlgorithm::Sha1};
  }
  return pdf.hash_hints.empty() ? std::vector{HashAlgorithm::Sha256} : pdf.hash_hints;
}

ValueKind value_kind(const PdfSignatureFacts& pdf) {
  if (pdf.is_document_timestamp) return ValueKind::TimestampToken;
  return pdf.sub_filter == "adbe.x509.rsa_sha1" ? ValueKind::RawRsa : ValueKind::Cms;
}

ValueToVerify value_of(const PdfSignatureFacts& pdf, const Bytes& value) {
  ValueToVerify wanted;
  wanted.kind = value_kind(pdf);
  const ByteView bare = without_padding(value);
  wanted.value.assign(bare.begin(), bare.end());
  wanted.content_is_digest = pdf.sub_filter == "adbe.pkcs7.sha1";
  wanted.is_detached = !wanted.content_is_digest;
  wanted.certificates = pdf.certificates;
  return wanted;
}

DigestSource digests_of_ranges(FileBytes file, std::vector<std::int64_t> ranges) {
  return [file, ranges = std::move(ranges)](std::span<const HashAlgorithm> hashes) {
    return digest_ranges(file, ranges, hashes);
  };
}

// Traps 1 to 4: without ranges in order there is nothing a digest could be taken of.
Result<PendingSignature> pending_of(const PdfSignatureReading& reading,
                                    const FileBytes& file,
                                    const std::vector<RevisionFacts>& revisions,
                                    const Limits& limits) {
  PendingSignature one;
  one.facts.kind = ContainerKind::Pdf;
  one.facts.pdf = reading.facts;
  one.facts.faults = reading.faults;
  one.is_document_timestamp = reading.facts.is_document_timestamp;
  RangeFacts ranges =
      TRY(check_ranges(file, reading.facts.byte_range, revisions, limits.signature_bytes));
  one.facts.faults.insert(one.facts.faults.end(), ranges.faults.begin(), ranges.faults.end());
  one.facts.coverage = ranges.coverage;
  one.facts.covered_end = ranges.covered_end;
  const Digest value_digest = sha256(ranges.value);
  one.facts.value_digest.assign(value_digest.value.begin(), value_digest.value.end());
  if (!ranges.faults.empty() || ranges.value.empty()) return one;
  one.value = value_of(reading.facts, ranges.value);
  one.digests = digests_of_ranges(file, reading.facts.byte_range);
  one.value->digests = TRY(one.digests(expected_hashes(reading.facts)));
  return one;
}

// Trap 8: a later signature stands over all the earlier one's revision, or it is no later one.
void find_overlaps(std::vector<PendingSignature>& pending) {
  std::int64_t covered = 0;
  for (PendingSignature& one : pending) {
    if (one.facts.covered_end == 0) continue;
    if (one.facts.covered_end < covered) one.facts.faults.push_back(FormatFault::RangesOverlap);
    covered = std::max(covered, one.facts.covered_end);
  }
}

void add_pool(std::vector<PoolItem>& pool, const std::vector<Bytes>& items) {
  for (const Bytes& item : items) pool.push_back({EvidenceSource::Dss, item});
}

}  // namespace

Result<Collected> collect_pdf(Supervisor& cage, const VerifyInput& input, const Limits& limits) {
  PdfReading reading = TRY(cage.collect_pdf(input.fd, {input.password}));
  const FileBytes file(input.fd, input.size);
  Collected all;
  for (const PdfSignatureReading& one : reading.signatures) {
    all.pending.push_back(TRY(pending_of(one, file, reading.revisions, limits)));
  }
  find_overlaps(all.pending);
  add_pool(all.certificates, reading.dss_certificates);
  add_pool(all.crls, reading.dss_crls);
  add_pool(all.ocsps, reading.dss_ocsps);
  all.file.kind = ContainerKind::Pdf;
  all.file.revisions = std::move(reading.revisions);
  all.file.changes = std::move(reading.changes);
  all.file.risks = std::move(reading.risks);
  all.file.notes = std::move(reading.notes);
  all.file.has_dss = reading.has_dss;
  all.file.is_encrypted = reading.is_encrypted;
  return all;
}

}  // namespace sohoa
