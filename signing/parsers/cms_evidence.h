// Certificates, CRLs and OCSP answers that travel inside a CMS value, put into the pool.
#pragma once

#include <vector>

#include "signing/parsers/cms_attributes.h"
#include "signing/parsers/cms_signed_data.h"
#include "signing/parsers/evidence_pool.h"

namespace sohoa {

/// Of the SignedData itself; returns its certificates.
std::vector<CertIndex> add_certificates(const SignedData& data,
                                        EvidenceSource source,
                                        EvidencePool& pool);
/// Of the SignedData: its CRLs and OCSP answers. Whether there were any.
bool add_revocation(const SignedData& data, EvidenceSource source, EvidencePool& pool);
/// Of certificate-values, revocation-values (RFC 5126, 6.3) and Adobe's revocation information
/// (ISO 32000-2, 12.8.3.3.2). Whether there was revocation data.
bool add_attribute_evidence(const CmsAttributes& attributes,
                            EvidenceSource source,
                            EvidencePool& pool);

}  // namespace sohoa
