#include "ocr/text_layer.h"

#include <gtest/gtest.h>

#include "core/text.h"

namespace sohoa {
namespace {

/// Words in rows over an A4 page at 200 dpi, each box 80×32.
PageText layer_of(std::string_view text) {
  PageText page;
  page.width_px = 1654;
  page.height_px = 2339;
  page.lines.emplace_back();
  std::int32_t at = 0;
  for (const std::string_view word : split_words(text)) {
    const Box box{100 + at % 14 * 100, 100 + at / 14 * 50, 80, 32};
    page.lines.back().words.push_back({std::string(word), box, 1});
    ++at;
  }
  return page;
}

const char* const kParagraph =
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015; Căn cứ Nghị định số "
    "45/2020/NĐ-CP của Chính phủ "
    "về thực hiện thủ tục hành chính trên môi trường điện tử; theo đề nghị của Chánh Văn phòng "
    "UBND huyện, nay quyết định "
    "phê duyệt kế hoạch nghiêng về phía hoà giải khuya khuấy ngoằn ngoèo thuở trước.";

TEST(VietnameseSyllable, RealOnesAreTold) {
  for (const char* word :
       {"nghiêng", "quyết", "giếng", "gì", "hoà", "hòa",    "UỶ",    "Đường", "khuya", "thuở",
        "ngoèo",   "quốc",  "yêu",   "ý",  "a",   "trường", "xoong", "huỳnh", "kỹ",    "kĩ"}) {
    EXPECT_TRUE(is_vietnamese_syllable(word)) << word;
  }
}

TEST(VietnameseSyllable, OthersAreNot) {
  for (const char* word : {"tr¬êng",
                           "viÖt",
                           "Coäng",
                           "hoøa",
                           "street",
                           "càc",
                           "mấtt",
                           "ngh",
                           "",
                           "đ",
                           "12",
                           "bcd",
                           "phòcng"}) {
    EXPECT_FALSE(is_vietnamese_syllable(word)) << word;
  }
}

TEST(TextLayer, GoodVietnamese_IsTrusted) {
  const LayerJudgement judged = judge_text_layer(layer_of(kParagraph), 0);
  EXPECT_EQ(judged.verdict, LayerVerdict::Trusted) << judged.reason;
  EXPECT_GT(judged.valid_share, 0.97);
}

TEST(TextLayer, EnglishPage_IsTrusted) {
  const auto layer = layer_of(
      "The quick brown fox jumps over the lazy dog and runs away from the farm in the morning "
      "light");
  EXPECT_EQ(judge_text_layer(layer, 0).verdict, LayerVerdict::Trusted);
}

TEST(TextLayer, WithoutWords_IsEmpty) {
  EXPECT_EQ(judge_text_layer(PageText{}, 1).verdict, LayerVerdict::Empty);
  EXPECT_EQ(judge_text_layer(layer_of("… --- ___ ."), 1).verdict, LayerVerdict::Empty);
}

TEST(TextLayer, LegacyTcvn3Font_IsMojibake) {
  const auto layer = layer_of(
      "Céng hoµ x· héi chñ nghÜa ViÖt Nam §éc lËp Tù do H¹nh phóc quyÕt ®Þnh vÒ viÖc phª duyÖt kÕ "
      "ho¹ch");
  EXPECT_EQ(judge_text_layer(layer, 0).verdict, LayerVerdict::Mojibake);
}

TEST(TextLayer, LegacyVniFont_IsMojibake) {
  const auto layer = layer_of(
      "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam Ñoäc laäp Töï do Haïnh phuùc Quyeát ñònh veà vieäc "
      "pheâ duyeät");
  EXPECT_EQ(judge_text_layer(layer, 0).verdict, LayerVerdict::Mojibake);
}

TEST(TextLayer, GlyphNumbersAsLetters_AreMojibake) {
  const auto layer = layer_of("WKH TXLFN EURZQ NRDQ MXPSV RYHU WKH ODCB GRJ YLHW QDP");
  EXPECT_EQ(judge_text_layer(layer, 0).verdict, LayerVerdict::Mojibake);
}

TEST(TextLayer, PrivateUseCharacters_AreMojibake) {
  EXPECT_EQ(
      judge_text_layer(
          layer_of("\xEE\x80\x81\xEE\x80\x82 \xEE\x80\x83\xEE\x80\x84 \xEF\xBF\xBD\xEF\xBF\xBD"), 0)
          .verdict,
      LayerVerdict::Mojibake);
}

TEST(TextLayer, VietnameseOverAScanWithoutAnyMark_IsReadAgain) {
  const auto layer = layer_of(
      "Cong hoa xa hoi chu nghia Viet Nam doc lap tu do hanh phuc can cu luat to chuc chinh quyen "
      "dia phuong ngay thang nam theo de nghi cua chanh van phong nay quyet dinh phe duyet ke "
      "hoach thu chi ngan sach cua huyen trong nam toi");
  EXPECT_EQ(judge_text_layer(layer, 1.0).verdict, LayerVerdict::Mojibake);
  EXPECT_EQ(judge_text_layer(layer, 0).verdict, LayerVerdict::Trusted)
      << "a digital page says what it shows";
}

TEST(TextLayer, StampOnAScan_IsSparse) {
  const auto layer = layer_of("Trang 1 CÔNG VĂN ĐẾN Số: 123 Ngày: 05/10/2026");
  EXPECT_EQ(judge_text_layer(layer, 0.98).verdict, LayerVerdict::Sparse);
  EXPECT_EQ(judge_text_layer(layer, 0.1).verdict, LayerVerdict::Trusted)
      << "a short digital page is whole";
}

TEST(TextLayer, FullLayerOverAScan_IsTrusted) {
  EXPECT_EQ(judge_text_layer(layer_of(std::string(kParagraph) + " " + kParagraph), 1.0).verdict,
            LayerVerdict::Trusted);
}

TEST(TextLayer, FormWithCodesAndLeaders_IsTrusted) {
  const auto layer = layer_of(
      "Số: 1047/BC-VP Kính gửi: UBND tỉnh (qua Sở TN&MT) Điện thoại: 0912.345.678 ……………… m2 7b A4 "
      "78A-117.83 ☐ Có ☐ Không");
  EXPECT_EQ(judge_text_layer(layer, 0).verdict, LayerVerdict::Trusted);
}

}  // namespace
}  // namespace sohoa
