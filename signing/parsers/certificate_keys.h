// Public keys and the algorithms of seals, under our own names.
//
// Private to the parser half of signing.
#pragma once

#include <openssl/types.h>

#include "core/bytes.h"
#include "signing/algorithms.h"
#include "signing/evidence.h"

namespace sohoa {

/// Tells OpenSSL 3.0 of the signature algorithms whose parts it has and does not put together:
/// ECDSA and DSA with SHA-3 (TT 15/2025 names the SHA-3 family). Call before any of these is
/// verified.
void register_signatures();

/// Unknown when OpenSSL knows the OID under no name of ours.
HashAlgorithm hash_of_nid(int nid);
KeyFacts read_key(const EVP_PKEY* key);
/// signatureAlgorithm of a certificate, CRL or OCSP answer; the PSS hash comes from its parameters.
SealAlgorithm read_seal(const X509_ALGOR* algorithm);
/// Whether `signature` over the DER `signed_part` verifies under `key`. A key nobody here can use
/// verifies nothing.
bool verifies(EVP_PKEY* key,
              const X509_ALGOR* algorithm,
              const ASN1_BIT_STRING* signature,
              ByteView signed_part);

}  // namespace sohoa
