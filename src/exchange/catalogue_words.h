// Words and forms that several catalogues share (formats/exchange.md, 3 and 4).
#pragma once

#include <array>
#include <string_view>

#include "core/result.h"
#include "exchange/json_value.h"

namespace sohoa {

inline constexpr std::array<std::string_view, 8> kUnitLevels = {
    "bo", "tinh", "so", "vpdk", "huyen", "xa", "phong", "khac"};

/// ^[0-9A-Z.]{1,35}$
bool is_unit_code(std::string_view code);
/// ^[0-9]\.[0-9]{6}(\.[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2})?$
bool is_procedure_code(std::string_view code);
/// The member "format" says `expected`.
Result<void> check_format(const CatalogueObject& root, std::string_view expected);

}  // namespace sohoa
