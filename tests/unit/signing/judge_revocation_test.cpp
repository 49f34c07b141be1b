// CRLs, delta CRLs, OCSP answers: who may speak, of whom, how fresh, and what follows.
#include "unit/signing/judge_cases.h"

namespace sohoa::facts {
namespace {

using enum Indication;
using Sub = SubIndication;

class Revocation : public testing::TestWithParam<Case> {};
TEST_P(Revocation, HasThisVerdict) {
  expect_case(GetParam());
}

constexpr auto kHold = RevocationReason::CertificateHold;

CrlFacts& delta(World& w, UtcTime this_update) {
  CrlFacts& crl = w.add_crl(kCa, {kSigner}, this_update);
  w.ca_crl().number = "0A";
  crl.base_number = "0A";
  crl.number = "0B";
  return crl;
}

CertIndex add_responder(World& w, CertIndex issuer) {
  const CertIndex responder = w.add_certificate("Responder");
  w.cert(responder).extended_key_usage = {"1.3.6.1.5.5.7.3.9"};
  w.cert(responder).key_usage = kDigitalSignature;
  w.cert(responder).has_ocsp_no_check = true;
  if (issuer == kRoot) {
    w.add_chain({responder, kRoot});
  } else {
    w.add_chain({responder, issuer, kRoot});
  }
  return responder;
}

// An answer by a delegated responder in place of the CA's CRL.
OcspFacts& by_delegate(World& w, CertIndex issuer_of_responder = kCa) {
  const CertIndex responder = add_responder(w, issuer_of_responder);
  w.ca_crl().covers.clear();
  OcspFacts& ocsp = w.add_ocsp(responder, kSigner, kCa, day(2026, 11, 22));
  ocsp.is_delegated = true;
  return ocsp;
}

const Case kStatus[] = {
    {"NoRevocationDataIsNeverAPass",
     [](World& w) { w.evidence().crls.clear(); },
     Indeterminate,
     Sub::TryLater},
    {"NoRevocationDataForTheCaIsNeverAPass",
     [](World& w) { w.root_crl().covers = {kTsa}; },
     Indeterminate,
     Sub::TryLater},
    {"APolicyMayWaiveTheStatusOfAuthorities",
     [](World& w) {
       w.root_crl().covers = {kTsa};
       w.trust.revocation.require_for_ca = false;
     },
     TotalPassed,
     Sub::None},
    {"APolicyMayWaiveTheStatusOfSigners",
     [](World& w) {
       w.ca_crl().covers.clear();
       w.trust.revocation.require_for_signer = false;
     },
     TotalPassed,
     Sub::None},
    {"AWaivedStatusStillRevokes",
     [](World& w) {
       revoke(w.ca_crl(), kSigner, day(2026, 1, 1));
       w.trust.revocation.require_for_signer = false;
     },
     Indeterminate,
     Sub::RevokedNoPoe},
    {"Trap45_RevokedWithoutProofIsRevokedNoPoe",
     [](World& w) { revoke(w.ca_crl(), kSigner, day(2026, 1, 1)); },
     Indeterminate,
     Sub::RevokedNoPoe},
    {"Trap45_RevokedAndOnlyClaimedEarlierIsRevokedNoPoe",
     [](World& w) {
       revoke(w.ca_crl(), kSigner, day(2026, 1, 1));
       w.signer().claimed_at = day(2025, 1, 1);
     },
     Indeterminate,
     Sub::RevokedNoPoe},
    {"Trap45_RevokedAfterTheProvenTimePasses",
     [](World& w) {
       revoke(w.ca_crl(), kSigner, day(2026, 1, 1));
       w.add_timestamp(day(2025, 6, 1));
     },
     TotalPassed,
     Sub::None},
    {"Trap45_RevokedBeforeTheProvenTimeIsRevokedNoPoe",
     [](World& w) {
       revoke(w.ca_crl(), kSigner, day(2025, 1, 1));
       w.add_timestamp(day(2025, 6, 1));
     },
     Indeterminate,
     Sub::RevokedNoPoe},
    {"RevokedAtTheProvenSecondIsRevoked",
     [](World& w) {
       revoke(w.ca_crl(), kSigner, day(2025, 6, 1));
       w.add_timestamp(day(2025, 6, 1));
     },
     Indeterminate,
     Sub::RevokedNoPoe},
    {"ACompromisedKeyCountsFromItsInvalidityDate",
     [](World& w) {
       revoke(w.ca_crl(), kSigner, day(2026, 1, 1));
       w.ca_crl().entries[0].invalid_since = day(2025, 3, 1);
       w.add_timestamp(day(2025, 6, 1));
     },
     Indeterminate,
     Sub::RevokedNoPoe},
    {"ASupersededCertificateCountsFromItsRevocationDate",
     [](World& w) {
       revoke(w.ca_crl(), kSigner, day(2026, 1, 1), RevocationReason::Superseded);
       w.ca_crl().entries[0].invalid_since = day(2025, 3, 1);
       w.add_timestamp(day(2025, 6, 1));
     },
     TotalPassed,
     Sub::None},
    {"ProvenToBeSignedAfterRevocationIsRevoked",
     [](World& w) {
       revoke(w.ca_crl(), kSigner, day(2025, 1, 1));
       w.add_timestamp(day(2025, 5, 1), TimestampKind::Content);
       w.add_timestamp(day(2025, 6, 1));
     },
     TotalFailed,
     Sub::Revoked},
    {"ARevokedCaIsRevokedCaNoPoe",
     [](World& w) { revoke(w.root_crl(), kCa, day(2026, 1, 1)); },
     Indeterminate,
     Sub::RevokedCaNoPoe},
    {"ACaCompromisedAfterTheTimeNeedsProofOfItsEvidence",
     [](World& w) {
       revoke(w.root_crl(), kCa, day(2026, 1, 1), RevocationReason::CaCompromise);
       w.add_timestamp(day(2025, 6, 1));
     },
     Indeterminate,
     Sub::RevokedCaNoPoe},
    {"ACaClosedDownAfterTheTimePasses",
     [](World& w) {
       revoke(w.root_crl(), kCa, day(2026, 1, 1), RevocationReason::CessationOfOperation);
       w.add_timestamp(day(2025, 6, 1));
     },
     TotalPassed,
     Sub::None},
};

const Case kHoldCases[] = {
    {"Trap45_ASuspendedCertificateHasToWait",
     [](World& w) { revoke(w.ca_crl(), kSigner, day(2026, 11, 1), kHold); },
     Indeterminate,
     Sub::TryLater},
    {"Trap45_ASuspensionAfterTheProvenTimeDoesNotMatter",
     [](World& w) {
       revoke(w.ca_crl(), kSigner, day(2026, 11, 1), kHold);
       w.add_timestamp(day(2026, 6, 1));
     },
     TotalPassed,
     Sub::None},
    {"Trap45_AReleasedSuspensionIsOver",
     [](World& w) {
       revoke(w.ca_crl(), kSigner, day(2026, 11, 1), kHold);
       w.add_crl(kCa, {kSigner}, day(2026, 11, 21));
     },
     TotalPassed,
     Sub::None},
    {"Trap45_ASignatureMadeWhileSuspendedIsNotSaved",
     [](World& w) {
       revoke(w.ca_crl(), kSigner, day(2026, 11, 1), kHold);
       w.add_crl(kCa, {kSigner}, day(2026, 11, 21));
       w.add_timestamp(day(2026, 11, 10));
     },
     Indeterminate,
     Sub::RevokedNoPoe},
    {"Trap45_RemovedByADeltaIsReleased",
     [](World& w) {
       revoke(w.ca_crl(), kSigner, day(2026, 11, 1), kHold);
       revoke(delta(w, day(2026, 11, 21)),
              kSigner,
              day(2026, 11, 21),
              RevocationReason::RemoveFromCrl);
     },
     TotalPassed,
     Sub::None},
    {"RemovedByADeltaOfALaterBaseIsNotReleased",
     [](World& w) {
       revoke(w.ca_crl(), kSigner, day(2026, 11, 1), kHold);
       CrlFacts& change = delta(w, day(2026, 11, 21));
       change.base_number = "0C";
       change.number = "0D";
       revoke(change, kSigner, day(2026, 11, 21), RevocationReason::RemoveFromCrl);
     },
     Indeterminate,
     Sub::TryLater},
    {"AReleaseDoesNotUndoARevocation",
     [](World& w) {
       revoke(w.ca_crl(), kSigner, day(2026, 11, 1), RevocationReason::KeyCompromise);
       w.add_crl(kCa, {kSigner}, day(2026, 11, 21));
     },
     Indeterminate,
     Sub::RevokedNoPoe},
    {"AHoldThatBecameARevocationIsOne",
     [](World& w) {
       revoke(w.ca_crl(), kSigner, day(2026, 11, 1), kHold);
       revoke(w.add_crl(kCa, {kSigner}, day(2026, 11, 21)), kSigner, day(2026, 11, 1));
     },
     Indeterminate,
     Sub::RevokedNoPoe},
    {"AHoldOfTheCaHasToWait",
     [](World& w) { revoke(w.root_crl(), kCa, day(2026, 11, 1), kHold); },
     Indeterminate,
     Sub::TryLater},
};

const Case kFreshness[] = {
    {"Trap47_AStaleCrlIsNoEvidence",
     [](World& w) { w.ca_crl().next_update = day(2026, 11, 21); },
     Indeterminate,
     Sub::TryLater},
    {"AStaleCrlOfTheRootIsNoEvidence",
     [](World& w) { w.root_crl().next_update = day(2026, 11, 21); },
     Indeterminate,
     Sub::TryLater},
    {"ACrlWithoutNextUpdateIsNeverCurrent",
     [](World& w) { w.ca_crl().next_update.reset(); },
     Indeterminate,
     Sub::TryLater},
    {"ACrlWithoutNextUpdateServesAProvenTimeBeforeIt",
     [](World& w) {
       w.ca_crl().next_update.reset();
       w.add_timestamp(day(2026, 6, 1));
     },
     TotalPassed,
     Sub::None},
    {"ACrlFromTheFutureDoesNotExistYet",
     [](World& w) { w.ca_crl().this_update = w.at + std::chrono::hours(1); },
     Indeterminate,
     Sub::TryLater},
    {"ClocksMayDifferByTheSkewOfThePolicy",
     [](World& w) { w.ca_crl().this_update = w.at + std::chrono::seconds(200); },
     TotalPassed,
     Sub::None},
    {"Trap46_AnEndedCrlFromBeforeTheProvenTimeIsNotFresh",
     [](World& w) {
       w.ca_crl().this_update = day(2026, 5, 28);
       w.ca_crl().next_update = day(2026, 6, 4);
       w.add_timestamp(day(2026, 6, 1));
     },
     Indeterminate,
     Sub::TryLater},
    {"Trap46_AnEndedCrlFromAfterTheProvenTimeIsFreshForEver",
     [](World& w) {
       w.ca_crl().this_update = day(2026, 6, 2);
       w.ca_crl().next_update = day(2026, 6, 9);
       w.add_timestamp(day(2026, 6, 1));
     },
     TotalPassed,
     Sub::None},
    {"AnEndedRootCrlValidAtTheProvenTimeServesTheCa",
     [](World& w) {
       w.root_crl().this_update = day(2026, 1, 1);
       w.root_crl().next_update = day(2026, 7, 1);
       w.add_crl(kRoot, {kTsa}, day(2026, 11, 1));
       w.add_timestamp(day(2026, 6, 1));
     },
     TotalPassed,
     Sub::None},
    {"ThePolicyMayBoundTheAge",
     [](World& w) {
       w.trust.revocation.max_age_s = 86'400;
       w.root_crl().this_update = w.at - std::chrono::hours(1);
     },
     Indeterminate,
     Sub::TryLater},
    {"WithinTheBoundOnAgePasses",
     [](World& w) {
       w.trust.revocation.max_age_s = 3 * 86'400;
       w.root_crl().this_update = w.at - std::chrono::hours(1);
     },
     TotalPassed,
     Sub::None},
    {"ACrlIssuedAfterExpirySaysNothing",
     [](World& w) {
       w.cert(kSigner).not_after = day(2026, 7, 1);
       w.add_timestamp(day(2026, 6, 1));
     },
     Indeterminate,
     Sub::TryLater},
    {"ACrlThatKeepsExpiredCertificatesSaysSomething",
     [](World& w) {
       w.cert(kSigner).not_after = day(2026, 7, 1);
       w.ca_crl().expired_certs_on_crl = day(2026, 1, 1);
       w.add_timestamp(day(2026, 6, 1));
     },
     TotalPassed,
     Sub::None},
    {"ACrlThatKeepsOnlyLaterExpiredOnesSaysNothing",
     [](World& w) {
       w.cert(kSigner).not_after = day(2026, 7, 1);
       w.ca_crl().expired_certs_on_crl = day(2026, 8, 1);
       w.add_timestamp(day(2026, 6, 1));
     },
     Indeterminate,
     Sub::TryLater},
    {"AnOcspArchiveCutoffReachesBack",
     [](World& w) {
       w.cert(kSigner).not_after = day(2026, 7, 1);
       w.ca_crl().covers.clear();
       w.add_ocsp(kCa, kSigner, kCa, day(2026, 11, 22)).archive_cutoff = day(2026, 1, 1);
       w.add_timestamp(day(2026, 6, 1));
     },
     TotalPassed,
     Sub::None},
};

const Case kCrlScope[] = {
    {"Trap47_ACrlNobodySignedIsNoEvidence",
     [](World& w) { w.ca_crl().signers.clear(); },
     Indeterminate,
     Sub::TryLater},
    {"Trap47_ACrlOfAnImpostorWithTheSameNameIsNoEvidence",
     [](World& w) {
       const CertIndex impostor = w.add_certificate("CA");
       w.cert(impostor).is_ca = true;
       w.ca_crl().signers = {impostor};
     },
     Indeterminate,
     Sub::TryLater},
    {"ACrlSignedUnderAnotherAnchorIsNoEvidence",
     [](World& w) {
       const CertIndex other_root = w.add_certificate("Other root");
       w.add_anchor(other_root, "Gốc khác", "public");
       const CertIndex signer = w.add_certificate("CRL signer");
       w.add_chain({signer, other_root});
       w.add_crl(other_root, {signer}, day(2026, 11, 1));
       w.ca_crl().signers = {signer};
     },
     Indeterminate,
     Sub::TryLater},
    {"ASeparateCrlSignerUnderTheSameAnchorSpeaks",
     [](World& w) {
       const CertIndex signer = w.add_certificate("CRL signer");
       w.add_chain({signer, kRoot});
       w.root_crl().covers.push_back(signer);
       w.ca_crl().signers = {signer};
     },
     TotalPassed,
     Sub::None},
    {"ARevokedCrlSignerDoesNotSpeak",
     [](World& w) {
       const CertIndex signer = w.add_certificate("CRL signer");
       w.add_chain({signer, kRoot});
       w.root_crl().covers.push_back(signer);
       revoke(w.root_crl(), signer, day(2026, 1, 1));
       w.ca_crl().signers = {signer};
     },
     Indeterminate,
     Sub::TryLater},
    {"ACrlSignerCompromisedSinceDoesNotSpeakForTheTimeBefore",
     [](World& w) {
       const CertIndex signer = w.add_certificate("CRL signer");
       w.add_chain({signer, kRoot});
       w.root_crl().covers.push_back(signer);
       revoke(w.root_crl(), signer, day(2026, 11, 1));
       w.ca_crl().signers = {signer};
       w.ca_crl().this_update = day(2026, 6, 2);
       w.add_timestamp(day(2026, 6, 1));
     },
     Indeterminate,
     Sub::TryLater},
    {"ACrlSignerReplacedSinceStillSpeaksForTheTimeBefore",
     [](World& w) {
       const CertIndex signer = w.add_certificate("CRL signer");
       w.add_chain({signer, kRoot});
       w.root_crl().covers.push_back(signer);
       revoke(w.root_crl(), signer, day(2026, 11, 1), RevocationReason::Superseded);
       w.ca_crl().signers = {signer};
       w.ca_crl().this_update = day(2026, 6, 2);
       w.add_timestamp(day(2026, 6, 1));
     },
     TotalPassed,
     Sub::None},
    {"ACrlSignerMayStandInItsOwnCrlWhenItsCaSaysSo",
     [](World& w) {
       const CertIndex signer = w.add_certificate("CRL signer");
       w.add_chain({signer, kRoot});
       w.ca_crl().signers = {signer};
       w.ca_crl().covers = {kSigner, signer};
     },
     TotalPassed,
     Sub::None},
    {"ACrlSignerRevokedElsewhereIsNotSavedByItsOwnCrl",
     [](World& w) {
       const CertIndex signer = w.add_certificate("CRL signer");
       w.add_chain({signer, kRoot});
       w.ca_crl().signers = {signer};
       w.ca_crl().covers = {kSigner, signer};
       w.root_crl().covers.push_back(signer);
       revoke(w.root_crl(), signer, day(2026, 1, 1));
     },
     Indeterminate,
     Sub::TryLater},
    {"TwoCrlSignersThatVouchForEachOtherEnd",
     [](World& w) {
       const CertIndex a = w.add_certificate("A");
       const CertIndex b = w.add_certificate("B");
       w.add_chain({a, kRoot});
       w.add_chain({b, kRoot});
       w.ca_crl().signers = {a};
       w.add_crl(a, {b}, day(2026, 11, 20));
       w.add_crl(b, {a}, day(2026, 11, 20));
     },
     Indeterminate,
     Sub::TryLater},
    {"Trap47_ACrlThatDoesNotCoverTheCertificateIsNoEvidence",
     [](World& w) { w.ca_crl().covers = {kCa}; },
     Indeterminate,
     Sub::TryLater},
    {"ACrlOfSomeReasonsIsNotEnough",
     [](World& w) { w.ca_crl().reasons = 0x006; },
     Indeterminate,
     Sub::TryLater},
    {"CrlsOfAllReasonsTogetherAreEnough",
     [](World& w) {
       w.ca_crl().reasons = 0x006;
       w.add_crl(kCa, {kSigner}, day(2026, 11, 20)).reasons = 0x1F8;
     },
     TotalPassed,
     Sub::None},
    {"AnyPartitionMayRevoke",
     [](World& w) {
       w.ca_crl().reasons = 0x006;
       CrlFacts& rest = w.add_crl(kCa, {kSigner}, day(2026, 11, 20));
       rest.reasons = 0x1F8;
       revoke(rest, kSigner, day(2026, 1, 1), RevocationReason::Superseded);
     },
     Indeterminate,
     Sub::RevokedNoPoe},
    {"AStalePartitionLeavesAGap",
     [](World& w) {
       w.ca_crl().reasons = 0x006;
       CrlFacts& rest = w.add_crl(kCa, {kSigner}, day(2026, 11, 1));
       rest.reasons = 0x1F8;
       rest.next_update = day(2026, 11, 8);
     },
     Indeterminate,
     Sub::TryLater},
    {"AnUnknownCriticalExtensionSilencesACrl",
     [](World& w) { w.ca_crl().has_unknown_critical = true; },
     Indeterminate,
     Sub::TryLater},
    {"AnUnknownCriticalExtensionStillRevokes",
     [](World& w) {
       w.ca_crl().has_unknown_critical = true;
       revoke(w.ca_crl(), kSigner, day(2026, 1, 1));
     },
     Indeterminate,
     Sub::RevokedNoPoe},
    {"ACrlSealedWithSha1IsTooWeak",
     [](World& w) { w.ca_crl().sealed_with.hash = HashAlgorithm::Sha1; },
     Indeterminate,
     Sub::CryptoConstraintsFailureNoPoe},
    {"ACrlFromBeforeItsSignerExistedIsNoEvidence",
     [](World& w) { w.cert(kCa).not_before = day(2026, 11, 21); },
     Indeterminate,
     Sub::TryLater},
    {"ADeltaAloneIsNoEvidence",
     [](World& w) {
       w.ca_crl().base_number = "05";
       w.ca_crl().number = "06";
     },
     Indeterminate,
     Sub::TryLater},
    {"ADeltaRevokesOverItsBase",
     [](World& w) { revoke(delta(w, day(2026, 11, 21)), kSigner, day(2026, 11, 21)); },
     Indeterminate,
     Sub::RevokedNoPoe},
    {"ADeltaKeepsAStaleBaseCurrent",
     [](World& w) {
       delta(w, day(2026, 11, 21));
       w.ca_crl().next_update = day(2026, 11, 21);
     },
     TotalPassed,
     Sub::None},
    {"ADeltaOfAnotherScopeDoesNotCombine",
     [](World& w) {
       delta(w, day(2026, 11, 21)).reasons = 0x006;
       w.ca_crl().next_update = day(2026, 11, 21);
     },
     Indeterminate,
     Sub::TryLater},
    {"ADeltaOlderThanTheBaseDoesNotCombine",
     [](World& w) {
       delta(w, day(2026, 11, 21)).number = "9";
       w.ca_crl().next_update = day(2026, 11, 21);
     },
     Indeterminate,
     Sub::TryLater},
};

const Case kOcsp[] = {
    {"AnAnswerByTheCaItselfPasses",
     [](World& w) {
       w.ca_crl().covers.clear();
       w.add_ocsp(kCa, kSigner, kCa, day(2026, 11, 22));
     },
     TotalPassed,
     Sub::None},
    {"Trap46_AnAnswerByADelegatePasses", [](World& w) { by_delegate(w); }, TotalPassed, Sub::None},
    {"Trap46_ADelegateOfTheWrongCaIsIgnored",
     [](World& w) { by_delegate(w, kRoot); },
     Indeterminate,
     Sub::TryLater},
    {"Trap46_ADelegateWithoutItsPurposeIsIgnored",
     [](World& w) {
       const CertIndex responder = by_delegate(w).signer;
       w.cert(responder).extended_key_usage.clear();
     },
     Indeterminate,
     Sub::TryLater},
    {"Trap46_AnAnswerNotMarkedDelegatedIsIgnored",
     [](World& w) { by_delegate(w).is_delegated = false; },
     Indeterminate,
     Sub::TryLater},
    {"Trap46_AResponderExpiredWhenItAnsweredIsIgnored",
     [](World& w) {
       const CertIndex responder = by_delegate(w).signer;
       w.cert(responder).not_after = day(2026, 11, 1);
     },
     Indeterminate,
     Sub::TryLater},
    {"AResponderThatMustBeCheckedNeedsAStatus",
     [](World& w) {
       const CertIndex responder = by_delegate(w).signer;
       w.cert(responder).has_ocsp_no_check = false;
     },
     Indeterminate,
     Sub::TryLater},
    {"AResponderWithAStatusSpeaks",
     [](World& w) {
       const CertIndex responder = by_delegate(w).signer;
       w.cert(responder).has_ocsp_no_check = false;
       w.add_crl(kCa, {responder}, day(2026, 11, 20));
     },
     TotalPassed,
     Sub::None},
    {"ARevokedResponderIsIgnored",
     [](World& w) {
       const CertIndex responder = by_delegate(w).signer;
       w.cert(responder).has_ocsp_no_check = false;
       revoke(w.add_crl(kCa, {responder}, day(2026, 11, 20)), responder, day(2026, 1, 1));
     },
     Indeterminate,
     Sub::TryLater},
    {"AnAnswerByNobodyIsIgnored",
     [](World& w) { by_delegate(w).signer = kNoCert; },
     Indeterminate,
     Sub::TryLater},
    {"AnAnswerOnTheSameSerialOfAnotherCaIsIgnored",
     [](World& w) { by_delegate(w).answers[0].issuer = kTsa; },
     Indeterminate,
     Sub::TryLater},
    {"AnAnswerByTheCaOnAnotherCasSerialIsIgnored",
     [](World& w) {
       w.ca_crl().covers.clear();
       w.add_ocsp(kCa, kSigner, kTsa, day(2026, 11, 22));
     },
     Indeterminate,
     Sub::TryLater},
    {"AnUnknownStatusIsNoStatus",
     [](World& w) { by_delegate(w).answers[0].status = OcspStatus::Unknown; },
     Indeterminate,
     Sub::TryLater},
    {"AStaleAnswerIsNoEvidence",
     [](World& w) {
       OcspSingle& answer = by_delegate(w).answers[0];
       answer.this_update = day(2026, 11, 1);
       answer.next_update = day(2026, 11, 2);
     },
     Indeterminate,
     Sub::TryLater},
    {"AnAnswerWithoutNextUpdateIsFreshOnlyAfterTheTime",
     [](World& w) {
       by_delegate(w).answers[0].next_update.reset();
       w.add_timestamp(day(2026, 6, 1));
     },
     TotalPassed,
     Sub::None},
    {"ARevokedAnswerWinsOverAGoodCrl",
     [](World& w) {
       OcspFacts& ocsp = w.add_ocsp(kCa, kSigner, kCa, day(2026, 11, 22));
       ocsp.answers[0].status = OcspStatus::Revoked;
       ocsp.answers[0].revoked_at = day(2026, 11, 10);
     },
     Indeterminate,
     Sub::RevokedNoPoe},
    {"ARevokedAnswerWithoutDateIsRevokedAlways",
     [](World& w) {
       OcspFacts& ocsp = w.add_ocsp(kCa, kSigner, kCa, day(2026, 11, 22));
       ocsp.answers[0].status = OcspStatus::Revoked;
       w.add_timestamp(day(2024, 6, 1));
     },
     Indeterminate,
     Sub::RevokedNoPoe},
    {"AnOcspHoldHasToWait",
     [](World& w) {
       OcspFacts& ocsp = w.add_ocsp(kCa, kSigner, kCa, day(2026, 11, 22));
       ocsp.answers[0].status = OcspStatus::Revoked;
       ocsp.answers[0].revoked_at = day(2026, 11, 21);
       ocsp.answers[0].reason = kHold;
     },
     Indeterminate,
     Sub::TryLater},
    {"AnAnswerSealedWithSha1IsTooWeak",
     [](World& w) { by_delegate(w).sealed_with.hash = HashAlgorithm::Sha1; },
     Indeterminate,
     Sub::CryptoConstraintsFailureNoPoe},
    {"ARenewedCaCertificateWithTheSameKeyMayAnswer",
     [](World& w) {
       const CertIndex renewed = w.add_ca("CA renewed");
       w.add_chain({kSigner, renewed, kRoot});
       w.ca_crl().covers.clear();
       w.add_ocsp(renewed, kSigner, renewed, day(2026, 11, 22));
     },
     TotalPassed,
     Sub::None},
};

#define SOHOA_CASES(title, table) \
  INSTANTIATE_TEST_SUITE_P(       \
      title, Revocation, testing::ValuesIn(table), [](const auto& i) { return case_name(i); })
SOHOA_CASES(Status, kStatus);
SOHOA_CASES(Suspension, kHoldCases);
SOHOA_CASES(Freshness, kFreshness);
SOHOA_CASES(Crl, kCrlScope);
SOHOA_CASES(Ocsp, kOcsp);

TEST(RevocationMessages, TellTheDateAndTheReason) {
  World world;
  revoke(world.ca_crl(), kSigner, day(2026, 1, 1, 17));
  for (const CheckResult& check : world.first().checks) {
    if (check.outcome != CheckOutcome::Failed) continue;
    EXPECT_NE(check.message_vi.find("02/01/2026 00:00 giờ VN"), std::string::npos);
    EXPECT_NE(check.message_vi.find("lộ khóa bí mật"), std::string::npos);
    EXPECT_NE(check.clause.find("EN 319 102-1 5.2.6"), std::string::npos);
  }
}

TEST(RevocationMessages, DateTheLocalArchive) {
  World world;
  world.trust.revocation_archive_at = day(2026, 11, 15);
  EXPECT_TRUE(has(world.first().checks, "revocation.archive", CheckOutcome::Warning));
}

// Signers of CRLs that rest on ever other signers: the depth is bounded, and so is the time (with
// every signer asked for by every CRL this took 25 s).
TEST(RevocationCost, IsBoundedForSignersBuiltToExhaust) {
  World world;
  std::vector<CertIndex> all;
  for (int i = 0; i < 300; ++i) {
    all.push_back(world.add_certificate("S" + std::to_string(i)));
    world.add_chain({all.back(), kRoot});
  }
  for (int i = 0; i < 300; ++i) {
    CrlFacts& crl = world.add_crl(kCa, all, day(2026, 11, 1) + std::chrono::minutes(i));
    crl.covers.push_back(kSigner);
    crl.signers = all;
    for (const CertIndex one : all) revoke(crl, one, day(2026, 1, 1));
  }
  world.ca_crl().covers.clear();
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(world.first().sub_indication, Sub::TryLater);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

}  // namespace
}  // namespace sohoa::facts
