// A word that may be a stamp of secrecy: an officer says what it is.
#include <gtest/gtest.h>

#include "pipeline/refuse_secret.h"
#include "unit/pipeline/made_filing.h"

namespace sohoa {
namespace {

using made::Desk;
using made::file_all;
using made::maybe_stamped;
using made::page_of;

class PossibleSecret : public testing::Test {
 protected:
  PossibleSecret() {
    desk.put(paper, {maybe_stamped()}, "the stack");
    sibling.component = "TP2";
    desk.put(sibling, {page_of({"Giấy khai sinh"})}, "the stack");
    EXPECT_TRUE(file_all(desk, batch));
  }

  Digest file() { return sha256(std::string_view("the stack")); }

  Desk desk;
  std::string batch = desk.batch('a');
  ComponentRecord paper = desk.paper(batch, 1);
  ComponentRecord sibling = desk.paper(batch, 2);
};

TEST_F(PossibleSecret, ItWaitsForAnOfficerWithItsBytesKept) {
  EXPECT_EQ(desk.component(paper.id).state, ComponentState::Waiting);
  const ReviewRecord asked = desk.review(paper.id, "secrecy");
  EXPECT_TRUE(asked.is_blocking);
  EXPECT_NE(asked.why.find("Có thể là giấy tờ mật: trang 1"), std::string::npos) << asked.why;
  EXPECT_TRUE(desk.has(file()));
}

TEST_F(PossibleSecret, AcceptedItIsNotSecretAndIsFiled) {
  const auto outcome = desk.decide(paper.id, "secrecy", ReviewAct::Accept);
  ASSERT_TRUE(outcome);
  EXPECT_FALSE(outcome->filed.item.empty());
  EXPECT_TRUE(desk.has(file()));
}

TEST_F(PossibleSecret, RejectedItIsSecretAndItsBytesGo) {
  const std::string coded = desk.component(sibling.id).item;
  ASSERT_FALSE(coded.empty());
  const auto outcome = desk.decide(paper.id, "secrecy", ReviewAct::Reject);
  ASSERT_TRUE(outcome) << describe(outcome.error(), Lang::En);
  EXPECT_EQ(outcome->review.state, "rejected");
  EXPECT_EQ(outcome->review.officer, "CB01");
  EXPECT_TRUE(outcome->review.closed_at.has_value());
  EXPECT_EQ(desk.component(paper.id).state, ComponentState::Failed);
  EXPECT_EQ(desk.component(paper.id).title, "(giấy tờ mật)");
  EXPECT_TRUE(desk.reviews(paper.id).empty());
  EXPECT_FALSE(desk.has(file()));
  EXPECT_EQ(desk.item(coded).state, "REVOKED") << "no item stays in force without its bytes";
  EXPECT_EQ(desk.item(coded).legal_value, "REVOKED");
}

TEST_F(PossibleSecret, ItCanNotBeScannedAgainOrCorrected) {
  EXPECT_EQ(desk.decide(paper.id, "secrecy", ReviewAct::Rescan).error().what, Fault::Usage);
  EXPECT_EQ(desk.decide(paper.id, "secrecy", ReviewAct::Correct, "x").error().what, Fault::Usage);
}

TEST_F(PossibleSecret, SayingThatItIsNotSecretTakesTwoWhereTheProfileAsksForTwo) {
  desk.site.profile.review.second_person = true;
  EXPECT_EQ(desk.decide(paper.id, "secrecy", ReviewAct::Accept)->review.state, "second");
  EXPECT_EQ(desk.component(paper.id).item, "");
  EXPECT_EQ(desk.decide(paper.id, "secrecy", ReviewAct::Reject)->review.state, "rejected")
      << "the safe side takes one";
}

}  // namespace
}  // namespace sohoa
