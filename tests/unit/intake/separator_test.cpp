#include "intake/separator.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace sohoa {
namespace {

using Stack = std::vector<std::vector<std::string>>;
using enum SplitReason;

std::string cover(std::int32_t number, std::int32_t total) {
  return encode_cover({"H99.15-260803-0001", "TP" + std::to_string(number), number, total}).value();
}

std::string damaged(std::string text) {
  text[10] = text[10] == '9' ? '8' : '9';
  return text;
}

// One letter a page: a digit is the cover of that component of 3, '.' is content, '!' a damaged
// cover, '?' a foreign code.
Stack stack_of(std::string_view pages) {
  Stack stack;
  for (const char c : pages) {
    stack.emplace_back();
    if (c >= '1' && c <= '9') stack.back().push_back(cover(c - '0', 3));
    if (c == '!') stack.back().push_back(damaged(cover(2, 3)));
    if (c == '?') stack.back().push_back("001099000001|AN|NGUYEN");
  }
  return stack;
}

// "TP1:1+2 TP2:4(reason numbers)" with 0-based pages; "-" when no cover says the component.
std::string told(const StackSplit& split) {
  std::string text;
  for (const auto& component : split.components) {
    text += (text.empty() ? "" : " ");
    text += component.cover ? component.cover->component : "-";
    text += ":";
    for (const auto page : component.pages) text += std::to_string(page);
    for (const auto reason : component.reasons) {
      text += "!" + std::to_string(static_cast<int>(reason));
    }
  }
  return text;
}

TEST(CoverCode, IsReadBackAsWritten) {
  const CoverCode code{"000.00.15.H19-240615-0001", "KQ.G15.000127", 12, 120};
  const std::string text = encode_cover(code).value();
  EXPECT_EQ(text.substr(0, 7), "SOHOA1|");
  EXPECT_EQ(text.size(), 7U + 25 + 1 + 13 + 1 + 6 + 1 + 2);
  EXPECT_EQ(parse_cover(text).value(), code);
}

TEST(CoverCode, EverySingleWrongCharacterIsFound) {
  const std::string text = cover(1, 3);
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (char c = 0x20; c < 0x7F; ++c) {
      std::string wrong = text;
      wrong[i] = c;
      EXPECT_EQ(parse_cover(wrong).has_value(), c == text[i]) << wrong;
    }
  }
}

TEST(CoverCode, EverySwapOfNeighboursIsFound) {
  const std::string text = cover(1, 3);
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    std::string wrong = text;
    std::swap(wrong[i], wrong[i + 1]);
    EXPECT_EQ(parse_cover(wrong).has_value(), wrong == text) << wrong;
  }
}

TEST(CoverCode, RefusesWhatCannotBeEncoded) {
  EXPECT_FALSE(encode_cover({"", "TP1", 1, 1}));
  EXPECT_FALSE(encode_cover({"H|1", "TP1", 1, 1}));
  EXPECT_FALSE(encode_cover({"H1", "TP1\n", 1, 1}));
  EXPECT_FALSE(encode_cover({"H1", "TP1", 2, 1}));
  EXPECT_FALSE(encode_cover({"H1", "TP1", 0, 1}));
  EXPECT_FALSE(encode_cover({"H1", "TP1", 1, 1000}));
  EXPECT_FALSE(encode_cover({std::string(65, 'H'), "TP1", 1, 1}));
}

TEST(IsCoverText, KnowsOurFamilyAndLaterVersions) {
  EXPECT_TRUE(is_cover_text(cover(1, 1)));
  EXPECT_TRUE(is_cover_text("SOHOA2|something"));
  EXPECT_FALSE(is_cover_text("SOHOA"));
  EXPECT_FALSE(is_cover_text("https://example.vn/SOHOA1|"));
  EXPECT_EQ(parse_cover("SOHOA2|x").error().detail, "not version 1");
}

