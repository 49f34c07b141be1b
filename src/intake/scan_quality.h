// How well was it scanned? Measures with units; no opinion here (see admission.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sohoa {

struct PageQuality {
  double dpi = 0;       ///< as placed on the page; 0 when the file does not say
  bool is_scan = true;  ///< false: text and drawings, no resolution to speak of
  bool is_colour = true;
  bool blank = false;
  bool failed = false;  ///< the page could not be read
  double skew_deg = 0;
};

/// One component as it came.
struct ScanQuality {
  std::optional<std::int32_t> pages_declared;
  std::int32_t cover_pages = 0;    ///< separator sheets: counted apart, no content
  std::vector<PageQuality> pages;  ///< content pages in order
  std::string pdf_version;         ///< "1.7"; empty for images
  bool is_encrypted = false;
  std::vector<std::string> active_content;
  std::int32_t duplicate_pages = 0;
};

}  // namespace sohoa
