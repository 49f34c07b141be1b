// Text strings and dates of a PDF (ISO 32000-1, 7.9.2 and 7.9.4).
//
// Parser half.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/clock.h"

namespace sohoa::cos {

/// UTF-8, NFC: from UTF-16 or UTF-8 with a mark, else PDFDocEncoding. Bytes that are no ASCII but
/// well-formed UTF-8 without a mark are taken as that, as Vietnamese producers mean them.
std::string text_string(std::string_view bytes);

/// "D:20251121081500+07'00'" and its shorter forms; without an offset it is taken as UTC.
std::optional<UtcTime> date(std::string_view text);

}  // namespace sohoa::cos
