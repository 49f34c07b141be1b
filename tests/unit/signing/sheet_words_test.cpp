// What the sheet says, and what it must not say.
#include <algorithm>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "signing/change_words.h"
#include "support/sheet_samples.h"

namespace sohoa {
namespace {

using namespace sheet_samples;

std::string value(const SheetSignature& signature, const std::string& label) {
  const auto row = std::ranges::find(signature.rows, label, &SheetRow::label);
  return row == signature.rows.end() ? "(no such row)" : row->value;
}

TEST(SheetWords, AValidSignatureIsToldWithSignerTimeProofAndIntegrity) {
  const auto made = sheet(passed());
  EXPECT_EQ(made.result, SheetResult::Passed);
  EXPECT_EQ(made.result_word, "HỢP LỆ");
  EXPECT_EQ(made.result_note, "Tệp có 1 chữ ký số: 1 hợp lệ.");
  const auto& one = made.signatures.at(0);
  EXPECT_EQ(value(one, "Người ký"), "Nguyễn Văn Ân, Phó Chủ tịch");
  EXPECT_EQ(value(one, "Cơ quan, tổ chức"), "Ủy ban nhân dân quận Hải Châu, Thành phố Đà Nẵng");
  EXPECT_EQ(value(one, "Thời điểm ký"), "05/03/2026 09:12:44 (giờ Việt Nam), theo người ký");
  EXPECT_EQ(value(one, "Bằng chứng thời gian"),
            "dấu thời gian tin cậy: đã ký trước 05/03/2026 09:12:47 (giờ Việt Nam)");
  EXPECT_EQ(value(one, "Tính toàn vẹn"), "nội dung được ký còn nguyên vẹn");
  EXPECT_EQ(value(one, "Thay đổi sau khi ký"), "không có");
  EXPECT_EQ(value(one, "Dạng chữ ký"), "B-LT; RSASSA-PKCS1-v1_5, SHA-256");
}

TEST(SheetWords, AForbiddenChangeIsNamedWithItsPageAndItsClauseComesFirst) {
  const auto one = sheet(failed()).signatures.at(0);
  EXPECT_EQ(one.result_word, "KHÔNG HỢP LỆ");
  EXPECT_EQ(value(one, "Mã kết quả ETSI"), "TOTAL-FAILED, FORMAT_FAILURE");
  EXPECT_EQ(
      value(one, "Thay đổi sau khi ký"),
      "ĐÃ BỊ SỬA TRÁI PHÉP: nội dung trang (trang 2); phông chữ, hình ảnh của trang (trang 2)");
  EXPECT_EQ(one.reasons.at(0).outcome, CheckOutcome::Failed);
  EXPECT_EQ(one.reasons.at(0).clause, "ISO 32000-2 12.8.2.2; EN 319 102-1 5.2.2");
}

TEST(SheetWords, AMissingProofIsSaidAndNotPassedOver) {
  const auto made = sheet(indeterminate());
  EXPECT_EQ(made.result_word, "CHƯA XÁC ĐỊNH ĐƯỢC");
  EXPECT_EQ(value(made.signatures.at(0), "Bằng chứng thời gian"), "không có dấu thời gian tin cậy");
}

TEST(SheetWords, OneInvalidSignatureMakesTheFileInvalidAndStandsFirst) {
  const auto made = sheet(many(5));
  EXPECT_EQ(made.result, SheetResult::Failed);
  EXPECT_EQ(made.result_note, "Tệp có 5 chữ ký số: 4 hợp lệ, 1 không hợp lệ.");
  EXPECT_EQ(made.signatures.at(0).title, "Chữ ký số 5");
}

TEST(SheetWords, AFailedCheckOfTheFileIsEnoughToFailIt) {
  auto one = passed();
  one.verdict.checks.push_back(
      {"container.unsigned", "EN 319 162-1", CheckOutcome::Failed, "có tệp không được ký", ""});
  EXPECT_EQ(sheet(one).result, SheetResult::Failed);
  EXPECT_EQ(sheet(one).file_reasons.size(), 1U);
}

TEST(SheetWords, AFileWithoutSignaturesIsNeitherValidNorInvalid) {
  const auto made = sheet(unsigned_file());
  EXPECT_EQ(made.result, SheetResult::Unsigned);
  EXPECT_EQ(made.result_word, "KHÔNG CÓ CHỮ KÝ SỐ");
  EXPECT_TRUE(made.signatures.empty());
}

TEST(SheetWords, PersonalNumbersOfTheSignerAreNotRepeated) {
  auto one = passed();
  one.facts.evidence.certificates[0].subject.common_name.clear();
  for (const auto& row : sheet(one).signatures.at(0).rows) {
    EXPECT_EQ(row.value.find("CCCD"), std::string::npos) << row.label;
  }
}

TEST(SheetWords, IndexesOutsideTheFactsAreBorne) {
  auto one = passed();
  one.verdict.signatures[0].signer = 99;
  one.verdict.signatures[0].index = 99;
  EXPECT_EQ(value(sheet(one).signatures.at(0), "Người ký"),
            "không tìm thấy chứng thư số của người ký");
}

TEST(ChangeWords, EveryKindHasItsOwnWords) {
  std::set<std::string_view> seen;
  for (int i = 0; i <= static_cast<int>(kLastChangeKind); ++i) {
    const auto kind = static_cast<ChangeKind>(i);
    EXPECT_TRUE(seen.insert(describe(kind, Lang::Vi)).second) << name(kind);
    EXPECT_TRUE(seen.insert(describe(kind, Lang::En)).second) << name(kind);
  }
  EXPECT_EQ(describe(ChangeKind::PageContent, Lang::En), "page content");
  EXPECT_EQ(describe(ChangeKind::TrailingBytes, Lang::En), "bytes after the end of the document");
}

}  // namespace
}  // namespace sohoa
