#include "pipeline/evidence_facts.h"

#include <gtest/gtest.h>

namespace sohoa::evidence {
namespace {

UtcTime at(const char* text) {
  return parse_rfc3339(text).value();
}

Paper scanned() {
  Paper paper;
  paper.component.dossier = "H99.15-260803-0001";
  paper.component.component = "TP1";
  paper.component.kind = "component";
  paper.component.state = ComponentState::Waiting;
  paper.received_at = at("2026-08-03T02:00:00Z");
  FileRecord file;
  file.digest = sha256("quét");
  paper.files = {file};
  return paper;
}

Paper filed() {
  Paper paper = scanned();
  paper.component.state = ComponentState::Done;
  paper.is_read = true;
  paper.metadata_complete = true;
  paper.attestation = AttestationState::Valid;
  ItemRecord item;
  item.code = ".GT.TP1-0001";
  item.state = "ACTIVE";
  item.owner_id = "075271123456";
  item.digest = sha256("tìm kiếm được");
  item.coded_at = at("2026-08-03T03:00:00Z");
  paper.item = item;
  return paper;
}

Paper issued(const std::string& verdict, const std::string& now = {}) {
  Paper paper = filed();
  paper.component.kind = "result";
  paper.item->code = "H99.15-260803-0001-KQ2";
  VerdictRecord first;
  first.legal_value = verdict;
  first.at = at("2026-08-12T04:00:00Z");
  first.signatures = R"([{"indication":"TOTAL-FAILED","claimed_at":"2026-08-13T03:00:00Z"},)"
                     R"({"indication":"TOTAL-PASSED","claimed_at":"2026-08-12T03:00:00Z"}])";
  paper.verdicts = {first};
  if (now.empty()) return paper;
  first.legal_value = now;
  first.at = at("2026-09-02T00:00:00Z");
  paper.verdicts.push_back(first);
  return paper;
}

TEST(ComponentEvidence, AScanThatWaitsIsScannedAndNoMore) {
  const ComponentEvidence line = component_evidence(scanned());
  EXPECT_EQ(line.state, "SCANNED");
  EXPECT_EQ(line.officer_signature, "none");
  EXPECT_EQ(line.scan_qa, "pass");
  EXPECT_FALSE(line.metadata_complete);
  EXPECT_EQ(line.file, sha256("quét"));
  EXPECT_TRUE(line.item_code.empty());
}

TEST(ComponentEvidence, StatesFollowTheSteps) {
  Paper paper = scanned();
  paper.attestation = AttestationState::Indeterminate;
  EXPECT_EQ(state_of(paper), "SCANNED");
  paper.attestation = AttestationState::Valid;
  EXPECT_EQ(state_of(paper), "SIGNED_BY_OFFICER");
  paper.is_read = true;
  EXPECT_EQ(state_of(paper), "EXTRACTED");
  EXPECT_EQ(state_of(filed()), "ACTIVE");
}

TEST(ComponentEvidence, TheGateDecidesTheScan) {
  ComponentRecord component;
  component.state = ComponentState::Done;
  EXPECT_EQ(scan_qa(component, Severity::Note), "pass");
  EXPECT_EQ(scan_qa(component, Severity::Warn), "warn");
  EXPECT_EQ(scan_qa(component, Severity::Block), "block");
  component.state = ComponentState::Failed;
  EXPECT_EQ(scan_qa(component, Severity::Note), "block") << "what cannot be read passes nothing";
}

TEST(ComponentEvidence, ALaterStateHasALargerNumberUnderTheSameKey) {
  const ComponentEvidence before = component_evidence(scanned());
  const ComponentEvidence after = component_evidence(filed());
  EXPECT_EQ(before.head.id, after.head.id);
  EXPECT_LT(before.head.seq, after.head.seq);
  EXPECT_EQ(component_evidence(filed()).head.seq, after.head.seq)
      << "the same state, the same line";
}

TEST(ComponentEvidence, TwoStatesOfOneSecondAreTold) {
  Paper paper = scanned();
  const auto before = component_evidence(paper).head.seq;
  paper.is_read = true;
  EXPECT_LT(before, component_evidence(paper).head.seq);
}

TEST(ResultEvidence, NothingIsToldBeforeItWasJudged) {
  EXPECT_FALSE(result_evidence(scanned()).has_value());
}

TEST(ResultEvidence, FullValueOfAKnownOwnerIsInTheKho) {
  const ResultEvidence line = result_evidence(issued("FULL")).value();
  EXPECT_EQ(line.ordinal, 2);
  EXPECT_EQ(line.verdict_at_issue, "FULL");
  EXPECT_EQ(line.verdict_now, "FULL");
  EXPECT_EQ(line.signed_at, at("2026-08-12T03:00:00Z")) << "a failed signature proves no time";
  EXPECT_EQ(line.stored_at, at("2026-08-03T03:00:00Z"));
  EXPECT_FALSE(line.revoked_at.has_value());
}

TEST(ResultEvidence, WithoutLegalValueOrOwnerNothingIsInTheKho) {
  EXPECT_FALSE(result_evidence(issued("PERSON_ONLY"))->stored_at.has_value());
  Paper nobodys = issued("FULL");
  nobodys.item->owner_id.clear();
  EXPECT_FALSE(result_evidence(nobodys)->stored_at.has_value());
}

TEST(ResultEvidence, RevocationTakesEffectOnItsDay) {
  Paper paper = issued("FULL", "REVOKED");
  EXPECT_EQ(result_evidence(paper)->revoked_at, at("2026-09-02T00:00:00Z"));
  LifeRecord step;
  step.act = "revoke";
  step.effective_on = "2026-09-01";
  step.at = at("2026-09-02T00:00:00Z");
  paper.life = {step};
  const ResultEvidence line = result_evidence(paper).value();
  EXPECT_EQ(line.revoked_at, at("2026-08-31T17:00:00Z"));
  EXPECT_EQ(line.verdict_at_issue, "FULL");
  EXPECT_EQ(line.verdict_now, "REVOKED");
}

TEST(LatestSigning, UnreadableDetailsProveNoTime) {
  for (const char* text : {"",
                           "[]",
                           "null",
                           "{",
                           R"([1,{"indication":1}])",
                           R"([{"indication":"TOTAL-PASSED","claimed_at":null}])"}) {
    EXPECT_FALSE(latest_signing(text).has_value()) << text;
  }
  EXPECT_TRUE(
      latest_signing(
          R"({"signatures":[{"indication":"TOTAL-PASSED","claimed_at":"2026-08-12T03:00:00Z"}]})")
          .has_value());
}

TEST(ResultOrdinal, IsReadFromTheCode) {
  EXPECT_EQ(result_ordinal("H99.15-260803-0001-KQ12"), 12);
  EXPECT_EQ(result_ordinal("H99.15-260803-0001-KQ(3)"), 3);
  EXPECT_EQ(result_ordinal(".GT.TP1-0001"), 0);
}

}  // namespace
}  // namespace sohoa::evidence
