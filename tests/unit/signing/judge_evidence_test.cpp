// Who may speak of a certificate: CRLs, delta CRLs, OCSP answers and their signers.
#include "unit/signing/judge_cases.h"

namespace sohoa::facts {
namespace {

using enum Indication;
using Sub = SubIndication;

class EvidenceSigners : public testing::TestWithParam<Case> {};
TEST_P(EvidenceSigners, HasThisVerdict) {
  expect_case(GetParam());
}

constexpr auto kHold = RevocationReason::CertificateHold;

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

INSTANTIATE_TEST_SUITE_P(Crl, EvidenceSigners, testing::ValuesIn(kCrlScope), [](const auto& i) {
  return case_name(i);
});
INSTANTIATE_TEST_SUITE_P(Ocsp, EvidenceSigners, testing::ValuesIn(kOcsp), [](const auto& i) {
  return case_name(i);
});

}  // namespace
}  // namespace sohoa::facts
