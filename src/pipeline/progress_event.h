// What long work tells whoever watches it: a bar on a terminal, JSON lines elsewhere.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace sohoa {

enum class Stage : std::uint8_t { Pack, Receive, Unpack, Inspect, Read, Compose, Verify, Judge };

/// "pack", "receive", "unpack", "inspect", "read", "compose", "verify", "judge".
std::string_view name(Stage stage);

struct ProgressEvent {
  Stage stage = Stage::Read;
  std::uint64_t done = 0;
  std::uint64_t total = 0;  ///< 0 when not known yet
  std::uint64_t carried_over =
      0;  ///< of `done`: finished by an earlier run, so not counted in rates
};

/// May be called from any thread of the work, one call at a time.
using ProgressSink = std::function<void(const ProgressEvent&)>;

}  // namespace sohoa
