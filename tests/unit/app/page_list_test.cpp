#include "app/page_list.h"

#include <gtest/gtest.h>

namespace sohoa {
namespace {

using Pages = std::vector<std::int32_t>;

TEST(PageList, RangesAndPagesComeAscendingAndOnce) {
  EXPECT_EQ(parse_page_list("1-3,7", 100).value(), (Pages{0, 1, 2, 6}));
  EXPECT_EQ(parse_page_list("7,2-3,3,2", 100).value(), (Pages{1, 2, 6}));
  EXPECT_EQ(parse_page_list("5-5", 100).value(), (Pages{4}));
}

TEST(PageList, EmptyTextMeansAll) {
  EXPECT_TRUE(parse_page_list("", 100).value().empty());
}

class WrongPageList : public testing::TestWithParam<const char*> {};

TEST_P(WrongPageList, IsAUsageError) {
  const auto pages = parse_page_list(GetParam(), 100);
  ASSERT_FALSE(pages);
  EXPECT_EQ(pages.error().what, Fault::Usage);
}

INSTANTIATE_TEST_SUITE_P(Each,
                         WrongPageList,
                         testing::Values("0",
                                         "-1",
                                         "3-1",
                                         "1-",
                                         "1,,2",
                                         "1,",
                                         ",",
                                         "a",
                                         "1-x",
                                         "1 ,2",
                                         "101",
                                         "1-101",
                                         "99999999999",
                                         "1-2-3",
                                         "+1"));

}  // namespace
}  // namespace sohoa
