#include "ocr/fields.h"

#include <algorithm>
#include <array>

namespace sohoa {

const Field* find_field(const std::vector<Field>& fields, std::string_view id) {
  const auto found =
      std::find_if(fields.begin(), fields.end(), [&](const Field& one) { return one.id == id; });
  return found == fields.end() ? nullptr : &*found;
}

std::string_view name(FieldSource source) {
  constexpr std::array<std::string_view, 5> kNames = {
      "ocr", "text-layer", "barcode", "declared", "officer"};
  return kNames.at(static_cast<std::size_t>(source));
}

std::string_view name(RuleOutcome outcome) {
  constexpr std::array<std::string_view, 3> kNames = {"passed", "warning", "failed"};
  return kNames.at(static_cast<std::size_t>(outcome));
}

}  // namespace sohoa
