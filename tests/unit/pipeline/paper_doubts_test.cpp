#include <algorithm>

#include <gtest/gtest.h>

#include "pipeline/doubts.h"
#include "unit/pipeline/made_papers.h"

namespace sohoa {
namespace {

using made::Desk;
using made::doubtful;
using made::sure;

std::vector<ReviewRecord> doubts(const Desk& desk,
                                 const ComponentRecord& component,
                                 const Assessment& assessment) {
  return doubts_of(component, assessment, desk.site.profile, desk.clock.now());
}

const ReviewRecord* find(const std::vector<ReviewRecord>& reviews, const std::string& subject) {
  const auto found = std::find_if(reviews.begin(), reviews.end(), [&](const ReviewRecord& one) {
    return one.subject == subject;
  });
  return found == reviews.end() ? nullptr : &*found;
}

TEST(PaperDoubts, APaperThatAgreesWithItsDeclarationAsksNothing) {
  const Desk desk;
  const auto paper = desk.paper("L-1", 1);
  EXPECT_TRUE(doubts(desk, paper, desk.assessment(paper, "T.QD", {sure("so", "12")})).empty());
}

TEST(PaperDoubts, EachContradictionOpensABlockingReviewThatNamesBothSides) {
  const Desk desk;
  auto paper = desk.paper("L-1", 1);
  paper.procedure = "1.004873";
  const auto all = doubts(
      desk, paper, desk.assessment(paper, "T.HEN", {sure("ma_ho_so", "H19.15-261121-0099")}));
  for (const char* subject : {"type", "dossier"}) {
    const ReviewRecord* one = find(all, subject);
    ASSERT_NE(one, nullptr) << subject;
    EXPECT_TRUE(one->is_blocking) << subject;
    EXPECT_FALSE(one->before.empty()) << subject;
    EXPECT_FALSE(one->after.empty()) << subject;
    EXPECT_EQ(one->state, "open");
  }
  const auto owner =
      doubts(desk, paper, desk.assessment(paper, "T.QD", {sure("so_dinh_danh", "079301000456")}));
  ASSERT_NE(find(owner, "owner"), nullptr);
  EXPECT_TRUE(find(owner, "owner")->is_blocking);
}

TEST(PaperDoubts, AnUnknownOwnerWaitsInTheQueueSinceNowAndBlocksNothing) {
  const Desk desk;
  auto paper = desk.paper("L-1", 1);
  paper.owner_id.clear();
  const auto all = doubts(desk, paper, desk.assessment(paper, "T.QD"));
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].subject, "owner");
  EXPECT_FALSE(all[0].is_blocking);
  EXPECT_EQ(all[0].opened_at, desk.clock.now()) << "its age is counted from here";
  EXPECT_NE(all[0].why.find("Điều 11"), std::string::npos);
}

TEST(PaperDoubts, APaperWithoutADossierWaits) {
  const Desk desk;
  auto paper = desk.paper("L-1", 1);
  paper.dossier.clear();
  const auto all = doubts(desk, paper, desk.assessment(paper, "T.QD"));
  ASSERT_NE(find(all, "dossier"), nullptr);
  EXPECT_TRUE(find(all, "dossier")->is_blocking);
}

TEST(PaperDoubts, ADoubtfulDatumBlocksOnlyWhereTheProfileInsistsAndNobodyDeclaredIt) {
  const Desk desk;
  auto paper = desk.paper("L-1", 1);
  const auto declared = doubts(
      desk,
      paper,
      desk.assessment(paper, "T.QD", {doubtful("so_dinh_danh", "0752"), doubtful("so", "1Z")}));
  EXPECT_FALSE(find(declared, "field:so_dinh_danh")->is_blocking);
  EXPECT_FALSE(find(declared, "field:so")->is_blocking);
  EXPECT_EQ(find(declared, "field:so")->before, "1Z");
  paper.owner_id.clear();
  const auto open =
      doubts(desk, paper, desk.assessment(paper, "T.QD", {doubtful("so_dinh_danh", "0752")}));
  EXPECT_TRUE(find(open, "field:so_dinh_danh")->is_blocking);
}

TEST(PaperDoubts, DoubtfulFieldsWithoutAFormAreAskedAboutAndDoNotCrash) {
  const Desk desk;
  const auto paper = desk.paper("L-1", 1);
  Assessment lost = desk.assessment(paper, "T.QD", {doubtful("so", "12")});
  lost.seen.form = nullptr;
  const auto all = doubts(desk, paper, lost);
  ASSERT_NE(find(all, "field:so"), nullptr);
  EXPECT_FALSE(find(all, "field:so")->is_blocking);
}

