// The URIs by which XML signatures name algorithms (XMLDSig 1.1, RFC 9231).
#pragma once

#include <string_view>

#include "signing/algorithms.h"
#include "signing/parsers/xml_document.h"

namespace sohoa::xml {

/// A ds:SignatureMethod.
struct ValueAlgorithm {
  SignatureScheme scheme = SignatureScheme::Unknown;
  HashAlgorithm hash = HashAlgorithm::Unknown;
  HashAlgorithm mgf_hash = HashAlgorithm::Unknown;  ///< RSASSA-PSS only
};

/// Unknown for anything else, HMAC included: a shared secret signs nothing for others.
ValueAlgorithm read_signature_method(const xmlNode* method);
HashAlgorithm hash_from_uri(std::string_view uri);
/// @Algorithm of a ds:DigestMethod; Unknown when there is none.
HashAlgorithm read_digest_method(const xmlNode* method);

}  // namespace sohoa::xml
