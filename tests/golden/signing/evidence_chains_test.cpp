// Candidate chains over a PKI made for each test.
#include <algorithm>

#include <gtest/gtest.h>

#include "evidence_pki.h"

namespace sohoa {
namespace {

std::vector<ChainFacts> chains_of_target(const EvidenceAnswer& answer) {
  std::vector<ChainFacts> chains;
  for (const auto& chain : answer.evidence.chains) {
    if (chain.path.front() == answer.targets.at(0)) chains.push_back(chain);
  }
  return chains;
}

ChainFacts only_chain(const EvidenceAnswer& answer) {
  const auto chains = chains_of_target(answer);
  EXPECT_EQ(chains.size(), 1U);
  return chains.empty() ? ChainFacts{} : chains.front();
}

std::string top_of(const EvidenceAnswer& answer, const ChainFacts& chain) {
  return answer.evidence.certificates[static_cast<std::size_t>(chain.path.back())].subject.text;
}

TEST(EvidenceChains, ThreeCertificatesMakeOneWholeChain) {
  TestPki pki;
  const Bytes root = pki.authority("Root");
  const Bytes sub = pki.authority("Sub", "Root");
  const auto answer = evidence_of(request_for(pki.signer("A", "Sub"), {root}, {sub}));
  const auto chain = only_chain(answer);
  EXPECT_EQ(chain.fault, PathFault::None);
  EXPECT_EQ(chain.path, (std::vector<CertIndex>{2, 1, 0}));
}

TEST(EvidenceChains, CrossCertifiedAuthorityGivesAChainToEachRoot) {
  TestPki pki;
  const Bytes one = pki.authority("One");
  const Bytes two = pki.authority("Two");
  const Bytes sub = pki.authority("Sub", "One");
  const Bytes cross = pki.make(
      "Cross",
      {.subject = "/C=VN/CN=Sub", .issuer = "Two", .extensions = std::string(kCa), .key = "Sub"});
  const auto answer = evidence_of(request_for(pki.signer("A", "Sub"), {one, two}, {sub, cross}));
  const auto chains = chains_of_target(answer);
  ASSERT_EQ(chains.size(), 2U);
  EXPECT_EQ(chains[0].fault, PathFault::None);
  EXPECT_EQ(chains[1].fault, PathFault::None);
  EXPECT_NE(top_of(answer, chains[0]), top_of(answer, chains[1]));
}

TEST(EvidenceChains, LoopOfCrossCertificatesEndsWithoutAnchor) {
  TestPki pki;
  pki.authority("One");
  pki.authority("Two");
  const Bytes one_by_two = pki.make(
      "OneByTwo",
      {.subject = "/C=VN/CN=One", .issuer = "Two", .extensions = std::string(kCa), .key = "One"});
  const Bytes two_by_one = pki.make(
      "TwoByOne",
      {.subject = "/C=VN/CN=Two", .issuer = "One", .extensions = std::string(kCa), .key = "Two"});
  const auto answer =
      evidence_of(request_for(pki.signer("A", "One"), {}, {one_by_two, two_by_one}));
  const auto chain = only_chain(answer);
  EXPECT_EQ(chain.fault, PathFault::NoAnchor);
  EXPECT_EQ(chain.path.size(), 3U);
}

TEST(EvidenceChains, ReKeyedAuthorityIsToldApartByItsKey) {
  TestPki pki;
  const Making plain{.subject = "/C=VN/CN=Same",
                     .extensions = "basicConstraints=critical,CA:TRUE\n"};
  const Bytes old_root = pki.make("Old", plain);
  const Bytes new_root = pki.make("New", plain);
  const Bytes target = pki.make("A", {.subject = "/CN=A", .issuer = "New"});
  const auto answer = evidence_of(request_for(target, {old_root, new_root}));
  EXPECT_EQ(only_chain(answer).path, (std::vector<CertIndex>{2, 1}));
}

TEST(EvidenceChains, ImpostorOfTheRootsNameGivesNoChain) {
  TestPki pki;
  const Making same{.subject = "/C=VN/CN=Root", .extensions = std::string(kCa)};
  const Bytes root = pki.make("Root", same);
  const Bytes impostor = pki.make("Impostor", same);
  const Bytes target = pki.signer("A", "Impostor");
  const auto answer = evidence_of(request_for(target, {root}, {impostor}));
  const auto chain = only_chain(answer);
  EXPECT_EQ(chain.fault, PathFault::NoAnchor);
  EXPECT_EQ(chain.path.back(), 1);
}

TEST(EvidenceChains, FlippedSignatureIsABadSignature) {
  TestPki pki;
  const Bytes root = pki.authority("Root");
  Bytes target = pki.signer("A", "Root");
  target.back() ^= 1U;
  const auto chain = only_chain(evidence_of(request_for(target, {root})));
  EXPECT_EQ(chain.fault, PathFault::BadSignature);
}

// Without key identifiers a namesake may be the authority before it was re-keyed.
TEST(EvidenceChains, NamesakeThatDidNotSignIsNoBadSignature) {
  TestPki pki;
  const Making plain{.subject = "/CN=Same", .extensions = "basicConstraints=critical,CA:TRUE\n"};
  const Bytes old_root = pki.make("Old", plain);
  pki.make("New", plain);
  const Bytes target = pki.make("A", {.subject = "/CN=A", .issuer = "New"});
  EXPECT_EQ(only_chain(evidence_of(request_for(target, {old_root}))).fault, PathFault::NoAnchor);
}

TEST(EvidenceChains, AnchorThatIsNoRootEndsTheChain) {
  TestPki pki;
  pki.authority("Root");
  const Bytes sub = pki.authority("Sub", "Root");
  const auto chain = only_chain(evidence_of(request_for(pki.signer("A", "Sub"), {sub})));
  EXPECT_EQ(chain.fault, PathFault::None);
  EXPECT_EQ(chain.path, (std::vector<CertIndex>{1, 0}));
}

TEST(EvidenceChains, TrustedSignerNeedsNoIssuer) {
  TestPki pki;
  pki.authority("Root");
  const Bytes signer = pki.signer("A", "Root");
  const auto chain = only_chain(evidence_of(request_for(signer, {signer})));
  EXPECT_EQ(chain.fault, PathFault::None);
  EXPECT_EQ(chain.path.size(), 1U);
}

TEST(EvidenceChains, CertificateOfTheDssIsNeverAnAnchor) {
  TestPki pki;
  const Bytes root = pki.authority("Root");
  const auto answer = evidence_of(request_for(pki.signer("A", "Root"), {}, {root}));
  EXPECT_EQ(only_chain(answer).fault, PathFault::NoAnchor);
  EXPECT_EQ(answer.evidence.certificates[0].source, EvidenceSource::Dss);
}

struct BrokenRule {
  std::string name;
  std::string authority;  ///< extensions of the authority between root and signer
  std::string signer;     ///< extensions of the signer
  PathFault fault;
};

class EvidencePathFault : public ::testing::TestWithParam<BrokenRule> {};

TEST_P(EvidencePathFault, IsNamed) {
  TestPki pki;
  const Bytes root = pki.authority("Root");
  const Bytes sub = pki.make(
      "Sub", {.subject = "/C=VN/CN=Sub", .issuer = "Root", .extensions = GetParam().authority});
  const Bytes target =
      pki.make("A", {.subject = "/C=VN/CN=A", .issuer = "Sub", .extensions = GetParam().signer});
  const auto chain = only_chain(evidence_of(request_for(target, {root}, {sub})));
  EXPECT_EQ(chain.fault, GetParam().fault) << chain.detail;
}

const std::string kPlainCa(kCa);
const std::string kPlainSigner(kSigner);

INSTANTIATE_TEST_SUITE_P(
    Rfc5280,
    EvidencePathFault,
    ::testing::Values(
        BrokenRule{"NoBasicConstraints", "keyUsage=keyCertSign\n", kPlainSigner, PathFault::NotCa},
        BrokenRule{"CaFalse", "basicConstraints=CA:FALSE\n", kPlainSigner, PathFault::NotCa},
        BrokenRule{"NoKeyCertSign",
                   "basicConstraints=critical,CA:TRUE\nkeyUsage=cRLSign\n",
                   kPlainSigner,
                   PathFault::NotCa},
        BrokenRule{"AuthorityAsTarget",
                   kPlainCa,
                   "basicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign\n",
                   PathFault::None},
        BrokenRule{"NameConstraints",
                   kPlainCa + "nameConstraints=critical,permitted;dirName:only\n[only]\nC=LA\n",
                   kPlainSigner,
                   PathFault::NameConstraints},
        BrokenRule{"UnknownCriticalInSigner",
                   kPlainCa,
                   kPlainSigner + "1.2.3.4=critical,ASN1:NULL\n",
                   PathFault::UnknownCritical},
        BrokenRule{"UnknownCriticalInAuthority",
                   kPlainCa + "1.2.3.4=critical,ASN1:NULL\n",
                   kPlainSigner,
                   PathFault::UnknownCritical},
        BrokenRule{"UnknownButNotCritical",
                   kPlainCa,
                   kPlainSigner + "1.2.3.4=ASN1:NULL\n",
                   PathFault::None}),
    [](const auto& one) { return one.param.name; });

TEST(EvidenceChains, PathLengthIsCounted) {
  TestPki pki;
  const Bytes root = pki.make("Root",
                              {.subject = "/CN=Root",
                               .extensions = "basicConstraints=critical,CA:TRUE,pathlen:0\n"
                                             "keyUsage=critical,keyCertSign\n"});
  const Bytes sub = pki.authority("Sub", "Root");
  const auto chain = only_chain(evidence_of(request_for(pki.signer("A", "Sub"), {root}, {sub})));
  EXPECT_EQ(chain.fault, PathFault::PathLength);
}

TEST(EvidenceChains, WeakAlgorithmsAreForTheJudgeToSay) {
  TestPki pki;
  const Bytes root = pki.make("Root",
                              {.subject = "/CN=Root",
                               .extensions = std::string(kCa),
                               .digest = "sha1",
                               .algorithm = "rsa:1024"});
  const Bytes target = pki.make("A", {.subject = "/CN=A", .issuer = "Root", .digest = "sha1"});
  const auto answer = evidence_of(request_for(target, {root}));
  EXPECT_EQ(only_chain(answer).fault, PathFault::None);
  const auto& facts = answer.evidence.certificates[1];
  EXPECT_EQ(facts.sealed_with.hash, HashAlgorithm::Sha1);
  EXPECT_EQ(answer.evidence.certificates[0].key.bits, 1024);
}

TEST(EvidenceChains, RequiredPolicyThatNobodyStatesIsAFault) {
  TestPki pki;
  const Bytes root = pki.authority("Root");
  auto request = request_for(pki.signer("A", "Root"), {root});
  request.path.require_explicit_policy = true;
  EXPECT_EQ(only_chain(evidence_of(request)).fault, PathFault::Policy);
}

TEST(EvidenceChains, LongerThanTheBoundIsTooLong) {
  TestPki pki;
  const Bytes root = pki.authority("Root");
  const Bytes sub = pki.authority("Sub", "Root");
  Limits limits;
  limits.chain_length = 2;
  const auto answer = evidence_of(request_for(pki.signer("A", "Sub"), {root}, {sub}), limits);
  EXPECT_EQ(only_chain(answer).fault, PathFault::TooLong);
}

}  // namespace
}  // namespace sohoa
