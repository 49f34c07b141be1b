// A second person where the profile asks for one.
#include <gtest/gtest.h>

#include "pipeline/receipt.h"
#include "unit/pipeline/made_papers.h"

namespace sohoa {
namespace {

using made::Desk;
using made::doubtful;
using made::kOwner;
using made::sure;

constexpr const char* kOther = "079301000456";

/// A paper whose owner contradicts its declaration.
ComponentRecord contradicting(Desk& desk) {
  const auto paper = desk.paper(desk.batch('a'), 1);
  EXPECT_EQ(desk.filed(paper, "T.QD", {sure("so_dinh_danh", kOther), doubtful("so", "1Z")}).item,
            "");
  EXPECT_EQ(desk.component(paper.id).state, ComponentState::Waiting);
  return paper;
}

class TwoPersons : public testing::Test {
 protected:
  TwoPersons() { desk.site.profile.review.second_person = true; }
  Desk desk;
};

TEST_F(TwoPersons, TheFirstOnlyProposesAndTheSecondFiles) {
  const auto paper = contradicting(desk);
  const auto first = desk.decide(paper.id, "owner", ReviewAct::Accept, "", "CB01");
  ASSERT_TRUE(first);
  EXPECT_EQ(first->review.state, "second");
  EXPECT_EQ(first->filed.item, "");
  const auto second = desk.decide(paper.id, "owner", ReviewAct::Accept, "", "CB02");
  ASSERT_TRUE(second);
  EXPECT_EQ(second->review.state, "accepted");
  EXPECT_EQ(second->review.officer, "CB01");
  EXPECT_EQ(second->review.second, "CB02");
  EXPECT_FALSE(second->filed.item.empty());
}

TEST_F(TwoPersons, TheSameOfficerIsRefusedInAnySpelling) {
  const auto paper = contradicting(desk);
  ASSERT_TRUE(desk.decide(paper.id, "owner", ReviewAct::Accept, "", "Nguyễn Văn A"));
  for (const char* officer : {"Nguyễn Văn A", "nguyen van a", "  Nguyễn  Văn A "}) {
    const auto again = desk.decide(paper.id, "owner", ReviewAct::Accept, "", officer);
    ASSERT_FALSE(again) << officer;
    EXPECT_EQ(again.error().kind(), ErrorKind::Forbidden);
  }
}

TEST_F(TwoPersons, AnotherValueProposesAgain) {
  const auto paper = contradicting(desk);
  ASSERT_TRUE(desk.decide(paper.id, "owner", ReviewAct::Correct, kOther, "CB01"));
  const auto other = desk.decide(paper.id, "owner", ReviewAct::Correct, "075090001234", "CB02");
  ASSERT_TRUE(other);
  EXPECT_EQ(other->review.state, "second");
  EXPECT_EQ(other->review.officer, "CB02");
  EXPECT_EQ(desk.component(paper.id).owner_id, kOwner);
  EXPECT_EQ(
      desk.decide(paper.id, "owner", ReviewAct::Correct, "075090001234", "CB01")->review.state,
      "corrected");
}

TEST_F(TwoPersons, TheSameIdUnderAnotherNameProposesAgain) {
  const auto paper = contradicting(desk);
  ReviewDecision decision{ReviewAct::Correct, kOther, "Trần Thị Bình", "person", "CB01", ""};
  const auto id = desk.review(paper.id, "owner").id;
  ASSERT_EQ(desk.decide(id, decision)->review.state, "second");
  decision.officer = "CB02";
  decision.name = "Trần Văn Bình";
  EXPECT_EQ(desk.decide(id, decision)->review.state, "second");
  decision.officer = "CB03";
  EXPECT_EQ(desk.decide(id, decision)->review.state, "corrected");
  EXPECT_EQ(desk.component(paper.id).owner_name, "Trần Văn Bình");
}

TEST_F(TwoPersons, AProposalStillBlocksWhenTheOtherReviewsAreClosed) {
  auto paper = desk.paper(desk.batch('a'), 1);
  desk.put(paper);
  Assessment twice = desk.assessment(paper, "T.QD", {sure("so_dinh_danh", kOther)});
  twice.scan = {{"dpi-low", Severity::Block, 1, "150 dpi", "200 dpi", "NĐ 30", "Thấp.", ""}};
  ASSERT_TRUE(desk.file(paper, twice));
  ASSERT_TRUE(desk.decide(paper.id, "owner", ReviewAct::Accept, "", "CB01"));
  ASSERT_TRUE(desk.decide(paper.id, "scan", ReviewAct::Accept, "", "CB01"));
  const auto closed = desk.decide(paper.id, "scan", ReviewAct::Accept, "", "CB02");
  ASSERT_TRUE(closed);
  EXPECT_EQ(closed->filed.item, "") << "the owner waits for a second person";
  const auto receipt = *make_receipt(desk.catalog(), paper.batch);
  EXPECT_EQ(receipt.lines[0].open_reviews, 1);
  EXPECT_FALSE(receipt.lines[0].component.reasons.empty());
  EXPECT_FALSE(desk.decide(paper.id, "owner", ReviewAct::Accept, "", "CB02")->filed.item.empty());
}

TEST_F(TwoPersons, TheSafeActsNeedOnePerson) {
  const auto paper = contradicting(desk);
  EXPECT_EQ(desk.decide(paper.id, "field:so", ReviewAct::Reject)->review.state, "rejected");
  EXPECT_EQ(desk.decide(paper.id, "owner", ReviewAct::Rescan)->review.state, "rescan");
}

}  // namespace
}  // namespace sohoa
