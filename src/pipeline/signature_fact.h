// One signature of a verified file as the law looks at it (policy/legal_value.h). Pure.
#pragma once

#include "pipeline/verify_file.h"
#include "policy/legal_value.h"
#include "policy/signer_map.h"

namespace sohoa {

/// Whose words tell a certificate's holder from another: the site's map and its units.
struct SignerSources {
  const SignerMap& map;
  const UnitCatalogue& units;
};

/// `verdict` is one of verified.verdict.signatures. The signer is mapped for the day, in Vietnam,
/// on which it was signed.
SignatureFact signature_fact(const VerifiedFile& verified,
                             const SignatureVerdict& verdict,
                             const SignerSources& sources);

/// The signer's certificate; nullptr when it is not at hand.
const CertificateFacts* signer_certificate(const VerifiedFile& verified,
                                           const SignatureVerdict& verdict);

/// YYYY-MM-DD at UTC+7.
std::string day_in_vietnam(UtcTime time);

}  // namespace sohoa
