// Arithmetic of days, YYYY-MM-DD in Vietnam; which day a moment is on: core/vietnam_time.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sohoa {

/// A real day of the calendar, written YYYY-MM-DD. Such texts compare in order of time.
bool is_day(std::string_view text);
/// `day` must be one; a day that does not exist becomes the last of its month (29/02 + 1 year).
std::string plus_days(std::string_view day, std::int32_t days);
std::string plus_years(std::string_view day, std::int32_t years);
/// From `from` to `to`; negative when `to` is earlier. Both must be days.
std::int32_t days_between(std::string_view from, std::string_view to);

}  // namespace sohoa
