// Character error rate, as the score of a reading.
#pragma once

#include <string_view>

namespace sohoa::testing {

struct CharacterErrors {
  std::size_t wrong = 0;   ///< edit distance
  std::size_t length = 0;  ///< of the truth
  double rate() const {
    return length > 0 ? static_cast<double>(wrong) / static_cast<double>(length) : 0;
  }
};

/// Both texts in NFC; white space is one space, quotes and dashes are straight, leaders and tick
/// boxes do not count. Reading order counts.
CharacterErrors character_errors(std::string_view truth, std::string_view reading);

}  // namespace sohoa::testing
