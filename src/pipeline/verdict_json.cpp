#include "pipeline/verdict_json.h"

#include <nlohmann/json.hpp>

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

Json signature_object(const SignatureFact& signature) {
  return {{"index", signature.index},
          {"indication", name(signature.indication)},
          {"sub_indication", or_null(name(signature.sub_indication))},
          {"signer", signature.signer.name},
          {"signer_kind", name(signature.signer.kind)},
          {"unit", or_null(signature.signer.unit)},
          {"attestation", signature.is_attestation},
          {"claimed_at", time_or_null(signature.claimed_at)},
          {"proven_before", time_or_null(signature.proven_before)}};
}

}  // namespace

std::string signatures_json(std::span<const SignatureFact> signatures) {
  if (signatures.empty()) return {};
  Json array = Json::array();
  for (const SignatureFact& signature : signatures) array.push_back(signature_object(signature));
  return dump(array);
}

}  // namespace sohoa
