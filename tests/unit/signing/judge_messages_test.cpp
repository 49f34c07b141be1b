// The table of messages: every finding in both languages, every sub-indication we claim to give.
#include <set>

#include <gtest/gtest.h>

#include "core/text.h"
#include "signing/checks/messages.h"

namespace sohoa::checks {
namespace {

std::vector<Finding> all_findings() {
  std::vector<Finding> all;
  for (int i = 0; i <= static_cast<int>(kLastFinding); ++i) all.push_back(static_cast<Finding>(i));
  return all;
}

TEST(Messages, MentionTheSameThingsInBothLanguages) {
  const Said kMarked[] = {{"«1»", "«1»"}, {"«2»", "«2»"}, {"«3»", "«3»"}};
  for (const Finding finding : all_findings()) {
    const CheckResult check = worded(finding, kMarked);
    for (const Said& mark : kMarked) {
      EXPECT_EQ(check.message_vi.find(mark.vi) == std::string::npos,
                check.message_en.find(mark.en) == std::string::npos)
          << check.message_vi;
    }
  }
}

TEST(Messages, AreSentencesWithAClause) {
  for (const Finding finding : all_findings()) {
    const CheckResult check = worded(finding, {});
    EXPECT_EQ(check.message_vi, to_nfc(check.message_vi));
    EXPECT_NE(check.message_vi, check.message_en);
    EXPECT_FALSE(check.clause.empty()) << check.id;
    EXPECT_NE(check.id.find('.'), std::string::npos) << check.id;
    EXPECT_EQ(check.message_vi.find('%'), std::string::npos) << check.message_vi;
  }
}

TEST(Messages, ThatPassOrFailShareTheirClauseWithinACheck) {
  std::set<std::pair<std::string, std::string>> clauses;
  std::set<std::string> ids;
  for (const Finding finding : all_findings()) {
    const CheckResult check = worded(finding, {});
    ids.insert(check.id);
    clauses.insert({check.id, check.clause});
  }
  EXPECT_EQ(ids.size(), clauses.size()) << "one check, one clause";
}

// docs/validation.md names the sub-indications that are never given, and why.
TEST(SubIndications, AreAllGivenButTwo) {
  std::set<SubIndication> given;
  for (const Finding finding : all_findings()) given.insert(consequence(finding).sub_indication);
  for (int i = 0; i <= static_cast<int>(SubIndication::Generic); ++i) {
    const auto sub = static_cast<SubIndication>(i);
    const bool is_left_out =
        sub == SubIndication::PolicyProcessingError || sub == SubIndication::NoPoe;
    EXPECT_EQ(given.contains(sub), !is_left_out) << name(sub);
  }
}

TEST(Times, AreCutToTheYearsADateCanBeWrittenIn) {
  EXPECT_EQ(said(UtcTime::max()).en, "9999-12-31 23:59 UTC");
  EXPECT_EQ(said(UtcTime::min()).en, "0000-01-01 00:00 UTC");
  EXPECT_EQ(shifted(UtcTime::max(), 5), shifted(UtcTime::max(), 0));
}

TEST(Words, ExistForEveryKindWithinAndBeyondTheEnum) {
  for (int i = 0; i <= static_cast<int>(kLastChangeKind) + 5; ++i) {
    EXPECT_FALSE(said(static_cast<ChangeKind>(i)).vi.empty());
  }
  EXPECT_EQ(said(RevocationReason::RemoveFromCrl).en, "removed from CRL");
  EXPECT_EQ(said(RevocationReason::AaCompromise).en, "AA compromise");
  EXPECT_EQ(said(PathFault::Other).en, "another fault");
  EXPECT_EQ(said(FormatFault::Unparseable).en, "it cannot be read");
}

}  // namespace
}  // namespace sohoa::checks
