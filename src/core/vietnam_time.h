// Moments as offices write them: Vietnam is seven hours ahead of UTC all year (domain: 7.1).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/clock.h"

namespace sohoa {

/// "2026-11-22": the day on which it happened in Vietnam.
std::string vietnam_day(UtcTime time);
/// Midnight in Vietnam at the start of `day` (YYYY-MM-DD); nullopt when it is no real day.
std::optional<UtcTime> start_of_day(std::string_view day);
/// "22/11/2026 10:15:00"; whose clock it is stands beside it in the reader's language.
std::string vietnam_time(UtcTime time);
/// "22/11/2026" of "2026-11-22"; the text itself when it is no day.
std::string vietnam_date(std::string_view day);

}  // namespace sohoa
