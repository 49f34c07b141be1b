#include "policy/retention.h"

#include <functional>
#include <set>
#include <string>

#include <gtest/gtest.h>

namespace sohoa {
namespace {

constexpr const char* kToday = "2026-11-22";

const std::vector<RetentionRule>& rules() {
  static const std::vector<RetentionRule> kRules = {{"*", 10, "a"},
                                                    {"GP.*", 20, "b"},
                                                    {"GP.Y.*", 30, "c"},
                                                    {"GP.Y.000001", 5, "d"},
                                                    {"KQ.*", 0, "e"}};
  return kRules;
}

TEST(Retention, TheMostPreciseRuleCounts) {
  const struct {
    const char* type;
    const char* until;
  } table[] = {{"GP.Y.000001", "2031-11-22"},
               {"gp.y.000001", "2031-11-22"},
               {"GP.Y.000002", "2056-11-22"},
               {"GP.X", "2046-11-22"},
               {"GKS", "2036-11-22"},
               {"", "2036-11-22"},
               {"KQ.G15.000127", ""}};
  for (const auto& row : table)
    EXPECT_EQ(retain_until(rules(), row.type, kToday), row.until) << row.type;
}

TEST(Retention, WithoutARuleOrADayAPaperIsKeptForEver) {
  EXPECT_EQ(retain_until({}, "GKS", kToday), "");
  EXPECT_EQ(retention_rule({{"GP.*", 1, ""}}, "GKS"), nullptr);
  EXPECT_EQ(retain_until(rules(), "GKS", ""), "");
  EXPECT_EQ(retain_until(default_profile().retention, "GKS", kToday), "");
}

RetainedItem old_paper() {
  RetainedItem item;
  item.code = "H19.15-060615-0001-TP1";
  item.state = ItemState::Archived;
  item.valid_to = "2011-06-15";
  item.retain_until = "2026-11-21";
  return item;
}

TEST(Retention, WhatEndedOnBothClocksAndIsNeededByNobodyMayGo) {
  const DestroyDecision decision = may_destroy(old_paper(), kToday);
  EXPECT_TRUE(decision.is_allowed);
  ASSERT_EQ(decision.reasons.size(), retention_rules().size());
  for (std::size_t i = 0; i < decision.reasons.size(); ++i) {
    EXPECT_EQ(decision.reasons[i].rule, retention_rules()[i].id);
    EXPECT_EQ(decision.reasons[i].outcome, ReasonOutcome::Passed);
  }
}

struct Stop {
  const char* rule;
  std::function<void(RetainedItem&)> change;
};

TEST(Retention, EachRuleStopsDestructionOnItsOwn) {
  const Stop table[] = {
      {"hold", [](RetainedItem& item) { item.holds = {"Vụ án 12/2026"}; }},
      {"legal-life", [](RetainedItem& item) { item.state = ItemState::Active; }},
      {"legal-life", [](RetainedItem& item) { item.state = ItemState::Suspended; }},
      {"archive-term", [](RetainedItem& item) { item.retain_until = kToday; }},
      {"archive-term", [](RetainedItem& item) { item.retain_until.clear(); }},
      {"reused-by", [](RetainedItem& item) { item.reused_by = {"H19.15-261121-0007"}; }},
  };
  std::set<std::string_view> stopping;
  for (const Stop& row : table) {
    RetainedItem item = old_paper();
    row.change(item);
    const DestroyDecision decision = may_destroy(item, kToday);
    EXPECT_FALSE(decision.is_allowed) << row.rule;
    for (const Reason& reason : decision.reasons) {
      EXPECT_EQ(reason.outcome == ReasonOutcome::Failed, reason.rule == row.rule) << reason.rule;
      EXPECT_FALSE(reason.message_vi.empty() || reason.message_en.empty());
    }
    stopping.insert(row.rule);
  }
  for (const LegalRule& rule : retention_rules())
    EXPECT_TRUE(stopping.contains(rule.id)) << rule.id;
}

// NĐ 45/2020 art. 15: what is cancelled stays for look-up for the archive term.
TEST(Retention, ARevokedPaperIsKeptForTheArchiveTerm) {
  RetainedItem item = old_paper();
  item.state = ItemState::Revoked;
  item.retain_until = "2027-01-01";
  EXPECT_FALSE(may_destroy(item, kToday).is_allowed);
  item.retain_until = "2026-01-01";
  EXPECT_TRUE(may_destroy(item, kToday).is_allowed);
}

TEST(Retention, TheClockOfValidityHasFiveReadings) {
  const struct {
    const char* from;
    const char* to;
    Validity reading;
  } table[] = {{"", "", Validity::NoEnd},
               {"2026-11-23", "", Validity::NotYet},
               {"2026-11-22", "", Validity::NoEnd},
               {"", "2026-11-21", Validity::Over},
               {"", "2026-11-22", Validity::EndsSoon},
               {"", "2026-12-22", Validity::EndsSoon},
               {"", "2026-12-23", Validity::Valid}};
  for (const auto& row : table) {
    EXPECT_EQ(validity_on(row.from, row.to, kToday), row.reading) << row.from << " " << row.to;
  }
}

}  // namespace
}  // namespace sohoa
