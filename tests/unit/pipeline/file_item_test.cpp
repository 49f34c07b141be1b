#include "pipeline/file_item.h"

#include <set>
#include <thread>

#include <gtest/gtest.h>

#include "pipeline/item_view.h"
#include "pipeline/life.h"
#include "unit/pipeline/made_papers.h"

namespace sohoa {
namespace {

using made::Desk;
using made::doubtful;
using made::kDossier;
using made::kOwner;
using made::sure;

void act(Desk& desk, const std::string& item, LifeAct act, const std::string& until = {}) {
  LifeOrder order;
  order.item = item;
  order.officer = "CB01";
  order.request.act = act;
  order.request.reason = "theo đơn";
  order.request.decision = "45/QĐ-SYT";
  order.request.new_valid_to = until;
  const auto done = carry_out_act(desk.store(), desk.clock, order);
  ASSERT_TRUE(done) << describe(done.error(), Lang::En);
}

TEST(Filing, APaperWithoutADoubtIsCodedWithItsFieldsVerdictAndEvents) {
  Desk desk;
  const auto paper = desk.paper(desk.batch('a'), 1);
  const Filed filed = desk.filed(paper,
                                 "T.QD",
                                 {sure("so", "12/QĐ-SYT"),
                                  sure("ngay", "2025-01-15"),
                                  sure("co_quan", "Sở Y tế tỉnh Đồng Nai")});
  EXPECT_EQ(filed.item, std::string(kDossier) + "-TP1");
  EXPECT_EQ(filed.version, 1);
  const ItemRecord item = desk.item(filed.item);
  EXPECT_EQ(item.state, "ACTIVE");
  EXPECT_EQ(item.number, "12/QĐ-SYT");
  EXPECT_EQ(item.owner_id, kOwner);
  EXPECT_EQ(item.issuer_unit, "H19.15");
  EXPECT_EQ(item.legal_value, "SCAN_OFFICER");
  EXPECT_EQ(item.coded_at, desk.clock.now());
  EXPECT_EQ(desk.component(paper.id).item, filed.item);
  EXPECT_EQ(desk.component(paper.id).state, ComponentState::Done);
  EXPECT_EQ(desk.component(paper.id).type, "T.QD");
  EXPECT_EQ(desk.catalog().verdicts(paper.id)->size(), 1U);
  EXPECT_EQ(desk.events(filed.item), std::vector<std::string>{"item.filed"});
}

TEST(Filing, ResultsGetTheCodeOfTheDecree) {
  Desk desk;
  const auto batch = desk.batch('a');
  for (const std::int32_t number : {1, 2}) {
    auto paper = desk.paper(batch, number);
    paper.kind = "result";
    paper.component = "KQ" + std::to_string(number);
    EXPECT_EQ(desk.filed(paper, "T.QD").item,
              std::string(kDossier) + "-KQ" + std::to_string(number));
  }
}

TEST(Filing, FilingAgainChangesNothing) {
  Desk desk;
  const auto paper = desk.paper(desk.batch('a'), 1);
  const Filed first = desk.filed(paper, "T.QD");
  const auto again = desk.file(desk.component(paper.id), desk.assessment(paper, "T.QD"));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->item, first.item);
  EXPECT_EQ(again->version, 0) << "nothing was written";
  EXPECT_EQ(desk.catalog().verdicts(paper.id)->size(), 1U);
  EXPECT_EQ(desk.catalog().item_versions(first.item)->size(), 1U);
  EXPECT_EQ(file_reviewed(desk.filing(), paper.id)->version, 0);
}

TEST(Filing, ACodeIsNeverGivenTwiceNotEvenAfterRevocation) {
  Desk desk;
  auto first = desk.paper(desk.batch('a'), 1);
  first.kind = "result";
  first.component = "KQ";
  const std::string code = desk.filed(first, "T.QD").item;
  act(desk, code, LifeAct::Revoke);
  auto second = desk.paper(desk.batch('b'), 1);
  second.kind = "result";
  second.component = "KQ";
  const Filed filed = desk.filed(second, "T.QD");
  EXPECT_EQ(filed.item, std::string(kDossier) + "-KQ2");
  EXPECT_EQ(filed.version, 1);
  EXPECT_EQ(desk.item(code).state, "REVOKED");
  EXPECT_EQ(desk.item(code).component, first.id);
}

TEST(Filing, ACodeThatStandsAsAnAliasIsPassedOver) {
  Desk desk;
  auto first = desk.paper(desk.batch('a'), 1);
  const std::string code = desk.filed(first, "T.QD").item;
  const std::string next = std::string(kDossier) + "-TP2";
  desk.write([&](Transaction& tx) { EXPECT_TRUE(tx.add_alias(next, code)); });
  auto second = desk.paper(desk.batch('b'), 1);
  second.component = "TP7";
  EXPECT_EQ(desk.filed(second, "T.QD").item, std::string(kDossier) + "-TP3");
}

TEST(Filing, ManyOfficesAtOnceNeverShareACode) {
  Desk desk;
  constexpr std::int32_t kPapers = 12;
  std::vector<ComponentRecord> papers;
  for (std::int32_t number = 1; number <= kPapers; ++number) {
    auto paper = desk.paper(desk.batch(static_cast<char>('a' + number)), 1);
    paper.component = "TP" + std::to_string(number);
    if (number % 2 == 0) paper.dossier = "H19.15-261121-0008";
    desk.put(paper);
    papers.push_back(paper);
  }
  std::vector<std::string> codes(kPapers);
  std::vector<std::thread> offices;
  for (std::size_t i = 0; i < papers.size(); ++i) {
    offices.emplace_back([&, i] {
      const auto filed = desk.file(papers[i], desk.assessment(papers[i], "T.QD"));
      if (filed) codes[i] = filed->item;
    });
  }
  for (std::thread& office : offices) office.join();
  EXPECT_EQ(std::set<std::string>(codes.begin(), codes.end()).size(), codes.size());
  EXPECT_FALSE(std::set<std::string>(codes.begin(), codes.end()).contains(""));
}

TEST(Filing, OnePaperSettledByManyAtOnceIsFiledOnce) {
  Desk desk;
  auto paper = desk.paper(desk.batch('a'), 1);
  paper.owner_id.clear();
  desk.filed(paper, "T.QD", {doubtful("so_dinh_danh", "0752")});
  auto review = desk.review(paper.id, "field:so_dinh_danh");
  review.state = "accepted";
  review.closed_at = desk.clock.now();
  desk.write([&](Transaction& tx) { EXPECT_TRUE(tx.put(review)); });
  std::vector<std::thread> officers;
  std::atomic<int> filings{0};
  for (int i = 0; i < 8; ++i) {
    officers.emplace_back([&] {
      const auto filed = file_reviewed(desk.filing(), paper.id);
      filings += filed && filed->version > 0 ? 1 : 0;
    });
  }
  for (std::thread& officer : officers) officer.join();
  EXPECT_EQ(filings, 1);
  ItemQuery all;
  all.dossier = kDossier;
  EXPECT_EQ(desk.catalog().find_items(all)->size(), 1U);
}

TEST(Filing, APaperScannedAgainIsTheNextVersionAndTheOldOneIsStillShown) {
  Desk desk;
  const auto first = desk.paper(desk.batch('a'), 1);
  const std::string code = desk.filed(first, "T.QD", {sure("so", "12/QĐ")}).item;
  const auto second = desk.paper(desk.batch('b'), 1);
  const Filed filed = desk.filed(second, "T.QD", {sure("so", "12/QĐ-SYT")});
  EXPECT_EQ(filed.item, code);
  EXPECT_EQ(filed.version, 2);
  const auto view = view_item(desk.catalog(), code);
  ASSERT_TRUE(view);
  EXPECT_EQ(view->component.id, second.id);
  EXPECT_EQ(view->item.number, "12/QĐ-SYT");
  ASSERT_EQ(view->versions.size(), 2U);
  EXPECT_EQ(view->versions[0].component, first.id);
  EXPECT_EQ(view->versions[0].number, "12/QĐ");
  EXPECT_NE(view->versions[0].digest, view->versions[1].digest);
  EXPECT_EQ(desk.component(first.id).item, code) << "the first receipt still says its code";
  EXPECT_EQ(desk.catalog().item(code)->value().id, second.id);
  EXPECT_EQ(desk.catalog().item_of_component(first.id)->value().code, code);
}

TEST(Filing, TwoPapersOfOneBatchAndTwoWithoutAComponentCodeAreNotVersions) {
  Desk desk;
  const auto batch = desk.batch('a');
  EXPECT_EQ(desk.filed(desk.paper(batch, 1), "T.QD").version, 1);
  EXPECT_EQ(desk.filed(desk.paper(batch, 2), "T.QD").version, 1);
  for (const char digit : {'b', 'c'}) {
    auto nameless = desk.paper(desk.batch(digit), 1);
    nameless.component.clear();
    EXPECT_EQ(desk.filed(nameless, "T.QD").version, 1) << "nobody said that they are one paper";
  }
}

TEST(Filing, ASuspendedPaperScannedAgainStaysSuspended) {
  Desk desk;
  const std::string code = desk.filed(desk.paper(desk.batch('a'), 1), "T.QD").item;
  act(desk, code, LifeAct::Suspend);
  const Filed filed = desk.filed(desk.paper(desk.batch('b'), 1), "T.QD");
  EXPECT_EQ(filed.item, code);
  EXPECT_EQ(desk.item(code).state, "SUSPENDED") << "a scanner does not lift a decision";
}

TEST(Filing, AnExtensionOutlivesTheNextScan) {
  Desk desk;
  const auto fields = std::vector<Field>{sure("han", "2027-01-15")};
  const std::string code = desk.filed(desk.paper(desk.batch('a'), 1), "T.QD", fields).item;
  act(desk, code, LifeAct::Extend, "2032-01-15");
  desk.filed(desk.paper(desk.batch('b'), 1), "T.QD", fields);
  EXPECT_EQ(desk.item(code).version, 2);
  EXPECT_EQ(desk.item(code).valid_to, "2032-01-15");
}

TEST(Filing, OutOfScopePapersAreDoneWithoutACodeAndSayWhy) {
  Desk desk;
  auto paper = desk.paper(desk.batch('a'), 1);
  paper.digitize_class = "NONE_copy";
  desk.put(paper);
  Assessment left_out = desk.assessment(paper, "T.QD");
  left_out.out_of_scope = "Bản chụp: không số hóa.";
  ASSERT_TRUE(desk.file(paper, left_out));
  const auto stored = desk.component(paper.id);
  EXPECT_EQ(stored.item, "");
  EXPECT_EQ(stored.state, ComponentState::Done);
  EXPECT_EQ(stored.reasons, std::vector<std::string>{"Bản chụp: không số hóa."});
}

TEST(Filing, AnOutOfScopePaperIsNotCodedWhenItsReviewsAreClosedEither) {
  Desk desk;
  auto paper = desk.paper(desk.batch('a'), 1);
  paper.digitize_class = "NONE_copy";
  desk.put(paper);
  Assessment left_out = desk.assessment(paper, "T.QD", {sure("so_dinh_danh", "079301000456")});
  left_out.out_of_scope = "Bản chụp hoặc bản sao giấy có chứng thực: không số hóa.";
  ASSERT_TRUE(desk.file(paper, left_out));
  const auto outcome = desk.decide(paper.id, "owner", ReviewAct::Accept);
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->filed.item, "");
  const auto stored = desk.component(paper.id);
  EXPECT_EQ(stored.item, "");
  EXPECT_EQ(stored.state, ComponentState::Done);
  EXPECT_EQ(stored.reasons.size(), 1U) << "said once";
}

