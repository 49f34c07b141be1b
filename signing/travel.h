// One description of each structure, used to write it and to read it back. Private to the codecs.
//
// `travel(flow, value)` names the members once; PutFlow writes them, GetFlow reads them, so the two
// directions cannot drift apart.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/limits.h"
#include "core/text.h"
#include "core/wire.h"
#include "signing/requests.h"

namespace sohoa::signing_wire {

/// X or const X: one travel() serves both directions.
template <class T, class X>
concept Like = std::same_as<std::remove_const_t<T>, X>;

/// The largest enumerator, for refusing what no honest writer sends.
template <class Enum>
inline constexpr Enum kLast = Enum{};
template <>
inline constexpr auto kLast<HashAlgorithm> = HashAlgorithm::Shake256;
template <>
inline constexpr auto kLast<SignatureScheme> = SignatureScheme::Ed448;
template <>
inline constexpr auto kLast<KeyType> = KeyType::Ed448;
template <>
inline constexpr auto kLast<EvidenceSource> = EvidenceSource::Archive;
template <>
inline constexpr auto kLast<Match> = Match::Absent;
template <>
inline constexpr auto kLast<PathFault> = PathFault::Other;
template <>
inline constexpr auto kLast<RevocationReason> = RevocationReason::AaCompromise;
template <>
inline constexpr auto kLast<OcspStatus> = OcspStatus::Unknown;
template <>
inline constexpr auto kLast<FormatFault> = FormatFault::Unparseable;
template <>
inline constexpr auto kLast<TimestampKind> = TimestampKind::Document;
template <>
inline constexpr auto kLast<FieldLock::Action> = FieldLock::Action::Exclude;
template <>
inline constexpr auto kLast<ChangeKind> = kLastChangeKind;
template <>
inline constexpr auto kLast<RiskKind> = kLastRiskKind;
template <>
inline constexpr auto kLast<ValueKind> = ValueKind::XmlValue;

class PutFlow {
 public:
  template <class... T>
  void operator()(const T&... values) {
    (put(values), ...);
  }
  Bytes take() { return out_.take(); }

 private:
  void put(bool value) { out_.boolean(value); }
  void put(std::uint16_t value) { out_.u32(value); }
  void put(std::int32_t value) { out_.i32(value); }
  void put(std::int64_t value) { out_.i64(value); }
  void put(const std::string& value) { out_.text(value); }
  void put(const Bytes& value) { out_.blob(value); }
  void put(const Digest& value) { out_.blob(value.value); }
  void put(UtcTime value) { out_.i64(value.time_since_epoch().count()); }
  template <class Enum>
  requires std::is_enum_v<Enum>
  void put(Enum value) { out_.u8(static_cast<std::uint8_t>(value)); }
  template <class T>
  void put(const std::optional<T>& value) {
    out_.boolean(value.has_value());
    if (value) put(*value);
  }
  template <class T>
  void put(const std::vector<T>& values) {
    out_.u32(static_cast<std::uint32_t>(values.size()));
    for (const T& value : values) put(value);
  }
  template <class T>
  requires std::is_class_v<T>
  void put(const T& value) { travel(*this, value); }

  WireWriter out_;
};

class GetFlow {
 public:
  explicit GetFlow(ByteView bytes) : in_(bytes) {}

  template <class... T>
  void operator()(T&... values) {
    (get(values), ...);
  }
  bool is_finished() const { return in_.is_finished(); }

 private:
  static constexpr std::uint32_t kMostElements = 4'000'000;
  static constexpr std::int64_t kYear0 = -62'167'219'200;
  static constexpr std::int64_t kYear10000 = 253'402'300'800;

