// A signature that held yesterday and does not today: who hears of it?
#include "pipeline/rejudge.h"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "golden/legal/signed_papers.h"

namespace sohoa {
namespace {

using made::PaperStore;

class Rejudge : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    authority_ = std::make_unique<made::Authority>();
    authority_->issue("agency", made::kAgency);
    authority_->issue("other", made::kAgency);
    before_ = made::site_of(*authority_);
    after_ = made::site_of(*authority_, {"agency"});
    after_.basis = "hai";
    cages_ = std::make_unique<VerifyCages>(made::real_cages());
  }
  static void TearDownTestSuite() {
    cages_.reset();
    authority_.reset();
  }

  AssessContext context(const Site& site) {
    return {papers_.store(), *cages_, site, clock_, limits_};
  }

  ItemRecord filed(const std::string& signer) {
    const auto component =
        papers_.add({{"ket-qua.p7m", "cms", authority_->sign(signer, "Quyết định của " + signer)}});
    const auto paper = assess_paper(context(before_), component, papers_.files(component), {});
    EXPECT_TRUE(paper);
    return papers_.file(component, *paper);
  }

  void reuse(const ItemRecord& item, const std::string& dossier, bool is_allowed) {
    ReuseRecord record;
    record.item = item.code;
    record.dossier = dossier;
    record.component = "TP1";
    record.source = "local";
    record.is_allowed = is_allowed;
    const auto tx = papers_.catalog().begin().value();
    EXPECT_TRUE(tx->append(record));
    EXPECT_TRUE(tx->commit());
  }

  RejudgeReport run(const Site& site, RejudgeOptions options = {}) {
    auto report = rejudge(context(site), options, {});
    EXPECT_TRUE(report) << report.error().detail;
    return report.value_or(RejudgeReport{});
  }

  std::string class_of(const ItemRecord& item) {
    return papers_.catalog().find_item(item.code).value()->legal_value;
  }

  static inline std::unique_ptr<made::Authority> authority_;
  static inline std::unique_ptr<VerifyCages> cages_;
  static inline Site before_;
  static inline Site after_;
  PaperStore papers_;
  made::LaterClock clock_;
  Limits limits_;
};

TEST_F(Rejudge, TellsEveryDossierThatReusedAPaperWhichCountsNoMore) {
  const ItemRecord item = filed("agency");
  EXPECT_EQ(item.legal_value, "FULL_WITH_NOTE");
  reuse(item, "H99.10-261101-0001", true);
  reuse(item, "H99.10-261101-0001", true);
  reuse(item, "H99.10-261101-0002", true);
  reuse(item, "H99.10-261101-0003", false);
  const RejudgeReport report = run(after_);
  EXPECT_EQ(report.judged, 1);
  EXPECT_EQ(report.changed, 1);
  EXPECT_EQ(report.lost, 1);
  EXPECT_EQ(report.notices, 2);
  EXPECT_EQ(class_of(item), "INVALID");
  const auto notices = papers_.catalog().notices("H99.10-261101-0002").value();
  ASSERT_EQ(notices.size(), 1U);
  EXPECT_EQ(notices[0].item, item.code);
  EXPECT_NE(notices[0].text.find("chứng thư đã bị thu hồi"), std::string::npos) << notices[0].text;
  EXPECT_TRUE(papers_.catalog().notices("H99.10-261101-0003").value().empty());
}

TEST_F(Rejudge, WritesAnEventForTheItemAndForEachDossier) {
  const ItemRecord item = filed("agency");
  reuse(item, "H99.10-261101-0001", true);
  run(after_);
  const auto of_item = papers_.catalog().events(item.code).value();
  ASSERT_EQ(of_item.size(), 1U);
  EXPECT_EQ(of_item[0].kind, "item.verdict-changed");
  EXPECT_EQ(of_item[0].detail, "FULL_WITH_NOTE -> INVALID");
  const auto of_dossier = papers_.catalog().events("H99.10-261101-0001").value();
  ASSERT_EQ(of_dossier.size(), 1U);
  EXPECT_EQ(of_dossier[0].kind, "dossier.reused-item-lost");
}

TEST_F(Rejudge, SaysFromWhatToWhatAndAsksAnOfficerOnce) {
  const ItemRecord item = filed("agency");
  filed("other");
  const RejudgeReport report = run(after_);
  EXPECT_EQ(report.due, 2);
  const std::pair<std::string, std::string> step("FULL_WITH_NOTE", "INVALID");
  EXPECT_EQ(report.steps, (decltype(report.steps){{step, 1}}));
  ReviewQuery query;
  query.subject = "legal";
  const auto asked = papers_.catalog().reviews(query).value();
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_EQ(asked[0].component, item.component);
  EXPECT_FALSE(asked[0].is_blocking);
  EXPECT_NE(asked[0].why.find("chứng thư đã bị thu hồi"), std::string::npos) << asked[0].why;
  EXPECT_EQ(papers_.catalog().events("rejudge").value().size(), 1U);
}

