#include "ocr/family_names.h"

#include <gtest/gtest.h>

namespace sohoa::ocr {
namespace {

TEST(FamilyName, OfTheNamesOfficesMeetMost_IsKnown) {
  for (const char* name :
       {"Nguyễn Văn An", "ĐINH ANH TUẤN", "Đỗ Bích Ngọc", "Sùng A Páo", "Lò Văn Pánh"}) {
    EXPECT_TRUE(has_known_family_name(name)) << name;
  }
}

TEST(FamilyName, SpoiltByOneMark_IsNot) {
  for (const char* name : {"Đỉnh Anh Tuấn", "Đã Bích Ngọc", "tà Duy Khương", "Trằn Văn An", ""}) {
    EXPECT_FALSE(has_known_family_name(name)) << name;
  }
}

TEST(FamilyName, OnlyTheFirstWordCounts) {
  EXPECT_FALSE(has_known_family_name("Ký Nguyễn"));
}

}  // namespace
}  // namespace sohoa::ocr
