// Dates as officers write them: "24/03/2021", "ngày 05 tháng 6 năm 2026", "ngày   tháng 01 năm
// 2025". Pure; internal to extraction.
#pragma once

#include <optional>
#include <string_view>

#include "ocr/identifiers.h"

namespace sohoa::ocr {

struct DateCut {
  PartialDate date;
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The first date in the text. Parts left empty on paper are 0; parts that cannot be read make it
/// no date at all.
std::optional<DateCut> find_date(std::u32string_view text);

}  // namespace sohoa::ocr
