// The verdict on one signature and on one file, in the terms of ETSI EN 319 102-1.
//
// Judging is pure: verdict = judge(facts, trust, time). The same three values always give the same
// verdict, so a stored verdict can be recomputed and compared years later.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "signing/facts.h"
#include "signing/modification.h"
#include "signing/trust.h"

namespace sohoa {

/// Main outcome (EN 319 102-1, 5.1.3). Indeterminate is not a soft pass: the evidence at hand
/// proves neither, and more evidence could still settle it.
enum class Indication : std::uint8_t { TotalPassed, TotalFailed, Indeterminate };

/// EN 319 102-1, table 6.
enum class SubIndication : std::uint8_t {
  None,
  FormatFailure,
  HashFailure,
  SigCryptoFailure,
  Revoked,
  Expired,
  NotYetValid,
  SigConstraintsFailure,
  ChainConstraintsFailure,
  CertificateChainGeneralFailure,
  CryptoConstraintsFailure,
  CryptoConstraintsFailureNoPoe,
  PolicyProcessingError,
  TimestampOrderFailure,
  NoSigningCertificateFound,
  NoCertificateChainFound,
  NoCertificateChainFoundNoPoe,
  RevokedNoPoe,
  RevokedCaNoPoe,
  OutOfBoundsNoPoe,
  OutOfBoundsNotRevoked,
  NoPoe,
  TryLater,
  SignedDataNotFound,
  Generic,
};

/// Digest and value alone; trust and time do not enter.
enum class Integrity : std::uint8_t { Intact, Broken, Unknown };

enum class CheckOutcome : std::uint8_t { Passed, Failed, Warning, Unknown };

/// One check as it was carried out.
struct CheckResult {
  std::string id;      ///< stable: "format.byte-range", "chain.anchor"
  std::string clause;  ///< "EN 319 102-1 5.2.7; NĐ 130/2018 Đ.79"
  CheckOutcome outcome = CheckOutcome::Unknown;
  std::string message_vi;
  std::string message_en;
};

enum class SignatureLevel : std::uint8_t { Cms, B, T, LT, LTA };

struct TimestampVerdict {
  std::int32_t index = 0;  ///< in the file, document time-stamps and embedded ones together
  TimestampKind kind = TimestampKind::Signature;
  std::int32_t signature = -1;  ///< index of the signature it belongs to; -1: document
  Integrity integrity = Integrity::Unknown;
  std::optional<UtcTime> time;
  bool is_trusted = false;  ///< its chain, purpose and time hold
  std::vector<CheckResult> checks;
};

/// What we conclude about one signature in one file.
///
/// Invariant: TotalPassed implies that no check Failed or is Unknown. Times are UTC, whole seconds.
struct SignatureVerdict {
  std::int32_t index = 0;
  Indication indication = Indication::Indeterminate;
  SubIndication sub_indication = SubIndication::None;
  Integrity integrity = Integrity::Unknown;
  Coverage coverage = Coverage::Unclear;
  Modification modification = Modification::Unknown;
  std::vector<JudgedChange> modifications;
  SignatureLevel level = SignatureLevel::Cms;
  bool is_ades = false;  ///< PAdES/CAdES/XAdES baseline: "B-B"; else "CMS", "PKCS7", "XMLDSig"
  CertIndex signer = kNoCert;
  std::vector<CertIndex> chain;  ///< the one the verdict rests on
  std::string regime = "unknown";
  std::string anchor;                    ///< name in the trust file; empty: none
  std::optional<UtcTime> claimed_at;     ///< what the signer says; proves nothing
  std::optional<UtcTime> proven_before;  ///< earliest trusted proof that the signature existed
  UtcTime judged_for;                    ///< best-signature-time the path was judged against
  std::vector<CheckResult> checks;       ///< in the order they ran; never empty
};

struct FileVerdict {
  std::vector<SignatureVerdict> signatures;
  std::vector<TimestampVerdict> timestamps;
  Modification modification = Modification::None;
  std::vector<CheckResult> checks;  ///< of the file: risks, unsigned files
  UtcTime judged_at;
  std::string policy;  ///< id and version
};

/// Judges `file` against `trust` as of `at`.
///
/// Total: every input has a verdict, so there is no Result here. Does no I/O and reads no clock.
/// Borrows `file` (JudgedChange). Cost is linear in chains times certificates plus records.
FileVerdict judge(const SignedFile& file, const TrustPolicy& trust, UtcTime at);

/// Of one certificate alone, for targets without a signature (tests of path validation, `trust
/// check`). Same rules as for a signer at `at`, under an anchor with the purpose `signer`, but its
/// keyUsage, extendedKeyUsage and CA flag are not asked: nothing is said of what it is used for.
/// Anchors are matched by Anchor::sha256, for files too.
struct CertificateVerdict {
  Indication indication = Indication::Indeterminate;
  SubIndication sub_indication = SubIndication::None;
  std::vector<CheckResult> checks;
};
CertificateVerdict judge_certificate(const Evidence& evidence,
                                     CertIndex target,
                                     const TrustPolicy& trust,
                                     UtcTime at);

std::string_view name(Indication indication);         ///< "TOTAL-PASSED"
std::string_view name(SubIndication sub_indication);  ///< "HASH_FAILURE"; empty for None
std::string_view name(Integrity integrity);
std::string_view name(Coverage coverage);
std::string_view name(Modification modification);
std::string_view name(CheckOutcome outcome);
std::string_view name(FormatFault fault);
/// "B-B", "B-LTA"; "CMS", "XMLDSig" when it is no AdES.
std::string level_text(const SignatureVerdict& verdict, ContainerKind kind);

}  // namespace sohoa
