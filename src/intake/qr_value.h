// Pieces of the texts that QR codes on papers carry: dates in the ways offices write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sohoa {

/// Field id or metadata name, and value in the normal form of the templates.
using QrValues = std::vector<std::pair<std::string, std::string>>;

/// "25122001", "25/12/2001", "25-12-2001", "25.12.2001" and "2001-12-25" as "2001-12-25"; nullopt
/// for a day that is not in the calendar or lies outside 1800 to 2399.
std::optional<std::string> iso_date(std::string_view text);

/// A day as above, or a day with a time after 'T' or a space ("08:15", "08:15:00"), or
/// "yyyyMMddHHmmss" (the national portal's form): "2001-12-25" or "2001-12-25T08:15:00".
std::optional<std::string> iso_moment(std::string_view text);

}  // namespace sohoa
