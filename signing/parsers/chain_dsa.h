// DSA keys whose parameters stand in their issuer's certificate (RFC 3279, 2.3.2).
//
// Private to the parser half of signing. OpenSSL 3.0 cannot read such a key at all.
#pragma once

#include "signing/parsers/evidence_handles.h"

namespace sohoa {

bool lacks_dsa_parameters(const X509* certificate);

/// A copy of `certificate` whose key carries the parameters of `issuer`'s; null when it has none.
/// The copy's own signature does not verify any more: verify the original's first.
CertificateHandle with_parameters_of(const X509* issuer, const X509* certificate);

}  // namespace sohoa
