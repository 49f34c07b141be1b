#include "pipeline/verify_file.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/file.h"
#include "intake/format.h"

namespace sohoa {
namespace {

constexpr std::int64_t kHeadBytes = 64 * 1024;

Result<Format> sniff_file(const VerifyInput& input) {
  Bytes head(static_cast<std::size_t>(std::min(input.size, kHeadBytes)));
  TRY(FileBytes(input.fd, input.size).read(0, head));
  return sniff(head);
}

Result<Collected> collect(VerifyCages& cages, const VerifyInput& input) {
  const Limits& limits = cages.limits();
  switch (TRY(sniff_file(input))) {
    case Format::Pdf:
      return collect_pdf(cages.verifier(), input, limits);
    case Format::Cms:
      return collect_cms(input, limits);
    case Format::Xml:
    case Format::Html:
      return collect_xml(*TRY(cages.reader()), input, limits);
    case Format::Zip:
      return collect_asic(*TRY(cages.reader()), input, limits);
    case Format::Empty:
      return Error{Fault::EmptyFile, {}, {}};
    default:
      return Error{Fault::UnknownFormat, "not PDF, CMS, XML or ASiC", {}};
  }
}

void append(std::vector<PoolItem>& to, const std::vector<PoolItem>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

EvidenceRequest request_for(Collected& collected, const TrustData& trust) {
  EvidenceRequest request;
  for (PendingSignature& one : collected.pending) {
    if (one.value) request.values.push_back(*one.value);
  }
  for (const Anchor& anchor : trust.policy.anchors) request.anchors.push_back(anchor.der);
  request.certificates = std::move(collected.certificates);
  request.crls = std::move(collected.crls);
  request.ocsps = std::move(collected.ocsps);
  append(request.certificates, trust.certificates);
  append(request.crls, trust.crls);
  append(request.ocsps, trust.ocsps);
  return request;
}

/// The pending signatures that have a value, in the order of the request.
std::vector<PendingSignature*> with_value(Collected& collected) {
  std::vector<PendingSignature*> list;
  for (PendingSignature& one : collected.pending) {
    if (one.value) list.push_back(&one);
  }
  return list;
}

// The algorithm a value names is only known once it was parsed; hints are right nearly always.
Result<bool> add_missing_digests(const std::vector<PendingSignature*>& pending,
                                 const EvidenceAnswer& answer,
                                 EvidenceRequest& request) {
  bool has_more = false;
  for (std::size_t i = 0; i < pending.size(); ++i) {
    const auto& missing = answer.values[i].missing_digests;
    if (missing.empty() || !pending[i]->digests) continue;
    const auto more = TRY(pending[i]->digests(missing));
    auto& digests = request.values[i].digests;
    digests.insert(digests.end(), more.begin(), more.end());
    has_more = true;
  }
  return has_more;
}

Result<EvidenceAnswer> ask(Supervisor& cage,
                           const std::vector<PendingSignature*>& pending,
                           EvidenceRequest& request) {
  auto answer = TRY(cage.read_evidence(request));
  if (!TRY(add_missing_digests(pending, answer, request))) return answer;
  return cage.read_evidence(request);
}

/// RFC 5652, 5.1: several may sign one content; outside of PDF each of them is a signature of its
/// own (trap 32: the first is never taken for all). Whether there were more to ask for.
bool add_cosigners(Collected& collected,
                   const EvidenceAnswer& answer,
                   std::int32_t max,
                   EvidenceRequest& request) {
  std::vector<PendingSignature> more;
  const auto known = with_value(collected);
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (!known[i]->value->permits_cosigners) continue;
    for (std::int32_t signer = 1; signer < std::min(answer.values[i].signers, max); ++signer) {
      more.push_back(*known[i]);
      ValueToVerify value = request.values[i];
      value.signer = signer;
      request.values.push_back(std::move(value));
    }
  }
  std::move(more.begin(), more.end(), std::back_inserter(collected.pending));
  return !more.empty();
}

// What the XML reader knew stays; what the value showed comes on top.
void merge(SignerFacts& known, const SignerFacts& found) {
  const SignerFacts before = std::exchange(known, found);
  if (!known.claimed_at) known.claimed_at = before.claimed_at;
  if (known.policy_oid.empty()) known.policy_oid = before.policy_oid;
  known.oddities.insert(known.oddities.end(), before.oddities.begin(), before.oddities.end());
}

void put_back(PendingSignature& pending, ValueFacts&& found) {
  SignatureFacts& facts = pending.facts;
  merge(facts.signer, found.signer);
  facts.timestamps = std::move(found.timestamps);
  facts.has_embedded_revocation |= found.has_embedded_revocation;
}

void add_to(SignedFile& file, PendingSignature&& one) {
  if (one.content) one.facts.signer.message_digest = *one.content;
  auto& list = one.is_document_timestamp ? file.document_timestamps : file.signatures;
  list.push_back(std::move(one.facts));
}

}  // namespace

Result<std::unique_ptr<SignedFile>> collect_facts(VerifyCages& cages,
                                                  const VerifyInput& input,
                                                  const TrustData& trust) {
  cages.begin_file();
  Collected collected = TRY(collect(cages, input));
  auto pending = with_value(collected);
  if (!pending.empty()) {
    EvidenceRequest request = request_for(collected, trust);
    EvidenceAnswer answer = TRY(ask(cages.verifier(), pending, request));
    if (add_cosigners(collected, answer, cages.limits().signatures, request)) {
      pending = with_value(collected);
      answer = TRY(ask(cages.verifier(), pending, request));
    }
    for (std::size_t i = 0; i < pending.size(); ++i) {
      put_back(*pending[i], std::move(answer.values[i]));
    }
    collected.file.evidence = std::move(answer.evidence);
  }
  for (PendingSignature& one : collected.pending) add_to(collected.file, std::move(one));
  collected.file.bytes = input.size;
  return std::make_unique<SignedFile>(std::move(collected.file));
}

Result<VerifiedFile> verify_file(VerifyCages& cages,
                                 const VerifyInput& input,
                                 const TrustData& trust,
                                 UtcTime at) {
  VerifiedFile verified;
  verified.facts = TRY(collect_facts(cages, input, trust));
  verified.verdict = judge(*verified.facts, trust.policy, at);
  return verified;
}

Result<std::int64_t> signed_version_end(const SignedFile& file, std::int32_t index) {
  const auto count = static_cast<std::int32_t>(file.signatures.size());
  if (index < 0 || index >= count) {
    return Error{Fault::NoSuchSignature, "there are " + std::to_string(count), {}};
  }
  const SignatureFacts& signature = file.signatures[static_cast<std::size_t>(index)];
  if (!signature.pdf || signature.covered_end <= 0) {
    return Error{Fault::NoSuchSignature, "it covers no version of the file", {}};
  }
  return signature.covered_end;
}

}  // namespace sohoa