TEST_F(Rejudge, EndsWhereTheMomentGivenIsStillToCome) {
  filed("agency");
  RejudgeOptions options;
  options.before = clock_.now() + std::chrono::hours(1);
  EXPECT_EQ(run(before_, options).judged, 1);
}

TEST_F(Rejudge, KeepsTheOldVerdictBesideTheNewOne) {
  const ItemRecord item = filed("agency");
  run(after_);
  const auto verdicts = papers_.catalog().verdicts(item.component).value();
  ASSERT_EQ(verdicts.size(), 2U);
  EXPECT_EQ(verdicts[0].legal_value, "FULL_WITH_NOTE");
  EXPECT_EQ(verdicts[1].legal_value, "INVALID");
  EXPECT_EQ(verdicts[1].policy, "hai");
}

TEST_F(Rejudge, DoesNothingWhereNothingIsDue) {
  filed("agency");
  EXPECT_EQ(run(before_).judged, 0);
  run(after_);
  const RejudgeReport again = run(after_);
  EXPECT_EQ(again.judged, 0);
  EXPECT_EQ(again.notices, 0);
}

TEST_F(Rejudge, OnScheduleTakesWhatWasJudgedBeforeTheDay) {
  filed("agency");
  RejudgeOptions options;
  options.before = clock_.now() - std::chrono::hours(1);
  EXPECT_EQ(run(before_, options).judged, 0);
  // The clock of the second run: verdicts made now are not due again.
  options.before = clock_.now() + std::chrono::seconds(1);
  options.most = 1;
  const RejudgeReport report = run(before_, options);
  EXPECT_EQ(report.judged, 1);
  EXPECT_EQ(report.changed, 0);
}

TEST_F(Rejudge, GoesOnWhereItWasInterrupted) {
  const ItemRecord first = filed("agency");
  const ItemRecord second = filed("agency");
  std::atomic<bool> cancel{false};
  RejudgeOptions options;
  options.cancel = &cancel;
  options.slice = 10;
  const auto stopped =
      rejudge(context(after_), options, [&](const RejudgeReport&) { cancel = true; });
  ASSERT_TRUE(stopped);
  EXPECT_TRUE(stopped->was_interrupted);
  EXPECT_EQ(stopped->judged, 1);
  const RejudgeReport rest = run(after_);
  EXPECT_EQ(rest.judged, 1);
  EXPECT_FALSE(rest.was_interrupted);
  EXPECT_EQ(class_of(first), "INVALID");
  EXPECT_EQ(class_of(second), "INVALID");
}

TEST_F(Rejudge, PassesByAnItemThatCannotBeJudged) {
  const ItemRecord lost = filed("other");
  const ItemRecord item = filed("agency");
  const auto files = papers_.catalog().files(lost.component).value();
  ASSERT_TRUE(papers_.store().blobs->discard(files.front().digest));
  RejudgeOptions options;
  options.slice = 1;
  const RejudgeReport report = run(after_, options);
  EXPECT_EQ(report.failed, 1);
  EXPECT_EQ(report.judged, 1);
  EXPECT_EQ(class_of(lost), "FULL_WITH_NOTE");
  EXPECT_EQ(class_of(item), "INVALID");
  const auto events = papers_.catalog().events(lost.code).value();
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].kind, "item.judge-failed");
}

TEST_F(Rejudge, KeepsQuietWhereThePaperStillCounts) {
  const ItemRecord item = filed("other");
  reuse(item, "H99.10-261101-0001", true);
  const RejudgeReport report = run(after_);
  EXPECT_EQ(report.judged, 1);
  EXPECT_EQ(report.changed, 0);
  EXPECT_TRUE(papers_.catalog().notices("H99.10-261101-0001").value().empty());
}

TEST_F(Rejudge, DoesNotTellTwiceWhatARevocationTold) {
  ItemRecord item = filed("other");
  reuse(item, "H99.10-261101-0001", true);
  item.state = "REVOKED";
  NoticeRecord notice;
  notice.kind = "item.revoked";
  notice.item = item.code;
  notice.dossier = "H99.10-261101-0001";
  auto tx = papers_.catalog().begin().value();
  ASSERT_TRUE(tx->put(item));
  ASSERT_TRUE(tx->put(notice));
  ASSERT_TRUE(tx->commit());
  tx.reset();
  const RejudgeReport report = run(after_);
  EXPECT_EQ(class_of(item), "REVOKED");
  EXPECT_EQ(report.lost, 1);
  EXPECT_EQ(report.notices, 0);
}

}  // namespace
}  // namespace sohoa
