#include "core/clock.h"

#include <array>
#include <charconv>
#include <cstdio>

namespace sohoa {
namespace {

using std::chrono::day;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::month;
using std::chrono::seconds;
using std::chrono::year;

std::optional<int> number(std::string_view text, std::size_t at, std::size_t size) {
  if (at + size > text.size()) return std::nullopt;
  int value = 0;
  const char* end = text.data() + at + size;
  const auto [stop, error] = std::from_chars(text.data() + at, end, value);
  if (error != std::errc() || stop != end || text[at] == '-') return std::nullopt;
  return value;
}

// "Z" or "+hh:mm" at `at`; minutes east of UTC.
std::optional<int> offset_minutes(std::string_view text, std::size_t at) {
  if (at >= text.size()) return std::nullopt;
  if ((text[at] == 'Z' || text[at] == 'z') && at + 1 == text.size()) return 0;
  if ((text[at] != '+' && text[at] != '-') || at + 6 != text.size() || text[at + 3] != ':')
    return {};
  const auto h = number(text, at + 1, 2);
  const auto m = number(text, at + 4, 2);
  if (!h || !m || *h > 23 || *m > 59) return std::nullopt;
  return (text[at] == '-' ? -1 : 1) * (*h * 60 + *m);
}

std::size_t after_fraction(std::string_view text, std::size_t at) {
  if (at >= text.size() || text[at] != '.') return at;
  ++at;
  while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
  return at;
}

}  // namespace

UtcTime SystemClock::now() const {
  return std::chrono::floor<seconds>(std::chrono::system_clock::now());
}

std::string to_rfc3339(UtcTime time) {
  const auto midnight = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(midnight);
  const std::chrono::hh_mm_ss clock(time - midnight);
  std::array<char, 32> text{};
  std::snprintf(text.data(),
                text.size(),
                "%04d-%02u-%02uT%02d:%02d:%02dZ",
                int(date.year()),
                unsigned(date.month()),
                unsigned(date.day()),
                int(clock.hours().count()),
                int(clock.minutes().count()),
                int(clock.seconds().count()));
  return text.data();
}

std::optional<UtcTime> parse_rfc3339(std::string_view text) {
  if (text.size() < 20 || text[4] != '-' || text[7] != '-' || text[13] != ':' || text[16] != ':') {
    return std::nullopt;
  }
  const auto y = number(text, 0, 4), mo = number(text, 5, 2), d = number(text, 8, 2);
  const auto h = number(text, 11, 2), mi = number(text, 14, 2), s = number(text, 17, 2);
  const auto offset = offset_minutes(text, after_fraction(text, 19));
  if (!y || !mo || !d || !h || !mi || !s || !offset) return std::nullopt;
  const std::chrono::year_month_day date{year(*y), month(unsigned(*mo)), day(unsigned(*d))};
  if (!date.ok() || *h > 23 || *mi > 59 || *s > 60) return std::nullopt;
  return std::chrono::sys_days(date) + hours(*h) + minutes(*mi - *offset) + seconds(*s);
}

}  // namespace sohoa
