// How a searchable page is named inside the text index.
#pragma once

#include <cstdint>

namespace sohoa::sqlite {

/// Row id = component seq << 20 | ordinal: a million pages a component, 2^43 components. Ordinal 0
/// is what is known of the paper itself: title, owner, number.
struct PageKey {
  static constexpr int kOrdinalBits = 20;
  static constexpr std::int32_t kOrdinalMask = (1 << kOrdinalBits) - 1;

  std::int64_t component_seq = 0;
  std::int32_t ordinal = 0;

  std::int64_t id() const { return (component_seq << kOrdinalBits) | ordinal; }
  bool is_valid() const { return ordinal > 0 && ordinal <= kOrdinalMask; }
  static PageKey of(std::int64_t id) {
    return {id >> kOrdinalBits, static_cast<std::int32_t>(id & kOrdinalMask)};
  }
};

}  // namespace sohoa::sqlite
