#include "core/clock.h"

#include <gtest/gtest.h>

namespace sohoa {
namespace {

TEST(Rfc3339, ReadsOffsetsAndFractionsAndWritesUtc) {
  const auto time = parse_rfc3339("2026-11-21T15:30:00.5+07:00");
  ASSERT_TRUE(time);
  EXPECT_EQ(to_rfc3339(*time), "2026-11-21T08:30:00Z");
}

TEST(Rfc3339, RefusesWhatIsNoDate) {
  for (const char* text : {"", "2026-02-30T00:00:00Z", "2026-11-21", "2026-11-21T15:30:00", "x"}) {
    EXPECT_FALSE(parse_rfc3339(text)) << text;
  }
}

}  // namespace
}  // namespace sohoa
