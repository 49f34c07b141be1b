// Trust and policy files (docs/formats.md, "Trust"): TOML in, TrustPolicy out.
//
// Unknown keys are errors: a misspelt limit must not silently mean "no limit".
#pragma once

#include <filesystem>
#include <string_view>

#include "core/result.h"
#include "signing/trust.h"

namespace sohoa {

/// Adds the anchors of one file. `base` is the folder certificate paths are relative to.
/// BadTrustFile with line and key.
Result<void> read_anchors(std::string_view toml,
                          const std::filesystem::path& base,
                          TrustPolicy& policy);
/// Replaces algorithm, revocation and modification rules.
Result<void> read_policy(std::string_view toml, TrustPolicy& policy);

/// Whether the text is a policy file (true) or an anchor file, by its own `format`.
Result<bool> is_policy_file(std::string_view toml);

/// Every *.toml of a folder, in name order; policy files and anchor files tell themselves apart by
/// their `format` key.
Result<TrustPolicy> load_trust(const std::filesystem::path& folder);

/// The first certificate of a PEM text, or the bytes themselves when they are DER.
Result<Bytes> certificate_der(ByteView pem_or_der);
/// The same for what goes into an archive: a CRL in PEM too.
Result<Bytes> evidence_der(ByteView pem_or_der);

}  // namespace sohoa
