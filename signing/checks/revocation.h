// What CRLs and OCSP answers say of one certificate at one moment.
//
// Carries out EN 319 102-1, 5.2.5 (freshness) and RFC 5280, 6.3.3, over data already observed. Only
// evidence signed by whom it must be counts: the CA's own key, or a CRL or OCSP signer whose own
// path ends in the same anchor. A revocation is never forgotten; a suspension has an end (trap 45).
#pragma once

#include <functional>
#include <optional>

#include "signing/checks/evidence_index.h"
#include "signing/trust.h"

namespace sohoa::checks {

enum class StatusKind : std::uint8_t {
  Good,
  RevokedLater,  ///< after the moment asked for: good then
  Revoked,
  Suspended,     ///< on hold, at the moment and still
  WasSuspended,  ///< on hold at the moment, released later
  Missing,
  NotFresh,
  Partial,      ///< not all reasons are covered by the CRLs at hand
  AfterExpiry,  ///< only evidence from after the certificate's end
  Weak,         ///< only evidence signed with an algorithm no longer accepted
};

struct StatusQuery {
  CertIndex cert = kNoCert;
  UtcTime at;     ///< the moment of judging; later evidence does not exist yet
  UtcTime when;   ///< the moment the certificate is to be good for
  UtcTime since;  ///< evidence from this moment on is fresh: when the signature or token was made
  bool is_authority = false;  ///< a CA, CRL or OCSP signer: fresh while valid at `when`
};

struct CertificateStatus {
  StatusKind kind = StatusKind::Missing;
  std::optional<UtcTime> issued_at = {};  ///< of the newest evidence that counts, or was too old
  std::optional<UtcTime> known_at = {};   ///< since when that evidence is proven to exist
  std::optional<UtcTime> revoked_at = {};
  RevocationReason reason = RevocationReason::Unspecified;
  bool by_ocsp = false;
  bool is_current = false;                        ///< still valid by its own nextUpdate
  std::optional<UtcTime> signer_expired_at = {};  ///< its signer's certificate ended since
};

/// A piece of revocation data signed by another certificate than the CA's own.
struct EvidenceSeal {
  enum class Kind : std::uint8_t { Crl, Ocsp };
  CertIndex signer = kNoCert;
  Kind kind = Kind::Crl;
  UtcTime issued;    ///< its signer must have been within validity then
  UtcTime known_at;  ///< and not revoked by the time it is proven to have existed
};
/// Whether the signer is itself good, under the same anchor.
using SignerCheck = std::function<bool(const EvidenceSeal& seal)>;

CertificateStatus status_of(const StatusQuery& query,
                            const EvidenceIndex& index,
                            const Proofs& proofs,
                            const TrustPolicy& trust,
                            const SignerCheck& signer_holds);

/// Reasons after which what was signed before stays sound (RFC 3161, 4; RFC 5280, 5.3.1).
bool is_benign(RevocationReason reason);

}  // namespace sohoa::checks
