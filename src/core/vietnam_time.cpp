#include "core/vietnam_time.h"

namespace sohoa {
namespace {

constexpr std::chrono::hours kOffset{7};

}  // namespace

std::string vietnam_day(UtcTime time) {
  return to_rfc3339(time + kOffset).substr(0, 10);
}

std::optional<UtcTime> start_of_day(std::string_view day) {
  if (day.size() != 10) return std::nullopt;
  return parse_rfc3339(std::string(day) + "T00:00:00+07:00");
}

std::string vietnam_date(std::string_view day) {
  if (!start_of_day(day)) return std::string(day);
  return std::string(day.substr(8, 2)) + "/" + std::string(day.substr(5, 2)) + "/" +
         std::string(day.substr(0, 4));
}

std::string vietnam_time(UtcTime time) {
  const std::string local = to_rfc3339(time + kOffset);
  return vietnam_date(local.substr(0, 10)) + " " + local.substr(11, 8);
}

}  // namespace sohoa
