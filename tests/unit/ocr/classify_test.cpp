#include <gtest/gtest.h>

#include "ocr/fields.h"
#include "unit/ocr/page_builder.h"

namespace sohoa {
namespace {

using testing::PageBuilder;

DocumentTemplate paper(std::string id, std::string title, std::vector<std::string> others) {
  DocumentTemplate form;
  form.id = std::move(id);
  form.evidence.push_back({std::move(title), Where::Title, TextMatch::WholeLine, 3, true});
  for (std::string& text : others) {
    form.evidence.push_back({std::move(text), Where::Anywhere, TextMatch::Starts, 1, false});
  }
  return form;
}

TemplateSet known() {
  TemplateSet all = {
      paper("QD", "QUYẾT ĐỊNH", {"Điều 1", "Điều 2", "Nơi nhận"}),
      paper("KS", "GIẤY KHAI SINH", {"Họ, chữ đệm, tên", "Nơi sinh", "Quê quán"}),
      paper("TN", "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", {"Mã hồ sơ", "Thành phần hồ sơ"})};
  all[0].evidence.push_back({"Dự thảo", Where::Head, TextMatch::Contains, -3, false});
  return all;
}

PageBuilder decision(std::string_view title = "QUYẾT ĐỊNH") {
  return PageBuilder()
      .line(230, 140, "ỦY BAN NHÂN DÂN HUYỆN")
      .line(310, 250, "Số: 5106/QĐ-UBND")
      .title(340, title)
      .line(240, 850, "Điều 1. Thành lập Tổ số hóa hồ sơ")
      .line(240, 1000, "Điều 2. Chánh Văn phòng chịu trách nhiệm")
      .line(220, 1330, "Nơi nhận:");
}

Classification classified(const PageText& page) {
  return classify({{&page, {}, {}}}, known());
}

TEST(Classify, APaperWithItsEvidenceIsSure) {
  const PageText page = decision().page();
  const auto types = classified(page);
  ASSERT_FALSE(types.empty());
  EXPECT_EQ(types[0].type, "QD");
  EXPECT_GT(types[0].confidence, 0.9);
  EXPECT_EQ(types[0].evidence.front().seen, "QUYẾT ĐỊNH");
  EXPECT_EQ(types[0].evidence.front().page, 1);
  EXPECT_FALSE(types[0].evidence.front().box.is_empty());
}

TEST(Classify, SlipsOfRecognitionDoNotHideATitle) {
  EXPECT_EQ(classified(decision("QUYÊT ĐlNH").page()).at(0).type, "QD");
}

TEST(Classify, SpacedLettersAreOneTitle) {
  EXPECT_EQ(classified(decision("Q U Y Ế T  Đ Ị N H").page()).at(0).type, "QD");
}

TEST(Classify, ATitleOverTwoLinesIsOneTitle) {
  const PageText page = PageBuilder()
                            .title(340, "GIẤY TIẾP NHẬN HỒ SƠ")
                            .title(385, "VÀ HẸN TRẢ KẾT QUẢ")
                            .line(240, 500, "Mã hồ sơ: H19.15-240615-0001")
                            .page();
  EXPECT_EQ(classified(page).at(0).type, "TN");
}

TEST(Classify, TheSameWordsInsideASentenceAreNoTitle) {
  const PageText page =
      PageBuilder().line(240, 500, "Căn cứ theo quyết định số 15 của Ủy ban nhân dân").page();
  EXPECT_TRUE(classified(page).empty());
}

TEST(Classify, EvidenceAgainstATypeTakesFromIt) {
  const double plain = classified(decision().page()).at(0).confidence;
  const PageText draft = decision().line(1300, 100, "Dự thảo lần 2").page();
  EXPECT_LT(classified(draft).at(0).confidence, plain - 0.1);
}

TEST(Classify, BlankAndContinuationPagesHaveNoSureType) {
  EXPECT_TRUE(classified(PageText{}).empty());
  const PageText next = PageBuilder()
                            .line(240, 200, "Điều 4. Quyết định này có hiệu lực từ ngày ký")
                            .line(240, 260, "Nơi nhận:")
                            .page();
  for (const TypeGuess& guess : classified(next)) EXPECT_LT(guess.confidence, 0.5) << guess.type;
}

TEST(Classify, TwoTypesThatReachAsFarLeaveTheQuestionOpen) {
  TemplateSet twins = known();
  twins.push_back(twins[0]);
  twins.back().id = "QD2";
  twins.back().evidence = known()[0].evidence;
  const PageText page = decision().page();
  EXPECT_LT(classify({{&page, {}, {}}}, twins).at(0).confidence, 0.6);
}

TEST(Classify, ABarCodeIsEvidence) {
  TemplateSet forms = {DocumentTemplate{}};
  forms[0].id = "QR";
  forms[0].evidence.push_back({"SOHOA|", Where::Barcode, TextMatch::Contains, 4, true});
  const PageText empty;
  const auto types = classify({{&empty, {"sohoa|1|x"}, {}}}, forms);
  ASSERT_EQ(types.size(), 1U);
  EXPECT_GT(types[0].confidence, 0.9);
}

}  // namespace
}  // namespace sohoa
