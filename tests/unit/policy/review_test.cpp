#include "policy/review.h"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

namespace sohoa {
namespace {

UtcTime at(const char* time) {
  return *parse_rfc3339(time);
}

const UtcTime kNow = at("2026-11-22T03:00:00Z");

ReviewFacts review(const char* subject) {
  return {subject, false, kNow, ""};
}

// Most urgent first, as an officer would put them.
TEST(Review, TheQueueIsInTheOrderAnOfficerWouldChoose) {
  std::vector<ReviewFacts> queue;
  ReviewFacts one = review("field:owner_name");
  one.is_blocking = true;
  one.due_on = "2026-11-21";
  queue.push_back(one);  // blocks, overdue
  one.due_on = "2026-11-22";
  queue.push_back(one);  // blocks, due today
  one.due_on = "2026-11-29";
  queue.push_back(one);  // blocks, due in a week
  one = review("scan");
  one.is_blocking = true;
  one.due_on = "2026-12-20";
  queue.push_back(one);  // blocks, due date far off
  one = review("field:summary");
  one.due_on = "2026-11-20";
  queue.push_back(one);  // overdue, but nothing waits for it
  one = review("field:summary");
  one.opened_at = at("2026-11-20T03:00:00Z");
  queue.push_back(one);  // waits longer than a day
  queue.push_back(review("legal"));
  queue.push_back(review("attestation"));
  queue.push_back(review("owner"));
  queue.push_back(review("type"));
  one = review("field:summary");
  one.opened_at = at("2026-11-22T00:00:00Z");
  queue.push_back(one);  // three hours old
  queue.push_back(review("field:summary"));
  const ReviewProfile profile;
  for (std::size_t i = 1; i < queue.size(); ++i) {
    EXPECT_GT(urgency_at(queue[i - 1], profile, kNow), urgency_at(queue[i], profile, kNow)) << i;
  }
}

TEST(Review, AgeNeverOutweighsWhatBlocks) {
  ReviewFacts old = review("legal");
  old.opened_at = at("2016-11-22T03:00:00Z");
  old.due_on = "2016-12-01";
  ReviewFacts fresh = review("field:title");
  fresh.is_blocking = true;
  EXPECT_GT(urgency_at(fresh, {}, kNow), urgency_at(old, {}, kNow));
}

TEST(Review, AClockThatWentBackCountsAsNoAge) {
  ReviewFacts future = review("type");
  future.opened_at = at("2026-11-23T03:00:00Z");
  EXPECT_EQ(urgency_at(future, {}, kNow), urgency_at(review("type"), {}, kNow));
}

TEST(Review, TheDueDayIsTheOneInVietnam) {
  ReviewFacts due = review("type");
  due.due_on = "2026-11-22";
  const auto before = urgency_at(due, {}, at("2026-11-22T16:59:00Z"));
  due.opened_at = at("2026-11-22T17:01:00Z");
  EXPECT_GT(urgency_at(due, {}, at("2026-11-22T17:01:00Z")), before) << "23/11 in Vietnam: overdue";
}

TEST(Review, BaseUrgencyPutsWhatBlocksFirst) {
  EXPECT_GT(base_urgency("field:title", true), base_urgency("legal", false));
  EXPECT_GT(base_urgency("legal", false), base_urgency("owner", false));
  EXPECT_GT(base_urgency("owner", false), base_urgency("type", false));
  EXPECT_GT(base_urgency("type", false), base_urgency("field:title", false));
  EXPECT_GT(base_urgency("field:title", false), base_urgency("what is this", false));
}

ReviewProfile insisting() {
  ReviewProfile profile;
  profile.blocking_metadata = {"type", "owner_id", "title"};
  return profile;
}

const MetadataGap* gap(const std::vector<MetadataGap>& gaps, const std::string& id) {
  const auto found =
      std::find_if(gaps.begin(), gaps.end(), [&](const MetadataGap& one) { return one.id == id; });
  return found == gaps.end() ? nullptr : &*found;
}

TEST(Review, CompleteDescriptionHasNoGap) {
  const auto gaps = metadata_gaps(
      {{"type", "GT.000123"}, {"owner_id", "075201000123"}, {"title", "Giấy phép"}}, insisting());
  EXPECT_TRUE(is_complete(gaps));
}

TEST(Review, WhatIsMissingOfTheRequiredDataIsNamed) {
  const auto gaps = metadata_gaps({{"title", "  "}, {"summary", "Cấp mới"}}, insisting());
  EXPECT_FALSE(is_complete(gaps));
  ASSERT_EQ(gaps.size(), 3U);
  EXPECT_TRUE(gap(gaps, "type")->is_missing && gap(gaps, "type")->is_blocking);
  EXPECT_TRUE(gap(gaps, "title")->is_blocking);
  EXPECT_EQ(gap(gaps, "title")->clause, ClauseId::Tt01Art9);
  EXPECT_EQ(gap(gaps, "scope"), nullptr) << "only where there is one";
}

// TT 01/2023 art. 10: no id leaves its part of the code blank; the wrong id would open the paper to
// a stranger.
TEST(Review, AnUnknownOwnerWaitsInItsQueueButADoubtfulOneBlocks) {
  const auto unknown = metadata_gaps({{"type", "A"}, {"title", "B"}}, insisting());
  ASSERT_EQ(unknown.size(), 1U);
  EXPECT_TRUE(unknown[0].is_missing);
  EXPECT_FALSE(unknown[0].is_blocking);
  const auto doubtful = metadata_gaps(
      {{"type", "A"}, {"title", "B"}, {"owner_id", "075201000128", true}}, insisting());
  ASSERT_EQ(doubtful.size(), 1U);
  EXPECT_FALSE(doubtful[0].is_missing);
  EXPECT_TRUE(doubtful[0].is_blocking);
}

TEST(Review, ADoubtBlocksOnlyWhereTheProfileSaysSo) {
  const std::vector<MetadataValue> values = {
      {"type", "A"}, {"title", "B"}, {"owner_id", "C"}, {"number", "12/QĐ", true}};
  const auto gaps = metadata_gaps(values, insisting());
  ASSERT_EQ(gaps.size(), 1U);
  EXPECT_FALSE(gaps[0].is_blocking);
  ReviewProfile strict = insisting();
  strict.blocking_metadata.push_back("number");
  EXPECT_TRUE(metadata_gaps(values, strict)[0].is_blocking);
}

TEST(Review, OnePersonIsEnoughUnlessTheProfileAsksForTwo) {
  ReviewProfile one;
  EXPECT_EQ(second_person(one, {}, "CB01", "X"), SecondPerson::Closes);
  ReviewProfile two;
  two.second_person = true;
  const struct {
    Proposal before;
    const char* officer;
    const char* value;
    SecondPerson then;
  } table[] = {{{"", ""}, "CB01", "X", SecondPerson::Proposes},
               {{"CB01", "X"}, "CB02", "X", SecondPerson::Closes},
               {{"CB01", "X"}, "CB01", "X", SecondPerson::SameOfficer},
               {{"CB01", "X"}, " cb01 ", "X", SecondPerson::SameOfficer},
               {{"CB01", "X"}, "CB02", "Y", SecondPerson::Proposes},
               {{"CB01", "X"}, "CB01", "Y", SecondPerson::Proposes}};
  for (const auto& row : table) {
    EXPECT_EQ(second_person(two, row.before, row.officer, row.value), row.then)
        << row.officer << " " << row.value;
  }
}

}  // namespace
}  // namespace sohoa
