#include "pipeline/scan_findings.h"

#include <gtest/gtest.h>

namespace sohoa {
namespace {

AdmissionFinding finding(std::string id, Severity severity, std::int32_t page) {
  return {
      std::move(id), severity, page, "150 dpi", "200 dpi", "Phụ lục I", "Quá thấp.", "Too low."};
}

std::vector<ScanFindingRecord> records(const std::vector<AdmissionFinding>& findings) {
  ScanProfile profile;
  profile.id = "site-2026";
  return finding_records(findings, profile);
}

TEST(ScanFindings, EverySeverityIsKeptWithMeasureLimitClauseAndProfile) {
  const auto kept = records({finding("a", Severity::Note, 0),
                             finding("b", Severity::Warn, 1),
                             finding("c", Severity::Block, 2)});
  ASSERT_EQ(kept.size(), 3U);
  EXPECT_EQ(kept[0].severity + kept[1].severity + kept[2].severity, "notewarnblock");
  EXPECT_EQ(kept[2].rule, "c");
  EXPECT_EQ(kept[2].page, 2);
  EXPECT_EQ(kept[2].measure + "/" + kept[2].limit, "150 dpi/200 dpi");
  EXPECT_EQ(kept[2].clause, "Phụ lục I");
  EXPECT_EQ(kept[2].message_vi + kept[2].message_en, "Quá thấp.Too low.");
  EXPECT_EQ(kept[2].profile, "site-2026");
}

TEST(ScanFindings, TheGravestCounts) {
  EXPECT_EQ(gravest(std::vector<ScanFindingRecord>{}), Severity::Note);
  EXPECT_EQ(gravest(records({finding("a", Severity::Warn, 1), finding("b", Severity::Note, 2)})),
            Severity::Warn);
}

TEST(ScanFindings, OneSentenceIsOneLineOverAllItsPages) {
  auto all = records({finding("a", Severity::Warn, 2),
                      finding("a", Severity::Warn, 5),
                      finding("b", Severity::Note, 0)});
  all[2].message_vi = "Đã đếm 5 trang.";
  all[2].clause.clear();
  EXPECT_EQ(finding_lines(all),
            (std::vector<std::string>{"Trang 2, 5: Quá thấp. (Phụ lục I)", "Đã đếm 5 trang."}));
}

TEST(ScanFindings, AReasonIsAddedOnce) {
  std::vector<std::string> reasons = {"một"};
  add_reasons({"một", "hai", "hai"}, reasons);
  EXPECT_EQ(reasons, (std::vector<std::string>{"một", "hai"}));
}

TEST(ScanFindings, OnlyWhatBlocksOpensAReviewAndItSaysWhere) {
  const UtcTime now(std::chrono::seconds(7));
  const auto reviews =
      scan_reviews("L-1/0001",
                   records({finding("a", Severity::Warn, 1), finding("b", Severity::Block, 3)}),
                   now);
  ASSERT_EQ(reviews.size(), 1U);
  EXPECT_EQ(reviews[0].component, "L-1/0001");
  EXPECT_EQ(reviews[0].subject, "scan");
  EXPECT_EQ(reviews[0].why, "Trang 3: Quá thấp. (Phụ lục I)");
  EXPECT_EQ(reviews[0].before, "150 dpi");
  EXPECT_TRUE(reviews[0].is_blocking);
  EXPECT_EQ(reviews[0].opened_at, now);
  EXPECT_EQ(reviews[0].state, "open");
}

}  // namespace
}  // namespace sohoa