TEST(PaperDoubts, AnUnknownTypeOffersTheBestGuess) {
  const Desk desk;
  const auto paper = desk.paper("L-1", 1);
  Assessment unsure = desk.assessment(paper, "none");
  unsure.seen.types = {TypeGuess{"T.GP", 0.4, {}}};
  const auto all = doubts(desk, paper, unsure);
  ASSERT_NE(find(all, "type"), nullptr);
  EXPECT_EQ(find(all, "type")->before, "T.GP");
}

TEST(PaperDoubts, ABrokenSignatureBlocksAndAnUndecidedOneOfAResultIsAskedAbout) {
  const Desk desk;
  auto paper = desk.paper("L-1", 1);
  Assessment judged = desk.assessment(paper, "T.QD");
  judged.legal.value = LegalClass::Invalid;
  judged.legal.reasons = {
      {"integrity", ClauseId::Own, ReasonOutcome::Failed, "Chữ ký không khớp.", ""}};
  const auto broken = doubts(desk, paper, judged);
  ASSERT_NE(find(broken, "legal"), nullptr);
  EXPECT_TRUE(find(broken, "legal")->is_blocking);
  EXPECT_EQ(find(broken, "legal")->why, "Chữ ký không khớp.");
  judged.legal.value = LegalClass::Indeterminate;
  EXPECT_EQ(find(doubts(desk, paper, judged), "legal"), nullptr);
  paper.kind = "result";
  const auto undecided = doubts(desk, paper, judged);
  ASSERT_NE(find(undecided, "legal"), nullptr);
  EXPECT_FALSE(find(undecided, "legal")->is_blocking);
}

TEST(PaperDoubts, OnlyAFindingThatBlocksIsAskedAboutWithItsPageAndClause) {
  const Desk desk;
  const auto paper = desk.paper("L-1", 1);
  Assessment scanned = desk.assessment(paper, "T.QD");
  scanned.scan = {{"dpi-low", Severity::Block, 2, "150 dpi", "200 dpi", "NĐ 30", "Thấp.", ""},
                  {"skewed", Severity::Warn, 1, "6", "5", "", "Nghiêng.", ""}};
  const auto all = doubts(desk, paper, scanned);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].subject, "scan");
  EXPECT_TRUE(all[0].is_blocking);
  EXPECT_EQ(all[0].why, "Trang 2: Thấp. (NĐ 30)");
  EXPECT_EQ(all[0].before, "150 dpi");
}

TEST(PaperDoubts, NothingWaitsThatIsInNobodysQueue) {
  const Desk desk;
  auto paper = desk.paper("L-1", 1);
  paper.state = ComponentState::Waiting;
  paper.reasons = {"Tệp hỏng một phần."};
  const auto all = doubts(desk, paper, desk.assessment(paper, "T.QD"));
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].subject, "scan");
  EXPECT_TRUE(all[0].is_blocking);
  EXPECT_EQ(all[0].why, "Tệp hỏng một phần.");
}

TEST(PaperDoubts, APossibleStampOfSecrecyBlocksAndComesFirst) {
  const Desk desk;
  const auto paper = desk.paper("L-1", 1);
  Assessment marked = desk.assessment(paper, "T.QD", {doubtful("so", "1")});
  marked.secrecy = "trang 2 có chữ “MẬT” như dấu chỉ độ mật";
  auto all = doubts(desk, paper, marked);
  std::stable_sort(
      all.begin(), all.end(), [](const auto& a, const auto& b) { return a.urgency > b.urgency; });
  ASSERT_EQ(all.front().subject, "secrecy");
  EXPECT_TRUE(all.front().is_blocking);
  EXPECT_NE(all.front().why.find("trang 2"), std::string::npos);
}

TEST(PaperDoubts, AFailedPaperIsOnlyAskedToBeScannedAgain) {
  const Desk desk;
  auto paper = desk.paper("L-1", 1);
  paper.state = ComponentState::Failed;
  paper.dossier.clear();
  paper.reasons = {"Không đọc được."};
  const auto all = doubts(desk, paper, desk.assessment(paper, "none", {doubtful("so", "1")}));
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].subject, "scan");
  EXPECT_EQ(all[0].why, "Không đọc được.");
}

}  // namespace
}  // namespace sohoa
