// What goes into a searchable PDF: which pages of which files, and the text to lay under them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ocr/page_text.h"

namespace sohoa {

/// One output page. Pages come in output order.
struct ComposePage {
  std::int32_t source = 0;      ///< which input file
  std::int32_t page_index = 0;  ///< 0-based page of that file
  bool add_text = false;        ///< false: leave the page as it is (own text layer, failed, blank)
  PageText text;
};

struct ComposeOptions {
  std::string password;
  std::string title;       ///< dc:title; empty: none
  std::string created_at;  ///< RFC 3339 of the scan; empty: no dates are written
};

struct ComposeReport {
  std::uint64_t bytes = 0;
  bool is_pdfa = false;            ///< every PDF/A-2b rule that we check holds; claimed in XMP
  std::vector<std::string> notes;  ///< why it is not, what was removed (English)
};

}  // namespace sohoa
