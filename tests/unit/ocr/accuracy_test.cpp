#include "ocr/accuracy.h"

#include <gtest/gtest.h>

namespace sohoa {
namespace {

Field read(std::string id, std::string value, double confidence, bool needs_review) {
  Field field;
  field.id = std::move(id);
  field.value = std::move(value);
  field.confidence = confidence;
  field.needs_review = needs_review;
  field.page = 1;
  return field;
}

TestedPaper paper(std::string name, std::vector<Field> fields) {
  TestedPaper made;
  made.name = std::move(name);
  made.truth = {"QD", {{"so", "15/QĐ-UBND"}, {"ngay", "2025-01-07"}}, {"nguoi_ky"}};
  made.type = "QD";
  made.type_confidence = 0.95;
  made.is_type_sure = true;
  made.fields = std::move(fields);
  return made;
}

TEST(Accuracy, PrecisionCountsWhatIsFiledAndRecallWhatIsRight) {
  const auto table = measure_accuracy(
      {paper("a", {read("so", "15/QĐ-UBND", 0.97, false), read("ngay", "2025-01-07", 0.80, true)}),
       paper("b",
             {read("so", "16/QĐ-UBND", 0.96, false), read("ngay", "2025-01-07", 0.97, false)})});
  ASSERT_EQ(table.fields.size(), 3U);
  const FieldAccuracy& so = table.fields[2];
  EXPECT_EQ(so.field, "so");
  EXPECT_DOUBLE_EQ(so.precision(), 0.5);
  EXPECT_DOUBLE_EQ(so.recall(), 0.5);
  const FieldAccuracy& ngay = table.fields[0];
  EXPECT_DOUBLE_EQ(ngay.precision(), 1);
  EXPECT_DOUBLE_EQ(ngay.recall(), 1);
  EXPECT_DOUBLE_EQ(ngay.review_share(), 0.5);
}

TEST(Accuracy, TheWorstCaseIsWhatNobodyWouldSee) {
  const auto table = measure_accuracy({paper(
      "a", {read("so", "16/QĐ-UBND", 0.99, true), read("ngay", "2025-01-08", 0.91, false)})});
  EXPECT_TRUE(table.has_wrong_filed());
  EXPECT_EQ(table.worst.at(0).field, "ngay");
  EXPECT_TRUE(table.worst[0].is_filed);
  EXPECT_EQ(table.worst[0].expected, "2025-01-07");
}

TEST(Accuracy, NothingOfADoubtfulTypeCountsAsFiled) {
  TestedPaper doubtful = paper("a", {read("so", "16/QĐ-UBND", 0.99, false)});
  doubtful.is_type_sure = false;
  const auto table = measure_accuracy({doubtful});
  EXPECT_EQ(table.total().filed, 0);
  EXPECT_FALSE(table.has_wrong_filed());
  EXPECT_EQ(table.types.at(0).unsure, 1);
}

TEST(Accuracy, ASureButWrongTypeIsTheWorstOfAll) {
  TestedPaper wrong = paper("a", {});
  wrong.type = "CV";
  const auto table = measure_accuracy({wrong});
  EXPECT_EQ(table.types.at(0).wrong, 1);
  EXPECT_TRUE(table.has_wrong_filed());
}

TEST(Accuracy, AnUnknownPaperIsRightlyOfNoType) {
  TestedPaper unknown = paper("a", {});
  unknown.truth = {"", {}, {}};
  unknown.is_type_sure = false;
  EXPECT_EQ(measure_accuracy({unknown}).types.at(0).right, 1);
}

TEST(Accuracy, SpellingsOfOneValueAreTheSame) {
  EXPECT_TRUE(is_same_value("xã Hoà Khánh.", "xã  Hòa Khánh"));
  EXPECT_TRUE(is_same_value("HOÀ BÌNH", "HÒA BÌNH"));
  EXPECT_TRUE(is_same_value("Uỷ ban – xã", "Ủy ban - xã"));
  EXPECT_FALSE(is_same_value("Tổ số hóa", "Tố số hóa"));
  EXPECT_FALSE(is_same_value("Hoàn", "Hòan x"));
  EXPECT_FALSE(is_same_value("15/QĐ-UBND", "16/QĐ-UBND"));
}

}  // namespace
}  // namespace sohoa
