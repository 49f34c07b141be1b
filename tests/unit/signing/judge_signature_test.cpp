// Format, signing certificate, digest and value, acceptance: the blocks that look at one signature.
#include "unit/signing/judge_cases.h"

namespace sohoa::facts {
namespace {

using enum Indication;
using Sub = SubIndication;

class Signature : public testing::TestWithParam<Case> {};
TEST_P(Signature, HasThisVerdict) {
  expect_case(GetParam());
}

const Case kFormat[] = {
    {"ASoundSignaturePasses", [](World&) {}, TotalPassed, Sub::None},
    {"Trap5_CoverageEndingInsideItsRevisionFails",
     [](World& w) { w.signature().coverage = Coverage::Prefix; },
     TotalFailed,
     Sub::FormatFailure},
    {"UnclearCoverageFails",
     [](World& w) { w.signature().coverage = Coverage::Unclear; },
     TotalFailed,
     Sub::FormatFailure},
    {"CoverageOfItsRevisionAlonePasses",
     [](World& w) { w.signature().coverage = Coverage::WholeRevision; },
     TotalPassed,
     Sub::None},
    {"CoverageIsNotAskedOfCms",
     [](World& w) {
       w.file.kind = w.signature().kind = ContainerKind::Cms;
       w.signature().pdf.reset();
       w.signature().coverage = Coverage::Unclear;
     },
     TotalPassed,
     Sub::None},
    {"Trap4_AnUnreadableSignatureIsShownAsFailed",
     [](World& w) {
       w.signer() = {};
       w.signer().unparseable = "not DER";
     },
     TotalFailed,
     Sub::FormatFailure},
    {"Trap31_ContentInsideADetachedSignatureFails",
     [](World& w) { w.signer().faults = {FormatFault::EncapsulatedContent}; },
     TotalFailed,
     Sub::FormatFailure},
    {"Trap32_SeveralSignersFail",
     [](World& w) { w.signer().faults = {FormatFault::SignerCount}; },
     TotalFailed,
     Sub::FormatFailure},
    {"Trap36_ADoubledAttributeFails",
     [](World& w) { w.signer().faults = {FormatFault::DuplicateAttribute}; },
     TotalFailed,
     Sub::FormatFailure},
    {"Trap38_AContradictingContentTypeFails",
     [](World& w) { w.signer().faults = {FormatFault::ContentTypeMismatch}; },
     TotalFailed,
     Sub::FormatFailure},
    {"Trap56_AMissingSignedFileIsNotFound",
     [](World& w) {
       w.signature().faults = {FormatFault::MissingFile};
       w.signer().message_digest = Match::Unknown;
     },
     Indeterminate,
     Sub::SignedDataNotFound},
    {"Trap56_AFileNobodySignedFails",
     [](World& w) { w.signature().faults = {FormatFault::UnsignedFile}; },
     TotalFailed,
     Sub::FormatFailure},
    {"AForbiddenChangeFails",
     [](World& w) {
       Change change;
       change.revision = 1;
       change.kind = ChangeKind::PageContent;
       w.file.changes = {change};
       w.file.revisions.push_back({2000, 1999, false});
       w.signature().coverage = Coverage::WholeRevision;
     },
     TotalFailed,
     Sub::FormatFailure},
};

const Case kIdentification[] = {
    {"NoSigningCertificateIsIndeterminate",
     [](World& w) {
       w.signer().signer = kNoCert;
       w.signer().value = Match::Unknown;
     },
     Indeterminate,
     Sub::NoSigningCertificateFound},
    {"ACertificateNumberThatNamesNothingIsNone",
     [](World& w) { w.signer().signer = 4711; },
     Indeterminate,
     Sub::NoSigningCertificateFound},
    {"Trap37_AnExchangedCertificateIsNotTheSigner",
     [](World& w) { w.signer().signer_reference = Match::Differs; },
     Indeterminate,
     Sub::NoSigningCertificateFound},
    {"ASignatureWithoutReferencePassesWithANote",
     [](World& w) { w.signer().signer_reference = Match::Absent; },
     TotalPassed,
     Sub::None},
};

const Case kCrypto[] = {
    {"ADifferentDigestFails",
     [](World& w) { w.signer().message_digest = Match::Differs; },
     TotalFailed,
     Sub::HashFailure},
    {"Trap30_AFlippedBitInTheValueFails",
     [](World& w) { w.signer().value = Match::Differs; },
     TotalFailed,
     Sub::SigCryptoFailure},
    {"Trap58_ADetachedSignatureWithoutContentFindsNoData",
     [](World& w) { w.signer().message_digest = Match::Unknown; },
     Indeterminate,
     Sub::SignedDataNotFound},
    {"AValueNobodyCanCheckIsIndeterminate",
     [](World& w) { w.signer().value = Match::Unknown; },
     Indeterminate,
     Sub::Generic},
    {"Trap38_NoSignedAttributesPassesWithANote",
     [](World& w) {
       w.signer().has_signed_attributes = false;
       w.signer().message_digest = Match::Absent;
       w.signer().signer_reference = Match::Absent;
     },
     TotalPassed,
     Sub::None},
    {"Trap39_ABareRsaValueDecidesAlone",
     [](World& w) {
       w.signature().pdf->sub_filter = "adbe.x509.rsa_sha1";
       w.signer().has_signed_attributes = false;
       w.signer().message_digest = Match::Unknown;
     },
     TotalPassed,
     Sub::None},
    {"Trap39_ABareRsaValueThatDiffersFails",
     [](World& w) {
       w.signature().pdf->sub_filter = "adbe.x509.rsa_sha1";
       w.signer().has_signed_attributes = false;
       w.signer().message_digest = Match::Unknown;
       w.signer().value = Match::Differs;
     },
     TotalFailed,
     Sub::SigCryptoFailure},
    {"Trap58_AnXmlValueDoesNotStandForContentThatIsNotAtHand",
     [](World& w) {
       w.file.kind = w.signature().kind = ContainerKind::Xml;
       w.signature().pdf.reset();
       w.signer().has_signed_attributes = false;
       w.signer().message_digest = Match::Unknown;
     },
     Indeterminate,
     Sub::SignedDataNotFound},
    {"SignedAttributesWithoutMessageDigestFail",
     [](World& w) { w.signer().message_digest = Match::Absent; },
     TotalFailed,
     Sub::HashFailure},
};

const Case kAcceptance[] = {
    {"Trap33_TwoHashNamesAreNotAccepted",
     [](World& w) { w.signer().scheme_hash = w.signer().mgf_hash = HashAlgorithm::Sha512; },
     Indeterminate,
     Sub::CryptoConstraintsFailure},
    {"Trap33_AnotherMaskHashIsNotAccepted",
     [](World& w) { w.signer().mgf_hash = HashAlgorithm::Sha384; },
     Indeterminate,
     Sub::CryptoConstraintsFailure},
    {"Trap33_Ed25519WithoutSha512IsNotAccepted",
     [](World& w) {
       w.signer().scheme = SignatureScheme::Ed25519;
       w.signer().scheme_hash = w.signer().mgf_hash = HashAlgorithm::Unknown;
       w.cert(kSigner).key = {KeyType::Ed25519, 256, ""};
     },
     Indeterminate,
     Sub::CryptoConstraintsFailure},
    {"Ed25519WithSha512Passes",
     [](World& w) {
       w.signer().scheme = SignatureScheme::Ed25519;
       w.signer().digest = HashAlgorithm::Sha512;
       w.signer().scheme_hash = w.signer().mgf_hash = HashAlgorithm::Unknown;
       w.cert(kSigner).key = {KeyType::Ed25519, 256, ""};
     },
     TotalPassed,
     Sub::None},
    {"Trap33_Ed448WithoutShake256IsNotAccepted",
     [](World& w) {
       w.signer().scheme = SignatureScheme::Ed448;
       w.signer().digest = HashAlgorithm::Sha512;
       w.signer().scheme_hash = w.signer().mgf_hash = HashAlgorithm::Unknown;
       w.cert(kSigner).key = {KeyType::Ed448, 456, ""};
     },
     Indeterminate,
     Sub::CryptoConstraintsFailure},
    {"Ed448WithShake256Passes",
     [](World& w) {
       w.signer().scheme = SignatureScheme::Ed448;
       w.signer().digest = HashAlgorithm::Shake256;
       w.signer().scheme_hash = w.signer().mgf_hash = HashAlgorithm::Unknown;
       w.cert(kSigner).key = {KeyType::Ed448, 456, ""};
     },
     TotalPassed,
     Sub::None},
    {"XmlMayDigestReferencesAndValueDifferently",
     [](World& w) {
       w.file.kind = w.signature().kind = ContainerKind::Xml;
       w.signature().pdf.reset();
       w.signer().scheme = SignatureScheme::RsaPkcs1;
       w.signer().mgf_hash = HashAlgorithm::Unknown;
       w.signer().scheme_hash = HashAlgorithm::Sha512;
     },
     TotalPassed,
     Sub::None},
    {"Trap35_OdditiesAreBorneWithANote",
     [](World& w) { w.signer().oddities = {"attributes not in DER order"}; },
     TotalPassed,
     Sub::None},
    {"Trap40_ANegativeModulusIsBorneWithANote",
     [](World& w) { w.cert(kSigner).oddities = {"negative modulus"}; },
     TotalPassed,
     Sub::None},
    {"Trap42_AClaimInTheFutureIsOnlyAWarning",
     [](World& w) { w.signer().claimed_at = w.at + std::chrono::days(3); },
     TotalPassed,
     Sub::None},
    {"ANamedSignaturePolicyIsOnlyAWarning",
     [](World& w) { w.signer().policy_oid = "1.2.3"; },
     TotalPassed,
     Sub::None},
};

INSTANTIATE_TEST_SUITE_P(Format, Signature, testing::ValuesIn(kFormat), [](const auto& i) {
  return case_name(i);
});
INSTANTIATE_TEST_SUITE_P(Identification,
                         Signature,
                         testing::ValuesIn(kIdentification),
                         [](const auto& i) { return case_name(i); });
INSTANTIATE_TEST_SUITE_P(Crypto, Signature, testing::ValuesIn(kCrypto), [](const auto& i) {
  return case_name(i);
});
INSTANTIATE_TEST_SUITE_P(Acceptance, Signature, testing::ValuesIn(kAcceptance), [](const auto& i) {
  return case_name(i);
});

// Integrity is digest and value alone, with the faults that leave unsaid which bytes were signed.
class Faults : public testing::TestWithParam<int> {};
TEST_P(Faults, NeverPass) {
  World world;
  world.signature().faults = {static_cast<FormatFault>(GetParam())};
  const SignatureVerdict verdict = world.first();
  EXPECT_NE(verdict.indication, TotalPassed);
  expect_invariant(verdict.indication, verdict.checks);
  EXPECT_FALSE(name(static_cast<FormatFault>(GetParam())).empty());
}
INSTANTIATE_TEST_SUITE_P(EveryFormatFault,
                         Faults,
                         testing::Range(0, static_cast<int>(FormatFault::Unparseable) + 1));

TEST(Integrity, Trap1And2_ABadByteRangeIsBroken) {
  for (const FormatFault fault : {FormatFault::ByteRangeMissing,
                                  FormatFault::ByteRangeMalformed,
                                  FormatFault::ByteRangeNotFromZero,
                                  FormatFault::ByteRangeBeyondFile,
                                  FormatFault::GapNotContents,
                                  FormatFault::ContentsMissing,
                                  FormatFault::ContentsNotCms}) {
    World world;
    world.signature().faults = {fault};
    EXPECT_EQ(world.first().integrity, Integrity::Broken) << name(fault);
    EXPECT_EQ(world.first().sub_indication, Sub::FormatFailure) << name(fault);
  }
}

TEST(Integrity, StaysIntactWhenOnlyTrustOrCoverageIsWrong) {
  World world;
  world.trust.anchors.clear();
  world.signature().coverage = Coverage::Prefix;
  world.signature().faults = {FormatFault::ValueSharedByFields};
  EXPECT_EQ(world.first().integrity, Integrity::Intact);
}

TEST(Integrity, WithoutSigningCertificateIsBroken) {
  World world;
  world.signer().signer = kNoCert;
  world.signer().value = Match::Unknown;
  EXPECT_EQ(world.first().integrity, Integrity::Broken);
}

TEST(Signer, IsNoneWhenItsNumberNamesNothing) {
  World world;
  world.signer().signer = 4711;
  EXPECT_EQ(world.first().signer, kNoCert) << "so that nobody looks it up";
}

TEST(Integrity, WithoutContentIsUnknown) {
  World world;
  world.signer().message_digest = Match::Unknown;
  EXPECT_EQ(world.first().integrity, Integrity::Unknown);
}

TEST(Certification, Trap25_AfterAnApprovalSignatureIsIndeterminate) {
  World world;
  world.add_signature().pdf->is_certification = true;
  const FileVerdict verdict = world.verdict();
  EXPECT_EQ(verdict.signatures[0].indication, TotalPassed) << reasons(verdict.signatures[0].checks);
  EXPECT_EQ(verdict.signatures[1].indication, Indeterminate);
  EXPECT_EQ(verdict.signatures[1].sub_indication, Sub::SigConstraintsFailure);
}

TEST(Certification, OfTheFirstSignaturePasses) {
  World world;
  world.signature().pdf->is_certification = true;
  world.signature().pdf->docmdp = 2;
  EXPECT_EQ(world.first().indication, TotalPassed);
}

TEST(Overlay, Trap18_APermittedAnnotationOverContentIsAWarning) {
  World world;
  world.trust.uncertified = UncertifiedPermits::Annotations;
  Change change;
  change.revision = 1;
  change.kind = ChangeKind::AnnotationAdded;
  change.page = 2;
  change.covers_content = true;
  world.file.changes = {change};
  world.file.revisions.push_back({2000, 1999, false});
  world.signature().coverage = Coverage::WholeRevision;
  const SignatureVerdict verdict = world.first();
  EXPECT_EQ(verdict.indication, TotalPassed) << reasons(verdict.checks);
  EXPECT_TRUE(has(verdict.checks, "format.overlay", CheckOutcome::Warning));
}

TEST(Order, TheFirstBlockThatDoesNotPassDecides) {
  World world;
  world.signature().coverage = Coverage::Prefix;
  world.signer().signer_reference = Match::Differs;
  world.signer().value = Match::Differs;
  world.trust.anchors.clear();
  const SignatureVerdict verdict = world.first();
  EXPECT_EQ(verdict.sub_indication, Sub::FormatFailure);
  EXPECT_TRUE(has(verdict.checks, "crypto.value", CheckOutcome::Failed)) << "all are still told";
  EXPECT_TRUE(has(verdict.checks, "chain.anchor", CheckOutcome::Failed));
}

}  // namespace
}  // namespace sohoa::facts
