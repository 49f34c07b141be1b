// From the bytes a pool holds to Evidence: certificates, chains, CRLs, OCSP answers.
//
// Private to the parser half of signing.
#pragma once

#include <string>
#include <vector>

#include "core/bytes.h"
#include "core/limits.h"
#include "signing/evidence.h"
#include "signing/parsers/evidence_handles.h"
#include "signing/requests.h"

namespace sohoa {

struct HeldCertificate {
  CertificateHandle x509;
  Bytes der;
  EvidenceSource source = EvidenceSource::Signature;
  std::int32_t anchor = -1;
  bool is_wanted = false;
};

struct HeldBytes {
  Bytes der;
  EvidenceSource source = EvidenceSource::Dss;
  std::string label;  ///< "DSS CRL 2", should it prove unreadable
};

struct HeldEvidence {
  std::vector<HeldCertificate> certificates;
  std::vector<HeldBytes> crls;
  std::vector<HeldBytes> ocsps;
  std::vector<std::string> unreadable;
};

Evidence build_evidence(const HeldEvidence& held, const PathOptions& options, const Limits& limits);

}  // namespace sohoa
