#include "intake/paper_qr.h"

#include <random>

#include <gtest/gtest.h>

namespace sohoa {
namespace {

PaperQr appointment() {
  PaperQr paper;
  paper.dossier = "H19.15-260605-0012";
  paper.procedure = "1.004873";
  paper.owner_id = "075195001234";
  paper.title = "Giấy tiếp nhận hồ sơ và hẹn trả kết quả";
  paper.system = "Hệ thống thông tin giải quyết TTHC tỉnh Đồng Nai";
  paper.exported_at = "2026-06-05T08:15:00";
  paper.due_at = "2026-06-20";
  return paper;
}

TEST(PaperQr, IsWrittenAsLinesInTheCircularsOrder) {
  EXPECT_EQ(encode_paper_qr(appointment()),
            "ma_ho_so=H19.15-260605-0012\nma_tthc=1.004873\nma_dinh_danh=075195001234\n"
            "ten_giay_to=Giấy tiếp nhận hồ sơ và hẹn trả kết quả\n"
            "he_thong=Hệ thống thông tin giải quyết TTHC tỉnh Đồng Nai\n"
            "thoi_diem_xuat=2026-06-05T08:15:00\nngay_hen_tra=2026-06-20\n");
}

TEST(PaperQr, OneMeaningInEveryFormOfficesUse) {
  const char* forms[] = {
      "Mã hồ sơ: H19.15-260605-0012\r\nMã TTHC: 1.004873\r\nNgày hẹn trả: 20/06/2026",
      "MaHoSo=H19.15-260605-0012;MaTTHC=1.004873;NgayHenTra=20062026",
      "ma_ho_so: H19.15-260605-0012 | ma_tthc: 1.004873 | hen_tra: 2026-06-20",
      R"({"maHoSo":"H19.15-260605-0012","maTTHC":"1.004873","ngay_hen_tra":"20/06/2026"})",
      "https://dvc.example.vn/tra-cuu?maHoSo=H19.15-260605-0012&maTTHC=1.004873&ngayHenTra=20%2F06"
      "%2F2026#top",
  };
  PaperQr meant;
  meant.dossier = "H19.15-260605-0012";
  meant.procedure = "1.004873";
  meant.due_at = "2026-06-20";
  for (const char* form : forms) EXPECT_EQ(parse_paper_qr(form), meant) << form;
}

TEST(PaperQr, AResultHasTermAndScope) {
  const auto paper = parse_paper_qr(
      "Mã hồ sơ=H19.15-260605-0012\nTên giấy tờ=Giấy phép; kèm phụ lục\nThời hạn=31/12/2031\nPhạm "
      "vi=Toàn quốc");
  ASSERT_TRUE(paper);
  EXPECT_EQ(paper->title, "Giấy phép; kèm phụ lục");
  EXPECT_EQ(paper->valid_to, "2031-12-31");
  EXPECT_EQ(paper->scope, "Toàn quốc");
}

TEST(PaperQr, OtherCodesAreNotTaken) {
  EXPECT_FALSE(parse_paper_qr(""));
  EXPECT_FALSE(parse_paper_qr("WIFI:S:VanPhong;T:WPA;P:matkhau;;"));
  EXPECT_FALSE(parse_paper_qr("https://example.vn/"));
  EXPECT_FALSE(parse_paper_qr("https://example.vn/?title=Trang"));
  EXPECT_FALSE(parse_paper_qr("[1,2]"));
  EXPECT_FALSE(parse_paper_qr("{\"maHoSo\":"));
  EXPECT_FALSE(parse_paper_qr("075195001234|271234567|Ánh|25121995|Nữ|Đồng Nai|10052021"));
  EXPECT_FALSE(parse_paper_qr("SOHOA1|H19.15-240615-0001|TP1|1/2|47"));
}

TEST(PaperQr, ADeepObjectCostsNothingAndCountsOnlyOutside) {
  const std::string deep = "{\"maHoSo\":\"A-1\",\"x\":" + std::string(100'000, '[') +
                           std::string(100'000, ']') + ",\"y\":{\"maTTHC\":\"1.0\"}}";
  const auto paper = parse_paper_qr(deep);
  ASSERT_TRUE(paper);
  EXPECT_EQ(paper->dossier, "A-1");
  EXPECT_EQ(paper->procedure, std::nullopt);
}

TEST(PaperQr, TheFirstOfTwoEqualKeysCounts) {
  EXPECT_EQ(parse_paper_qr("ma_ho_so=A-1;ma_ho_so=B-2")->dossier, "A-1");
}

TEST(PaperQr, ATermThatIsNoDayIsKeptAsWrittenButIsNoFieldValue) {
  const auto paper = parse_paper_qr("ma_ho_so=A-1;thoi_han=Không thời hạn");
  ASSERT_TRUE(paper);
  EXPECT_EQ(paper->valid_to, "Không thời hạn");
  EXPECT_EQ(field_values(*paper), (QrValues{{"dossier", "A-1"}}));
}

TEST(PaperQr, GivesValuesByMetadataOrFieldId) {
  const QrValues values = field_values(appointment());
  ASSERT_EQ(values.size(), 7U);
  EXPECT_EQ(values[0], (QrValues::value_type{"dossier", "H19.15-260605-0012"}));
  EXPECT_EQ(values[5], (QrValues::value_type{"thoi_diem_xuat", "2026-06-05"}));
}

// Property: what is written is read back, whatever signs the values hold.
TEST(PaperQr, WhatIsWrittenIsReadBackWhateverTheValuesHold) {
  const std::string pieces[] = {
      "=", ":", ";", "|", "&", "%41", "{", "ma_ho_so=", "Đ", "ữ", " ", "?"};
  std::mt19937 random(1182026);  // NOLINT: the same texts every time
  for (int round = 0; round < 2'000; ++round) {
    std::string value = "x";
    for (int i = 0; i < 6; ++i) value += pieces[random() % std::size(pieces)];
    value += "x";
    PaperQr paper;
    paper.dossier = "H19-260605-0001";
    paper.title = value;
    if (random() % 2 == 0) paper.scope = value;
    const auto back = parse_paper_qr(encode_paper_qr(paper));
    ASSERT_TRUE(back) << value;
    EXPECT_EQ(encode_paper_qr(*back), encode_paper_qr(paper));
  }
}

}  // namespace
}  // namespace sohoa
