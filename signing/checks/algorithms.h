// Which algorithms and keys prove anything at a moment (EN 319 102-1, 5.2.8; TT 15/2025 annex).
#pragma once

#include <optional>
#include <string>

#include "signing/trust.h"

namespace sohoa::checks {

/// What the policy says of one algorithm or key. Listed twice: the rule that lasts longer counts.
struct Strength {
  bool is_listed = false;
  bool with_note = false;
  std::optional<UtcTime> until = {};  ///< none and listed: no end in sight
  std::string what;                   ///< "SHA-1", "RSA 1024": the weakest part, for messages

  bool holds_at(UtcTime moment) const { return is_listed && (!until || moment <= *until); }
};

Strength strength_of(HashAlgorithm hash, const AlgorithmPolicy& policy);
Strength strength_of(SignatureScheme scheme, const AlgorithmPolicy& policy);
Strength strength_of(const KeyFacts& key, const AlgorithmPolicy& policy);
/// The weaker one: not listed before listed, earlier end before later.
Strength weaker(const Strength& a, const Strength& b);

/// Of a seal (certificate, CRL, OCSP answer) made with `key`. Edwards curves hash by themselves.
Strength strength_of(const SealAlgorithm& seal, const KeyFacts& key, const AlgorithmPolicy& policy);

}  // namespace sohoa::checks
