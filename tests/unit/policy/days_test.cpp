#include "policy/days.h"

#include <gtest/gtest.h>

namespace sohoa {
namespace {

TEST(Days, OnlyRealDaysAreDays) {
  for (const char* day : {"2026-11-22", "2024-02-29", "1945-09-02"})
    EXPECT_TRUE(is_day(day)) << day;
  for (const char* text : {"",
                           "2026-02-29",
                           "2026-13-01",
                           "2026-1-1",
                           "22/11/2026",
                           "2026-11-2x",
                           "2026-11-22T",
                           "+026-11-22"}) {
    EXPECT_FALSE(is_day(text)) << text;
  }
}

TEST(Days, AddingStaysOnTheCalendar) {
  EXPECT_EQ(plus_days("2026-12-31", 1), "2027-01-01");
  EXPECT_EQ(plus_days("2024-03-01", -1), "2024-02-29");
  EXPECT_EQ(plus_years("2024-02-29", 1), "2025-02-28");
  EXPECT_EQ(plus_years("2026-11-22", 70), "2096-11-22");
  EXPECT_EQ(plus_years("không rõ", 1), "không rõ");
}

TEST(Days, DistanceHasASign) {
  EXPECT_EQ(days_between("2026-11-22", "2026-12-22"), 30);
  EXPECT_EQ(days_between("2026-12-22", "2026-11-22"), -30);
}

}  // namespace
}  // namespace sohoa
