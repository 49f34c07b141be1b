#include "intake/entry_name.h"

#include <gtest/gtest.h>

namespace sohoa {
namespace {

using namespace std::string_literals;

TEST(SafeEntryName, KeepsHonestNamesInNfc) {
  EXPECT_EQ(safe_entry_name("data/H19/TP1-2.jpg", {}).value(), "data/H19/TP1-2.jpg");
  EXPECT_EQ(safe_entry_name("Ho\xCC\x82\xCC\x80 s\xC6\xA1.pdf", {}).value(), "Hồ sơ.pdf");
  EXPECT_EQ(safe_entry_name("CONG.jpg", {}).value(), "CONG.jpg");
  EXPECT_EQ(safe_entry_name("a..b.jpg", {}).value(), "a..b.jpg");
}

TEST(SafeEntryName, RefusesWhatSomeSystemReadsAsAPathOrDevice) {
  const std::string names[] = {
      "",
      "/abs.txt",
      "../up.txt",
      "a/../b",
      "a/..",
      "./a",
      "a//b",
      "a/",
      "C:/win.txt",
      "a\\b",
      "nul\0x"s,
      "tab\tname",
      "con",
      "data/CON.jpg",
      "aux.tar.gz",
      "com1.txt",
      "LPT9",
      "trail.",
      "trail ",
      "a. /b",
      "stream:x",
      "\xE2\x80\xAEgpj.exe",
      "bad\xFFutf8",
      "x\x7F",
      "line\xE2\x80\xA8sep",
  };
  for (const auto& name : names) {
    const auto result = safe_entry_name(name, {});
    ASSERT_FALSE(result) << name;
    EXPECT_EQ(result.error().what, Fault::UnsafeName) << name;
    EXPECT_FALSE(result.error().detail.empty()) << name;
  }
}

TEST(SafeEntryName, IsBoundedByLimits) {
  Limits limits;
  limits.name_bytes = 8;
  EXPECT_TRUE(safe_entry_name("12345678", limits));
  EXPECT_FALSE(safe_entry_name("123456789", limits));
}

TEST(EntryNameKey, IsOneForNamesThatWindowsOrMacTakeForOne) {
  EXPECT_EQ(entry_name_key("ĐƠN.JPG"), entry_name_key("đơn.jpg"));
  EXPECT_EQ(entry_name_key("\xC3\xA9"), entry_name_key("e\xCC\x81"));
  EXPECT_NE(entry_name_key("don.jpg"), entry_name_key("đơn.jpg"));
}

TEST(BaseAndParentName, SplitAtTheLastSlash) {
  EXPECT_EQ(base_name("a/b/c.jpg"), "c.jpg");
  EXPECT_EQ(parent_name("a/b/c.jpg"), "a/b");
  EXPECT_EQ(base_name("c.jpg"), "c.jpg");
  EXPECT_EQ(parent_name("c.jpg"), "");
}

}  // namespace
}  // namespace sohoa
