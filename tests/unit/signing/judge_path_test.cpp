// Chains, anchors, validity, scope of use and the algorithms of certificates.
#include "unit/signing/judge_cases.h"

namespace sohoa::facts {
namespace {

using enum Indication;
using Sub = SubIndication;

class Path : public testing::TestWithParam<Case> {};
TEST_P(Path, HasThisVerdict) {
  expect_case(GetParam());
}

void fault(World& world, PathFault fault, CertIndex at) {
  ChainFacts& chain = world.chain_of(kSigner);
  chain.fault = fault;
  chain.at = at;
}

const Case kAnchors[] = {
    {"WithoutAnchorsNoChainIsFound",
     [](World& w) { w.trust.anchors.clear(); },
     Indeterminate,
     Sub::NoCertificateChainFound},
    {"WithoutChainsNoChainIsFound",
     [](World& w) { w.evidence().chains.clear(); },
     Indeterminate,
     Sub::NoCertificateChainFound},
    {"AChainThatEndsBeforeAnAnchorIsNone",
     [](World& w) { fault(w, PathFault::NoAnchor, kCa); },
     Indeterminate,
     Sub::NoCertificateChainFound},
    {"Trap47_AnImpostorRootWithTheSameNameIsNoAnchor",
     [](World& w) { w.cert(kRoot).sha256 = digest_of("another key, same name"); },
     Indeterminate,
     Sub::NoCertificateChainFound},
    {"TheNumberOfAnAnchorAloneIsNotBelieved",
     [](World& w) {
       const CertIndex fake = w.add_certificate("Fake root");
       w.cert(fake).anchor = 0;
       w.chain_of(kSigner).path = {kSigner, kCa, fake};
     },
     Indeterminate,
     Sub::NoCertificateChainFound},
    {"Trap50_ARootFromTheDssIsNoAnchor",
     [](World& w) {
       const CertIndex other = w.add_certificate("Root in DSS");
       w.cert(other).source = EvidenceSource::Dss;
       w.chain_of(kSigner).path = {kSigner, kCa, other};
     },
     Indeterminate,
     Sub::NoCertificateChainFound},
    {"Trap49_ASignerUnderATimestampRootIsRefused",
     [](World& w) { w.trust.anchors[0].purposes = {.signer = false, .timestamp = true}; },
     Indeterminate,
     Sub::NoCertificateChainFound},
    {"AnAnchorTrustedOnlyLaterIsNone",
     [](World& w) { w.trust.anchors[0].trusted_from = w.at + std::chrono::days(1); },
     Indeterminate,
     Sub::NoCertificateChainFound},
    {"AnAnchorNoLongerTrustedNeedsProof",
     [](World& w) { w.trust.anchors[0].trusted_until = day(2026, 1, 1); },
     Indeterminate,
     Sub::NoCertificateChainFoundNoPoe},
    {"AnAnchorTrustedThenPassesWithProof",
     [](World& w) {
       w.trust.anchors[0].trusted_until = day(2026, 1, 1);
       w.add_timestamp(day(2025, 6, 1));
       w.trust.anchors.push_back(w.trust.anchors[0]);
       w.trust.anchors[1].purposes = {.signer = false, .timestamp = true};
       w.trust.anchors[1].trusted_until.reset();
     },
     TotalPassed,
     Sub::None},
    {"OneRootMayStandSeveralTimesByPurpose",
     [](World& w) {
       w.trust.anchors.push_back(w.trust.anchors[0]);
       w.trust.anchors[0].purposes = {.signer = false, .timestamp = true};
     },
     TotalPassed,
     Sub::None},
    {"ASignerThatIsItselfAnAnchorNeedsNoChain",
     [](World& w) {
       w.evidence().chains.clear();
       w.add_anchor(kSigner, "Chính người ký", "site");
     },
     TotalPassed,
     Sub::None},
    {"TheSecondCandidateChainIsTried",
     [](World& w) {
       fault(w, PathFault::NoAnchor, kCa);
       const CertIndex other = w.add_ca("CA cross");
       w.add_chain({kSigner, other, kRoot});
       w.add_crl(kRoot, {other}, day(2026, 11, 1));
       w.ca_crl().signers = {kCa, other};
     },
     TotalPassed,
     Sub::None},
};

const Case kFaults[] = {
    {"Trap48_AnIssuerThatIsNoCaBreaksAConstraint",
     [](World& w) { fault(w, PathFault::NotCa, kCa); },
     Indeterminate,
     Sub::ChainConstraintsFailure},
    {"Trap48_PathLengthBreaksAConstraint",
     [](World& w) { fault(w, PathFault::PathLength, kCa); },
     Indeterminate,
     Sub::ChainConstraintsFailure},
    {"Trap48_NameConstraintsBreakAConstraint",
     [](World& w) { fault(w, PathFault::NameConstraints, kSigner); },
     Indeterminate,
     Sub::ChainConstraintsFailure},
    {"Trap48_AnUnknownCriticalExtensionBreaksAConstraint",
     [](World& w) { fault(w, PathFault::UnknownCritical, kSigner); },
     Indeterminate,
     Sub::ChainConstraintsFailure},
    {"UnmetCertificatePoliciesBreakAConstraint",
     [](World& w) { fault(w, PathFault::Policy, kSigner); },
     Indeterminate,
     Sub::ChainConstraintsFailure},
    {"ABadSignatureInTheChainIsAGeneralFailure",
     [](World& w) { fault(w, PathFault::BadSignature, kSigner); },
     Indeterminate,
     Sub::CertificateChainGeneralFailure},
    {"AMalformedCertificateIsAGeneralFailure",
     [](World& w) { fault(w, PathFault::Malformed, kCa); },
     Indeterminate,
     Sub::CertificateChainGeneralFailure},
    {"AChainTooLongIsAGeneralFailure",
     [](World& w) { fault(w, PathFault::TooLong, kCa); },
     Indeterminate,
     Sub::CertificateChainGeneralFailure},
    {"AChainThatNamesNoCertificateIsLeftOut",
     [](World& w) {
       w.chain_of(kSigner).path = {kSigner, 99, kRoot};
     },
     Indeterminate,
     Sub::NoCertificateChainFound},
};

const Case kScope[] = {
    {"Trap48_AKeyForEnciphermentMayNotSign",
     [](World& w) { w.cert(kSigner).key_usage = kKeyEncipherment; },
     Indeterminate,
     Sub::ChainConstraintsFailure},
    {"DigitalSignatureAloneIsEnough",
     [](World& w) { w.cert(kSigner).key_usage = kDigitalSignature; },
     TotalPassed,
     Sub::None},
    {"NonRepudiationAloneIsEnough",
     [](World& w) { w.cert(kSigner).key_usage = kNonRepudiation; },
     TotalPassed,
     Sub::None},
    {"NoKeyUsageAtAllPassesWithANote",
     [](World& w) { w.cert(kSigner).key_usage.reset(); },
     TotalPassed,
     Sub::None},
    {"ACaCertificateIsNoSigner",
     [](World& w) { w.cert(kSigner).is_ca = true; },
     Indeterminate,
     Sub::ChainConstraintsFailure},
    {"ATimestampingCertificateIsNoSigner",
     [](World& w) { w.cert(kSigner).extended_key_usage = {"1.3.6.1.5.5.7.3.8"}; },
     Indeterminate,
     Sub::ChainConstraintsFailure},
    {"AnEmailCertificateMaySign",
     [](World& w) { w.cert(kSigner).extended_key_usage = {"1.3.6.1.5.5.7.3.4"}; },
     TotalPassed,
     Sub::None},
    {"AServerCertificateSignsWithANote",
     [](World& w) { w.cert(kSigner).extended_key_usage = {"1.3.6.1.5.5.7.3.1"}; },
     TotalPassed,
     Sub::None},
};

const Case kValidity[] = {
    {"Trap44_ExpiredWithoutProofIsOutOfBounds",
     [](World& w) { w.cert(kSigner).not_after = day(2026, 6, 1); },
     Indeterminate,
     Sub::OutOfBoundsNoPoe},
    {"Trap44_ExpiredAndOnlyClaimedEarlierIsOutOfBounds",
     [](World& w) {
       w.cert(kSigner).not_after = day(2026, 6, 1);
       w.signer().claimed_at = day(2025, 1, 1);
     },
     Indeterminate,
     Sub::OutOfBoundsNoPoe},
    {"ExpiredAndKnownNotToBeRevokedIsOutOfBoundsNotRevoked",
     [](World& w) {
       w.cert(kSigner).not_after = day(2026, 6, 1);
       w.ca_crl().expired_certs_on_crl = day(2026, 1, 1);
     },
     Indeterminate,
     Sub::OutOfBoundsNotRevoked},
    {"ACertificateOfTomorrowIsNotYetValid",
     [](World& w) { w.cert(kSigner).not_before = w.at + std::chrono::days(1); },
     Indeterminate,
     Sub::NotYetValid},
    {"AnExpiredCaIsOutOfBounds",
     [](World& w) { w.cert(kCa).not_after = day(2026, 6, 1); },
     Indeterminate,
     Sub::OutOfBoundsNoPoe},
    {"ACaNotYetValidIsOutOfBounds",
     [](World& w) { w.cert(kCa).not_before = w.at + std::chrono::days(1); },
     Indeterminate,
     Sub::OutOfBoundsNoPoe},
    {"AnAnchorsOwnEndIsTheSitesDecision",
     [](World& w) { w.cert(kRoot).not_after = day(2020, 1, 1); },
     TotalPassed,
     Sub::None},
    {"TheLastSecondStillCounts",
     [](World& w) { w.cert(kSigner).not_after = w.at; },
     TotalPassed,
     Sub::None},
};

const Case kCertificateAlgorithms[] = {
    {"Trap34_ACertificateSealedWithSha1NeedsProof",
     [](World& w) { w.cert(kSigner).sealed_with.hash = HashAlgorithm::Sha1; },
     Indeterminate,
     Sub::CryptoConstraintsFailureNoPoe},
    {"ACaSealedWithMd5NeedsProof",
     [](World& w) { w.cert(kCa).sealed_with.hash = HashAlgorithm::Md5; },
     Indeterminate,
     Sub::CryptoConstraintsFailureNoPoe},
    {"ACaKeyOfUnlistedKindIsRefused",
     [](World& w) {
       w.cert(kCa).key = {KeyType::Dsa, 2048, ""};
     },
     Indeterminate,
     Sub::CryptoConstraintsFailure},
    {"TheSealOfTheAnchorItselfIsNotAsked",
     [](World& w) { w.cert(kRoot).sealed_with.hash = HashAlgorithm::Md5; },
     TotalPassed,
     Sub::None},
    {"ACertificateSealedWithEd25519Passes",
     [](World& w) {
       w.cert(kSigner).sealed_with = {SignatureScheme::Ed25519, HashAlgorithm::Unknown};
       w.cert(kCa).key = {KeyType::Ed25519, 256, ""};
       w.ca_crl().sealed_with = {SignatureScheme::Ed25519, HashAlgorithm::Unknown};
     },
     TotalPassed,
     Sub::None},
};

INSTANTIATE_TEST_SUITE_P(Anchors, Path, testing::ValuesIn(kAnchors), [](const auto& i) {
  return case_name(i);
});
INSTANTIATE_TEST_SUITE_P(PathFaults, Path, testing::ValuesIn(kFaults), [](const auto& i) {
  return case_name(i);
});
INSTANTIATE_TEST_SUITE_P(ScopeOfUse, Path, testing::ValuesIn(kScope), [](const auto& i) {
  return case_name(i);
});
INSTANTIATE_TEST_SUITE_P(Validity, Path, testing::ValuesIn(kValidity), [](const auto& i) {
  return case_name(i);
});
INSTANTIATE_TEST_SUITE_P(Algorithms,
                         Path,
                         testing::ValuesIn(kCertificateAlgorithms),
                         [](const auto& i) { return case_name(i); });

TEST(Regime, IsThatOfTheAnchorTheChainEndsIn) {
  World world;
  const SignatureVerdict verdict = world.first();
  EXPECT_EQ(verdict.regime, "official-duty");
  EXPECT_EQ(verdict.anchor, "Gốc thử");
  EXPECT_EQ(verdict.chain, (std::vector<CertIndex>{kSigner, kCa, kRoot}));
}

TEST(Regime, IsUnknownWithoutAnAnchor) {
  World world;
  world.trust.anchors.clear();
  EXPECT_EQ(world.first().regime, "unknown");
}

TEST(JudgeCertificate, AsksNoKeyUsageOfATarget) {
  World world;
  world.cert(kSigner).key_usage = kKeyEncipherment;
  const auto verdict = judge_certificate(world.evidence(), kSigner, world.trust, world.at);
  EXPECT_EQ(verdict.indication, TotalPassed) << reasons(verdict.checks);
  expect_invariant(verdict.indication, verdict.checks);
}

TEST(JudgeCertificate, IsTotalForATargetThatIsNotThere) {
  World world;
  for (const CertIndex target : {kNoCert, 4711, -7}) {
    const auto verdict = judge_certificate(world.evidence(), target, world.trust, world.at);
    EXPECT_EQ(verdict.sub_indication, Sub::NoCertificateChainFound);
    expect_invariant(verdict.indication, verdict.checks);
  }
}

TEST(JudgeCertificate, SeesRevocationLikeASigner) {
  World world;
  revoke(world.ca_crl(), kSigner, day(2026, 1, 1));
  const auto verdict = judge_certificate(world.evidence(), kSigner, world.trust, world.at);
  EXPECT_EQ(verdict.sub_indication, Sub::RevokedNoPoe);
}

}  // namespace
}  // namespace sohoa::facts
