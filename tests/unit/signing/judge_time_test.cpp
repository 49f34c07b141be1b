// Proofs of time: time-stamps, their own trust, best-signature-time, past validation, levels.
#include "unit/signing/judge_cases.h"

namespace sohoa::facts {
namespace {

using enum Indication;
using Sub = SubIndication;

class Time : public testing::TestWithParam<Case> {};
TEST_P(Time, HasThisVerdict) {
  expect_case(GetParam());
}

// An expired signer is the probe: it passes exactly when a proof of 01/06/2025 is believed.
void expire(World& w) {
  w.cert(kSigner).not_after = day(2026, 6, 1);
  w.ca_crl().this_update = day(2025, 7, 1);
  w.ca_crl().next_update = day(2025, 7, 8);
}

TimestampFacts& stamped(World& w) {
  expire(w);
  return w.add_timestamp(day(2025, 6, 1));
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

const Case kPast[] = {
    {"ADocumentTimestampProvesTheSignatureUnderIt",
     [](World& w) {
       expire(w);
       w.add_document_timestamp(day(2025, 6, 1));
     },
     TotalPassed,
     Sub::None},
    {"Trap51_ADocumentTimestampIsKnownByItsSubFilter",
     [](World& w) {
       expire(w);
       w.add_document_timestamp(day(2025, 6, 1)).pdf->name = "Type /Sig";
     },
     TotalPassed,
     Sub::None},
    {"Trap43_ACopiedDocumentTimestampProvesNothing",
     [](World& w) {
       expire(w);
       w.add_document_timestamp(day(2025, 6, 1)).timestamps[0].imprint = Match::Differs;
     },
     Indeterminate,
     Sub::OutOfBoundsNoPoe},
    {"ADocumentTimestampWithABadRangeProvesNothing",
     [](World& w) {
       expire(w);
       w.add_document_timestamp(day(2025, 6, 1)).faults = {FormatFault::GapNotContents};
     },
     Indeterminate,
     Sub::OutOfBoundsNoPoe},
    {"ADocumentTimestampOverAPrefixProvesNothing",
     [](World& w) {
       expire(w);
       w.add_document_timestamp(day(2025, 6, 1)).coverage = Coverage::Prefix;
     },
     Indeterminate,
     Sub::OutOfBoundsNoPoe},
    {"ADocumentTimestampFromBeforeTheSignatureProvesNothing",
     [](World& w) {
       expire(w);
       w.add_document_timestamp(day(2025, 6, 1)).pdf->revision = 0;
     },
     Indeterminate,
     Sub::OutOfBoundsNoPoe},
    {"ADocumentTimestampWithoutTokenProvesNothing",
     [](World& w) {
       expire(w);
       w.add_document_timestamp(day(2025, 6, 1)).timestamps.clear();
     },
     Indeterminate,
     Sub::OutOfBoundsNoPoe},
    {"AnExpiredUnitIsSavedByALaterDocumentTimestamp",
     [](World& w) {
       stamped(w).signer.signer = w.add_certificate("Old TSA");
       const CertIndex old = w.signature().timestamps[0].signer.signer;
       w.cert(old).extended_key_usage = w.cert(kTsa).extended_key_usage;
       w.cert(old).extended_key_usage_critical = true;
       w.cert(old).not_after = day(2026, 1, 1);
       w.add_chain({old, kRoot});
       w.add_crl(kRoot, {old}, day(2025, 7, 1));
       w.add_document_timestamp(day(2025, 12, 1));
     },
     TotalPassed,
     Sub::None},
    {"AnExpiredUnitIsNotSavedByADocumentTimestampAfterItsEnd",
     [](World& w) {
       stamped(w).signer.signer = w.add_certificate("Old TSA");
       const CertIndex old = w.signature().timestamps[0].signer.signer;
       w.cert(old).extended_key_usage = w.cert(kTsa).extended_key_usage;
       w.cert(old).extended_key_usage_critical = true;
       w.cert(old).not_after = day(2026, 1, 1);
       w.add_chain({old, kRoot});
       w.add_crl(kRoot, {old}, day(2025, 7, 1));
       w.add_document_timestamp(day(2026, 7, 1));
     },
     Indeterminate,
     Sub::OutOfBoundsNoPoe},
    {"AnArchiveTimestampSavesAnExpiredUnitInACms",
     [](World& w) {
       w.file.kind = w.signature().kind = ContainerKind::Cms;
       w.signature().pdf.reset();
       stamped(w).signer.signer = w.add_certificate("Old TSA");
       const CertIndex old = w.signature().timestamps[0].signer.signer;
       w.cert(old).extended_key_usage = w.cert(kTsa).extended_key_usage;
       w.cert(old).extended_key_usage_critical = true;
       w.cert(old).not_after = day(2026, 1, 1);
       w.add_chain({old, kRoot});
       w.add_crl(kRoot, {old}, day(2025, 7, 1));
       w.add_timestamp(day(2025, 12, 1), TimestampKind::Archive);
     },
     TotalPassed,
     Sub::None},
    {"ACompromisedCaIsSavedByEvidenceProvenBefore",
     [](World& w) {
       w.add_timestamp(day(2025, 6, 1));
       w.ca_crl().source = EvidenceSource::Dss;
       w.ca_crl().this_update = day(2025, 7, 1);
       w.cert(kSigner).source = EvidenceSource::Dss;
       revoke(w.root_crl(), kCa, day(2026, 6, 1), RevocationReason::CaCompromise);
       w.add_document_timestamp(day(2025, 8, 1));
     },
     TotalPassed,
     Sub::None},
    {"ACompromisedCaIsNotSavedByEvidenceFromTheArchive",
     [](World& w) {
       w.add_timestamp(day(2025, 6, 1));
       w.ca_crl().source = EvidenceSource::Archive;
       w.ca_crl().this_update = day(2025, 7, 1);
       revoke(w.root_crl(), kCa, day(2026, 6, 1), RevocationReason::CaCompromise);
       w.add_document_timestamp(day(2025, 8, 1));
     },
     Indeterminate,
     Sub::RevokedCaNoPoe},
    {"ACompromisedCaIsNotSavedByAStoreWrittenAfterTheTimestamp",
     [](World& w) {
       w.add_timestamp(day(2025, 6, 1));
       w.ca_crl().source = EvidenceSource::Dss;
       w.ca_crl().this_update = day(2025, 7, 1);
       revoke(w.root_crl(), kCa, day(2026, 6, 1), RevocationReason::CaCompromise);
       w.add_document_timestamp(day(2025, 8, 1));
       Change later;
       later.revision = 2;
       later.kind = ChangeKind::SecurityStore;
       w.file.changes.push_back(later);
       w.file.revisions.push_back({3000, 2999, false});
     },
     Indeterminate,
     Sub::RevokedCaNoPoe},
    {"ASha1CrlIsSavedByAProofOfItsAge",
     [](World& w) {
       w.trust.algorithms.hashes.push_back({HashAlgorithm::Sha1, day(2025, 12, 31)});
       w.add_timestamp(day(2025, 6, 1));
       w.ca_crl().source = EvidenceSource::Dss;
       w.ca_crl().this_update = day(2025, 7, 1);
       w.ca_crl().sealed_with.hash = HashAlgorithm::Sha1;
       w.add_document_timestamp(day(2025, 8, 1));
     },
     TotalPassed,
     Sub::None},
};

const Case kStrength[] = {
    {"Trap34_Sha1WithoutProofIsNotAccepted",
     [](World& w) {
       w.signer().digest = w.signer().scheme_hash = w.signer().mgf_hash = HashAlgorithm::Sha1;
     },
     Indeterminate,
     Sub::CryptoConstraintsFailureNoPoe},
    {"Trap34_Md5WithoutProofIsNotAccepted",
     [](World& w) {
       w.signer().scheme = SignatureScheme::RsaPkcs1;
       w.signer().mgf_hash = HashAlgorithm::Unknown;
       w.signer().digest = w.signer().scheme_hash = HashAlgorithm::Md5;
     },
     Indeterminate,
     Sub::CryptoConstraintsFailureNoPoe},
    {"Trap34_Rsa1024WithoutProofIsNotAccepted",
     [](World& w) {
       w.cert(kSigner).key = {KeyType::Rsa, 1024, ""};
     },
     Indeterminate,
     Sub::CryptoConstraintsFailureNoPoe},
    {"Rsa512IsNeverAccepted",
     [](World& w) {
       w.cert(kSigner).key = {KeyType::Rsa, 512, ""};
     },
     Indeterminate,
     Sub::CryptoConstraintsFailure},
    {"Trap34_Ec224IsNeverAccepted",
     [](World& w) {
       w.signer().scheme = SignatureScheme::Ecdsa;
       w.signer().mgf_hash = HashAlgorithm::Unknown;
       w.cert(kSigner).key = {KeyType::Ec, 224, "P-224"};
     },
     Indeterminate,
     Sub::CryptoConstraintsFailure},
    {"Ec256Passes",
     [](World& w) {
       w.signer().scheme = SignatureScheme::Ecdsa;
       w.signer().mgf_hash = HashAlgorithm::Unknown;
       w.cert(kSigner).key = {KeyType::Ec, 256, "P-256"};
     },
     TotalPassed,
     Sub::None},
    {"Pkcs1V15PassesWithANote",
     [](World& w) {
       w.signer().scheme = SignatureScheme::RsaPkcs1;
       w.signer().mgf_hash = HashAlgorithm::Unknown;
     },
     TotalPassed,
     Sub::None},
    {"Sha3Passes",
     [](World& w) {
       w.signer().digest = w.signer().scheme_hash = w.signer().mgf_hash = HashAlgorithm::Sha3_256;
     },
     TotalPassed,
     Sub::None},
    {"AnUnknownHashIsNotAccepted",
     [](World& w) {
       w.signer().digest = w.signer().scheme_hash = w.signer().mgf_hash = HashAlgorithm::Unknown;
     },
     Indeterminate,
     Sub::CryptoConstraintsFailure},
    {"DsaIsNotListed",
     [](World& w) { w.signer().scheme = SignatureScheme::Dsa; },
     Indeterminate,
     Sub::CryptoConstraintsFailure},
    {"Trap34_Sha1IsSavedByATimestampBeforeItsEnd",
     [](World& w) {
       w.trust.algorithms.hashes.push_back({HashAlgorithm::Sha1, day(2025, 12, 31)});
       w.signer().digest = w.signer().scheme_hash = w.signer().mgf_hash = HashAlgorithm::Sha1;
       w.add_timestamp(day(2025, 6, 1));
     },
     TotalPassed,
     Sub::None},
    {"Trap34_Sha1IsNotSavedByATimestampAfterItsEnd",
     [](World& w) {
       w.trust.algorithms.hashes.push_back({HashAlgorithm::Sha1, day(2025, 12, 31)});
       w.signer().digest = w.signer().scheme_hash = w.signer().mgf_hash = HashAlgorithm::Sha1;
       w.add_timestamp(day(2026, 6, 1));
     },
     Indeterminate,
     Sub::CryptoConstraintsFailureNoPoe},
    {"Sha1ProvenToBeUsedAfterItsEndIsAFailure",
     [](World& w) {
       w.signer().digest = w.signer().scheme_hash = w.signer().mgf_hash = HashAlgorithm::Sha1;
       w.add_timestamp(day(2025, 6, 1), TimestampKind::Content);
     },
     Indeterminate,
     Sub::CryptoConstraintsFailure},
};

#define SOHOA_CASES(title, table) \
  INSTANTIATE_TEST_SUITE_P(       \
      title, Time, testing::ValuesIn(table), [](const auto& i) { return case_name(i); })
SOHOA_CASES(Proof, kProof);
SOHOA_CASES(Unit, kUnit);
SOHOA_CASES(Order, kOrder);
SOHOA_CASES(Past, kPast);
SOHOA_CASES(Strength, kStrength);

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

struct LevelCase {
  const char* name;
  void (*bend)(World&);
  const char* level;
};
std::ostream& operator<<(std::ostream& out, const LevelCase& one) {
  return out << one.name;
}

class Level : public testing::TestWithParam<LevelCase> {};
TEST_P(Level, IsThis) {
  World world;
  GetParam().bend(world);
  EXPECT_EQ(level_text(world.first(), world.file.kind), GetParam().level);
}

const LevelCase kLevels[] = {
    {"WithoutTimestampItIsB", [](World&) {}, "B-B"},
    {"WithTimestampAndStoreItIsLT", [](World& w) { w.add_timestamp(day(2026, 6, 1)); }, "B-LT"},
    {"WithTimestampAloneItIsT",
     [](World& w) {
       w.add_timestamp(day(2026, 6, 1));
       w.file.has_dss = false;
     },
     "B-T"},
    {"Trap43_ACopiedTimestampDropsTheLevel",
     [](World& w) { w.add_timestamp(day(2026, 6, 1)).imprint = Match::Differs; },
     "B-B"},
    {"AStoreWithoutDataForTheSignerIsNoLT",
     [](World& w) {
       w.add_timestamp(day(2026, 6, 1));
       w.ca_crl().covers.clear();
     },
     "B-T"},
    {"EvidenceOfTheSitesArchiveIsNoLT",
     [](World& w) {
       w.add_timestamp(day(2026, 6, 1));
       w.ca_crl().source = EvidenceSource::Archive;
     },
     "B-T"},
    {"EmbeddedRevocationIsLT",
     [](World& w) {
       w.add_timestamp(day(2026, 6, 1));
       w.file.has_dss = false;
       w.signature().has_embedded_revocation = true;
       w.ca_crl().source = EvidenceSource::Signature;
     },
     "B-LT"},
    {"ADocumentTimestampOverTheStoreIsLTA",
     [](World& w) {
       w.add_timestamp(day(2026, 6, 1));
       w.add_document_timestamp(day(2026, 7, 1));
     },
     "B-LTA"},
    {"ADocumentTimestampBeforeTheStoreIsOnlyLT",
     [](World& w) {
       w.add_document_timestamp(day(2026, 7, 1));
       Change store;
       store.revision = 2;
       store.kind = ChangeKind::SecurityStore;
       w.file.changes.push_back(store);
       w.file.revisions.push_back({3000, 2999, false});
     },
     "B-LT"},
    {"ALevelDoesNotAskForTrust",
     [](World& w) {
       w.trust.anchors.clear();
       w.add_timestamp(day(2026, 6, 1));
     },
     "B-LT"},
    {"Pkcs7IsNoAdes",
     [](World& w) { w.signature().pdf->sub_filter = "adbe.pkcs7.detached"; },
     "PKCS7"},
    {"WithoutReferenceToTheCertificateItIsNoAdes",
     [](World& w) { w.signer().signer_reference = Match::Absent; },
     "PKCS7"},
    {"ACmsWithoutSignedAttributesIsNoAdes",
     [](World& w) {
       w.file.kind = w.signature().kind = ContainerKind::Cms;
       w.signature().pdf.reset();
       w.signer().has_signed_attributes = false;
     },
     "CMS"},
    {"Trap55_XmlWithoutSignedPropertiesIsNoXades",
     [](World& w) {
       w.file.kind = w.signature().kind = ContainerKind::Xml;
       w.signature().pdf.reset();
       w.signature().is_xades = true;
       w.signature().faults = {FormatFault::NoSignedProperties};
     },
     "XMLDSig"},
    {"XadesInAContainerIsAdes",
     [](World& w) {
       w.file.kind = w.signature().kind = ContainerKind::Asic;
       w.signature().pdf.reset();
       w.signature().is_xades = true;
     },
     "B-B"},
};
INSTANTIATE_TEST_SUITE_P(Levels, Level, testing::ValuesIn(kLevels), [](const auto& i) {
  return std::string(i.param.name);
});

}  // namespace
}  // namespace sohoa::facts
