// A small world of facts: a root, a CA, a signer, a time-stamping unit, CRLs and one signed PDF
// that passes. Tests bend one thing and look at the verdict.
#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "signing/verdict.h"

namespace sohoa::facts {

using namespace std::chrono_literals;

inline UtcTime day(int year, unsigned month, unsigned day_of_month, int hour = 0) {
  const std::chrono::year_month_day date{
      std::chrono::year(year), std::chrono::month(month), std::chrono::day(day_of_month)};
  return UtcTime(std::chrono::sys_days(date)) + std::chrono::hours(hour);
}

/// The moment tests judge for.
inline UtcTime now() {
  return day(2026, 11, 22, 8);
}

inline Digest digest_of(const std::string& text) {
  return sha256(text);
}

// Certificates of every world, by index.
inline constexpr CertIndex kRoot = 0;
inline constexpr CertIndex kCa = 1;
inline constexpr CertIndex kSigner = 2;
inline constexpr CertIndex kTsa = 3;

struct World {
  SignedFile file;
  TrustPolicy trust = default_policy();
  UtcTime at = now();

  World();

  Evidence& evidence() { return file.evidence; }
  CertificateFacts& cert(CertIndex index) {
    return file.evidence.certificates[static_cast<std::size_t>(index)];
  }
  ChainFacts& chain_of(CertIndex target);
  SignatureFacts& signature() { return file.signatures.front(); }
  SignerFacts& signer() { return signature().signer; }
  CrlFacts& ca_crl() { return file.evidence.crls[0]; }    ///< signed by the CA, over the signer
  CrlFacts& root_crl() { return file.evidence.crls[1]; }  ///< signed by the root: CA and TSA

  CertIndex add_certificate(const std::string& name);
  /// A second CA under the root, or under `parent`, with its chain.
  CertIndex add_ca(const std::string& name, CertIndex parent = kRoot);
  void add_chain(std::vector<CertIndex> path) {
    evidence().chains.push_back({std::move(path), PathFault::None, kNoCert, {}});
  }
  Anchor& add_anchor(CertIndex cert, const std::string& name, const std::string& regime);
  /// A CRL that lists nobody, current now.
  CrlFacts& add_crl(CertIndex signer, std::vector<CertIndex> covers, UtcTime this_update);
  /// A current answer by `signer` on `cert`, issued by `issuer`.
  OcspFacts& add_ocsp(CertIndex signer, CertIndex cert, CertIndex issuer, UtcTime this_update);
  /// A trusted time-stamp on the signature.
  TimestampFacts& add_timestamp(UtcTime time, TimestampKind kind = TimestampKind::Signature);
  /// A trusted document time-stamp over everything before it.
  SignatureFacts& add_document_timestamp(UtcTime time);
  SignatureFacts& add_signature();

