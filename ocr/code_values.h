// Cutting of values that are numbers, codes, dates or one of a few words. Pure; internal to the
// cutting of values.
#pragma once

#include <optional>
#include <string_view>

#include "ocr/field_values.h"

namespace sohoa::ocr {

/// nullopt for types that are running text.
std::optional<Cut> cut_code_value(std::u32string_view text, ValueType type);

}  // namespace sohoa::ocr
