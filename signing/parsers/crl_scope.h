// Which certificates a CRL speaks of (RFC 5280, 6.3.3 b).
//
// Private to the parser half of signing.
#pragma once

#include <cstdint>

#include <openssl/types.h>

#include "signing/parsers/evidence_handles.h"

namespace sohoa {

/// The distribution points of `certificate`, relative names completed; null when it has none.
DistributionPointsHandle read_points(const X509* certificate);

/// Borrows what it is made of. `issuing_point` may be null; a relative name in it is completed.
class CrlScope {
 public:
  CrlScope(const X509_NAME* issuer, ISSUING_DIST_POINT* issuing_point);

  bool is_indirect() const;
  /// onlySomeReasons as bits of ReasonFlags; 0x1FF when the CRL gives all reasons.
  std::uint16_t reasons() const;
  /// `points` are read_points(certificate).
  bool covers(X509* certificate, const CRL_DIST_POINTS* points) const;

 private:
  bool is_of_kind(X509* certificate) const;
  bool is_issuer_named(const DIST_POINT* point, bool is_own) const;
  bool is_name_matched(const DIST_POINT* point) const;

  const X509_NAME* issuer_;
  const ISSUING_DIST_POINT* issuing_point_;
};

}  // namespace sohoa
