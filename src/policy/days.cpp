#include "policy/days.h"

#include <charconv>
#include <chrono>
#include <cstdio>
#include <optional>

namespace sohoa {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

std::optional<int> digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::optional<year_month_day> parsed(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits(text.substr(0, 4));
  const auto month = digits(text.substr(5, 2));
  const auto day = digits(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const year_month_day date{std::chrono::year(*year),
                            std::chrono::month(static_cast<unsigned>(*month)),
                            std::chrono::day(static_cast<unsigned>(*day))};
  return date.ok() ? std::optional(date) : std::nullopt;
}

std::string written(const year_month_day& date) {
  char text[32];
  std::snprintf(text,
                sizeof text,
                "%04d-%02u-%02u",
                int(date.year()),
                unsigned(date.month()),
                unsigned(date.day()));
  return text;
}

}  // namespace

bool is_day(std::string_view text) {
  return parsed(text).has_value();
}

std::string plus_days(std::string_view day, std::int32_t days) {
  const auto date = parsed(day);
  if (!date) return std::string(day);
  return written(year_month_day(sys_days(*date) + std::chrono::days(days)));
}

std::string plus_years(std::string_view day, std::int32_t years) {
  const auto date = parsed(day);
  if (!date) return std::string(day);
  const year_month_day later = *date + std::chrono::years(years);
  return written(later.ok() ? later : later.year() / later.month() / std::chrono::last);
}

std::int32_t days_between(std::string_view from, std::string_view to) {
  const auto first = parsed(from);
  const auto second = parsed(to);
  if (!first || !second) return 0;
  return static_cast<std::int32_t>((sys_days(*second) - sys_days(*first)).count());
}

}  // namespace sohoa
