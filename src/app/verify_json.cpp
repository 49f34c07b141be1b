#include "app/verify_json.h"

#include <nlohmann/json.hpp>

#include "app/facts_json.h"
#include "app/json_text.h"

namespace sohoa {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json or_null(std::string_view text) {
  return text.empty() ? Json() : Json(text);
}

Json time_or_null(const std::optional<UtcTime>& time) {
  return time ? Json(to_rfc3339(*time)) : Json();
}

std::string_view kind_name(ContainerKind kind) {
  constexpr std::string_view kNames[] = {"pdf", "cms", "xml", "asic"};
  return kNames[static_cast<std::size_t>(kind)];
}

Json check_object(const CheckResult& check) {
  return {{"id", check.id},
          {"clause", check.clause},
          {"outcome", name(check.outcome)},
          {"message_vi", check.message_vi},
          {"message_en", check.message_en}};
}

Json checks_array(const std::vector<CheckResult>& checks) {
  Json array = Json::array();
  for (const CheckResult& check : checks) array.push_back(check_object(check));
  return array;
}

Json change_object(const JudgedChange& judged) {
  const Change& change = *judged.change;
  Json object;
  object["revision"] = change.revision + 1;
  object["object"] =
      change.object == 0
          ? Json()
          : Json(std::to_string(change.object) + " " + std::to_string(change.generation));
  object["what"] = name(change.kind);
  object["allowed"] = judged.is_allowed;
  object["page"] = change.page > 0 ? Json(change.page) : Json();
  object["field"] = or_null(change.field);
  object["path"] = or_null(change.path);
  return object;
}

Json changes_array(const std::vector<JudgedChange>& changes) {
  Json array = Json::array();
  for (const JudgedChange& change : changes) array.push_back(change_object(change));
  return array;
}

const CertificateFacts* certificate(const SignedFile& file, CertIndex index) {
  if (index < 0) return nullptr;
  return &file.evidence.certificates[static_cast<std::size_t>(index)];
}

Json signer_object(const SignedFile& file, const SignatureVerdict& verdict) {
  const CertificateFacts* cert = certificate(file, verdict.signer);
  Json object;
  object["subject"] = cert == nullptr ? Json() : or_null(cert->subject.text);
  object["common_name"] = cert == nullptr ? Json() : or_null(cert->subject.common_name);
  object["organisation"] = cert == nullptr ? Json() : or_null(cert->subject.organisation);
  object["issuer"] = cert == nullptr ? Json() : or_null(cert->issuer.text);
  object["serial"] = cert == nullptr ? Json() : or_null(cert->serial);
  object["sha256"] = cert == nullptr ? Json() : Json(cert->sha256.hex());
  object["regime"] = verdict.regime;
  object["anchor"] = or_null(verdict.anchor);
  return object;
}

Json timestamp_object(const TimestampVerdict& timestamp, std::size_t index) {
  Json object;
  object["index"] = index;
  object["integrity"] = name(timestamp.integrity);
  object["time"] = time_or_null(timestamp.time);
  object["trusted"] = timestamp.is_trusted;
  object["checks"] = checks_array(timestamp.checks);
  return object;
}

// Document time-stamps stand by themselves, the others with the signature they belong to.
Json timestamps_array(const FileVerdict& verdict, std::int32_t signature) {
  Json array = Json::array();
  for (const TimestampVerdict& timestamp : verdict.timestamps) {
    const bool is_document = timestamp.kind == TimestampKind::Document;
    if (is_document != (signature < 0)) continue;
    if (!is_document && timestamp.signature != signature) continue;
    array.push_back(timestamp_object(timestamp, array.size()));
  }
  return array;
}

void add_algorithms(Json& object, const SignedFile& file, const SignatureVerdict& verdict) {
  const SignatureFacts& facts = file.signatures[static_cast<std::size_t>(verdict.index)];
  const CertificateFacts* cert = certificate(file, verdict.signer);
  const bool is_known = facts.signer.digest != HashAlgorithm::Unknown;
  object["digest"] = is_known ? Json(name(facts.signer.digest)) : Json();
  object["key"] = cert == nullptr ? Json() : Json(describe(cert->key));
  object["scheme"] =
      facts.signer.scheme == SignatureScheme::Unknown ? Json() : Json(name(facts.signer.scheme));
}

void add_place(Json& object, const SignatureFacts& facts) {
  object["field"] = facts.pdf ? or_null(facts.pdf->field) : Json();
  object["kind"] = kind_name(facts.kind);
  object["sub_filter"] = facts.pdf ? or_null(facts.pdf->sub_filter) : Json();
  object["name"] = or_null(facts.name);
  object["page"] = facts.pdf && facts.pdf->page > 0 ? Json(facts.pdf->page) : Json();
}

void add_answer(Json& object, const SignatureVerdict& verdict) {
  object["integrity"] = name(verdict.integrity);
  object["coverage"] = name(verdict.coverage);
  object["modification"] = name(verdict.modification);
  object["modifications"] = changes_array(verdict.modifications);
  object["indication"] = name(verdict.indication);
  object["sub_indication"] = or_null(name(verdict.sub_indication));
}

Json signature_object(const VerifiedFile& verified, const SignatureVerdict& verdict) {
  const SignedFile& file = *verified.facts;
  const SignatureFacts& facts = file.signatures[static_cast<std::size_t>(verdict.index)];
  Json object;
  object["index"] = verdict.index;
  add_place(object, facts);
  object["level"] = level_text(verdict, facts.kind);
  add_answer(object, verdict);
  object["signer"] = signer_object(file, verdict);
  object["claimed_at"] = time_or_null(verdict.claimed_at);
  object["proven_before"] = time_or_null(verdict.proven_before);
  object["judged_for"] = to_rfc3339(verdict.judged_for);
  add_algorithms(object, file, verdict);
  object["signed_files"] = facts.signed_names;
  object["timestamps"] = timestamps_array(verified.verdict, verdict.index);
  object["checks"] = checks_array(verdict.checks);
  return object;
}

Json file_object(std::string_view file, const VerifiedFile& verified) {
  Json object;
  object["file"] = file;
  object["readable"] = true;
  object["signatures"] = Json::array();
  for (const SignatureVerdict& one : verified.verdict.signatures) {
    object["signatures"].push_back(signature_object(verified, one));
  }
  object["timestamps"] = timestamps_array(verified.verdict, -1);
  object["modification_after_signing"] = name(verified.verdict.modification);
  object["checks"] = checks_array(verified.verdict.checks);
  object["unsigned_files"] = verified.facts->unsigned_names;
  object["policy"] = verified.verdict.policy;
  object["judged_at"] = to_rfc3339(verified.verdict.judged_at);
  return object;
}

}  // namespace

std::string verify_json(std::string_view file, const VerifiedFile& verified, FactsDetail detail) {
  Json object = file_object(file, verified);
  if (detail == FactsDetail::Shown) object["facts"] = Json::parse(facts_json(*verified.facts));
  return dump(object);
}

std::string verify_error_json(std::string_view file, const Error& error) {
  Json object;
  object["file"] = file;
  object["readable"] = false;
  object["error"] = Json::parse(error_json(error));
  object["signatures"] = Json::array();
  object["timestamps"] = Json::array();
  object["modification_after_signing"] = "unknown";
  return dump(object);
}

}  // namespace sohoa
