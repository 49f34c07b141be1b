// Everything a verdict can say, in one table: check, clause, outcome, sub-indication and the words.
//
// A building block finds something and names it (Finding); what follows from it and how an officer
// reads it stands here alone. So the invariant of verdict.h holds by construction: a list of
// findings passes exactly when no row in it failed or is unknown.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "signing/verdict.h"

namespace sohoa::checks {

enum class Finding : std::uint8_t {
  // Format (EN 319 102-1, 5.2.2)
  FormOk,
  FormFault,
  SignedFileMissing,
  CoverageFile,
  CoverageRevision,
  CoveragePrefix,
  CoverageUnclear,
  ModifiedNot,
  ModifiedAllowed,
  ModifiedForbidden,
  ModifiedUnknown,
  ContentOverlaid,
  RemovedLater,
  LaterCertification,
  // Signing certificate (5.2.3)
  SignerFound,
  SignerMissing,
  SignerReferenceDiffers,
  SignerReferenceAbsent,
  // Validation context (5.2.4)
  PolicyUsed,
  NoAnchors,
  SignaturePolicyIgnored,
  // Digest and value (5.2.7)
  DigestMatches,
  DigestDiffers,
  ContentMissing,
  ValueMatches,
  ValueDiffers,
  ValueUnknown,
  // Proof of time (5.4, 5.5)
  TimeProven,
  TimeClaimed,
  TimestampIgnored,
  TimestampForeign,
  TimestampOrder,
  TokenForm,
  TokenCoverage,
  TokenImprintMatches,
  TokenImprintDiffers,
  TokenValueMatches,
  TokenValueDiffers,
  TokenFuture,
  TokenTime,
  // Chain (5.2.6)
  ChainFound,
  ChainMissing,
  ChainBroken,
  ChainConstraint,
  AnchorPurpose,
  AnchorTooEarly,
  AnchorEnded,
  ValidityOk,
  SignerExpired,
  SignerExpiredNotRevoked,
  SignerExpiredProven,
  SignerNotYetValid,
  CaOutOfBounds,
  UsageOk,
  UsageMissing,
  UsageRefused,
  SignerIsCa,
  SignerForOther,
  SignerScopeOdd,
  TsaPurposeOk,
  TsaPurpose,
  ResponderPurpose,
  CertAlgorithmsOk,
  CertAlgorithmEnded,
  CertAlgorithmRefused,
  // Revocation (5.2.5, 5.2.6)
  StatusGood,
  StatusAnchor,
  RevokedLater,
  Revoked,
  RevokedProven,
  CaRevoked,
  Suspended,
  WasSuspended,
  StatusMissing,
  StatusNotFresh,
  StatusPartial,
  StatusAfterExpiry,
  StatusWeak,
  StatusWaived,
  StatusOldForTsa,
  StatusSignerExpired,
  ArchiveDated,
  // Acceptance (5.2.8)
  AlgorithmsOk,
  AlgorithmNoted,
  AlgorithmInTime,
  AlgorithmEnded,
  AlgorithmEndedProven,
  AlgorithmRefused,
  AlgorithmMismatch,
  NoSignedAttributes,
  ClaimedInFuture,
  ClaimedAfterProof,
  ClaimedOutOfBounds,
  Oddity,
  // Of the file
  Risk,
  UnsignedFile,
  UnreadableEvidence,
};
inline constexpr Finding kLastFinding = Finding::UnreadableEvidence;

/// A piece of text that a message mentions, in both languages.
struct Said {
  std::string vi;
  std::string en;
};
Said said(std::string_view text);
/// "03/03/2025 10:00 giờ VN"; "2025-03-03 03:00 UTC".
Said said(UtcTime time);
Said said(FormatFault fault);
Said said(RiskKind kind);
Said said(ChangeKind kind);
Said said(PathFault fault);
Said said(RevocationReason reason);

/// What follows from a finding.
struct Consequence {
  CheckOutcome outcome = CheckOutcome::Unknown;
  Indication indication = Indication::Indeterminate;
  SubIndication sub_indication = SubIndication::None;
};

Consequence consequence(Finding finding);
/// The check in words; "%1", "%2" and "%3" of the table are replaced by `with`.
CheckResult worded(Finding finding, std::span<const Said> with);

/// The same instant moved by `seconds`, never past the years a date can be written in.
UtcTime shifted(UtcTime time, std::int64_t seconds);

}  // namespace sohoa::checks