  void get(bool& value) { value = in_.boolean(); }
  void get(std::uint16_t& value) { value = static_cast<std::uint16_t>(in_.u32()); }
  void get(std::int32_t& value) { value = in_.i32(); }
  void get(std::int64_t& value) { value = in_.i64(); }
  void get(std::string& value) { value = to_nfc(in_.text()); }
  void get(Bytes& value) { value = in_.blob(); }
  void get(Digest& value) {
    const Bytes bytes = in_.blob();
    if (bytes.size() != value.value.size()) return in_.fail();
    std::copy(bytes.begin(), bytes.end(), value.value.begin());
  }
  // A moment no calendar can print is no moment.
  void get(UtcTime& value) {
    const std::int64_t seconds = in_.i64();
    if (seconds < kYear0 || seconds >= kYear10000) return in_.fail();
    value = UtcTime(std::chrono::seconds(seconds));
  }
  template <class Enum>
  requires std::is_enum_v<Enum>
  void get(Enum& value) { value = in_.enumerator(kLast<Enum>); }
  template <class T>
  void get(std::optional<T>& value) {
    value.reset();
    if (in_.boolean()) get(value.emplace());
  }
  template <class T>
  void get(std::vector<T>& values) {
    values.resize(in_.count(kMostElements, 1));
    for (T& value : values) {
      if (!in_.ok()) return;
      get(value);
    }
  }
  template <class T>
  requires std::is_class_v<T>
  void get(T& value) { travel(*this, value); }

