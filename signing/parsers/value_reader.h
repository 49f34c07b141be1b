// Verifies one signature value: CMS, time-stamp token, bare RSA or XML value.
//
// Parser half. Structures are read by our own BER reader (cms_ber.h), keys are used through
// OpenSSL's EVP; so the holes of OpenSSL 3.0's CMS are closed: EdDSA, the hash named in
// signatureAlgorithm, ESS checks, attribute order and number (reference: traps 30-41).
#pragma once

#include "core/limits.h"
#include "signing/parsers/evidence_pool.h"
#include "signing/requests.h"

namespace sohoa {

/// Adds what the value carries (certificates, CRLs, OCSP answers, time-stamps' too) to `pool`.
/// Total: a value that cannot be read has `signer.unparseable` set.
ValueFacts read_value(const ValueToVerify& value, EvidencePool& pool, const Limits& limits);

/// Makes OpenSSL ready while files may still be opened: afterwards no value needs one.
void warm_up_values();
/// Also finds the methods for RSA and EC keys, which costs the first value half a millisecond: for
/// a parent that will fork many readers.
void warm_up_keys();

}  // namespace sohoa
