// Past validation: document and archive time-stamps, algorithms whose day is over, levels.
#include "unit/signing/judge_cases.h"

namespace sohoa::facts {
namespace {

using enum Indication;
using Sub = SubIndication;

class Past : public testing::TestWithParam<Case> {};
TEST_P(Past, HasThisVerdict) {
  expect_case(GetParam());
}

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

INSTANTIATE_TEST_SUITE_P(Covered, Past, testing::ValuesIn(kPast), [](const auto& i) {
  return case_name(i);
});
INSTANTIATE_TEST_SUITE_P(Strength, Past, testing::ValuesIn(kStrength), [](const auto& i) {
  return case_name(i);
});

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
