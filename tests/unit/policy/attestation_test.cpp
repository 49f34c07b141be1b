#include "policy/attestation.h"

#include <gtest/gtest.h>

namespace sohoa {
namespace {

SignatureFact officer_signature() {
  SignatureFact fact;
  fact.indication = Indication::TotalPassed;
  fact.regime = "public";
  fact.signer.kind = SignerKind::Person;
  fact.signer.unit = "H99.15";
  return fact;
}

TEST(JudgeAttestation, AnOfficerOfAKnownUnitIsValid) {
  const auto judged = judge_attestation(officer_signature());
  EXPECT_EQ(judged.state, AttestationState::Valid);
  EXPECT_TRUE(judged.why_vi.empty());
}

TEST(JudgeAttestation, TheOfficialDutyRegimeIssuesToOfficersOnly) {
  SignatureFact fact = officer_signature();
  fact.signer.unit.clear();
  fact.regime = "official-duty";
  EXPECT_EQ(judge_attestation(fact).state, AttestationState::Valid);
}

TEST(JudgeAttestation, AnAgencysCertificateIsNobodysOwn) {
  SignatureFact fact = officer_signature();
  fact.signer.kind = SignerKind::Agency;
  const auto judged = judge_attestation(fact);
  EXPECT_EQ(judged.state, AttestationState::Invalid);
  EXPECT_NE(judged.why_vi.find("cơ quan"), std::string::npos);
}

TEST(JudgeAttestation, AServiceIsNoOfficerEvenWhenItsSignatureIsNotSettled) {
  SignatureFact fact = officer_signature();
  fact.signer.kind = SignerKind::Service;
  fact.indication = Indication::Indeterminate;
  EXPECT_EQ(judge_attestation(fact).state, AttestationState::Invalid);
}

TEST(JudgeAttestation, ACitizenIsNotKnownToServeAnyAgency) {
  SignatureFact fact = officer_signature();
  fact.signer.unit.clear();
  EXPECT_EQ(judge_attestation(fact).state, AttestationState::Indeterminate);
}

TEST(JudgeAttestation, AnUnknownHolderIsADoubtAndNoRefusal) {
  SignatureFact fact = officer_signature();
  fact.signer.kind = SignerKind::Unknown;
  EXPECT_EQ(judge_attestation(fact).state, AttestationState::Indeterminate);
}

TEST(JudgeAttestation, AFailedSignatureNamesWhy) {
  SignatureFact fact = officer_signature();
  fact.indication = Indication::TotalFailed;
  fact.sub_indication = SubIndication::Revoked;
  const auto judged = judge_attestation(fact);
  EXPECT_EQ(judged.state, AttestationState::Invalid);
  EXPECT_NE(judged.why_en.find("REVOKED"), std::string::npos);
}

TEST(JudgeAttestation, MissingEvidenceIsNoSoftPass) {
  SignatureFact fact = officer_signature();
  fact.indication = Indication::Indeterminate;
  fact.sub_indication = SubIndication::TryLater;
  EXPECT_EQ(judge_attestation(fact).state, AttestationState::Indeterminate);
}

TEST(BestAttestation, AValidOneCountsWhateverStandsBesideIt) {
  const std::vector<AttestationJudgement> all = {{AttestationState::Invalid, {}, {}},
                                                 {AttestationState::Valid, {}, {}},
                                                 {AttestationState::Indeterminate, {}, {}}};
  EXPECT_EQ(best_attestation(all), 1U);
  EXPECT_EQ(best_attestation({}), std::nullopt);
}

TEST(MayRead, BlockedUntilValidAndSaysTheClause) {
  for (const auto state :
       {AttestationState::None, AttestationState::Invalid, AttestationState::Indeterminate}) {
    const ReadPermit permit = may_read(AttestationOrder::Block, state);
    EXPECT_FALSE(permit.may_read);
    EXPECT_EQ(permit.note_vi, "Chờ cán bộ quét ký số bản quét (TT 01/2023/TT-VPCP, Điều 7)");
  }
  EXPECT_TRUE(may_read(AttestationOrder::Block, AttestationState::Valid).may_read);
}

TEST(MayRead, MarkedPapersGoOnWithTheirMark) {
  const ReadPermit permit = may_read(AttestationOrder::Mark, AttestationState::None);
  EXPECT_TRUE(permit.may_read);
  EXPECT_NE(permit.note_vi.find("chưa được cán bộ quét ký số"), std::string::npos);
  EXPECT_TRUE(may_read(AttestationOrder::Mark, AttestationState::Valid).note_vi.empty());
}

TEST(AttestationStateNames, GoBothWays) {
  for (const auto state : {AttestationState::None,
                           AttestationState::Invalid,
                           AttestationState::Indeterminate,
                           AttestationState::Valid}) {
    EXPECT_EQ(parse_attestation_state(name(state)), state);
  }
  EXPECT_EQ(parse_attestation_state("VALID"), AttestationState::None);
}

}  // namespace
}  // namespace sohoa
