// Time as a value that is passed in, never read from the air.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace sohoa {

/// UTC, whole seconds.
using UtcTime = std::chrono::sys_seconds;

/// One of the few virtual types: production reads the system, tests hold a FixedClock.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual UtcTime now() const = 0;
};

class SystemClock final : public Clock {
 public:
  UtcTime now() const override;
};

/// RFC 3339, "2026-11-21T08:15:00Z".
std::string to_rfc3339(UtcTime time);
/// RFC 3339 with any offset ("Z", "+07:00"); fractions are cut. nullopt when it is none.
std::optional<UtcTime> parse_rfc3339(std::string_view text);

}  // namespace sohoa
