// Proofs of time: time-stamps, whether they are believed, their order, best-signature-time.
#include "unit/signing/judge_cases.h"

namespace sohoa::facts {
namespace {

using enum Indication;
using Sub = SubIndication;

class Time : public testing::TestWithParam<Case> {};
TEST_P(Time, HasThisVerdict) {
  expect_case(GetParam());
}

// A second time-stamping hierarchy of the other regime.
void use_foreign_tsa(World& w) {
  const CertIndex root = w.add_certificate("Gốc NEAC");
  const CertIndex tsa = w.add_certificate("TSA NEAC");
  CertificateFacts& unit = w.cert(tsa);
  unit.extended_key_usage = w.cert(kTsa).extended_key_usage;
  unit.extended_key_usage_critical = true;
  unit.key_usage = kDigitalSignature;
  w.add_chain({tsa, root});
  w.add_crl(root, {tsa}, day(2026, 11, 1));
  w.add_anchor(root, "Gốc công cộng", "public");
  stamped(w).signer.signer = tsa;
}

const Case kProof[] = {
    {"Trap44_ExpiredNowButTimestampedThenPasses",
     [](World& w) { stamped(w); },
     TotalPassed,
     Sub::None},
    {"Trap44_TimestampedAfterExpiryIsOutOfBounds",
     [](World& w) { stamped(w).time = day(2026, 7, 1); },
     Indeterminate,
     Sub::OutOfBoundsNoPoe},
    {"AProofBeforeTheCertificateExistedIsNotYetValid",
     [](World& w) { stamped(w).time = day(2023, 6, 1); },
     Indeterminate,
     Sub::NotYetValid},
    {"ProvenToBeSignedAfterExpiryIsExpired",
     [](World& w) {
       expire(w);
       w.add_timestamp(day(2026, 7, 1), TimestampKind::Content);
     },
     TotalFailed,
     Sub::Expired},
    {"Trap43_ATimestampCopiedFromAnotherSignatureProvesNothing",
     [](World& w) { stamped(w).imprint = Match::Differs; },
     Indeterminate,
     Sub::OutOfBoundsNoPoe},
    {"AnImprintNobodyComputedProvesNothing",
     [](World& w) { stamped(w).imprint = Match::Unknown; },
     Indeterminate,
     Sub::OutOfBoundsNoPoe},
    {"ATokenWithABrokenValueProvesNothing",
     [](World& w) { stamped(w).signer.value = Match::Differs; },
     Indeterminate,
     Sub::OutOfBoundsNoPoe},
    {"ATokenWithABrokenDigestProvesNothing",
     [](World& w) { stamped(w).signer.message_digest = Match::Differs; },
     Indeterminate,
     Sub::OutOfBoundsNoPoe},
    {"ATokenWithoutItsCertificateProvesNothing",
     [](World& w) { stamped(w).signer.signer = kNoCert; },
     Indeterminate,
     Sub::OutOfBoundsNoPoe},
    {"ATokenThatNamesAnotherCertificateProvesNothing",
     [](World& w) { stamped(w).signer.signer_reference = Match::Differs; },
     Indeterminate,
     Sub::OutOfBoundsNoPoe},
    {"ATokenThatNamesNoCertificateProvesNothing",
     [](World& w) { stamped(w).signer.signer_reference = Match::Absent; },
     Indeterminate,
     Sub::OutOfBoundsNoPoe},
    {"ATokenWithAFaultProvesNothing",
     [](World& w) { stamped(w).signer.faults = {FormatFault::SignerCount}; },
     Indeterminate,
     Sub::OutOfBoundsNoPoe},
    {"AnUnreadableTokenProvesNothing",
     [](World& w) { stamped(w).signer.unparseable = "truncated"; },
     Indeterminate,
     Sub::OutOfBoundsNoPoe},
    {"ATokenFromTheFutureProvesNothing",
     [](World& w) { stamped(w).time = w.at + std::chrono::hours(1); },
     Indeterminate,
     Sub::OutOfBoundsNoPoe},
    {"Trap49_ATimestampUnderASignerRootProvesNothing",
     [](World& w) {
       stamped(w);
       w.trust.anchors[0].purposes = {.signer = true, .timestamp = false};
     },
     Indeterminate,
     Sub::OutOfBoundsNoPoe},
    {"Trap49_ASignersCertificateMakesNoTimestamps",
     [](World& w) { stamped(w).signer.signer = kSigner; },
     Indeterminate,
     Sub::OutOfBoundsNoPoe},
    {"ATimestampPurposeThatIsNotCriticalProvesNothing",
     [](World& w) {
       stamped(w);
       w.cert(kTsa).extended_key_usage_critical = false;
     },
     Indeterminate,
     Sub::OutOfBoundsNoPoe},
    {"ATimestampPurposeAmongOthersProvesNothing",
     [](World& w) {
       stamped(w);
       w.cert(kTsa).extended_key_usage.emplace_back("1.3.6.1.5.5.7.3.4");
     },
     Indeterminate,
     Sub::OutOfBoundsNoPoe},
    {"ATimestampOfAnUnknownUnitProvesNothing",
     [](World& w) {
       stamped(w);
       w.chain_of(kTsa).fault = PathFault::NoAnchor;
     },
     Indeterminate,
     Sub::OutOfBoundsNoPoe},
    {"ATimestampOfTheOtherRegimeProvesNothing",
     use_foreign_tsa,
     Indeterminate,
     Sub::OutOfBoundsNoPoe},
    {"ASecondTimestampOfTheOwnRegimeProves",
     [](World& w) {
       use_foreign_tsa(w);
       w.add_timestamp(day(2025, 6, 15));
     },
     TotalPassed,
     Sub::None},
    {"TheEarliestOfSeveralTimestampsCounts",
     [](World& w) {
       stamped(w).time = day(2026, 7, 1);
       w.add_timestamp(day(2025, 6, 1));
     },
     TotalPassed,
     Sub::None},
    {"AContentTimestampDoesNotProveTheSignature",
     [](World& w) {
       expire(w);
       w.add_timestamp(day(2025, 6, 1), TimestampKind::Content);
     },
     Indeterminate,
     Sub::OutOfBoundsNoPoe},
};

const Case kUnit[] = {
    {"AUnitRevokedForCompromiseProvesNothingEverMore",
     [](World& w) {
       stamped(w);
       revoke(w.root_crl(), kTsa, day(2026, 1, 1));
     },
     Indeterminate,
     Sub::OutOfBoundsNoPoe},
    {"AUnitThatClosedDownLaterStillProves",
     [](World& w) {
       stamped(w);
       revoke(w.root_crl(), kTsa, day(2026, 1, 1), RevocationReason::CessationOfOperation);
     },
     TotalPassed,
     Sub::None},
    {"AUnitThatHadClosedDownProvesNothing",
     [](World& w) {
       stamped(w);
       revoke(w.root_crl(), kTsa, day(2025, 1, 1), RevocationReason::CessationOfOperation);
     },
     Indeterminate,
     Sub::OutOfBoundsNoPoe},
    {"AUnitWithoutStatusProvesNothing",
     [](World& w) {
       stamped(w);
       w.root_crl().covers = {kCa};
     },
     Indeterminate,
     Sub::OutOfBoundsNoPoe},
    {"AUnitWhoseStatusIsWaivedProves",
     [](World& w) {
       stamped(w);
       w.root_crl().covers = {kCa};
       w.trust.revocation.require_for_timestamp = false;
     },
     TotalPassed,
     Sub::None},
    {"AUnitExpiredSinceProvesNothingAlone",
     [](World& w) {
       stamped(w);
       w.cert(kTsa).not_after = day(2026, 1, 1);
     },
     Indeterminate,
     Sub::OutOfBoundsNoPoe},
    {"AUnitNotYetValidThenProvesNothing",
     [](World& w) {
       stamped(w);
       w.cert(kTsa).not_before = day(2025, 7, 1);
     },
     Indeterminate,
     Sub::OutOfBoundsNoPoe},
    {"AnImprintWithSha1IsTooWeak",
     [](World& w) { stamped(w).imprint_hash = HashAlgorithm::Sha1; },
     Indeterminate,
     Sub::OutOfBoundsNoPoe},
    {"ATokenSignedWithSha1IsTooWeak",
     [](World& w) { stamped(w).signer.digest = HashAlgorithm::Sha1; },
     Indeterminate,
     Sub::OutOfBoundsNoPoe},
    {"EndedEvidenceFromAfterTheTokenStillServes",
     [](World& w) {
       stamped(w);
       w.root_crl().this_update = day(2025, 6, 10);
       w.root_crl().next_update = day(2025, 12, 10);
     },
     TotalPassed,
     Sub::None},
    {"EndedEvidenceFromBeforeTheTokenDoesNotServe",
     [](World& w) {
       stamped(w);
       w.root_crl().this_update = day(2025, 1, 10);
       w.root_crl().next_update = day(2025, 5, 10);
     },
     Indeterminate,
     Sub::OutOfBoundsNoPoe},
};

const Case kOrder[] = {
    {"AContentTimestampAfterTheSignatureTimestampIsOutOfOrder",
     [](World& w) {
       w.add_timestamp(day(2026, 6, 1), TimestampKind::Content);
       w.add_timestamp(day(2026, 5, 1));
     },
     Indeterminate,
     Sub::TimestampOrderFailure},
    {"AContentTimestampBeforeTheSignatureTimestampIsInOrder",
     [](World& w) {
       w.add_timestamp(day(2026, 4, 1), TimestampKind::Content);
       w.add_timestamp(day(2026, 5, 1));
     },
     TotalPassed,
     Sub::None},
    {"ADocumentTimestampBeforeWhatItCoversIsOutOfOrder",
     [](World& w) {
       w.add_timestamp(day(2026, 6, 1));
       w.add_document_timestamp(day(2026, 5, 1));
     },
     Indeterminate,
     Sub::TimestampOrderFailure},
    {"WithinTheSkewIsInOrder",
     [](World& w) {
       w.add_timestamp(day(2026, 5, 1) + std::chrono::seconds(60));
       w.add_document_timestamp(day(2026, 5, 1));
     },
     TotalPassed,
     Sub::None},
};

#define SOHOA_CASES(title, table) \
  INSTANTIATE_TEST_SUITE_P(       \
      title, Time, testing::ValuesIn(table), [](const auto& i) { return case_name(i); })
SOHOA_CASES(Proof, kProof);
SOHOA_CASES(Unit, kUnit);
SOHOA_CASES(Order, kOrder);

TEST(BestSignatureTime, IsTheEarliestTrustedProof) {
  World world;
  world.add_timestamp(day(2026, 6, 1));
  world.add_timestamp(day(2026, 5, 1));
  world.add_document_timestamp(day(2026, 7, 1));
  const SignatureVerdict verdict = world.first();
  EXPECT_EQ(verdict.proven_before, day(2026, 5, 1)) << reasons(verdict.checks);
  EXPECT_EQ(verdict.judged_for, day(2026, 5, 1));
}

TEST(Timestamps, AreNumberedEmbeddedFirst) {
  World world;
  world.add_timestamp(day(2026, 6, 1)).imprint = Match::Differs;
  world.add_document_timestamp(day(2026, 7, 1));
  const FileVerdict verdict = world.verdict();
  ASSERT_EQ(verdict.timestamps.size(), 2U);
  EXPECT_EQ(verdict.timestamps[0].signature, 0);
  EXPECT_EQ(verdict.timestamps[0].integrity, Integrity::Broken);
  EXPECT_FALSE(verdict.timestamps[0].is_trusted);
  EXPECT_EQ(verdict.timestamps[1].signature, -1);
  EXPECT_EQ(verdict.timestamps[1].index, 1);
  EXPECT_EQ(verdict.timestamps[1].kind, TimestampKind::Document);
  EXPECT_EQ(verdict.timestamps[1].integrity, Integrity::Intact);
  EXPECT_EQ(verdict.timestamps[1].time, day(2026, 7, 1));
  EXPECT_TRUE(verdict.timestamps[1].is_trusted);
}

// A covering time-stamp that claims to be older than what it covers contradicts it, and is no
// reason to judge it at a time when its unit's certificate was still good.
TEST(Timestamps, AreNotSavedByACoveringOneThatClaimsToBeOlder) {
  World world;
  const CertIndex old = world.add_certificate("Old TSA");
  world.cert(old).extended_key_usage = world.cert(kTsa).extended_key_usage;
  world.cert(old).extended_key_usage_critical = true;
  world.cert(old).not_after = day(2026, 1, 1);
  world.add_chain({old, kRoot});
  world.add_crl(kRoot, {old}, day(2025, 7, 1));
  world.add_timestamp(day(2025, 6, 1)).signer.signer = old;
  world.add_document_timestamp(day(2025, 5, 1));
  EXPECT_FALSE(world.verdict().timestamps[0].is_trusted);
}

TEST(Timestamps, IntegrityDoesNotAskForTrust) {
  World world;
  world.trust.anchors.clear();
  world.add_timestamp(day(2026, 6, 1));
  const FileVerdict verdict = world.verdict();
  EXPECT_EQ(verdict.timestamps[0].integrity, Integrity::Intact);
  EXPECT_FALSE(verdict.timestamps[0].is_trusted);
}

TEST(Timestamps, ThatProveNothingAreToldWithTheirReason) {
  World world;
  world.add_timestamp(day(2026, 6, 1)).imprint = Match::Differs;
  const SignatureVerdict verdict = world.first();
  EXPECT_TRUE(has(verdict.checks, "time.timestamp", CheckOutcome::Warning));
  EXPECT_NE(reasons(verdict.checks).find("copied from elsewhere"), std::string::npos);
}

}  // namespace
}  // namespace sohoa::facts