TEST(Filing, RetentionIsCountedByTheProfileFromTheDayOfCoding) {
  Desk desk;
  desk.site.profile.retention = {{"*", 5, "thử"}, {"T.GP", 0, "thử"}};
  const auto batch = desk.batch('a');
  EXPECT_EQ(desk.item(desk.filed(desk.paper(batch, 1), "T.QD").item).retain_until, "2031-11-22");
  EXPECT_EQ(desk.item(desk.filed(desk.paper(batch, 2), "T.GP").item).retain_until, "")
      << "for ever";
}

TEST(Filing, AWaitingPaperThatWasNeverJudgedIsNotCoded) {
  Desk desk;
  auto paper = desk.paper(desk.batch('a'), 1);
  paper.state = ComponentState::Waiting;
  desk.put(paper);
  EXPECT_EQ(file_reviewed(desk.filing(), paper.id)->item, "");
  EXPECT_EQ(desk.component(paper.id).state, ComponentState::Waiting);
}

TEST(Filing, AnUnknownOwnersPaperIsCodedAndWaitsInTheQueueOfUnknownOwners) {
  Desk desk;
  auto paper = desk.paper(desk.batch('a'), 1);
  paper.owner_id = paper.owner_name = paper.owner_type = "";
  const Filed filed = desk.filed(paper, "T.QD");
  EXPECT_FALSE(filed.item.empty());
  EXPECT_EQ(filed.reviews, 1);
  const auto unowned = *desk.catalog().unowned_items(10);
  ASSERT_EQ(unowned.size(), 1U);
  EXPECT_EQ(unowned[0].coded_at, desk.clock.now());
}

}  // namespace
}  // namespace sohoa
