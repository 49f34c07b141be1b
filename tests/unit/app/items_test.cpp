// Items and reviews as people and scripts see them.
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "app/item_json.h"
#include "app/item_text.h"
#include "app/review_json.h"

namespace sohoa {
namespace {

using Json = nlohmann::json;

ItemView view() {
  ItemView made;
  made.item.code = "H19-KQ1";
  made.item.version = 2;
  made.item.title = "Giấy phép";
  made.item.dossier = "H19.15-261121-0007";
  made.item.state = "ACTIVE";
  made.item.coded_at = *parse_rfc3339("2026-11-22T03:00:00Z");
  ItemRecord old = made.item;
  old.version = 1;
  old.component = "L-1/0001";
  made.versions = {old, made.item};
  return made;
}

TEST(ItemText, AnOldVersionIsStillShown) {
  const std::string text = item_text({}, view());
  EXPECT_NE(text.find("phiên bản 1: L-1/0001"), std::string::npos) << text;
  ItemView only = view();
  only.versions.erase(only.versions.begin());
  EXPECT_EQ(item_text({}, only).find("phiên bản"), std::string::npos);
}

TEST(ItemText, AnUnknownOwnerIsShownWithTheDaySinceWhenAndAKnownOneAsItIs) {
  ItemView made = view();
  EXPECT_NE(item_text({}, made).find("chưa xác định, từ 22/11/2026"), std::string::npos);
  made.item.owner_id = "075201000123";
  EXPECT_NE(item_text({}, made).find("chủ sở hữu: 075201000123\n"), std::string::npos);
}

TEST(ItemText, AReviewThatIsClosedIsNotShownAsWaiting) {
  ItemView made = view();
  ReviewRecord review;
  review.id = 7;
  review.why = "Chưa chắc.";
  made.reviews = {review};
  EXPECT_NE(item_text({}, made).find("việc chờ cán bộ số 7: Chưa chắc."), std::string::npos);
  made.reviews[0].closed_at = made.item.coded_at;
  EXPECT_EQ(item_text({}, made).find("việc chờ"), std::string::npos);
}

TEST(ItemText, AClassNobodyKnowsIsNotJudged) {
  EXPECT_EQ(legal_text({}, ""), "chưa xét");
  EXPECT_EQ(legal_word({}, "NO_SUCH"), "(chưa xét)");
  EXPECT_EQ(legal_word({}, "REVOKED"), "đã thu hồi");
}

TEST(ItemJson, ShowHasEveryListAndNullForWhatIsNotKnown) {
  const Json json = Json::parse(item_view_json(view()));
  EXPECT_EQ(json["item"], "H19-KQ1");
  EXPECT_EQ(json["versions"].size(), 2U);
  EXPECT_TRUE(json["owner"].is_null());
  EXPECT_TRUE(json["why"].is_null());
  for (const char* list : {"fields", "verdicts", "reviews", "reuses", "life", "holds", "files"})
    EXPECT_TRUE(json[list].is_array()) << list;
}

TEST(ItemJson, ADamagedVerdictIsShownAndThrowsNothing) {
  EXPECT_TRUE(reason_lines("{broken", Lang::Vi).empty());
  const auto lines =
      reason_lines(R"([7, {"outcome":5,"clause":null}, {"outcome":"passed","message_vi":"Đạt."},)"
                   R"( {"outcome":"not-applicable"}])",
                   Lang::Vi);
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0].outcome, "");
  EXPECT_EQ(lines[1].message, "Đạt.");
  ItemView made = view();
  VerdictRecord verdict;
  verdict.legal_value = "FULL";
  verdict.reasons = "{broken";
  made.verdicts = {verdict};
  EXPECT_EQ(Json::parse(item_view_json(made))["why"]["reasons"], "{broken");
}

TEST(ReviewJson, TheFieldInQuestionStandsBesideItsReview) {
  ReviewRecord review;
  review.id = 3;
  review.subject = "field:so";
  FieldRecord asked;
  asked.id = "so";
  asked.raw = "1Z";
  FieldRecord other;
  other.id = "ngay";
  const Json json = Json::parse(review_detail_json(review, {other, asked}, ""));
  EXPECT_EQ(json["field"]["raw"], "1Z");
  EXPECT_TRUE(json["item"].is_null());
  EXPECT_TRUE(json["closed_at"].is_null());
}

TEST(ReviewJson, CorrectionsGiveTheShareByWhichThresholdsAreSet) {
  CorrectionCount count;
  count.type = "T.QD";
  count.field = "so";
  count.accepted = 3;
  count.corrected = 1;
  const Json json = Json::parse(corrections_json({count, CorrectionCount()}));
  EXPECT_EQ(json[0]["share_corrected"], 0.25);
  EXPECT_EQ(json[1]["share_corrected"], 0) << "nobody decided: no division by nothing";
}

}  // namespace
}  // namespace sohoa
