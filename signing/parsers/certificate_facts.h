// What one certificate says (RFC 5280, 4), without opinion.
//
// Private to the parser half of signing.
#pragma once

#include <openssl/types.h>

#include "core/bytes.h"
#include "signing/evidence.h"

namespace sohoa {

/// All that stands in the certificate itself; source, anchor and whatever needs an issuer
/// (is_self_signed, ocsp_request) are the pool's to fill.
CertificateFacts read_certificate(X509* certificate, ByteView der);

/// The request about `certificate` (RFC 6960, 4.1): SHA-1 certID as every responder knows it, no
/// nonce, so that the same facts give the same bytes. Empty when OpenSSL cannot.
Bytes make_ocsp_request(const X509* certificate, const X509* issuer);

}  // namespace sohoa
