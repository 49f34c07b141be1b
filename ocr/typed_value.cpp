#include "ocr/typed_value.h"

#include "core/text.h"
#include "core/vietnam_time.h"
#include "ocr/field_values.h"

namespace sohoa {

std::optional<std::string> typed_value(std::string_view text, ValueType type) {
  std::string typed = squeeze(to_nfc(text));
  if (type != ValueType::Date) return typed;
  if (start_of_day(typed)) return typed;
  const ocr::Cut cut = ocr::cut_value(to_utf32(typed), type, Take::Line);
  if (!cut.fits || cut.value.empty()) return std::nullopt;
  return cut.value;
}

}  // namespace sohoa
