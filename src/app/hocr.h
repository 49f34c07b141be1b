// hOCR 1.2, the exchange form of page layout that other OCR tools read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/json_text.h"

namespace sohoa {

/// One XHTML document; a page that failed is an empty ocr_page, so page numbers stay true.
std::string hocr_document(std::string_view file, const std::vector<PageOutcome>& pages);

}  // namespace sohoa
