// Algorithm identifiers (RFC 5280, 4.1.1.2) as digests and signature schemes.
#pragma once

#include <string>
#include <string_view>

#include "signing/algorithms.h"
#include "signing/parsers/cms_ber.h"

namespace sohoa {

struct AlgorithmIdentifier {
  std::string oid;      ///< dotted
  ByteView parameters;  ///< one element, header included; empty when absent
};

/// How a value is to be verified.
struct SignatureAlgorithm {
  SignatureScheme scheme = SignatureScheme::Unknown;
  HashAlgorithm hash = HashAlgorithm::Unknown;      ///< Unknown: the identifier names none
  HashAlgorithm mgf_hash = HashAlgorithm::Unknown;  ///< RSASSA-PSS only
  std::int32_t salt_bytes = -1;                     ///< RSASSA-PSS; -1: whatever the value holds
};

/// Reads SEQUENCE { OID, parameters OPTIONAL } from `reader`.
AlgorithmIdentifier read_algorithm(BerReader& reader);
HashAlgorithm hash_by_oid(std::string_view oid);
SignatureAlgorithm signature_algorithm(const AlgorithmIdentifier& identifier);

}  // namespace sohoa
