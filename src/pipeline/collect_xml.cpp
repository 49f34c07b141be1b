// XMLDSig and XAdES: the caged reader gives octets, we digest them and compare.
#include <algorithm>
#include <array>
#include <utility>

#include "pipeline/collected.h"

namespace sohoa {
namespace {

bool equals(const NamedDigest& mine, const XmlReference& reference) {
  return !mine.value.empty() && mine.value == reference.digest;
}

Result<Match> compare_external(const XmlReference& reference,
                               const DataSource& data,
                               std::vector<FormatFault>& faults) {
  const auto digests = data ? data(reference.uri) : std::nullopt;
  if (!digests) {
    faults.push_back(FormatFault::MissingFile);
    return Match::Unknown;
  }
  const std::array wanted = {reference.hash};
  const auto mine = TRY((*digests)(wanted));
  return !mine.empty() && equals(mine.front(), reference) ? Match::Matches : Match::Differs;
}

Result<Match> compare(const XmlReference& reference,
                      const DataSource& data,
                      std::vector<FormatFault>& faults) {
  if (reference.hash == HashAlgorithm::Unknown) return Match::Unknown;
  if (reference.is_external) return compare_external(reference, data, faults);
  if (!reference.is_found || !reference.octets) {
    faults.push_back(FormatFault::MissingFile);
    return Match::Unknown;
  }
  const NamedDigest mine{reference.hash, digest_of(*reference.octets, reference.hash)};
  return equals(mine, reference) ? Match::Matches : Match::Differs;
}

// One reference that differs is enough; one that cannot be found leaves the whole unknown.
Match worse(Match a, Match b) {
  if (a == Match::Differs || b == Match::Differs) return Match::Differs;
  return a == Match::Matches ? b : a;
}

Result<Match> compare_all(const XmlSignatureReading& reading,
                          const DataSource& data,
                          SignatureFacts& facts) {
  if (reading.references.empty()) return Match::Absent;
  Match all = Match::Matches;
  for (const XmlReference& reference : reading.references) {
    const Match one = TRY(compare(reference, data, facts.faults));
    all = worse(all, one);
    if (reference.is_external) facts.signed_names.push_back(reference.uri);
  }
  return all;
}

ValueToVerify value_of(const XmlSignatureReading& reading) {
  ValueToVerify value;
  value.kind = ValueKind::XmlValue;
  value.value = reading.value;
  value.content = reading.signed_info;
  value.certificates = reading.certificates;
  value.scheme = reading.scheme;
  value.hash = reading.hash;
  value.mgf_hash = reading.mgf_hash;
  value.signing_certificates = reading.signing_certificates;
  value.timestamps = reading.timestamps;
  return value;
}

SignatureFacts facts_of(const XmlSignatureReading& reading, const std::string& name) {
  SignatureFacts facts;
  facts.kind = ContainerKind::Xml;
  facts.name = name.empty() ? reading.id : name;
  facts.faults = reading.faults;
  facts.is_xades = reading.is_xades;
  facts.has_embedded_revocation = !reading.crl_values.empty() || !reading.ocsp_values.empty();
  facts.coverage = Coverage::WholeFile;
  const Digest digest = sha256(reading.value);
  facts.value_digest.assign(digest.value.begin(), digest.value.end());
  facts.signer.claimed_at = reading.claimed_at;
  facts.signer.policy_oid = reading.policy_oid;
  facts.signer.oddities = reading.oddities;
  facts.signer.unparseable = reading.unparseable;
  return facts;
}

void add_pool(std::vector<PoolItem>& pool, const std::vector<Bytes>& items) {
  for (const Bytes& item : items) pool.push_back({EvidenceSource::Dss, item});
}

DataSource beside(const VerifyInput& input) {
  if (input.detached_content < 0) return nullptr;
  const FileBytes content(input.detached_content, input.detached_size);
  return [content](const std::string&) {
    return std::optional(digests_of_file(content, 0, content.size()));
  };
}

}  // namespace

Result<void> add_xml_signatures(const XmlReading& reading,
                                const std::string& name,
                                const DataSource& data,
                                Collected& into) {
  for (const XmlSignatureReading& one : reading.signatures) {
    PendingSignature pending;
    pending.facts = facts_of(one, name);
    pending.content = TRY(compare_all(one, data, pending.facts));
    if (one.unparseable.empty()) pending.value = value_of(one);
    add_pool(into.certificates, one.certificate_values);
    add_pool(into.crls, one.crl_values);
    add_pool(into.ocsps, one.ocsp_values);
    into.pending.push_back(std::move(pending));
  }
  return {};
}

Result<Collected> collect_xml(Supervisor& cage, const VerifyInput& input, const Limits&) {
  const XmlReading reading = TRY(cage.collect_xml(input.fd));
  Collected all;
  all.file.kind = ContainerKind::Xml;
  all.file.notes = reading.notes;
  TRY(add_xml_signatures(reading, {}, beside(input), all));
  return all;
}

}  // namespace sohoa
