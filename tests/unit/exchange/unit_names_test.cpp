#include <string>

#include <gtest/gtest.h>

#include "exchange/units.h"

namespace sohoa {
namespace {

struct Spelling {
  const char* seen;
  const char* known;
};

class TwoSpellings : public testing::TestWithParam<Spelling> {};

TEST_P(TwoSpellings, OfOneAgencyHaveOneNormalName) {
  EXPECT_EQ(normal_unit_name(GetParam().seen), normal_unit_name(GetParam().known))
      << GetParam().seen;
}

INSTANTIATE_TEST_SUITE_P(
    UnitNames,
    TwoSpellings,
    testing::Values(
        Spelling{"UBND xã Bắc Sơn", "Ủy ban nhân dân xã Bắc Sơn"},
        Spelling{"ỦY BAN NHÂN DÂN XÃ BẮC SƠN", "Ủy ban nhân dân xã Bắc Sơn"},
        Spelling{"Uỷ ban nhân dân xã Bắc Sơn", "Ủy ban nhân dân xã Bắc Sơn"},
        Spelling{"U\u0309y ban nha\u0302n da\u0302n xa\u0303 Ba\u0306\u0301c So\u031Bn",
                 "Ủy ban nhân dân xã Bắc Sơn"},
        Spelling{"UBND tỉnh Hoà Bình", "Ủy ban nhân dân tỉnh Hòa Bình"},
        Spelling{"Sở Khoa học và Công nghệ Thanh Hoá", "Sở Khoa học và Công nghệ Thanh Hóa"},
        Spelling{"UBND huyện Thuỵ Anh", "UBND huyện Thụy Anh"},
        Spelling{"UBND TP. Đà Lạt", "Ủy ban nhân dân thành phố Đà Lạt"},
        Spelling{"UBND Tp Đà Lạt", "Ủy ban nhân dân thành phố Đà Lạt"},
        Spelling{"UBND TP.HCM", "Ủy ban nhân dân Thành phố Hồ Chí Minh"},
        Spelling{"Bà Rịa – Vũng Tàu", "Bà Rịa-Vũng Tàu"},
        Spelling{"Văn phòng HĐND & UBND", "Văn phòng Hội đồng nhân dân - Ủy ban nhân dân"},
        Spelling{"UBND P. Bến Nghé", "Ủy ban nhân dân phường Bến Nghé"},
        Spelling{"  Sở   Y tế ", "sở y tế"},
        Spelling{"UBND xã Hoà.", "Ủy ban nhân dân xã Hòa"}));

TEST(UnitNames, KeepApartWhatOnlyDiacriticsTellApart) {
  EXPECT_NE(normal_unit_name("UBND xã Hòa An"), normal_unit_name("UBND xã Hoa An"));
  EXPECT_NE(normal_unit_name("UBND xã Tân Lập"), normal_unit_name("UBND xã Tân Lạp"));
}

TEST(UnitNames, ReadALetterAsALevelOnlyBeforeAFullStop) {
  EXPECT_EQ(normal_unit_name("Khu phố H"), "khu phố h");
  EXPECT_EQ(normal_unit_name("H. Củ Chi"), "huyện củ chi");
}

TEST(UnitNames, AreTheSameWhenNormalisedTwice) {
  const std::string once = normal_unit_name("UBND TP. Thuỷ Nguyên – Hải Phòng");
  EXPECT_EQ(normal_unit_name(once), once);
}

}  // namespace
}  // namespace sohoa
