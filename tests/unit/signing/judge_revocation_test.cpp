// What follows from revocation data: revoked, suspended, released, too old.
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

#define SOHOA_CASES(title, table) \
  INSTANTIATE_TEST_SUITE_P(       \
      title, Revocation, testing::ValuesIn(table), [](const auto& i) { return case_name(i); })
SOHOA_CASES(Status, kStatus);
SOHOA_CASES(Suspension, kHoldCases);
SOHOA_CASES(Freshness, kFreshness);

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
