// The text a PDF page carries, as words with boxes in the raster that render() would give.
#pragma once

#include <optional>
#include <string>

#include "core/limits.h"
#include "core/result.h"
#include "ocr/page_text.h"

namespace sohoa::pdf {

/// Size of the raster the boxes are scaled to.
struct TextTarget {
  std::int32_t width_px = 0;
  std::int32_t height_px = 0;
  double dpi = 0;
};

/// Reads the text of a one-page PDF (`isolate_page`). Words in Poppler's reading order, grouped
/// into lines and blocks; when most words run sideways or upside down, the page is turned upright
/// and `rotation_deg` says so. nullopt when there is no word.
Result<std::optional<PageText>> read_text_layer(const std::string& one_page_pdf,
                                                const TextTarget& target,
                                                const Limits& limits);

}  // namespace sohoa::pdf
