// Verifies one signature value: CMS, time-stamp token, bare RSA or XML value.
//
// Parser half. OpenSSL's CMS does the parsing; the holes of 3.0 are closed here: EdDSA, the hash
// named in signatureAlgorithm, ESS checks, attribute order and number (reference: traps 30-41).
#pragma once

#include "core/limits.h"
#include "signing/parsers/evidence_pool.h"
#include "signing/requests.h"

namespace sohoa {

/// Adds what the value carries (certificates, CRLs, OCSP answers, time-stamps' too) to `pool`.
ValueFacts read_value(const ValueToVerify& value, EvidencePool& pool, const Limits& limits);

}  // namespace sohoa
