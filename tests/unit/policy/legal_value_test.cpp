#include "policy/legal_value.h"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>

#include <gtest/gtest.h>

#include "unit/policy/legal_cases.h"

namespace sohoa {
namespace {

using made::agency_signature;
using made::LegalCase;
using made::person_signature;
using made::sound_result;
using made::usual_profile;

LegalValue judged(const LegalFacts& facts) {
  return assess(facts, usual_profile());
}

const Reason& reason_of(const LegalValue& value, std::string_view rule) {
  return *std::ranges::find(value.reasons, rule, &Reason::rule);
}

class EveryRule : public testing::TestWithParam<LegalCase> {};

TEST_P(EveryRule, AnswersAsTheCaseSays) {
  const LegalCase& one = GetParam();
  LegalFacts facts = sound_result();
  LegalProfile profile = usual_profile();
  one.change(facts, profile);
  const LegalValue value = assess(facts, profile);
  const Reason& reason = reason_of(value, one.rule);
  EXPECT_EQ(name(reason.outcome), name(one.outcome)) << reason.message_en;
  EXPECT_EQ(name(value.value), name(one.value));
  EXPECT_FALSE(reason.message_vi.empty());
  EXPECT_FALSE(reason.message_en.empty());
}

INSTANTIATE_TEST_SUITE_P(LegalValue,
                         EveryRule,
                         testing::ValuesIn(made::legal_cases()),
                         [](const auto& row) { return row.param.name; });

TEST(LegalRules, EachHasAPassingAndAFailingTest) {
  std::set<std::pair<std::string, bool>> seen;
  for (const LegalCase& one : made::legal_cases()) {
    seen.emplace(one.rule, one.outcome == ReasonOutcome::Passed);
  }
  for (const LegalRule& rule : legal_rules()) {
    EXPECT_TRUE(seen.contains({std::string(rule.id), true})) << rule.id << " never passes";
    EXPECT_TRUE(seen.contains({std::string(rule.id), false})) << rule.id << " never fails";
  }
}

TEST(LegalRules, EachOutcomeThatTheTableNamesHasATest) {
  std::set<std::pair<std::string, ReasonOutcome>> seen;
  for (const LegalCase& one : made::legal_cases()) seen.emplace(one.rule, one.outcome);
  for (const LegalRule& rule : legal_rules()) {
    const std::tuple<ReasonOutcome, LegalClass> columns[] = {
        {ReasonOutcome::Failed, rule.if_failed},
        {ReasonOutcome::Unknown, rule.if_unknown},
        {ReasonOutcome::Note, rule.if_noted}};
    for (const auto& [outcome, left] : columns) {
      EXPECT_EQ(seen.contains({std::string(rule.id), outcome}), left != LegalClass::Full)
          << rule.id << " " << name(outcome);
    }
  }
}

TEST(LegalRules, HaveNamesOfTheirOwnAndAClauseThatIsInTheTable) {
  std::set<std::string_view> ids;
  for (const LegalRule& rule : legal_rules()) {
    EXPECT_TRUE(ids.insert(rule.id).second) << rule.id;
    EXPECT_EQ(clause(rule.clause).id, rule.clause);
    EXPECT_FALSE(rule.title_vi.empty() || rule.title_en.empty()) << rule.id;
  }
}

TEST(LegalValue, GivesTheReasonsOfEveryRuleInOrder) {
  const LegalValue value = judged(sound_result());
  ASSERT_EQ(value.reasons.size(), legal_rules().size());
  for (std::size_t i = 0; i < value.reasons.size(); ++i) {
    EXPECT_EQ(value.reasons[i].rule, legal_rules()[i].id);
  }
}

TEST(LegalValue, TellsWhoWhenAndWhichUnit) {
  const LegalValue value = judged(sound_result());
  EXPECT_NE(reason_of(value, "agency-mapped").message_vi.find("UBND xã Bắc Sơn (H99.10)"),
            std::string::npos);
  EXPECT_NE(reason_of(value, "time-source").message_vi.find("20/11/2026 09:00:05"),
            std::string::npos);
  EXPECT_NE(reason_of(value, "competence").message_vi.find("1.000001"), std::string::npos);
}

TEST(LegalValue, RestsOnTheBestAgencySignature) {
  LegalFacts facts = sound_result();
  facts.signatures = {person_signature(), agency_signature(), agency_signature()};
  facts.signatures[1].proven_before.reset();
  for (int i = 0; i < 3; ++i) facts.signatures[static_cast<std::size_t>(i)].index = i;
  facts.is_competent = {false, true, true};
  const LegalValue value = judged(facts);
  EXPECT_EQ(value.value, LegalClass::Full);
  EXPECT_EQ(value.signature, 2);
}

TEST(LegalValue, IsInvalidWhenAnySignatureIsBroken) {
  LegalFacts facts = sound_result();
  facts.signatures.push_back(person_signature());
  facts.signatures[1].index = 1;
  facts.signatures[1].indication = Indication::TotalFailed;
  facts.signatures[1].sub_indication = SubIndication::HashFailure;
  const LegalValue value = judged(facts);
  EXPECT_EQ(value.value, LegalClass::Invalid);
  EXPECT_NE(reason_of(value, "integrity").message_vi.find("Chữ ký số 2"), std::string::npos);
}

TEST(LegalValue, PrefersAnAgencysDoubtfulSignatureToAPersonsValidOne) {
  LegalFacts facts = sound_result();
  facts.signatures = {person_signature(), agency_signature()};
  facts.signatures[1].index = 1;
  facts.signatures[1].indication = Indication::Indeterminate;
  facts.signatures[1].sub_indication = SubIndication::TryLater;
  const LegalValue value = judged(facts);
  EXPECT_EQ(value.value, LegalClass::Indeterminate);
  EXPECT_EQ(value.signature, 1);
}

TEST(LegalValue, OfAComponentAsksNeitherForCompetenceNorForTheDossiersDates) {
  LegalFacts facts = sound_result();
  facts.kind = "component";
  facts.is_competent = {false};
  facts.received_at = facts.at;
  const LegalValue value = judged(facts);
  EXPECT_EQ(value.value, LegalClass::Full);
  EXPECT_EQ(reason_of(value, "competence").outcome, ReasonOutcome::NotApplicable);
  EXPECT_EQ(reason_of(value, "dossier-life").outcome, ReasonOutcome::NotApplicable);
}

TEST(LegalValue, OfAScanWithABrokenAttestationIsInvalid) {
  LegalFacts facts = sound_result();
  facts.is_scan = true;
  facts.signatures = {person_signature()};
  facts.signatures[0].is_attestation = true;
  facts.signatures[0].indication = Indication::TotalFailed;
  facts.signatures[0].sub_indication = SubIndication::HashFailure;
  EXPECT_EQ(judged(facts).value, LegalClass::Invalid);
}

TEST(LegalValue, AcceptsAClockThatIsMinutesAhead) {
  LegalFacts facts = sound_result();
  facts.returned_at.reset();
  facts.signatures[0].proven_before.reset();
  facts.signatures[0].claimed_at = facts.at + std::chrono::seconds(299);
  EXPECT_EQ(reason_of(judged(facts), "not-in-future").outcome, ReasonOutcome::Passed);
  facts.signatures[0].claimed_at = facts.at + std::chrono::seconds(301);
  EXPECT_EQ(reason_of(judged(facts), "not-in-future").outcome, ReasonOutcome::Failed);
}

TEST(LegalClasses, AreReadFromTheirNamesAndTellThemselvesInVietnamese) {
  std::set<std::string_view> texts;
  for (int i = 0; i <= static_cast<int>(LegalClass::Revoked); ++i) {
    const auto value = static_cast<LegalClass>(i);
    EXPECT_EQ(parse_legal_class(name(value)), value);
    EXPECT_TRUE(texts.insert(text_vi(value)).second);
  }
  EXPECT_EQ(parse_legal_class("full"), std::nullopt);
  EXPECT_EQ(name(LegalClass::CopyAgency), "COPY_AGENCY");
  EXPECT_EQ(name(LegalClass::Revoked), "REVOKED");
}

TEST(SigningTime, IsTheClaimUnlessAProofIsOlder) {
  SignatureFact one = agency_signature();
  EXPECT_EQ(signing_time(one), one.claimed_at);
  one.claimed_at = *one.proven_before + std::chrono::hours(1);
  EXPECT_EQ(signing_time(one), one.proven_before);
  one.claimed_at.reset();
  EXPECT_EQ(signing_time(one), one.proven_before);
  one.proven_before.reset();
  EXPECT_EQ(signing_time(one), std::nullopt);
}

}  // namespace
}  // namespace sohoa
