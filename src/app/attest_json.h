// Attestations as JSON text, and the verdict as it is stored with them.
#pragma once

#include <string>

#include "pipeline/attest.h"

namespace sohoa {

/// `attest submit --json`: {"id","outcome","why_vi","why_en","known","records":[…],
/// "components":[{"id","state","item","reasons"}]}; `read` is what became of the papers that waited
/// for the signature.
std::string attest_answer_json(const std::string& id,
                               const AttestAnswer& answer,
                               const std::vector<ComponentRecord>& read);
/// One line of `attest list --json`; `record` is null when nobody signed.
std::string attest_line_json(const ComponentRecord& component,
                             AttestationState state,
                             const AttestationRecord* record);
/// `attest prepare --json`: what was written, and its digest.
std::string attest_prepared_json(const std::string& id,
                                 const std::string& output,
                                 const Digest& digest,
                                 std::size_t components);
/// A verdict as `verify --json` prints it: what an attestation record keeps.
std::string stored_verdict(std::string_view name, const VerifiedFile& verified);

}  // namespace sohoa
