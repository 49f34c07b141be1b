// What each usable CRL, pair of CRLs or OCSP answer saw of a certificate, in one shape.
#pragma once

#include <vector>

#include "signing/checks/revocation.h"

namespace sohoa::checks {

/// ReasonFlags bits 1..8 (RFC 5280, 4.2.1.13); bit 0 is unused in the standard.
inline constexpr std::uint16_t kAllReasons = 0x1FE;

struct Observation {
  UtcTime issued;
  std::optional<UtcTime> next = {};
  UtcTime known_at;  ///< since when the evidence is proven to exist
  bool is_listed = false;
  UtcTime revoked_at;
  RevocationReason reason = RevocationReason::Unspecified;
  std::uint16_t reasons = kAllReasons;
  bool by_ocsp = false;
  std::optional<UtcTime> remembers_expired = {};  ///< expiredCertsOnCRL, archiveCutoff
  std::optional<UtcTime> signer_expired_at = {};
};

struct Observations {
  std::vector<Observation> all;  ///< ordered by `issued`
  bool had_weak = false;         ///< some were dropped for their algorithm alone
};

Observations observe(const StatusQuery& query,
                     const EvidenceIndex& index,
                     const Proofs& proofs,
                     const TrustPolicy& trust,
                     const SignerCheck& signer_holds);

}  // namespace sohoa::checks
