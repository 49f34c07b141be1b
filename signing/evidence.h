// What certificates, CRLs, OCSP answers and time-stamps say, observed without opinion or clock.
//
// Everything that needs a key (does this value verify, who issued whom) is decided here once, by
// OpenSSL, in the cage. Everything that needs a moment (expired, revoked before, fresh enough) is
// left to judge(): no fact here depends on when it was collected.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/bytes.h"
#include "core/clock.h"
#include "core/digest.h"
#include "signing/algorithms.h"

namespace sohoa {

/// Index into Evidence::certificates; -1 is none.
using CertIndex = std::int32_t;
inline constexpr CertIndex kNoCert = -1;

/// Where a piece of evidence came from. Only Anchor is trusted; all the rest are bytes (trap 50).
enum class EvidenceSource : std::uint8_t {
  Anchor,
  Signature,  ///< inside the CMS or XML signature
  Timestamp,  ///< inside a time-stamp token
  Dss,        ///< the PDF's document security store (ISO 32000-2, 12.8.4.3), or ASiC/XAdES values
  Ocsp,       ///< inside an OCSP answer
  Archive,    ///< the site's own dated archive, or fetched now
};

enum class Match : std::uint8_t { Unknown, Matches, Differs, Absent };

/// A distinguished name (RFC 4514). Texts are UTF-8 NFC for display; comparing is done on DER.
struct NameFacts {
  std::string text;  ///< "CN=…, O=…, C=VN"
  std::string common_name;
  std::string organisation;
  std::string unit;           ///< OU, the first
  std::string serial_number;  ///< attribute 2.5.4.5
  std::string user_id;        ///< 0.9.2342.19200300.100.1.1: "CCCD:…", "MST:…" in Vietnam
  std::string title;          ///< 2.5.4.12
  std::string country;
  Digest der_digest;  ///< of the DER name: equal names have equal digests
};

/// How a certificate, CRL or OCSP answer is itself signed.
struct SealAlgorithm {
  SignatureScheme scheme = SignatureScheme::Unknown;
  HashAlgorithm hash = HashAlgorithm::Unknown;
};

/// keyUsage bits (RFC 5280, 4.2.1.3), in the order of the standard: bit 0 is digitalSignature.
enum KeyUsageBit : std::uint16_t {
  kDigitalSignature = 1U << 0,
  kNonRepudiation = 1U << 1,
  kKeyEncipherment = 1U << 2,
  kDataEncipherment = 1U << 3,
  kKeyAgreement = 1U << 4,
  kKeyCertSign = 1U << 5,
  kCrlSign = 1U << 6,
};

struct CertificateFacts {
  Digest sha256;  ///< of the DER: the fingerprint shown to people
  EvidenceSource source = EvidenceSource::Signature;
  std::int32_t anchor = -1;  ///< index of the anchor of the request with these very bytes
  std::string serial;        ///< upper-case hexadecimal, no leading zeros
  NameFacts subject;
  NameFacts issuer;
  UtcTime not_before;
  UtcTime not_after;
  KeyFacts key;
  SealAlgorithm sealed_with;
  std::optional<std::uint16_t> key_usage;       ///< KeyUsageBit; none: extension absent
  std::vector<std::string> extended_key_usage;  ///< dotted OIDs
  bool extended_key_usage_critical = false;
  bool is_ca = false;
  bool is_self_issued = false;                ///< subject equals issuer
  bool is_self_signed = false;                ///< and its own key verifies it
  bool has_ocsp_no_check = false;             ///< RFC 6960, 4.2.2.2.1
  std::vector<std::string> unknown_critical;  ///< OIDs nobody here processes
  std::vector<std::string> ocsp_urls;
  std::vector<std::string> crl_urls;
  std::vector<std::string> issuer_urls;
  Bytes ocsp_request;  ///< DER, to be sent to `ocsp_urls`; empty when the issuer is not at hand
  std::vector<std::string> oddities;  ///< "negative modulus", "padded serial": borne, with a note
};

/// The first thing in a chain that no moment could mend (RFC 5280, 6.1), as OpenSSL found it.
enum class PathFault : std::uint8_t {
  None,
  NoAnchor,      ///< the chain ends before any anchor
  BadSignature,  ///< a certificate's signature does not verify
  NotCa,         ///< an issuer without CA flag or keyCertSign
  PathLength,
  NameConstraints,
  UnknownCritical,
  Policy,     ///< certificate policies required and not met
  Malformed,  ///< OpenSSL cannot make sense of a certificate
  TooLong,    ///< longer than limits allow
  Other,
};

/// One candidate chain. Validity periods, revocation, algorithms and purposes are NOT looked at.
struct ChainFacts {
  std::vector<CertIndex> path;  ///< target first, anchor last
  PathFault fault = PathFault::None;
  CertIndex at = kNoCert;  ///< the certificate the fault is about
  std::string detail;      ///< OpenSSL's words
};

/// RFC 5280, 5.3.1, and "unspecified" for none.
enum class RevocationReason : std::uint8_t {
  Unspecified = 0,
  KeyCompromise = 1,
  CaCompromise = 2,
  AffiliationChanged = 3,
  Superseded = 4,
  CessationOfOperation = 5,
  CertificateHold = 6,
  RemoveFromCrl = 8,
  PrivilegeWithdrawn = 9,
  AaCompromise = 10,
};

/// What one CRL says of one certificate in its scope.
struct CrlEntry {
  CertIndex cert = kNoCert;
  UtcTime revoked_at;
  RevocationReason reason = RevocationReason::Unspecified;
  std::optional<UtcTime> invalid_since;  ///< invalidityDate (RFC 5280, 5.3.2)
};

struct CrlFacts {
  Digest sha256;
  EvidenceSource source = EvidenceSource::Dss;
  std::string issuer;
  UtcTime this_update;
  std::optional<UtcTime> next_update;
  std::string number;       ///< cRLNumber, hexadecimal; empty when absent
  std::string base_number;  ///< of a delta CRL; empty for a complete one
  std::optional<UtcTime> expired_certs_on_crl;
  SealAlgorithm sealed_with;
  bool has_unknown_critical = false;  ///< extension or entry extension nobody processes
  std::uint16_t reasons = 0x1FF;      ///< onlySomeReasons as ReasonFlags bits 1..8; all: 0x1FF
  /// Certificates whose key verifies this CRL and which may sign it: same name as the CRL's issuer
  /// and, where keyUsage is present, cRLSign. Several after a re-key; empty: an impostor.
  std::vector<CertIndex> signers;
  /// Certificates in scope: issued by the CRL's issuer (or named through an indirect CRL), of the
  /// kind the IDP speaks of, with a distribution point that matches (RFC 5280, 6.3.3 b).
  std::vector<CertIndex> covers;
  std::vector<CrlEntry> entries;  ///< only for certificates in `covers`
};

enum class OcspStatus : std::uint8_t { Good, Revoked, Unknown };

/// One SingleResponse that speaks of a certificate we hold.
struct OcspSingle {
  CertIndex cert = kNoCert;
  CertIndex issuer = kNoCert;  ///< whose name and key hashes stand in the certID
  OcspStatus status = OcspStatus::Unknown;
  UtcTime this_update;
  std::optional<UtcTime> next_update;
  std::optional<UtcTime> revoked_at;
  RevocationReason reason = RevocationReason::Unspecified;
};

struct OcspFacts {
  Digest sha256;
  EvidenceSource source = EvidenceSource::Dss;
  std::string responder;
  UtcTime produced_at;
  std::optional<UtcTime> archive_cutoff;
  SealAlgorithm sealed_with;
  CertIndex signer = kNoCert;  ///< whose key verifies the answer; none: it verifies by nobody's
  /// The signer carries id-kp-OCSPSigning: it is a delegated responder (RFC 6960, 4.2.2.2).
  bool is_delegated = false;
  std::vector<OcspSingle> answers;
};

/// Everything around the signatures of one file, shared by all of them.
struct Evidence {
  std::vector<CertificateFacts> certificates;
  /// For each signer, time-stamp signer, CRL signer and OCSP signer: all candidate chains, best
  /// first (whole ones before broken, shorter before longer).
  std::vector<ChainFacts> chains;
  std::vector<CrlFacts> crls;
  std::vector<OcspFacts> ocsps;
  /// Bytes offered as evidence that are no certificate, CRL or OCSP answer: "DSS certificate 3".
  std::vector<std::string> unreadable;
};

}  // namespace sohoa