  WireReader in_;
};

// ---- evidence.h ------------------------------------------------------------------------------

void travel(auto& flow, Like<NamedDigest> auto& v) {
  flow(v.hash, v.value);
}
void travel(auto& flow, Like<KeyFacts> auto& v) {
  flow(v.type, v.bits, v.curve);
}
void travel(auto& flow, Like<NameFacts> auto& v) {
  flow(v.text, v.common_name, v.organisation, v.unit, v.serial_number, v.user_id, v.title);
  flow(v.country, v.der_digest);
}
void travel(auto& flow, Like<SealAlgorithm> auto& v) {
  flow(v.scheme, v.hash);
}
void travel(auto& flow, Like<CertificateFacts> auto& v) {
  flow(v.sha256, v.source, v.anchor, v.serial, v.subject, v.issuer, v.not_before, v.not_after);
  flow(v.key, v.sealed_with, v.key_usage, v.extended_key_usage, v.extended_key_usage_critical);
  flow(v.is_ca, v.is_self_issued, v.is_self_signed, v.has_ocsp_no_check, v.unknown_critical);
  flow(v.ocsp_urls, v.crl_urls, v.issuer_urls, v.ocsp_request, v.oddities);
}
void travel(auto& flow, Like<ChainFacts> auto& v) {
  flow(v.path, v.fault, v.at, v.detail);
}
void travel(auto& flow, Like<CrlEntry> auto& v) {
  flow(v.cert, v.revoked_at, v.reason, v.invalid_since);
}
void travel(auto& flow, Like<CrlFacts> auto& v) {
  flow(v.sha256, v.source, v.issuer, v.this_update, v.next_update, v.number, v.base_number);
  flow(v.expired_certs_on_crl, v.sealed_with, v.has_unknown_critical, v.reasons, v.signers);
  flow(v.covers, v.entries);
}
void travel(auto& flow, Like<OcspSingle> auto& v) {
  flow(v.cert, v.issuer, v.status, v.this_update, v.next_update, v.revoked_at, v.reason);
}
void travel(auto& flow, Like<OcspFacts> auto& v) {
  flow(v.sha256, v.source, v.responder, v.produced_at, v.archive_cutoff, v.sealed_with, v.signer);
  flow(v.is_delegated, v.answers);
}
void travel(auto& flow, Like<Evidence> auto& v) {
  flow(v.certificates, v.chains, v.crls, v.ocsps, v.unreadable);
}

// ---- facts.h ---------------------------------------------------------------------------------

void travel(auto& flow, Like<SignerFacts> auto& v) {
  flow(v.faults, v.unparseable, v.digest, v.scheme, v.scheme_hash, v.mgf_hash, v.signer);
  flow(v.signer_reference, v.has_signed_attributes, v.message_digest, v.value, v.claimed_at);
  flow(v.policy_oid, v.oddities);
}
void travel(auto& flow, Like<TimestampFacts> auto& v) {
  flow(v.kind, v.time, v.policy_oid, v.serial, v.imprint_hash, v.imprint, v.signer);
}
void travel(auto& flow, Like<FieldLock> auto& v) {
  flow(v.action, v.fields);
}
void travel(auto& flow, Like<PdfSignatureFacts> auto& v) {
  flow(v.field, v.sub_filter, v.byte_range, v.revision, v.object, v.page);
  flow(v.is_document_timestamp, v.is_certification, v.docmdp, v.locks, v.lock_docmdp, v.name);
  flow(v.reason, v.location, v.claimed_at, v.certificates, v.hash_hints, v.removed_later);
}
void travel(auto& flow, Like<RevisionFacts> auto& v) {
  flow(v.end, v.eof_end, v.has_hybrid_xref);
}
void travel(auto& flow, Like<Change> auto& v) {
  flow(v.revision, v.object, v.generation, v.kind, v.path, v.field, v.page, v.covers_content);
}
void travel(auto& flow, Like<RiskFinding> auto& v) {
  flow(v.kind, v.object, v.page);
}

// ---- requests.h ------------------------------------------------------------------------------

void travel(auto& flow, Like<PdfSignatureReading> auto& v) {
  flow(v.facts, v.faults);
}
void travel(auto& flow, Like<PdfReading> auto& v) {
  flow(v.signatures, v.revisions, v.changes, v.risks, v.dss_certificates, v.dss_crls, v.dss_ocsps);
  flow(v.pages, v.has_dss, v.is_encrypted, v.notes);
}
void travel(auto& flow, Like<XmlReference> auto& v) {
  flow(v.uri, v.type, v.hash, v.digest, v.octets, v.is_external, v.is_found);
  flow(v.is_signed_properties);
}
void travel(auto& flow, Like<XmlTimestamp> auto& v) {
  flow(v.kind, v.token, v.octets);
}
void travel(auto& flow, Like<XmlSignatureReading> auto& v) {
  flow(v.id, v.faults, v.unparseable, v.signed_info, v.value, v.scheme, v.hash, v.mgf_hash);
  flow(v.references, v.certificates, v.signing_certificates, v.claimed_at, v.policy_oid);
  flow(v.timestamps, v.certificate_values, v.crl_values, v.ocsp_values, v.is_xades, v.oddities);
}
void travel(auto& flow, Like<ManifestReference> auto& v) {
  flow(v.uri, v.hash, v.digest);
}
void travel(auto& flow, Like<XmlReading> auto& v) {
  flow(v.signatures, v.manifest_signature, v.manifest, v.notes);
}
void travel(auto& flow, Like<ValueToVerify> auto& v) {
  flow(v.kind, v.value, v.is_detached, v.content_is_digest, v.permits_cosigners, v.signer);
  flow(v.digests, v.content, v.certificates);
  flow(v.scheme, v.hash, v.mgf_hash, v.signing_certificates, v.timestamps);
}
void travel(auto& flow, Like<PoolItem> auto& v) {
  flow(v.source, v.der);
}
void travel(auto& flow, Like<PathOptions> auto& v) {
  flow(v.require_explicit_policy, v.inhibit_policy_mapping, v.inhibit_any_policy, v.policies);
}
void travel(auto& flow, Like<EvidenceRequest> auto& v) {
  flow(v.values, v.targets, v.anchors, v.certificates, v.crls, v.ocsps, v.path);
}
void travel(auto& flow, Like<ValueFacts> auto& v) {
  flow(v.signer, v.timestamps, v.missing_digests, v.has_embedded_revocation, v.signers);
  flow(v.signed_content_digest);
}
void travel(auto& flow, Like<EvidenceAnswer> auto& v) {
  flow(v.values, v.targets, v.evidence);
}

}  // namespace sohoa::signing_wire