  FileVerdict verdict() const { return judge(file, trust, at); }
  SignatureVerdict first() const { return verdict().signatures.front(); }
};

inline void revoke(CrlFacts& crl,
                   CertIndex cert,
                   UtcTime when,
                   RevocationReason reason = RevocationReason::KeyCompromise) {
  crl.entries.push_back({cert, when, reason, std::nullopt});
}

inline SignerFacts sound_signer(CertIndex cert) {
  SignerFacts signer;
  signer.digest = HashAlgorithm::Sha256;
  signer.scheme = SignatureScheme::RsaPss;
  signer.scheme_hash = HashAlgorithm::Sha256;
  signer.mgf_hash = HashAlgorithm::Sha256;
  signer.signer = cert;
  signer.signer_reference = Match::Matches;
  signer.has_signed_attributes = true;
  signer.message_digest = Match::Matches;
  signer.value = Match::Matches;
  return signer;
}

inline TimestampFacts sound_token(UtcTime time, TimestampKind kind) {
  TimestampFacts token;
  token.kind = kind;
  token.time = time;
  token.imprint_hash = HashAlgorithm::Sha256;
  token.imprint = Match::Matches;
  token.signer = sound_signer(kTsa);
  return token;
}

inline SignatureFacts sound_signature(std::int32_t revision) {
  SignatureFacts facts;
  facts.kind = ContainerKind::Pdf;
  facts.pdf.emplace();
  facts.pdf->field = "ChuKy" + std::to_string(revision);
  facts.pdf->sub_filter = "ETSI.CAdES.detached";
  facts.pdf->revision = revision;
  facts.pdf->object = 10 + revision;
  facts.coverage = Coverage::WholeFile;
  facts.covered_end = 1000 * (revision + 1);
  facts.signer = sound_signer(kSigner);
  return facts;
}

inline CertIndex World::add_certificate(const std::string& name) {
  CertificateFacts facts;
  facts.sha256 = digest_of("certificate " + name);
  facts.subject.common_name = name;
  facts.subject.text = "CN=" + name;
  facts.subject.der_digest = digest_of(name);
  facts.not_before = day(2015, 1, 1);
  facts.not_after = day(2045, 1, 1);
  facts.key = {KeyType::Rsa, 2048, ""};
  facts.sealed_with = {SignatureScheme::RsaPkcs1, HashAlgorithm::Sha256};
  evidence().certificates.push_back(std::move(facts));
  return static_cast<CertIndex>(evidence().certificates.size()) - 1;
}

inline CertIndex World::add_ca(const std::string& name, CertIndex parent) {
  const CertIndex ca = add_certificate(name);
  cert(ca).is_ca = true;
  cert(ca).key_usage = kKeyCertSign | kCrlSign;
  std::vector<CertIndex> path{ca, parent};
  if (parent != kRoot) path.push_back(kRoot);
  add_chain(path);
  return ca;
}

inline ChainFacts& World::chain_of(CertIndex target) {
  for (ChainFacts& chain : evidence().chains) {
    if (chain.path.front() == target) return chain;
  }
  return evidence().chains.front();
}

inline Anchor& World::add_anchor(CertIndex index,
                                 const std::string& name,
                                 const std::string& regime) {
  cert(index).anchor = static_cast<std::int32_t>(trust.anchors.size());
  cert(index).source = EvidenceSource::Anchor;
  Anchor anchor;
  anchor.name = name;
  anchor.regime = regime;
  anchor.purposes = {true, true};
  anchor.sha256 = cert(index).sha256;
  anchor.source = "test";
  trust.anchors.push_back(anchor);
  return trust.anchors.back();
}

inline CrlFacts& World::add_crl(CertIndex signer,
                                std::vector<CertIndex> covers,
                                UtcTime this_update) {
  CrlFacts crl;
  crl.sha256 = digest_of("crl " + std::to_string(evidence().crls.size()));
  crl.issuer = cert(signer).subject.text;
  crl.this_update = this_update;
  crl.next_update = now() + std::chrono::days(7);
  crl.number = std::to_string(10 + evidence().crls.size());
  crl.sealed_with = {SignatureScheme::RsaPkcs1, HashAlgorithm::Sha256};
  crl.signers = {signer};
  crl.covers = std::move(covers);
  evidence().crls.push_back(std::move(crl));
  return evidence().crls.back();
}

inline OcspFacts& World::add_ocsp(CertIndex signer,
                                  CertIndex cert_index,
                                  CertIndex issuer,
                                  UtcTime this_update) {
  OcspFacts ocsp;
  ocsp.sha256 = digest_of("ocsp " + std::to_string(evidence().ocsps.size()));
  ocsp.produced_at = this_update;
  ocsp.sealed_with = {SignatureScheme::RsaPkcs1, HashAlgorithm::Sha256};
  ocsp.signer = signer;
  OcspSingle answer;
  answer.cert = cert_index;
  answer.issuer = issuer;
  answer.status = OcspStatus::Good;
  answer.this_update = this_update;
  answer.next_update = now() + std::chrono::days(1);
  ocsp.answers.push_back(answer);
  evidence().ocsps.push_back(std::move(ocsp));
  return evidence().ocsps.back();
}

inline TimestampFacts& World::add_timestamp(UtcTime time, TimestampKind kind) {
  signature().timestamps.push_back(sound_token(time, kind));
  return signature().timestamps.back();
}

inline SignatureFacts& World::add_document_timestamp(UtcTime time) {
  const auto revision = static_cast<std::int32_t>(file.revisions.size());
  SignatureFacts facts = sound_signature(revision);
  facts.pdf->sub_filter = "ETSI.RFC3161";
  facts.pdf->is_document_timestamp = true;
  facts.signer = sound_signer(kTsa);
  facts.timestamps.push_back(sound_token(time, TimestampKind::Document));
  file.revisions.push_back({facts.covered_end, facts.covered_end - 1, false});
  Change change;
  change.revision = revision;
  change.object = 100 + revision;
  change.kind = ChangeKind::DocumentTimestamp;
  file.changes.push_back(change);
  for (SignatureFacts& one : file.signatures) one.coverage = Coverage::WholeRevision;
  for (SignatureFacts& one : file.document_timestamps) one.coverage = Coverage::WholeRevision;
  file.document_timestamps.push_back(std::move(facts));
  return file.document_timestamps.back();
}

inline SignatureFacts& World::add_signature() {
  const auto revision = static_cast<std::int32_t>(file.revisions.size());
  SignatureFacts facts = sound_signature(revision);
  file.revisions.push_back({facts.covered_end, facts.covered_end - 1, false});
  Change change;
  change.revision = revision;
  change.object = facts.pdf->object;
  change.kind = ChangeKind::SignatureFilled;
  change.field = facts.pdf->field;
  file.changes.push_back(change);
  for (SignatureFacts& one : file.signatures) one.coverage = Coverage::WholeRevision;
  file.signatures.push_back(std::move(facts));
  return file.signatures.back();
}

inline World::World() {
  for (const char* name : {"Root", "CA", "Nguyễn Văn Thử", "TSA"}) add_certificate(name);
  cert(kRoot).is_ca = true;
  cert(kRoot).is_self_signed = true;
  cert(kRoot).is_self_issued = true;
  cert(kCa).is_ca = true;
  cert(kCa).key_usage = kKeyCertSign | kCrlSign;
  cert(kSigner).not_before = day(2024, 1, 1);
  cert(kSigner).not_after = day(2027, 1, 1);
  cert(kSigner).key_usage = kDigitalSignature | kNonRepudiation;
  cert(kTsa).key_usage = kDigitalSignature;
  cert(kTsa).extended_key_usage = {"1.3.6.1.5.5.7.3.8"};
  cert(kTsa).extended_key_usage_critical = true;
  add_chain({kSigner, kCa, kRoot});
  add_chain({kTsa, kRoot});
  add_chain({kCa, kRoot});
  add_anchor(kRoot, "Gốc thử", "official-duty");
  add_crl(kCa, {kSigner}, day(2026, 11, 20));
  add_crl(kRoot, {kCa, kTsa}, day(2026, 11, 1));
  file.kind = ContainerKind::Pdf;
  file.bytes = 1000;
  file.has_dss = true;
  file.revisions.push_back({1000, 999, false});
  file.signatures.push_back(sound_signature(0));
}

/// A delta CRL of the CA over its complete one.
inline CrlFacts& delta(World& w, UtcTime this_update) {
  CrlFacts& crl = w.add_crl(kCa, {kSigner}, this_update);
  w.ca_crl().number = "0A";
  crl.base_number = "0A";
  crl.number = "0B";
  return crl;
}

/// An expired signer is the probe: it passes exactly when a proof of 01/06/2025 is believed.
inline void expire(World& w) {
  w.cert(kSigner).not_after = day(2026, 6, 1);
  w.ca_crl().this_update = day(2025, 7, 1);
  w.ca_crl().next_update = day(2025, 7, 8);
}

/// An expired signer with a time-stamp from when it was valid.
inline TimestampFacts& stamped(World& w) {
  expire(w);
  return w.add_timestamp(day(2025, 6, 1));
}

/// One bend of the world with what must come of it.
struct Case {
  const char* name;  ///< a sentence, without spaces
  void (*bend)(World&);
  Indication indication;
  SubIndication sub_indication;
};

inline std::string case_name(const auto& info) {
  return info.param.name;
}

inline std::ostream& operator<<(std::ostream& out, const Case& one) {
  return out << one.name;
}

/// All messages, for telling why a case failed.
inline std::string reasons(const std::vector<CheckResult>& checks) {
  std::string text;
  for (const CheckResult& check : checks) {
    text += std::string(name(check.outcome)) + " " + check.id + ": " + check.message_en + "\n";
  }
  return text;
}

inline bool has(const std::vector<CheckResult>& checks,
                const std::string& id,
                CheckOutcome outcome) {
  for (const CheckResult& check : checks) {
    if (check.id == id && check.outcome == outcome) return true;
  }
  return false;
}

}  // namespace sohoa::facts
