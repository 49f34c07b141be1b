// What holds of every combination of facts, not only of the ones somebody thought of.
#include <array>
#include <random>

#include <gtest/gtest.h>

#include "policy/legal_value.h"
#include "unit/policy/legal_cases.h"

namespace sohoa {
namespace {

using Random = std::mt19937;

template <class Enum>
Enum any(Random& random, int count) {
  return static_cast<Enum>(std::uniform_int_distribution<>(0, count - 1)(random));
}
bool once_in(Random& random, int n) {
  return std::uniform_int_distribution<>(1, n)(random) == 1;
}

SignatureFact any_signature(Random& random, std::int32_t index) {
  SignatureFact one = made::agency_signature();
  one.index = index;
  if (once_in(random, 2)) {
    one.indication = any<Indication>(random, 3);
    one.sub_indication = any<SubIndication>(random, 25);
  }
  if (one.indication == Indication::TotalPassed) one.sub_indication = SubIndication::None;
  if (once_in(random, 3)) one.signer.kind = any<SignerKind>(random, 5);
  if (once_in(random, 4)) one.signer.unit.clear();
  one.signer.is_former = once_in(random, 5);
  if (once_in(random, 2)) one.signer.successor = "H99.30";
  if (once_in(random, 4)) one.proven_before.reset();
  if (once_in(random, 6)) one.claimed_at.reset();
  if (once_in(random, 6)) one.remarks = {{"format.overlay", "a", "b"}};
  if (once_in(random, 6)) one.regime = "public";
  one.is_attestation = once_in(random, 6);
  one.page = std::uniform_int_distribution<>(-1, 2)(random);
  return one;
}

LegalFacts any_facts(Random& random) {
  LegalFacts facts = made::sound_result();
  facts.signatures.clear();
  facts.is_competent.clear();
  const int count = std::uniform_int_distribution<>(0, 3)(random);
  for (int i = 0; i < count; ++i) {
    facts.signatures.push_back(any_signature(random, i));
    facts.is_competent.push_back(!once_in(random, 4));
  }
  facts.is_readable = !once_in(random, 15);
  facts.is_locked = once_in(random, 15);
  facts.is_scan = once_in(random, 3);
  facts.is_revoked = once_in(random, 15);
  facts.procedure_known = !once_in(random, 5);
  if (once_in(random, 3)) facts.kind = "component";
  if (once_in(random, 5)) facts.copy_form = any<CopyForm>(random, 5);
  if (once_in(random, 5)) facts.modification = any<Modification>(random, 4);
  if (once_in(random, 6)) facts.received_at.reset();
  if (once_in(random, 6)) facts.returned_at = facts.received_at;
  return facts;
}

LegalProfile any_profile(Random& random) {
  LegalProfile profile;
  profile.accept_claimed_time = once_in(random, 2);
  profile.require_mapped_unit = once_in(random, 2);
  profile.require_competence = once_in(random, 2);
  return profile;
}

// Best first; a person's signature and a doubtful one carry equally little.
int worth(LegalClass value) {
  constexpr std::array kWorth = {8, 7, 4, 4, 5, 6, 2, 1, 0};
  return kWorth[static_cast<std::size_t>(value)];
}

using Worsening = void (*)(LegalFacts&, std::size_t signature);
constexpr std::array<Worsening, 9> kWorsenings = {
    [](LegalFacts& f, std::size_t) { f.is_readable = false; },
    [](LegalFacts& f, std::size_t) { f.is_revoked = true; },
    [](LegalFacts& f, std::size_t) { f.modification = Modification::Forbidden; },
    [](LegalFacts& f, std::size_t) {
      f.signatures.push_back(made::person_signature());
      f.signatures.back().indication = Indication::TotalFailed;
      f.signatures.back().sub_indication = SubIndication::HashFailure;
    },
    [](LegalFacts& f, std::size_t i) {
      f.signatures[i].indication = Indication::TotalFailed;
      f.signatures[i].sub_indication = SubIndication::SigCryptoFailure;
    },
    [](LegalFacts& f, std::size_t i) { f.is_competent[i] = false; },
    [](LegalFacts& f, std::size_t i) {
      f.signatures[i].proven_before.reset();
      f.signatures[i].claimed_at.reset();
    },
    [](LegalFacts& f, std::size_t i) {
      f.signatures[i].signer.is_former = true;
      f.signatures[i].signer.successor.clear();
    },
    [](LegalFacts& f, std::size_t i) {
      f.signatures[i].remarks.push_back({"format.overlay", "a", "b"});
    },
};

constexpr int kRuns = 20'000;

TEST(LegalValueProperty, EveryInputHasAClassAndAReasonFromEveryRule) {
  Random random(20261122);
  for (int run = 0; run < kRuns; ++run) {
    const LegalFacts facts = any_facts(random);
    const LegalValue value = assess(facts, any_profile(random));
    ASSERT_EQ(value.reasons.size(), legal_rules().size());
    ASSERT_EQ(value.signature < 0, facts.signatures.empty());
    for (const Reason& reason : value.reasons) ASSERT_FALSE(reason.message_vi.empty());
  }
}

TEST(LegalValueProperty, FullRestsOnAnAgencySignatureThatPassedAndIsMapped) {
  Random random(766);
  int full = 0;
  for (int run = 0; run < kRuns; ++run) {
    const LegalFacts facts = any_facts(random);
    LegalProfile profile = any_profile(random);
    profile.require_mapped_unit = true;
    const LegalValue value = assess(facts, profile);
    const bool counts = value.value == LegalClass::Full ||
                        value.value == LegalClass::FullWithNote ||
                        value.value == LegalClass::CopyAgency;
    if (!counts) continue;
    ++full;
    const auto& one = facts.signatures[static_cast<std::size_t>(value.signature)];
    ASSERT_EQ(one.indication, Indication::TotalPassed);
    ASSERT_EQ(one.signer.kind, SignerKind::Agency);
    ASSERT_FALSE(one.signer.unit.empty());
    ASSERT_TRUE(facts.is_readable && !facts.is_revoked);
    ASSERT_TRUE(facts.modification == Modification::None ||
                facts.modification == Modification::Allowed);
  }
  EXPECT_GT(full, kRuns / 50) << "the cases never reach what they should try";
}

TEST(LegalValueProperty, FullHasNoReasonAgainstIt) {
  Random random(45);
  for (int run = 0; run < kRuns; ++run) {
    const LegalValue value = assess(any_facts(random), any_profile(random));
    if (value.value != LegalClass::Full) continue;
    for (const Reason& reason : value.reasons) {
      ASSERT_TRUE(reason.outcome == ReasonOutcome::Passed ||
                  reason.outcome == ReasonOutcome::NotApplicable)
          << reason.rule;
    }
  }
}

TEST(LegalValueProperty, AFurtherDefectNeverRaisesTheClass) {
  Random random(2020);
  for (int run = 0; run < kRuns; ++run) {
    const LegalFacts facts = any_facts(random);
    if (facts.signatures.empty()) continue;
    const LegalProfile profile = any_profile(random);
    const LegalClass before = assess(facts, profile).value;
    for (std::size_t k = 0; k < kWorsenings.size(); ++k) {
      LegalFacts worse = facts;
      kWorsenings[k](worse, any<std::size_t>(random, static_cast<int>(facts.signatures.size())));
      const LegalClass after = assess(worse, profile).value;
      ASSERT_LE(worth(after), worth(before))
          << "defect " << k << ": " << name(before) << " became " << name(after);
    }
  }
}

}  // namespace
}  // namespace sohoa
