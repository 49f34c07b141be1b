#include <string>

#include <gtest/gtest.h>

#include "signing/parsers/cos_parser.h"
#include "signing/parsers/cos_text.h"

namespace sohoa::cos {
namespace {

std::optional<Object> parsed(std::string_view text, const Limits& limits = {}) {
  return Parser(as_bytes(text), 0, limits).object();
}

std::string string_of(std::string_view text) {
  const auto object = parsed(text);
  return object && object->string() ? *object->string() : "no string";
}

TEST(CosObject, LiteralString_ResolvesItsEscapes) {
  EXPECT_EQ(string_of("(a\\(b\\)\\n\\\\\\101\\7z)"), "a(b)\n\\A\az");
}

TEST(CosObject, LiteralString_KeepsBalancedParenthesesAndJoinsContinuedLines) {
  EXPECT_EQ(string_of("(one (two) th\\\r\nree\r\nfour)"), "one (two) three\nfour");
}

TEST(CosObject, HexString_WithAnOddDigit_IsFilledWithZero) {
  EXPECT_EQ(string_of("< 48 6 9 7>"), "Hip");
}

TEST(CosObject, HexString_WithAForeignCharacter_IsNoObject) {
  EXPECT_FALSE(parsed("<48XY>").has_value());
}

TEST(CosObject, Name_ResolvesItsNumberSigns) {
  EXPECT_EQ(*parsed("/A#42c#2F#zz")->name(), "ABc/#zz");
}

TEST(CosObject, TwoIntegersAndR_AreAReference) {
  EXPECT_EQ(*parsed("12 3 R")->ref(), (Ref{12, 3}));
}

TEST(CosObject, IntegersWithoutR_StayIntegers) {
  const auto array = parsed("[1 2 3 0 R 4]");
  ASSERT_EQ(array->array()->size(), 4U);
  EXPECT_EQ(*(*array->array())[1].integer(), 2);
  EXPECT_EQ(*(*array->array())[2].ref(), (Ref{3, 0}));
}

TEST(CosObject, NumberBeyondAnyReference_IsNone) {
  const auto array = parsed("[2147483648 0 /R]");
  EXPECT_EQ(*(*array->array())[0].integer(), 2147483648);
  EXPECT_FALSE(parsed("2147483648 0 R")->ref());
}

TEST(CosObject, Reals_ComeInEverySpelling) {
  double number = 0;
  ASSERT_TRUE(parsed("-.5")->number(number));
  EXPECT_EQ(number, -0.5);
  ASSERT_TRUE(parsed("+4.")->number(number));
  EXPECT_EQ(number, 4.0);
}

TEST(CosObject, KeyThatStandsTwice_IsKeptTwiceAndTheLastIsTaken) {
  const auto object = parsed("<< /A 1 /B 2 /A 3 >>");
  EXPECT_TRUE(object->dict()->has_duplicate_key);
  EXPECT_EQ(object->dict()->entries.size(), 3U);
  EXPECT_EQ(*object->dict()->get("A")->integer(), 3);
}

TEST(CosObject, Dictionaries_AreEqualWhateverTheOrderOfTheirKeys) {
  EXPECT_TRUE(*parsed("<</A 1/B[(x)<</C/D>>]>>")->dict() ==
              *parsed("<</B[<78><</C /D>>]/A 1>>")->dict());
  EXPECT_FALSE(*parsed("<</A 1/B[(x)]>>")->dict() == *parsed("<</A 1/B[(y)]>>")->dict());
  EXPECT_FALSE(*parsed("<</A 1/A 2>>")->dict() == *parsed("<</A 2/A 1>>")->dict());
}

TEST(CosObject, SixtyThousandOpenBrackets_AreNoObject) {
  const Limits limits;
  EXPECT_FALSE(parsed(std::string(60'000, '['), limits).has_value());
  std::string dictionaries;
  for (int i = 0; i < 60'000; ++i) dictionaries += "<</A";
  EXPECT_FALSE(parsed(dictionaries, limits).has_value());
}

TEST(CosObject, UnfinishedInput_IsNoObject) {
  for (const std::string_view text :
       {"", "(", "<", "<<", "[1 2", "<</A", "<</A 1", "/", "<4", "%x"})
    EXPECT_FALSE(parsed(text).has_value() && text != "/") << text;
}

TEST(CosObject, StringLargerThanAnySignature_IsNoObject) {
  Limits limits;
  limits.signature_bytes = 10;
  EXPECT_TRUE(parsed("(" + std::string(20, 'x') + ")", limits).has_value());
  EXPECT_FALSE(parsed("(" + std::string(21, 'x') + ")", limits).has_value());
}

TEST(CosStream, LengthThatLies_IsMeasuredToEndstream) {
  const std::string_view text = "1 0 obj<</Length 3>>stream\r\nabcdefgh\r\nendstream endobj";
  const auto object = parse_indirect(as_bytes(text), 0, {}, nullptr);
  ASSERT_TRUE(object && object->data > 0);
  std::int64_t searched = 0;
  EXPECT_EQ(stream_length(as_bytes(text), object->data, 3, searched), 8);
  EXPECT_EQ(stream_length(as_bytes(text), object->data, 8, searched), 8);
  EXPECT_EQ(stream_length(as_bytes(text), object->data, -5, searched), 8);
  EXPECT_EQ(stream_length(as_bytes(text), object->data, INT64_MAX, searched), 8);
}

TEST(CosStream, WithoutEndstream_HasNoLength) {
  const std::string_view text = "1 0 obj<</Length 3>>stream\nabcdefgh";
  std::int64_t searched = 0;
  EXPECT_FALSE(stream_length(as_bytes(text), 27, 3, searched).has_value());
}

TEST(CosText, Vietnamese_IsReadFromUtf16Utf8AndPlainUtf8) {
  const std::string expected = "Đã ký";
  EXPECT_EQ(text_string(std::string("\xFE\xFF\x01\x10\x00\xE3\x00\x20\x00\x6B\x00\xFD", 12)),
            expected);
  EXPECT_EQ(text_string("\xEF\xBB\xBF" + expected), expected);
  EXPECT_EQ(text_string(expected), expected);
  EXPECT_EQ(text_string("caf\xE9 \x80"), "café •");
}

TEST(CosText, Dates_AreReadWithTheirOffset) {
  EXPECT_EQ(to_rfc3339(*date("D:20251121081500+07'00'")), "2025-11-21T01:15:00Z");
  EXPECT_EQ(to_rfc3339(*date("D:20251121081500-0130")), "2025-11-21T09:45:00Z");
  EXPECT_EQ(to_rfc3339(*date("20251121081500Z")), "2025-11-21T08:15:00Z");
  EXPECT_EQ(to_rfc3339(*date("D:2025")), "2025-01-01T00:00:00Z");
}

TEST(CosText, WhatIsNoDate_IsNone) {
  for (const std::string_view text : {"", "D:", "D:20251340", "today", "D:20250101990000"})
    EXPECT_FALSE(date(text).has_value()) << text;
}

}  // namespace
}  // namespace sohoa::cos
