// A CRL as its DER says (RFC 5280, 5), without making an object of every entry.
//
// Private to the parser half of signing.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "core/bytes.h"
#include "core/clock.h"
#include "signing/evidence.h"
#include "signing/parsers/evidence_handles.h"

namespace sohoa {

/// Views point into the bytes it was read from.
struct ParsedCrl {
  ByteView signed_part;  ///< tBSCertList, whole
  ByteView entries;      ///< inside of revokedCertificates
  AlgorithmHandle algorithm;
  BitStringHandle signature;
  NameHandle issuer;
  UtcTime this_update;
  std::optional<UtcTime> next_update;
  std::string number;
  std::string base_number;
  std::optional<UtcTime> expired_certs_on_crl;
  IssuingPointHandle issuing_point;  ///< none: the CRL speaks of all its issuer's certificates
  bool has_unknown_critical = false;
};

/// Nothing when the bytes are no CRL.
std::optional<ParsedCrl> parse_crl(ByteView der);

/// One entry, as far as its certificate may be ours.
struct ParsedCrlEntry {
  ByteView serial;  ///< content octets of the INTEGER, without needless padding
  UtcTime revoked_at;
  RevocationReason reason = RevocationReason::Unspecified;
  std::optional<UtcTime> invalid_since;
  ByteView certificate_issuer;  ///< DER GeneralNames; empty when the extension is absent
};

struct CrlScan {
  bool is_sound = true;
  bool has_unknown_critical = false;
};
/// Calls `visit` for each entry in order. Every entry's extensions are looked at: one critical
/// extension nobody knows spoils the whole CRL (RFC 5280, 5.3).
CrlScan scan_entries(ByteView entries, const std::function<void(const ParsedCrlEntry&)>& visit);

}  // namespace sohoa
