// The two kinds of value that are no CMS. Private to the reader of values.
#pragma once

#include "signing/parsers/evidence_pool.h"
#include "signing/requests.h"

namespace sohoa {

/// adbe.x509.rsa_sha1 (ISO 32000-1, 12.8.3.2): an RSA value in a DER OCTET STRING; the signer's
/// certificate is the first of /Cert.
ValueFacts read_raw_rsa(const ValueToVerify& value, EvidencePool& pool);

/// A bare value over octets (XMLDSig 1.1, 6.4), with certificates beside it and tokens over
/// canonical octets.
ValueFacts read_xml_value(const ValueToVerify& value, EvidencePool& pool, std::int32_t tokens_max);

/// Certificates beside a value, put into the pool.
std::vector<CertIndex> add_beside(const std::vector<Bytes>& certificates, EvidencePool& pool);

}  // namespace sohoa
