// The signatures of a verdict on legal value as they are stored beside its class; its reasons are
// reason_rows.h.
#pragma once

#include <span>
#include <string>

#include "policy/legal_value.h"

namespace sohoa {

/// [{"index","indication","sub_indication","signer","signer_kind","unit","attestation",
/// "claimed_at","proven_before"}]; empty text when there is no signature.
std::string signatures_json(std::span<const SignatureFact> signatures);

}  // namespace sohoa
