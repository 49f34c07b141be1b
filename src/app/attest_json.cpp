#include "app/attest_json.h"

#include <nlohmann/json.hpp>

#include "app/verify_json.h"
#include "pipeline/receipt.h"

namespace sohoa {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json or_null(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

Json record_object(const AttestationRecord& record) {
  Json object;
  object["component"] = record.component;
  object["scan"] = record.scan.hex();
  object["signature"] = record.signature.hex();
  object["form"] = record.form;
  object["outcome"] = record.outcome;
  object["officer"] = or_null(record.officer);
  object["unit"] = or_null(record.unit);
  object["signed_at"] = record.signed_at ? Json(to_rfc3339(*record.signed_at)) : Json();
  object["at"] = to_rfc3339(record.at);
  return object;
}

}  // namespace

std::string attest_answer_json(const std::string& id,
                               const AttestAnswer& answer,
                               const std::vector<ComponentRecord>& read) {
  Json object;
  object["id"] = id;
  object["outcome"] = name(answer.judgement.state);
  object["why_vi"] = or_null(answer.judgement.why_vi);
  object["why_en"] = or_null(answer.judgement.why_en);
  object["known"] = answer.was_known;
  object["records"] = Json::array();
  for (const AttestationRecord& record : answer.records) {
    object["records"].push_back(record_object(record));
  }
  object["components"] = Json::array();
  for (const ComponentRecord& component : read) {
    object["components"].push_back({{"id", component.id},
                                    {"state", name(component.state)},
                                    {"item", or_null(component.item)},
                                    {"reasons", component.reasons}});
  }
  return dump(object);
}

std::string attest_line_json(const ComponentRecord& component,
                             AttestationState state,
                             const AttestationRecord* record) {
  Json object;
  object["component"] = component.id;
  object["dossier"] = or_null(component.dossier);
  object["code"] = or_null(component.component);
  object["title"] = or_null(component.title);
  object["state"] = name(state);
  object["attestation"] = record == nullptr ? Json() : record_object(*record);
  return dump(object);
}

std::string attest_prepared_json(const std::string& id,
                                 const std::string& output,
                                 const Digest& digest,
                                 std::size_t components) {
  return dump({{"id", id}, {"file", output}, {"sha256", digest.hex()}, {"components", components}});
}

std::string stored_verdict(std::string_view name, const VerifiedFile& verified) {
  return verify_json(name, verified, FactsDetail::Hidden);
}

}  // namespace sohoa
