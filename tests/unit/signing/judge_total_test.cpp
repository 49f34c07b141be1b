// judge() is total and pure: whatever the facts, there is a verdict, the same each time, and it
// keeps the invariant of verdict.h.
#include <random>

#include "unit/signing/judge_cases.h"

namespace sohoa::facts {
namespace {

// Random facts: half of each world is sound, so that all depths are reached.
class Chance {
 public:
  explicit Chance(unsigned seed) : engine_(seed) {}

  int below(int bound) { return static_cast<int>(engine_() % static_cast<unsigned>(bound)); }
  bool one_in(int n) { return below(n) == 0; }
  template <class Enum>
  Enum any(Enum last) {
    return static_cast<Enum>(below(static_cast<int>(last) + 1));
  }
  UtcTime time() {
    if (one_in(40)) return UtcTime::max();
    if (one_in(40)) return UtcTime::min();
    return day(2020, 1, 1) + std::chrono::hours(below(8 * 366 * 24));
  }
  std::optional<UtcTime> maybe_time() {
    if (one_in(2)) return std::nullopt;
    return time();
  }
  /// Mostly a certificate of the world, sometimes none and sometimes nonsense.
  CertIndex cert(const World& w) {
    if (one_in(12)) return one_in(2) ? kNoCert : 1000 + below(1000) - 2000 * below(2);
    return below(static_cast<int>(w.file.evidence.certificates.size()));
  }

