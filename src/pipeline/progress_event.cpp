#include "pipeline/progress_event.h"

#include <array>

namespace sohoa {

std::string_view name(Stage stage) {
  constexpr std::array<std::string_view, 8> kNames = {
      "pack", "receive", "unpack", "inspect", "read", "compose", "verify", "judge"};
  return kNames[static_cast<std::size_t>(stage)];
}

}  // namespace sohoa