TEST(SplitStack, FollowsTheCoversAndDoubtsOnlyWhereSomethingIsMissing) {
  struct Case {
    std::string_view pages;
    std::string_view expected;  // reasons by enumerator number
  };
  const Case cases[] = {
      {"1..2.3.", "TP1:12 TP2:4 TP3:6"},
      {"1.?2.3.", "TP1:12 TP2:4 TP3:6"},
      {"..1.2.3.", "-:01!0 TP1:3 TP2:5 TP3:7"},
      {"1..3.", "TP1:12!3 TP3:4"},
      {"1.!.3.", "TP1:1 -:3!1!3 TP3:5"},
      {"1.2.", "TP1:1 TP2:3!7"},
      {"1.2.2.3.", "TP1:1 TP2:3 TP2:5!5 TP3:7"},
      {"1.3.2.", "TP1:1!3 TP3:3 TP2:5!6"},
      {"12.3.", "TP1:!8 TP2:2 TP3:4"},
      {"...", "-:012!0"},
      {"", ""},
  };
  for (const auto& c : cases)
    EXPECT_EQ(told(split_stack(stack_of(c.pages))), c.expected) << c.pages;
}

TEST(SplitStack, CountsCoversApartAndListsMissingNumbers) {
  const StackSplit split = split_stack(stack_of("1..3."));
  EXPECT_TRUE(split.has_covers());
  EXPECT_EQ(split.cover_pages, 2);
  EXPECT_EQ(split.content_pages, 3);
  EXPECT_EQ(split.missing, std::vector<std::int32_t>{2});
  EXPECT_EQ(split.components[1].cover_page, 3);
  EXPECT_FALSE(split_stack(stack_of("?..")).has_covers());
}

TEST(SplitStack, ATotalThatDiffersIsDoubtedAloneAndTheMajorityHolds) {
  Stack stack = stack_of("1.2.3.");
  stack[2] = {cover(2, 9)};
  EXPECT_EQ(told(split_stack(stack)), "TP1:1 TP2:3!4!3 TP3:5");
}

TEST(SplitStack, OnePageWithTwoDifferentCoversIsNoCover) {
  Stack stack = stack_of("1.2.3.");
  stack[2] = {cover(2, 3), cover(1, 3)};
  const StackSplit split = split_stack(stack);
  EXPECT_EQ(split.components[1].reasons.front(), TwoCovers);
  EXPECT_FALSE(split.components[1].cover);
  stack[2] = {cover(2, 3), cover(2, 3)};
  EXPECT_EQ(told(split_stack(stack)), "TP1:1 TP2:3 TP3:5");
}

// Whatever the scanner hands over, no page is lost and none comes twice.
TEST(SplitStack, EveryPageComesOutExactlyOnce) {
  constexpr std::string_view kLetters = "123.!?";
  for (int n = 0; n < 6 * 6 * 6 * 6 * 6; ++n) {
    std::string pages;
    for (int i = 0, rest = n; i < 5; ++i, rest /= 6) {
      pages += kLetters[static_cast<std::size_t>(rest % 6)];
    }
    const StackSplit split = split_stack(stack_of(pages));
    std::vector<std::int32_t> seen;
    for (const auto& component : split.components) {
      if (component.cover_page >= 0) seen.push_back(component.cover_page);
      seen.insert(seen.end(), component.pages.begin(), component.pages.end());
    }
    std::ranges::sort(seen);
    EXPECT_EQ(seen, (std::vector<std::int32_t>{0, 1, 2, 3, 4})) << pages;
    EXPECT_EQ(split.cover_pages + split.content_pages, 5) << pages;
  }
}

TEST(MakeCovers, NumberTheComponents) {
  const CoverRequest requests[] = {{"H1", "TP1", "Đơn"}, {"H1", "TP2", ""}};
  const auto sheets = make_covers(requests).value();
  ASSERT_EQ(sheets.size(), 2U);
  EXPECT_EQ(sheets[1].number, 2);
  EXPECT_EQ(sheets[1].total, 2);
  EXPECT_EQ(parse_cover(sheets[0].payload).value(), (CoverCode{"H1", "TP1", 1, 2}));
}

TEST(SplitReasonText, EveryReasonSpeaksVietnamese) {
  for (int i = 0; i <= static_cast<int>(NoContent); ++i) {
    EXPECT_GT(text_vi(static_cast<SplitReason>(i)).size(), 20U);
  }
}

}  // namespace
}  // namespace sohoa