 private:
  std::mt19937 engine_;
};

void bend_signer(Chance& chance, const World& w, SignerFacts& signer) {
  if (chance.one_in(4)) signer.signer = chance.cert(w);
  if (chance.one_in(4)) signer.value = chance.any(Match::Absent);
  if (chance.one_in(4)) signer.message_digest = chance.any(Match::Absent);
  if (chance.one_in(4)) signer.signer_reference = chance.any(Match::Absent);
  if (chance.one_in(4)) signer.digest = chance.any(HashAlgorithm::Shake256);
  if (chance.one_in(4)) signer.scheme_hash = chance.any(HashAlgorithm::Shake256);
  if (chance.one_in(4)) signer.mgf_hash = chance.any(HashAlgorithm::Shake256);
  if (chance.one_in(4)) signer.scheme = chance.any(SignatureScheme::Ed448);
  if (chance.one_in(8)) signer.faults = {chance.any(FormatFault::Unparseable)};
  if (chance.one_in(8)) signer.has_signed_attributes = false;
  if (chance.one_in(8)) signer.unparseable = "?";
  signer.claimed_at = chance.maybe_time();
}

void bend_certificates(Chance& chance, World& w) {
  for (int i = chance.below(6); i > 0; --i) w.add_certificate("X" + std::to_string(i));
  for (CertificateFacts& cert : w.evidence().certificates) {
    if (chance.one_in(6)) cert.not_before = chance.time();
    if (chance.one_in(6)) cert.not_after = chance.time();
    if (chance.one_in(8)) cert.key_usage = static_cast<std::uint16_t>(chance.below(512));
    if (chance.one_in(8)) cert.extended_key_usage = {"1.3.6.1.5.5.7.3.9"};
    if (chance.one_in(8)) cert.is_ca = !cert.is_ca;
    if (chance.one_in(8)) cert.anchor = chance.below(5) - 1;
    if (chance.one_in(8)) cert.sealed_with.hash = chance.any(HashAlgorithm::Shake256);
    if (chance.one_in(8)) cert.key = {chance.any(KeyType::Ed448), chance.below(5000), ""};
    cert.has_ocsp_no_check = chance.one_in(2);
  }
  if (chance.one_in(4)) w.add_anchor(kCa, "another", "public").trusted_until = chance.maybe_time();
}

void bend_chains(Chance& chance, World& w) {
  for (int i = chance.below(8); i > 0; --i) {
    ChainFacts chain;
    for (int k = chance.below(5); k >= 0; --k) chain.path.push_back(chance.cert(w));
    if (chance.one_in(2)) chain.path.push_back(kRoot);
    if (chance.one_in(3)) chain.fault = chance.any(PathFault::Other);
    chain.at = chance.cert(w);
    w.evidence().chains.push_back(std::move(chain));
  }
  if (chance.one_in(6)) w.evidence().chains.push_back({});
}

void bend_crls(Chance& chance, World& w) {
  for (int i = chance.below(5); i > 0; --i) {
    CrlFacts& crl = w.add_crl(kCa, {}, chance.time());
    for (int k = chance.below(4); k > 0; --k) crl.covers.push_back(chance.cert(w));
    crl.signers = {chance.cert(w), chance.cert(w)};
    crl.next_update = chance.maybe_time();
    crl.reasons = static_cast<std::uint16_t>(chance.below(512));
    if (chance.one_in(3)) crl.base_number = "0" + std::to_string(chance.below(20));
    if (chance.one_in(4)) crl.number = chance.one_in(2) ? "" : "zz";
    crl.expired_certs_on_crl = chance.maybe_time();
    crl.has_unknown_critical = chance.one_in(5);
    const auto reason = chance.any(RevocationReason::AaCompromise);
    crl.entries.push_back({chance.cert(w), chance.time(), reason, chance.maybe_time()});
  }
}

void bend_ocsps(Chance& chance, World& w) {
  for (int i = chance.below(4); i > 0; --i) {
    OcspFacts& ocsp = w.add_ocsp(chance.cert(w), chance.cert(w), chance.cert(w), chance.time());
    ocsp.is_delegated = chance.one_in(2);
    ocsp.archive_cutoff = chance.maybe_time();
    ocsp.answers[0].status = chance.any(OcspStatus::Unknown);
    ocsp.answers[0].next_update = chance.maybe_time();
    ocsp.answers[0].revoked_at = chance.maybe_time();
    ocsp.answers[0].reason = chance.any(RevocationReason::AaCompromise);
  }
}

void bend_signatures(Chance& chance, World& w) {
  for (int i = chance.below(3); i > 0; --i) w.add_signature();
  for (int i = chance.below(3); i > 0; --i) w.add_document_timestamp(chance.time());
  for (SignatureFacts& one : w.file.signatures) {
    bend_signer(chance, w, one.signer);
    for (int i = chance.below(3); i > 0; --i) {
      const auto kind = chance.any(TimestampKind::Document);
      one.timestamps.push_back(sound_token(chance.time(), kind));
      if (chance.one_in(3)) bend_signer(chance, w, one.timestamps.back().signer);
    }
    if (chance.one_in(6)) one.coverage = chance.any(Coverage::WholeFile);
    if (chance.one_in(8)) one.faults = {chance.any(FormatFault::Unparseable)};
    if (chance.one_in(8)) one.pdf.reset();
    if (chance.one_in(8)) one.kind = chance.any(ContainerKind::Asic);
  }
  for (SignatureFacts& one : w.file.document_timestamps) {
    if (chance.one_in(3)) bend_signer(chance, w, one.timestamps[0].signer);
    if (chance.one_in(8)) one.timestamps.clear();
    if (chance.one_in(8)) one.pdf.reset();
  }
}

World random_world(unsigned seed) {
  Chance chance(seed);
  World w;
  bend_certificates(chance, w);
  bend_chains(chance, w);
  bend_crls(chance, w);
  bend_ocsps(chance, w);
  bend_signatures(chance, w);
  if (chance.one_in(8)) w.at = chance.time();
  w.trust.revocation.max_age_s = chance.one_in(3) ? chance.below(1'000'000) : 0;
  w.trust.revocation.require_for_ca = !chance.one_in(4);
  return w;
}

std::string dump(const FileVerdict& verdict) {
  std::string text;
  for (const SignatureVerdict& one : verdict.signatures) {
    text += std::string(name(one.indication)) + std::string(name(one.sub_indication)) +
            std::string(name(one.integrity)) + one.regime + reasons(one.checks);
  }
  for (const TimestampVerdict& one : verdict.timestamps) {
    text += std::string(name(one.integrity)) + reasons(one.checks);
  }
  return text + reasons(verdict.checks);
}

TEST(Judge, IsTotalAndKeepsItsInvariantOnRandomFacts) {
  int passed = 0;
  for (unsigned seed = 0; seed < 5'000; ++seed) {
    const World world = random_world(seed);
    const FileVerdict verdict = world.verdict();
    EXPECT_EQ(verdict.signatures.size(), world.file.signatures.size());
    for (const SignatureVerdict& one : verdict.signatures) {
      SCOPED_TRACE(seed);
      expect_invariant(one.indication, one.checks);
      passed += one.indication == Indication::TotalPassed ? 1 : 0;
      if (one.indication != Indication::TotalPassed) continue;
      EXPECT_EQ(one.integrity, Integrity::Intact);
      EXPECT_NE(one.modification, Modification::Forbidden);
      EXPECT_FALSE(one.anchor.empty());
    }
    for (const TimestampVerdict& one : verdict.timestamps) {
      EXPECT_TRUE(!one.is_trusted || one.integrity == Integrity::Intact) << seed;
    }
  }
  EXPECT_GT(passed, 50) << "the generator reaches good verdicts too";
}

TEST(Judge, IsPure) {
  for (unsigned seed = 0; seed < 500; ++seed) {
    const World world = random_world(seed);
    EXPECT_EQ(dump(world.verdict()), dump(world.verdict())) << seed;
  }
}

TEST(Judge, HasAVerdictForAnEmptyFile) {
  const FileVerdict verdict = judge({}, {}, {});
  EXPECT_TRUE(verdict.signatures.empty());
  EXPECT_EQ(verdict.modification, Modification::None);
}

TEST(Judge, HasAVerdictForASignatureOfWhichNothingIsKnown) {
  SignedFile file;
  file.signatures.emplace_back();
  const FileVerdict verdict = judge(file, {}, {});
  EXPECT_EQ(verdict.signatures[0].indication, Indication::TotalFailed);
  expect_invariant(verdict.signatures[0].indication, verdict.signatures[0].checks);
}

// Property: of a passing world, no single worsening of the values of a signature may pass.
TEST(Judge, NeverPassesWithAnyMatchLost) {
  for (const Match match : {Match::Unknown, Match::Differs, Match::Absent}) {
    World digest;
    digest.signer().message_digest = match;
    EXPECT_NE(digest.first().indication, Indication::TotalPassed);
    World value;
    value.signer().value = match;
    EXPECT_NE(value.first().indication, Indication::TotalPassed);
  }
}

TEST(Judge, CertificatesAreTotalOnRandomFacts) {
  for (unsigned seed = 0; seed < 2'000; ++seed) {
    const World world = random_world(seed);
    for (CertIndex target = -1; target < 8; ++target) {
      const auto verdict = judge_certificate(world.file.evidence, target, world.trust, world.at);
      expect_invariant(verdict.indication, verdict.checks);
    }
  }
}

}  // namespace
}  // namespace sohoa::facts
