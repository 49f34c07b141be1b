// Whom we trust for what, since when, and which algorithms count until when: data, not code.
//
// Read from templates/trust/*.toml or the site's folder (trust_file.h). Neither regime vouches for
// the other: an anchor speaks only for its own regime and purposes (domain: official-duty
// signatures under the Government Cipher Committee, NĐ 68/2024; public ones under NEAC, NĐ
// 23/2025).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/bytes.h"
#include "core/clock.h"
#include "core/digest.h"
#include "signing/algorithms.h"
#include "signing/evidence.h"
#include "signing/modification.h"

namespace sohoa {

/// What an anchor may vouch for. A time-stamp root is no signer root (trap 49).
struct AnchorPurposes {
  bool signer = false;
  bool timestamp = false;
};

struct Anchor {
  std::string name;    ///< as the site calls it
  std::string regime;  ///< "official-duty", "public", or the site's own word
  AnchorPurposes purposes;
  std::string service;  ///< "token", "remote", "mobile", "timestamp"; empty: any
  Bytes der;
  Digest sha256;
  std::optional<UtcTime> trusted_from;  ///< our trust, not the certificate's validity
  std::optional<UtcTime> trusted_until;
  std::string source;  ///< where the bytes came from and who compared the fingerprint
};

/// Until when an algorithm proves anything (TT 15/2025 annex; ETSI TS 119 312).
struct HashRule {
  HashAlgorithm hash = HashAlgorithm::Unknown;
  std::optional<UtcTime> until;  ///< none: no end in sight
};

struct KeyRule {
  KeyType type = KeyType::Unknown;
  std::int32_t min_bits = 0;
  std::optional<UtcTime> until;
};

struct SchemeRule {
  SignatureScheme scheme = SignatureScheme::Unknown;
  std::optional<UtcTime> until;
  bool with_note = false;  ///< accepted, with a note (RSASSA-PKCS1-v1_5 under TT 15/2025)
};

/// What is not listed is not accepted.
struct AlgorithmPolicy {
  std::vector<HashRule> hashes;
  std::vector<KeyRule> keys;
  std::vector<SchemeRule> schemes;
};

struct RevocationPolicy {
  bool require_for_signer = true;  ///< no status known: INDETERMINATE, never passed
  bool require_for_ca = true;
  bool require_for_timestamp = true;
  std::int64_t max_age_s = 0;  ///< freshness against the moment of validation; 0: nextUpdate rules
  std::int64_t clock_skew_s = 300;  ///< between signer, authority and us
};

struct TrustPolicy {
  std::string id;       ///< "vn-2025"; printed in every verdict
  std::string version;  ///< date of the file
  std::string source;   ///< law or decision it carries out
  std::vector<Anchor> anchors;
  AlgorithmPolicy algorithms;
  RevocationPolicy revocation;
  UncertifiedPermits uncertified = UncertifiedPermits::FormFilling;
  std::optional<UtcTime> revocation_archive_at;  ///< date of the local archive, told in the verdict
  std::vector<std::string> fetch_hosts;  ///< hosts --fetch may ask for CRLs and OCSP answers
};

/// The algorithms of TT 15/2025/TT-BKHCN with the notes of reference data; no anchors. Used when no
/// policy file is given: nobody is trusted, so nothing passes.
TrustPolicy default_policy();

}  // namespace sohoa
