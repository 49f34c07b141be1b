#include "intake/qr_value.h"

#include <algorithm>
#include <charconv>
#include <chrono>

namespace sohoa {
namespace {

bool is_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Two or four digits; -1 when they are none.
int digits(std::string_view text, std::size_t at, std::size_t count) {
  if (text.size() < at + count || !is_digits(text.substr(at, count))) return -1;
  int value = 0;
  std::from_chars(text.data() + at, text.data() + at + count, value);
  return value;
}

std::optional<std::string> calendar_date(int year, int month, int day) {
  if (year < 1800 || year > 2399 || month < 1 || day < 1) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return std::to_string(year) + "-" + two(month) + "-" + two(day);
}

bool is_separator(char c) {
  return c == '/' || c == '-' || c == '.';
}

/// "08:15" or "08:15:00" as "08:15:00".
std::optional<std::string> clock_time(std::string text) {
  if (text.size() == 5) text += ":00";
  if (text.size() != 8 || text[2] != ':' || text[5] != ':') return std::nullopt;
  const int hour = digits(text, 0, 2);
  const int minute = digits(text, 3, 2);
  const int second = digits(text, 6, 2);
  const bool ok =
      hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
  return ok ? std::optional(std::move(text)) : std::nullopt;
}

std::optional<std::string> portal_moment(std::string_view text) {
  const auto date = calendar_date(digits(text, 0, 4), digits(text, 4, 2), digits(text, 6, 2));
  const std::string time = std::string(text.substr(8, 2)) + ":" + std::string(text.substr(10, 2)) +
                           ":" + std::string(text.substr(12, 2));
  if (!date || !clock_time(time)) return std::nullopt;
  return *date + "T" + time;
}

}  // namespace

std::optional<std::string> iso_date(std::string_view text) {
  if (text.size() == 8 && is_digits(text)) {
    return calendar_date(digits(text, 4, 4), digits(text, 2, 2), digits(text, 0, 2));
  }
  if (text.size() != 10) return std::nullopt;
  if (is_separator(text[2]) && text[5] == text[2]) {
    return calendar_date(digits(text, 6, 4), digits(text, 3, 2), digits(text, 0, 2));
  }
  if (text[4] == '-' && text[7] == '-') {
    return calendar_date(digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2));
  }
  return std::nullopt;
}

std::optional<std::string> iso_moment(std::string_view text) {
  if (auto date = iso_date(text)) return date;
  if (text.size() == 14 && is_digits(text)) return portal_moment(text);
  const std::size_t gap = text.find_first_of(" T");
  if (gap == std::string_view::npos) return std::nullopt;
  const auto date = iso_date(text.substr(0, gap));
  const auto time = clock_time(std::string(text.substr(gap + 1)));
  if (!date || !time) return std::nullopt;
  return *date + "T" + *time;
}

}  // namespace sohoa
