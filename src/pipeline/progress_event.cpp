#include "pipeline/progress_event.h"

#include <array>

namespace sohoa {

std::string_view name(Stage stage) {
  constexpr std::array<std::string_view, 7> kNames = {
      "pack", "receive", "unpack", "inspect", "read", "compose", "verify"};
  return kNames[static_cast<std::size_t>(stage)];
}

}  // namespace sohoa
