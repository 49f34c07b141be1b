// A value as a person typed it, in the normal form fields have.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ocr/template.h"

namespace sohoa {

/// "15/01/2025" is "2025-01-15" for a date; text is squeezed and NFC. nullopt for a date that is
/// none. What does not look like its type otherwise stays as typed: the person knows better.
std::optional<std::string> typed_value(std::string_view text, ValueType type);

}  // namespace sohoa
