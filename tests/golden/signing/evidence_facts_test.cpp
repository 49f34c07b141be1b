// What single certificates say, and bytes that are none.
#include <algorithm>

#include <gtest/gtest.h>

#include "evidence_pki.h"

namespace sohoa {
namespace {

CertificateFacts facts_of(const Bytes& der) {
  const auto answer = evidence_of(request_for(der, {}));
  if (answer.evidence.certificates.empty()) return {};
  return answer.evidence.certificates.front();
}

Bytes replaced(Bytes der, const Bytes& what, const Bytes& with) {
  const auto found = std::search(der.begin(), der.end(), what.begin(), what.end());
  EXPECT_NE(found, der.end());
  if (found != der.end()) std::copy(with.begin(), with.end(), found);
  return der;
}

struct NameCase {
  std::string label;
  std::string string_mask;
  std::string written;
  std::string shown;
};

class EvidenceName : public ::testing::TestWithParam<NameCase> {};

TEST_P(EvidenceName, IsShownAsUtf8Nfc) {
  TestPki pki;
  const Bytes der = pki.make(
      "A", {.subject = "/C=VN/CN=" + GetParam().written, .string_mask = GetParam().string_mask});
  const auto name = facts_of(der).subject;
  EXPECT_EQ(name.common_name, GetParam().shown);
  EXPECT_EQ(name.text, "CN=" + GetParam().shown + ", C=VN");
}

INSTANTIATE_TEST_SUITE_P(
    Strings,
    EvidenceName,
    ::testing::Values(
        NameCase{"Utf8", "utf8only", "Nguyễn Văn Ánh", "Nguyễn Văn Ánh"},
        NameCase{"Utf8Decomposed", "utf8only", "Nguye\xCC\x82\xCC\x83n A\xCC\x81nh", "Nguyễn Ánh"},
        NameCase{"Bmp", "MASK:0x800", "Nguyễn Văn Ánh", "Nguyễn Văn Ánh"},
        NameCase{"T61", "MASK:0x4", "Hélène", "Hélène"},
        NameCase{"Printable", "MASK:0x2", "Nguyen Van Anh", "Nguyen Van Anh"}),
    [](const auto& one) { return one.param.label; });

TEST(EvidenceFacts, VietnameseNameIsReadWhole) {
  TestPki pki;
  const auto facts = facts_of(pki.make("A",
                                       {.subject = "/C=VN/O=Sở Nội vụ/OU=Văn thư/title=Trưởng phòng"
                                                   "/serialNumber=42/UID=CCCD:001/CN=Lê, A"}));
  EXPECT_EQ(facts.subject.organisation, "Sở Nội vụ");
  EXPECT_EQ(facts.subject.unit, "Văn thư");
  EXPECT_EQ(facts.subject.title, "Trưởng phòng");
  EXPECT_EQ(facts.subject.serial_number, "42");
  EXPECT_EQ(facts.subject.user_id, "CCCD:001");
  EXPECT_EQ(facts.subject.country, "VN");
  EXPECT_EQ(facts.subject.text.substr(0, 10), "CN=Lê\\, A");
}

TEST(EvidenceFacts, EqualNamesHaveEqualDigests) {
  TestPki pki;
  const auto facts = facts_of(pki.make("A", {.subject = "/CN=A"}));
  EXPECT_EQ(facts.subject.der_digest, facts.issuer.der_digest);
  EXPECT_TRUE(facts.is_self_issued);
  EXPECT_TRUE(facts.is_self_signed);
}

TEST(EvidenceFacts, SelfIssuedUnderAnotherKeyIsNotSelfSigned) {
  TestPki pki;
  const Bytes root = pki.make("Root", {.subject = "/CN=R", .extensions = std::string(kCa)});
  const Bytes renewed =
      pki.make("New", {.subject = "/CN=R", .issuer = "Root", .extensions = std::string(kCa)});
  const auto answer = evidence_of(request_for(renewed, {root}));
  EXPECT_TRUE(answer.evidence.certificates[1].is_self_issued);
  EXPECT_FALSE(answer.evidence.certificates[1].is_self_signed);
  EXPECT_EQ(answer.evidence.chains.front().path.size(), 2U);
}

TEST(EvidenceFacts, ExtensionsAreRead) {
  TestPki pki;
  const auto facts = facts_of(pki.make(
      "A",
      {.subject = "/CN=A",
       .extensions =
           "keyUsage=critical,digitalSignature,nonRepudiation\n"
           "extendedKeyUsage=critical,timeStamping\n"
           "authorityInfoAccess=OCSP;URI:http://o.example/,caIssuers;URI:http://i.example/\n"
           "crlDistributionPoints=URI:http://c.example/a.crl\n"
           "noCheck=ignored\n"
           "1.2.3.4=critical,ASN1:NULL\n",
       .serial = "0x00ABCDEF"}));
  EXPECT_EQ(facts.serial, "ABCDEF");
  EXPECT_EQ(facts.key_usage, kDigitalSignature | kNonRepudiation);
  EXPECT_EQ(facts.extended_key_usage, std::vector<std::string>{"1.3.6.1.5.5.7.3.8"});
  EXPECT_TRUE(facts.extended_key_usage_critical);
  EXPECT_EQ(facts.ocsp_urls, std::vector<std::string>{"http://o.example/"});
  EXPECT_EQ(facts.issuer_urls, std::vector<std::string>{"http://i.example/"});
  EXPECT_EQ(facts.crl_urls, std::vector<std::string>{"http://c.example/a.crl"});
  EXPECT_EQ(facts.unknown_critical, std::vector<std::string>{"1.2.3.4"});
  EXPECT_TRUE(facts.has_ocsp_no_check);
  EXPECT_FALSE(facts.is_ca);
}

TEST(EvidenceFacts, KeyUsageMayBeAbsent) {
  TestPki pki;
  EXPECT_FALSE(facts_of(pki.make("A", {.subject = "/CN=A"})).key_usage.has_value());
}

struct KeyCase {
  std::string label;
  std::string algorithm;
  std::string digest;
  std::string key;
  SignatureScheme scheme;
  HashAlgorithm hash;
};

class EvidenceKey : public ::testing::TestWithParam<KeyCase> {};

TEST_P(EvidenceKey, IsDescribedAndVerifies) {
  TestPki pki;
  const auto facts = facts_of(pki.make(
      "A", {.subject = "/CN=A", .digest = GetParam().digest, .algorithm = GetParam().algorithm}));
  EXPECT_EQ(describe(facts.key), GetParam().key);
  EXPECT_EQ(facts.sealed_with.scheme, GetParam().scheme);
  EXPECT_EQ(facts.sealed_with.hash, GetParam().hash);
  EXPECT_TRUE(facts.is_self_signed);
}

INSTANTIATE_TEST_SUITE_P(
    Algorithms,
    EvidenceKey,
    ::testing::Values(
        KeyCase{"Rsa",
                "rsa:2048",
                "sha512",
                "RSA 2048",
                SignatureScheme::RsaPkcs1,
                HashAlgorithm::Sha512},
        KeyCase{"Pss",
                "rsa:2048",
                "sha384 -sigopt rsa_padding_mode:pss",
                "RSA 2048",
                SignatureScheme::RsaPss,
                HashAlgorithm::Sha384},
        KeyCase{
            "Md5", "rsa:1024", "md5", "RSA 1024", SignatureScheme::RsaPkcs1, HashAlgorithm::Md5},
        KeyCase{"P256",
                "ec -pkeyopt ec_paramgen_curve:P-256",
                "sha3-256",
                "EC P-256",
                SignatureScheme::Ecdsa,
                HashAlgorithm::Sha3_256},
        KeyCase{"Brainpool",
                "ec -pkeyopt ec_paramgen_curve:brainpoolP256r1",
                "sha256",
                "EC brainpoolP256r1",
                SignatureScheme::Ecdsa,
                HashAlgorithm::Sha256},
        KeyCase{"Ed25519",
                "ed25519",
                "sha256",
                "Ed25519",
                SignatureScheme::Ed25519,
                HashAlgorithm::Sha512},
        KeyCase{
            "Ed448", "ed448", "sha256", "Ed448", SignatureScheme::Ed448, HashAlgorithm::Shake256}),
    [](const auto& one) { return one.param.label; });

// Trap 40: same length, so that only the sign of the modulus changes; the exponent takes the octet.
TEST(EvidenceFacts, NegativeModulusIsReadAndNoted) {
  TestPki pki;
  Bytes der = pki.make("A", {.subject = "/CN=A", .algorithm = "rsa:2048"});
  const Bytes header = {0x02, 0x82, 0x01, 0x01, 0x00};
  const auto at = std::search(der.begin(), der.end(), header.begin(), header.end());
  ASSERT_NE(at, der.end());
  at[3] = 0x00;
  std::copy(at + 5, at + 5 + 256, at + 4);
  const Bytes exponent = {0x02, 0x04, 0x00, 0x01, 0x00, 0x01};
  std::copy(exponent.begin(), exponent.end(), at + 4 + 256);
  const auto facts = facts_of(der);
  EXPECT_EQ(facts.oddities, std::vector<std::string>{"negative modulus"});
  EXPECT_EQ(facts.key.bits, 2048);
}

TEST(EvidenceFacts, NegativeSerialIsBorneWithANote) {
  TestPki pki;
  const Bytes der = pki.make("A", {.subject = "/CN=A", .serial = "0x1234"});
  const auto facts = facts_of(replaced(der, {0x02, 0x02, 0x12, 0x34}, {0x02, 0x02, 0x92, 0x34}));
  EXPECT_EQ(facts.oddities, std::vector<std::string>{"negative serial"});
  EXPECT_EQ(facts.serial.front(), '-');
}

TEST(EvidenceFacts, PaddedSerialIsNamedUnreadable) {
  TestPki pki;
  const Bytes der = pki.make("A", {.subject = "/CN=A", .serial = "0x1234"});
  auto request = request_for(der, {});
  request.certificates.push_back({EvidenceSource::Dss, der});
  request.certificates.push_back(
      {EvidenceSource::Dss, replaced(der, {0x02, 0x02, 0x12, 0x34}, {0x02, 0x02, 0x00, 0x34})});
  const auto evidence = evidence_of(request).evidence;
  EXPECT_EQ(evidence.certificates.size(), 1U);
  EXPECT_EQ(evidence.unreadable, std::vector<std::string>{"DSS certificate 2"});
}

TEST(EvidenceFacts, WhatIsNoEvidenceIsNamed) {
  TestPki pki;
  Bytes longer = pki.make("A", {.subject = "/CN=A"});
  longer.push_back(0);
  EvidenceRequest request;
  request.anchors = {{}};
  request.certificates = {{EvidenceSource::Dss, longer}};
  request.crls = {{EvidenceSource::Archive, {0x30, 0x00}}};
  request.ocsps = {{EvidenceSource::Dss, {0x30, 0x03, 0x0A, 0x01, 0x06}}};
  EXPECT_EQ(
      evidence_of(request).evidence.unreadable,
      (std::vector<std::string>{
          "anchor certificate 1", "DSS certificate 1", "archive CRL 1", "DSS OCSP answer 1"}));
}

TEST(EvidenceFacts, AnchorKeepsItsNumberBesideUnreadableOnes) {
  TestPki pki;
  const Bytes root = pki.authority("Root");
  const auto evidence = evidence_of(request_for(root, {{1, 2, 3}, root})).evidence;
  ASSERT_EQ(evidence.certificates.size(), 1U);
  EXPECT_EQ(evidence.certificates[0].anchor, 1);
  EXPECT_EQ(evidence.certificates[0].source, EvidenceSource::Anchor);
}

TEST(EvidenceFacts, NoMoreCertificatesThanTheBound) {
  TestPki pki;
  Limits limits;
  limits.certificates = 1;
  const auto answer =
      evidence_of(request_for(pki.signer("A", ""), {pki.authority("Root")}), limits);
  EXPECT_EQ(answer.evidence.certificates.size(), 1U);
  EXPECT_EQ(answer.targets, std::vector<CertIndex>{kNoCert});
}

}  // namespace
}  // namespace sohoa
