// One signature value against one public key, for every scheme the law and the standards name.
//
// Parser half: OpenSSL's EVP layer below CMS, because its CMS cannot do EdDSA and does not look at
// what signatureAlgorithm names (reference: traps 33, 34).
#pragma once

#include <openssl/types.h>

#include "signing/evidence.h"
#include "signing/parsers/cms_algorithms.h"

namespace sohoa {

/// `message` is what was signed, not yet digested. Unknown: no key, or no such scheme here.
Match verify_message(EVP_PKEY* key,
                     const SignatureAlgorithm& algorithm,
                     ByteView message,
                     ByteView value);

/// The same over a digest at hand. Unknown also for EdDSA, which takes no digest.
Match verify_digest(EVP_PKEY* key,
                    const SignatureAlgorithm& algorithm,
                    ByteView digest,
                    ByteView value);

/// The digest inside an RSASSA-PKCS1-v1_5 value, where the value is one by this key; else Unknown
/// and empty. The encoding around the digest is held to the last octet.
NamedDigest recover_digest(EVP_PKEY* key, ByteView value);

/// r || s of equal halves (XMLDSig, 6.4.3) as the DER the verifier takes; empty when it is not.
Bytes dsa_value_from_halves(ByteView value);

}  // namespace sohoa
