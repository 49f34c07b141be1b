// A verdict on legal value as it is stored: small JSON texts beside the class.
#pragma once

#include <span>
#include <string>

#include "policy/legal_value.h"

namespace sohoa {

/// [{"rule","clause","outcome","message_vi","message_en"}], in the order of the rules.
std::string reasons_json(std::span<const Reason> reasons);

/// [{"index","indication","sub_indication","signer","signer_kind","unit","attestation",
/// "claimed_at","proven_before"}]; empty text when there is no signature.
std::string signatures_json(std::span<const SignatureFact> signatures);

}  // namespace sohoa
