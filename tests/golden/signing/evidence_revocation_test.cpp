// CRLs and OCSP answers made by the openssl command, about certificates at hand.
#include <algorithm>
#include <array>
#include <cstdio>

#include <gtest/gtest.h>

#include "evidence_pki.h"

namespace sohoa {
namespace {

constexpr CertIndex kRoot = 0;  // anchors come first
constexpr CertIndex kTarget = 1;
constexpr UtcTime kRevokedAt = std::chrono::sys_days(std::chrono::year(2025) / 1 / 1);

class EvidenceCrl : public ::testing::Test {
 protected:
  void SetUp() override {
    root_ = pki_.authority("Root");
    target_ = pki_.signer("A", "Root");
  }
  Evidence with(const Bytes& crl) {
    auto request = request_for(target_, {root_});
    request.crls = {{EvidenceSource::Dss, crl}};
    return evidence_of(request).evidence;
  }
  CrlFacts read(const std::string& index, const std::string& extensions = {}) {
    const auto evidence = with(pki_.crl("Root", index, extensions));
    EXPECT_EQ(evidence.crls.size(), 1U);
    return evidence.crls.empty() ? CrlFacts{} : evidence.crls.front();
  }
  TestPki pki_;
  Bytes root_;
  Bytes target_;
};

bool holds(const std::vector<CertIndex>& list, CertIndex index) {
  return std::find(list.begin(), list.end(), index) != list.end();
}

TEST_F(EvidenceCrl, EmptyOneCoversItsIssuersCertificates) {
  const auto crl = read(valid("1001"));
  EXPECT_EQ(crl.signers, std::vector<CertIndex>{kRoot});
  EXPECT_TRUE(holds(crl.covers, kTarget));
  EXPECT_TRUE(crl.entries.empty());
  EXPECT_EQ(crl.number, "2A");
  EXPECT_EQ(crl.reasons, 0x1FF);
  EXPECT_EQ(crl.next_update, crl.this_update + std::chrono::hours(30 * 24));
}

TEST_F(EvidenceCrl, EntryGivesDateReasonAndInvalidity) {
  const auto crl = read(revoked("1001", "keyTime,20241231000000Z"));
  ASSERT_EQ(crl.entries.size(), 1U);
  EXPECT_EQ(crl.entries[0].cert, kTarget);
  EXPECT_EQ(crl.entries[0].revoked_at, kRevokedAt);
  EXPECT_EQ(crl.entries[0].reason, RevocationReason::KeyCompromise);
  EXPECT_EQ(crl.entries[0].invalid_since, kRevokedAt - std::chrono::hours(24));
}

TEST_F(EvidenceCrl, HoldIsAReasonOfItsOwn) {
  const auto crl = read(revoked("1001", "holdInstruction,holdInstructionReject"));
  ASSERT_EQ(crl.entries.size(), 1U);
  EXPECT_EQ(crl.entries[0].reason, RevocationReason::CertificateHold);
  EXPECT_FALSE(crl.has_unknown_critical);
}

TEST_F(EvidenceCrl, OneSerialIsFoundAmongTwentyThousand) {
  std::string index;
  std::array<char, 16> serial{};
  for (int i = 0; i < 20'000; ++i) {
    std::snprintf(serial.data(), serial.size(), "%08X", 0x20000000 + i);
    index += revoked(serial.data(), "superseded");
  }
  const auto crl = read(index + revoked("1001"));
  ASSERT_EQ(crl.entries.size(), 1U);
  EXPECT_EQ(crl.entries[0].reason, RevocationReason::KeyCompromise);
}

// Trap 47.
TEST_F(EvidenceCrl, ImpostorOfTheSameNameSignsNothing) {
  pki_.make("Impostor", {.subject = "/C=VN/CN=Root", .extensions = std::string(kCa)});
  const auto evidence = with(pki_.crl("Impostor", revoked("1001")));
  ASSERT_EQ(evidence.crls.size(), 1U);
  EXPECT_TRUE(evidence.crls[0].signers.empty());
  EXPECT_TRUE(evidence.crls[0].entries.empty());
}

TEST_F(EvidenceCrl, AuthorityWithoutCrlSignMaySignNone) {
  root_ = pki_.make("NoCrl",
                    {.subject = "/CN=NoCrl",
                     .extensions = "basicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign\n"
                                   "subjectKeyIdentifier=hash\n"});
  target_ = pki_.signer("B", "NoCrl");
  const auto evidence = with(pki_.crl("NoCrl", revoked("1001")));
  ASSERT_EQ(evidence.crls.size(), 1U);
  EXPECT_TRUE(evidence.crls[0].signers.empty());
}

TEST_F(EvidenceCrl, OnlyAuthoritiesDoesNotCoverASigner) {
  const auto crl = read("", "issuingDistributionPoint=critical,@i\n[i]\nonlyCA=TRUE\n");
  EXPECT_FALSE(holds(crl.covers, kTarget));
  EXPECT_TRUE(holds(crl.covers, kRoot));
}

TEST_F(EvidenceCrl, OnlyUsersDoesNotCoverAnAuthority) {
  const auto crl = read("", "issuingDistributionPoint=critical,@i\n[i]\nonlyuser=TRUE\n");
  EXPECT_TRUE(holds(crl.covers, kTarget));
  EXPECT_FALSE(holds(crl.covers, kRoot));
}

TEST_F(EvidenceCrl, SomeReasonsAreTold) {
  const auto crl = read(
      "", "issuingDistributionPoint=critical,@i\n[i]\nonlysomereasons=keyCompromise,superseded\n");
  EXPECT_EQ(crl.reasons, 1U << 1U | 1U << 4U);
}

TEST_F(EvidenceCrl, AnotherPartitionDoesNotCover) {
  target_ = pki_.make("P",
                      {.subject = "/CN=P",
                       .issuer = "Root",
                       .extensions = "crlDistributionPoints=URI:http://c.example/1.crl\n"});
  const std::string point = "issuingDistributionPoint=critical,@i\n[i]\nfullname=URI:";
  EXPECT_TRUE(holds(read("", point + "http://c.example/1.crl\n").covers, kTarget));
  EXPECT_FALSE(holds(read("", point + "http://c.example/2.crl\n").covers, kTarget));
}

TEST_F(EvidenceCrl, IndirectOneCoversWhoNamesItsIssuer) {
  pki_.authority("Lists", "Root");
  target_ = pki_.make("I",
                      {.subject = "/CN=I",
                       .issuer = "Root",
                       .extensions = "crlDistributionPoints=p\n[p]\n"
                                     "CRLissuer=dirName:n\n[n]\nC=VN\nCN=Lists\n"});
  const std::string indirect = "issuingDistributionPoint=critical,@i\n[i]\nindirectCRL=TRUE\n";
  auto request = request_for(target_, {root_}, {pki_.der("Lists")});
  request.crls = {{EvidenceSource::Dss, pki_.crl("Lists", "", indirect)},
                  {EvidenceSource::Dss, pki_.crl("Lists", "")}};
  const auto answer = evidence_of(request);
  ASSERT_EQ(answer.evidence.crls.size(), 2U);
  EXPECT_TRUE(holds(answer.evidence.crls[0].covers, answer.targets[0]));
  EXPECT_FALSE(holds(answer.evidence.crls[1].covers, answer.targets[0]));
  const bool has_chain = std::ranges::any_of(answer.evidence.chains, [](const auto& chain) {
    return chain.path == std::vector<CertIndex>{1, 0};
  });
  EXPECT_TRUE(has_chain) << "whoever signs a CRL must lead to an anchor himself";
}

TEST_F(EvidenceCrl, DeltaNamesItsBase) {
  const auto crl = read("", "deltaCRL=critical,ASN1:INTEGER:41\n");
  EXPECT_EQ(crl.base_number, "29");
  EXPECT_FALSE(crl.has_unknown_critical);
}

TEST_F(EvidenceCrl, UnknownCriticalExtensionIsTold) {
  EXPECT_TRUE(read("", "1.2.3.4=critical,ASN1:NULL\n").has_unknown_critical);
  EXPECT_FALSE(read("", "1.2.3.4=ASN1:NULL\n").has_unknown_critical);
}

TEST_F(EvidenceCrl, ExpiredCertificatesMayBeKept) {
  const auto crl = read("", "2.5.29.60=ASN1:GENERALIZEDTIME:20250101000000Z\n");
  EXPECT_EQ(crl.expired_certs_on_crl, kRevokedAt);
}

TEST_F(EvidenceCrl, FlippedBitAnywhereIsNeverASignedEntryMore) {
  const Bytes good = pki_.crl("Root", revoked("1001"));
  for (std::size_t i = 0; i < good.size(); ++i) {
    Bytes bad = good;
    bad[i] ^= 0x04U;
    for (const auto& crl : with(bad).crls) EXPECT_TRUE(crl.signers.empty()) << i;
  }
}

class EvidenceOcsp : public ::testing::Test {
 protected:
  void SetUp() override {
    root_ = pki_.authority("Root");
    target_ = pki_.signer("A", "Root");
    pki_.make("Responder",
              {.subject = "/CN=Responder",
               .issuer = "Root",
               .extensions = "extendedKeyUsage=OCSPSigning\n"});
  }
  EvidenceAnswer with(const Bytes& ocsp) {
    auto request = request_for(target_, {root_});
    request.ocsps = {{EvidenceSource::Dss, ocsp}};
    return evidence_of(request);
  }
  OcspFacts read(const Bytes& ocsp) {
    const auto answer = with(ocsp);
    EXPECT_EQ(answer.evidence.ocsps.size(), 1U);
    return answer.evidence.ocsps.empty() ? OcspFacts{} : answer.evidence.ocsps.front();
  }
  TestPki pki_;
  Bytes root_;
  Bytes target_;
};

TEST_F(EvidenceOcsp, AuthorityAnswersForItself) {
  const auto ocsp = read(pki_.ocsp("Root", "A", "Root", valid("1001")));
  EXPECT_EQ(ocsp.signer, kRoot);
  EXPECT_FALSE(ocsp.is_delegated);
  ASSERT_EQ(ocsp.answers.size(), 1U);
  EXPECT_EQ(ocsp.answers[0].status, OcspStatus::Good);
  EXPECT_EQ(ocsp.answers[0].issuer, kRoot);
}

TEST_F(EvidenceOcsp, DelegateIsKnownByItsCertificateInside) {
  const auto answer = with(pki_.ocsp("Root", "A", "Responder", revoked("1001")));
  const auto& ocsp = answer.evidence.ocsps.at(0);
  ASSERT_NE(ocsp.signer, kNoCert);
  EXPECT_TRUE(ocsp.is_delegated);
  EXPECT_EQ(ocsp.answers.at(0).status, OcspStatus::Revoked);
  EXPECT_EQ(ocsp.answers.at(0).revoked_at, kRevokedAt);
  EXPECT_EQ(ocsp.answers.at(0).reason, RevocationReason::KeyCompromise);
  const auto& responder = answer.evidence.certificates[static_cast<std::size_t>(ocsp.signer)];
  EXPECT_EQ(responder.source, EvidenceSource::Ocsp);
  const bool has_chain = std::ranges::any_of(answer.evidence.chains, [&](const auto& chain) {
    return chain.path == std::vector<CertIndex>{ocsp.signer, kRoot};
  });
  EXPECT_TRUE(has_chain);
}

TEST_F(EvidenceOcsp, Sha256CertIdIsUnderstood) {
  const auto ocsp = read(pki_.ocsp("Root", "A", "Root", valid("1001"), "-sha256"));
  EXPECT_EQ(ocsp.answers.size(), 1U);
}

TEST_F(EvidenceOcsp, BareBasicAnswerIsUnderstood) {
  const Bytes whole = pki_.ocsp("Root", "A", "Root", valid("1001"));
  const Bytes mark = {0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x01, 0x04, 0x82};
  const auto found = std::search(whole.begin(), whole.end(), mark.begin(), mark.end());
  ASSERT_NE(found, whole.end());
  const Bytes basic(found + static_cast<std::ptrdiff_t>(mark.size()) + 2, whole.end());
  EXPECT_EQ(read(basic).answers.size(), 1U);
}

// Trap 46: same name, same serial, another key.
TEST_F(EvidenceOcsp, AnswerAboutANamesakesCertificateIsNotAboutOurs) {
  pki_.make("Impostor",
            {.subject = "/C=VN/CN=Root", .extensions = std::string(kCa), .serial = "0x02"});
  pki_.signer("B", "Impostor");
  const auto ocsp = read(pki_.ocsp("Impostor", "B", "Impostor", valid("1001")));
  EXPECT_TRUE(ocsp.answers.empty());
  EXPECT_NE(ocsp.signer, kRoot);
}

TEST_F(EvidenceOcsp, FlippedAnswerVerifiesByNobodysKey) {
  Bytes bytes = pki_.ocsp("Root", "A", "Root", valid("1001"));
  const Bytes mark = {0x80, 0x00};  // certStatus good
  const auto found = std::search(bytes.begin(), bytes.end(), mark.begin(), mark.end());
  ASSERT_NE(found, bytes.end());
  *found = 0x82;
  const auto ocsp = read(bytes);
  EXPECT_EQ(ocsp.signer, kNoCert);
}

TEST_F(EvidenceOcsp, OurRequestIsAnswered) {
  target_ = pki_.make("U",
                      {.subject = "/CN=U",
                       .issuer = "Root",
                       .extensions = "authorityInfoAccess=OCSP;URI:http://o.example/\n",
                       .serial = "0x2002"});
  const auto first = evidence_of(request_for(target_, {root_}));
  const Bytes request = first.evidence.certificates[kTarget].ocsp_request;
  ASSERT_FALSE(request.empty());
  const auto ocsp = read(pki_.answer_to(request, "Root", "Responder", valid("2002")));
  ASSERT_EQ(ocsp.answers.size(), 1U);
  EXPECT_EQ(ocsp.answers[0].status, OcspStatus::Good);
}

}  // namespace
}  // namespace sohoa
