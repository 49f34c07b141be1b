// "1-3,7" as people write pages.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace sohoa {

/// 1-based pages and ranges to ascending 0-based numbers without repeats; empty text gives none.
/// Usage error naming the part that is wrong. At most `max_pages` numbers.
Result<std::vector<std::int32_t>> parse_page_list(std::string_view text, std::int32_t max_pages);

}  // namespace sohoa
