// What a page paints, observed from its operators without rendering it.
#pragma once

#include <cstdint>
#include <qpdf/QPDFObjectHandle.hh>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/limits.h"
#include "core/result.h"
#include "ocr/engine/pdf_document.h"

namespace sohoa::pdf {

/// The six numbers of a transformation, as in "cm" (ISO 32000-1, 8.3.3).
struct Matrix {
  double a = 1, b = 0, c = 0, d = 1, e = 0, f = 0;
};
/// `inner` happens first.
Matrix multiply(const Matrix& inner, const Matrix& outer);

/// An image XObject where it lands on the page: the unit square through `place`.
struct PlacedImage {
  QPDFObjectHandle image;
  Matrix place;
};

struct ContentFacts {
  std::vector<PlacedImage> images;
  bool has_visible_text = false;
  bool has_invisible_text = false;  ///< text render mode 3: an OCR layer
  bool has_drawing = false;         ///< paths, shadings or inline images are painted
  bool uses_gray = false;           ///< device colour operators, and the initial black of 8.6.5.2
  bool uses_rgb = false;
  bool uses_cmyk = false;
  int missing_restores = 0;  ///< q left open at the end of the page's own content
  int extra_restores = 0;    ///< Q without a q
};

/// Reads and walks the page's content, forms included. A form that calls itself is entered once.
/// InflateTooLarge when the content is larger than limits.inflate_bytes.
Result<ContentFacts> scan_content(const Page& page, const Limits& limits);

/// All of a page's content streams, decoded and joined by newlines.
Result<std::string> read_content(QPDFObjectHandle contents, const Limits& limits);

/// The content without what text mode 3 shows: an OCR layer that is about to be replaced. Forms
/// are not entered. Only for content that shows no visible text.
std::string without_invisible_text(std::string_view content);

/// A decoded stream, at most `max_bytes` of it: InflateTooLarge beyond. Damaged data gives what
/// could be decoded.
Result<std::string> read_stream(QPDFObjectHandle stream, std::uint64_t max_bytes);

/// Counts decoded bytes without keeping them.
Result<std::uint64_t> inflated_size(QPDFObjectHandle stream, std::uint64_t max_bytes);

}  // namespace sohoa::pdf
