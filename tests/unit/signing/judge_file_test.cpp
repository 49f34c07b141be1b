// The file as a whole, what it claims, and how it is told.
#include "unit/signing/judge_cases.h"

namespace sohoa::facts {
namespace {

using enum Indication;

TEST(File, Trap52_WithDocumentTimestampsAloneHasNoSignature) {
  World world;
  world.file.signatures.clear();
  world.add_document_timestamp(day(2026, 1, 1));
  const FileVerdict verdict = world.verdict();
  EXPECT_TRUE(verdict.signatures.empty());
  ASSERT_EQ(verdict.timestamps.size(), 1U);
  EXPECT_TRUE(verdict.timestamps[0].is_trusted) << reasons(verdict.timestamps[0].checks);
}

TEST(File, Trap28_RisksPresentBeforeSigningAreWarnings) {
  World world;
  world.file.risks = {{RiskKind::HiddenLayer, 5, 1}, {RiskKind::JavaScript, 6, 0}};
  const FileVerdict verdict = world.verdict();
  EXPECT_EQ(verdict.checks.size(), 2U);
  EXPECT_TRUE(has(verdict.checks, "file.risk", CheckOutcome::Warning));
  EXPECT_EQ(verdict.signatures[0].indication, TotalPassed);
}

TEST(File, TellsUnreadableEvidenceAndThePolicy) {
  World world;
  world.evidence().unreadable = {"DSS certificate 3"};
  const FileVerdict verdict = world.verdict();
  EXPECT_TRUE(has(verdict.checks, "file.evidence", CheckOutcome::Warning));
  EXPECT_EQ(verdict.policy, "vn-2025 2026-11-22");
  EXPECT_EQ(verdict.judged_at, world.at);
}

TEST(Claims, Trap42_AreToldAndNeverProve) {
  World world;
  world.signature().pdf->claimed_at = day(2025, 5, 5);
  const SignatureVerdict verdict = world.first();
  EXPECT_EQ(verdict.claimed_at, day(2025, 5, 5));
  EXPECT_EQ(verdict.proven_before, std::nullopt);
  EXPECT_EQ(verdict.judged_for, world.at);
  EXPECT_TRUE(has(verdict.checks, "time.proof", CheckOutcome::Warning));
}

TEST(Messages, WriteTimesAsOfficersDo) {
  World world;
  world.add_timestamp(day(2025, 3, 3, 3));
  for (const CheckResult& check : world.first().checks) {
    if (check.id != "time.proof") continue;
    EXPECT_NE(check.message_vi.find("03/03/2025 10:00 giờ VN"), std::string::npos)
        << check.message_vi;
    EXPECT_NE(check.message_en.find("2025-03-03 03:00 UTC"), std::string::npos);
  }
}

TEST(Messages, Trap59_ShowTheNameAsItIs) {
  World world;
  const SignatureVerdict verdict = world.first();
  bool is_shown = false;
  for (const CheckResult& check : verdict.checks) {
    is_shown = is_shown || check.message_vi.find("Nguyễn Văn Thử") != std::string::npos;
  }
  EXPECT_TRUE(is_shown);
}

}  // namespace
}  // namespace sohoa::facts
