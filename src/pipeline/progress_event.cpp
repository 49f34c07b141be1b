#include "pipeline/progress_event.h"

#include <array>

namespace sohoa {

std::string_view name(Stage stage) {
  constexpr std::array<std::string_view, 5> kNames = {
      "receive", "unpack", "inspect", "read", "compose"};
  return kNames[static_cast<std::size_t>(stage)];
}

}  // namespace sohoa
