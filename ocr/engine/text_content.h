// The invisible text of one page as content stream operators.
#pragma once

#include <cstdint>
#include <string>

#include "ocr/engine/glyphless_font.h"
#include "ocr/page_text.h"

namespace sohoa::pdf {

/// The page the text is laid over, as it is shown: crop box in user space and final /Rotate.
struct TextFrame {
  double left = 0;  ///< of the crop box, user space
  double bottom = 0;
  double width = 0;  ///< of the crop box before /Rotate
  double height = 0;
  std::int32_t rotate_deg = 0;  ///< clockwise, as in the written page
};

/// One BT…ET a line in reading order: its box, its slope, its words at their exact starts, a real
/// space between words. Empty when there is no word. `font` is resource /`font_name`.
std::string text_content(const PageText& page,
                         const TextFrame& frame,
                         const GlyphlessFont& font,
                         const std::string& font_name);

}  // namespace sohoa::pdf
