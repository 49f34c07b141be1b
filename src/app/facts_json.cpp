#include "app/facts_json.h"

#include <nlohmann/json.hpp>

#include "signing/verdict.h"

namespace sohoa {
namespace {

using Json = nlohmann::ordered_json;

Json time_or_null(const std::optional<UtcTime>& time) {
  return time ? Json(to_rfc3339(*time)) : Json();
}

std::string_view name(EvidenceSource source) {
  constexpr std::string_view kNames[] = {
      "anchor", "signature", "timestamp", "dss", "ocsp", "archive"};
  return kNames[static_cast<std::size_t>(source)];
}

std::string_view name(Match match) {
  constexpr std::string_view kNames[] = {"unknown", "matches", "differs", "absent"};
  return kNames[static_cast<std::size_t>(match)];
}

std::string_view name(PathFault fault) {
  constexpr std::string_view kNames[] = {"none",
                                         "no-anchor",
                                         "bad-signature",
                                         "not-ca",
                                         "path-length",
                                         "name-constraints",
                                         "unknown-critical",
                                         "policy",
                                         "malformed",
                                         "too-long",
                                         "other"};
  return kNames[static_cast<std::size_t>(fault)];
}

std::string_view name(OcspStatus status) {
  constexpr std::string_view kNames[] = {"good", "revoked", "unknown"};
  return kNames[static_cast<std::size_t>(status)];
}

Json fault_names(const std::vector<FormatFault>& faults) {
  Json array = Json::array();
  for (const FormatFault fault : faults) array.push_back(sohoa::name(fault));
  return array;
}

Json certificate_object(const CertificateFacts& cert) {
  Json object;
  object["sha256"] = cert.sha256.hex();
  object["source"] = name(cert.source);
  object["subject"] = cert.subject.text;
  object["issuer"] = cert.issuer.text;
  object["serial"] = cert.serial;
  object["not_before"] = to_rfc3339(cert.not_before);
  object["not_after"] = to_rfc3339(cert.not_after);
  object["key"] = describe(cert.key);
  object["sealed_with"] = {sohoa::name(cert.sealed_with.scheme),
                           sohoa::name(cert.sealed_with.hash)};
  object["key_usage"] = cert.key_usage ? Json(*cert.key_usage) : Json();
  object["extended_key_usage"] = cert.extended_key_usage;
  object["is_ca"] = cert.is_ca;
  object["ocsp_urls"] = cert.ocsp_urls;
  object["crl_urls"] = cert.crl_urls;
  object["oddities"] = cert.oddities;
  return object;
}

Json chain_object(const ChainFacts& chain) {
  return {{"path", chain.path}, {"fault", name(chain.fault)}, {"detail", chain.detail}};
}

Json crl_object(const CrlFacts& crl) {
  Json entries = Json::array();
  for (const CrlEntry& entry : crl.entries) {
    entries.push_back({{"certificate", entry.cert},
                       {"revoked_at", to_rfc3339(entry.revoked_at)},
                       {"reason", static_cast<int>(entry.reason)}});
  }
  return {{"sha256", crl.sha256.hex()},
          {"source", name(crl.source)},
          {"issuer", crl.issuer},
          {"this_update", to_rfc3339(crl.this_update)},
          {"next_update", time_or_null(crl.next_update)},
          {"signers", crl.signers},
          {"covers", crl.covers},
          {"entries", entries}};
}

Json ocsp_object(const OcspFacts& ocsp) {
  Json answers = Json::array();
  for (const OcspSingle& one : ocsp.answers) {
    answers.push_back({{"certificate", one.cert},
                       {"status", name(one.status)},
                       {"this_update", to_rfc3339(one.this_update)},
                       {"next_update", time_or_null(one.next_update)},
                       {"revoked_at", time_or_null(one.revoked_at)}});
  }
  return {{"sha256", ocsp.sha256.hex()},
          {"source", name(ocsp.source)},
          {"responder", ocsp.responder},
          {"produced_at", to_rfc3339(ocsp.produced_at)},
          {"signer", ocsp.signer},
          {"answers", answers}};
}

Json signer_object(const SignerFacts& signer) {
  Json object;
  object["faults"] = fault_names(signer.faults);
  object["unparseable"] = signer.unparseable;
  object["digest"] = sohoa::name(signer.digest);
  object["scheme"] = sohoa::name(signer.scheme);
  object["certificate"] = signer.signer;
  object["signer_reference"] = name(signer.signer_reference);
  object["has_signed_attributes"] = signer.has_signed_attributes;
  object["message_digest"] = name(signer.message_digest);
  object["value"] = name(signer.value);
  object["claimed_at"] = time_or_null(signer.claimed_at);
  object["policy_oid"] = signer.policy_oid;
  object["oddities"] = signer.oddities;
  return object;
}

Json timestamps_array(const std::vector<TimestampFacts>& timestamps) {
  Json array = Json::array();
  for (const TimestampFacts& one : timestamps) {
    array.push_back({{"time", to_rfc3339(one.time)},
                     {"policy_oid", one.policy_oid},
                     {"serial", one.serial},
                     {"imprint_hash", sohoa::name(one.imprint_hash)},
                     {"imprint", name(one.imprint)},
                     {"signer", signer_object(one.signer)}});
  }
  return array;
}

Json pdf_object(const PdfSignatureFacts& pdf) {
  return {{"field", pdf.field},
          {"byte_range", pdf.byte_range},
          {"revision", pdf.revision + 1},
          {"object", pdf.object},
          {"is_certification", pdf.is_certification},
          {"docmdp", pdf.docmdp},
          {"lock_docmdp", pdf.lock_docmdp},
          {"name", pdf.name},
          {"reason", pdf.reason},
          {"location", pdf.location},
          {"claimed_at", time_or_null(pdf.claimed_at)},
          {"removed_later", pdf.removed_later}};
}

Json signature_object(const SignatureFacts& facts) {
  Json object;
  object["value_sha256"] = to_hex(facts.value_digest);
  object["faults"] = fault_names(facts.faults);
  object["covered_end"] = facts.covered_end;
  object["pdf"] = facts.pdf ? pdf_object(*facts.pdf) : Json();
  object["signer"] = signer_object(facts.signer);
  object["timestamps"] = timestamps_array(facts.timestamps);
  return object;
}

template <class Items, class ToJson>
Json array_of(const Items& items, ToJson to_json) {
  Json array = Json::array();
  for (const auto& item : items) array.push_back(to_json(item));
  return array;
}

}  // namespace

std::string facts_json(const SignedFile& file) {
  Json object;
  object["bytes"] = file.bytes;
  object["is_encrypted"] = file.is_encrypted;
  object["has_dss"] = file.has_dss;
  object["revision_ends"] =
      array_of(file.revisions, [](const RevisionFacts& one) { return Json(one.end); });
  object["signatures"] = array_of(file.signatures, signature_object);
  object["document_timestamps"] = array_of(file.document_timestamps, signature_object);
  object["certificates"] = array_of(file.evidence.certificates, certificate_object);
  object["chains"] = array_of(file.evidence.chains, chain_object);
  object["crls"] = array_of(file.evidence.crls, crl_object);
  object["ocsps"] = array_of(file.evidence.ocsps, ocsp_object);
  object["unreadable"] = file.evidence.unreadable;
  object["notes"] = file.notes;
  return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace sohoa
