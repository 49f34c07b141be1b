#include "intake/id_card_qr.h"

#include <random>

#include <gtest/gtest.h>

#include "core/text.h"

namespace sohoa {
namespace {

constexpr std::string_view kCard2021 =
    "075195001234|271234567|Nguyễn Thị Hồng Ánh|25121995|Nữ|Tổ 5, Khu phố 2, Phường Tân Hiệp, Biên "
    "Hòa, Đồng Nai|10052021";

TEST(IdCardQr, ReadsTheCardOf2021) {
  const auto card = parse_id_card_qr(kCard2021);
  ASSERT_TRUE(card);
  EXPECT_EQ(card->number, "075195001234");
  EXPECT_EQ(card->old_number, "271234567");
  EXPECT_EQ(card->full_name, "Nguyễn Thị Hồng Ánh");
  EXPECT_EQ(card->birth_date, "1995-12-25");
  EXPECT_EQ(card->sex, "Nữ");
  EXPECT_EQ(card->residence, "Tổ 5, Khu phố 2, Phường Tân Hiệp, Biên Hòa, Đồng Nai");
  EXPECT_EQ(card->issued_on, "2021-05-10");
}

TEST(IdCardQr, ReadsTheCardOf2024AndKeepsNothingOfTheRelatives) {
  const auto card = parse_id_card_qr(
      "033391164735||PHÙNG VĂN SỸ|01/01/1995|Nam|Thôn Phú Long|12/05/2025||Phùng Văn "
      "Cha|001060000001|Lê Thị Mẹ|001160000002");
  ASSERT_TRUE(card);
  EXPECT_EQ(card->old_number, std::nullopt);
  EXPECT_EQ(card->issued_on, "2025-05-12");
  for (const auto& [id, value] : field_values(*card)) {
    EXPECT_EQ(value.find("Cha"), std::string::npos) << id;
    EXPECT_EQ(value.find("001060000001"), std::string::npos) << id;
  }
}

TEST(IdCardQr, IsNoCardWithoutTwelveDigitsOrSevenFields) {
  EXPECT_FALSE(parse_id_card_qr(""));
  EXPECT_FALSE(parse_id_card_qr("SOHOA1|H19.15-240615-0001|TP1|1/2|47||"));
  EXPECT_FALSE(parse_id_card_qr("07519500123|271234567|Ánh|25121995|Nữ|Đồng Nai|10052021"));
  EXPECT_FALSE(parse_id_card_qr("07519500123A|271234567|Ánh|25121995|Nữ|Đồng Nai|10052021"));
  EXPECT_FALSE(parse_id_card_qr("075195001234|271234567|Ánh|25121995|Nữ|Đồng Nai"));
}

TEST(IdCardQr, WhatDoesNotHaveItsFormIsLeftOutAndNotGuessed) {
  const auto card = parse_id_card_qr("075195001234|27123|  |31021995|X||00000000");
  ASSERT_TRUE(card);
  EXPECT_EQ(*card, (IdCardQr{"075195001234", {}, {}, {}, {}, {}, {}}));
  EXPECT_EQ(field_values(*card), (QrValues{{"so_dinh_danh", "075195001234"}}));
}

TEST(IdCardQr, TextIsNormalisedToNfc) {
  const auto card = parse_id_card_qr("075195001234||A\u0301nh  Hồng|25121995|nữ|x|10052021");
  ASSERT_TRUE(card);
  EXPECT_EQ(card->full_name, "\u00C1nh Hồng");
  EXPECT_EQ(card->sex, "Nữ");
}

TEST(IdCardQr, GivesValuesByTheFieldIdsOfTheTemplates) {
  const auto values = field_values(*parse_id_card_qr(kCard2021));
  std::string ids;
  for (const auto& [id, value] : values) ids += id + " ";
  EXPECT_EQ(ids, "so_dinh_danh so_cmnd ho_ten ngay_sinh gioi_tinh noi_thuong_tru ngay_cap ");
}

// Property: any card written field by field is read back, whatever follows it.
TEST(IdCardQr, AnyCardIsReadBackWhateverFollows) {
  std::mt19937 random(20261122);  // NOLINT: the same cards every time
  const auto number = [&](unsigned below) { return static_cast<int>(random() % below); };
  const auto padded = [](int value, std::size_t width) {
    std::string text = std::to_string(value);
    return std::string(width - std::min(width, text.size()), '0') + text;
  };
  for (int round = 0; round < 500; ++round) {
    const std::string id = padded(number(96), 3) + padded(number(1'000'000'000), 9);
    const int year = 1920 + number(110);
    const int month = 1 + number(12);
    const int day = 1 + number(28);
    const bool slashes = number(2) == 0;
    const std::string birth = padded(day, 2) + (slashes ? "/" : "") + padded(month, 2) +
                              (slashes ? "/" : "") + padded(year, 4);
    const std::string extra(static_cast<std::size_t>(number(4)), '|');
    const auto card = parse_id_card_qr(id + "||Đỗ Văn Ê|" + birth + "|Nam|Hà Nội|01012022" + extra);
    ASSERT_TRUE(card) << id;
    EXPECT_EQ(card->number, id);
    EXPECT_EQ(card->birth_date, padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2));
  }
}

// Property: cut anywhere, a code is either the same card with less in its last field, or none.
TEST(IdCardQr, ACutCodeIsNoOtherCard) {
  const auto whole = parse_id_card_qr(kCard2021);
  for (std::size_t size = 0; size < kCard2021.size(); ++size) {
    const auto card = parse_id_card_qr(kCard2021.substr(0, size));
    if (!card) continue;
    EXPECT_EQ(card->number, whole->number);
    EXPECT_EQ(card->residence, whole->residence);
    EXPECT_EQ(card->issued_on, std::nullopt) << size;
  }
}

TEST(QrMoment, KnowsTheFormsOfOfficesAndTheCalendar) {
  EXPECT_EQ(iso_moment("25/12/2001 08:15"), "2001-12-25T08:15:00");
  EXPECT_EQ(iso_moment("2001-12-25T08:15:09"), "2001-12-25T08:15:09");
  EXPECT_EQ(iso_moment("20260605081500"), "2026-06-05T08:15:00");
  EXPECT_EQ(iso_moment("29022024"), "2024-02-29");
  EXPECT_EQ(iso_moment("29022025"), std::nullopt);
  EXPECT_EQ(iso_moment("25/12-2001"), std::nullopt);
  EXPECT_EQ(iso_moment("25/12/2001 24:00"), std::nullopt);
  EXPECT_EQ(iso_moment("vô thời hạn"), std::nullopt);
}

}  // namespace
}  // namespace sohoa
