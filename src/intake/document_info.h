// What is inside one file, as observed by the cage before any page is read.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/error.h"
#include "intake/format.h"

namespace sohoa {

enum class PageKind : std::uint8_t {
  Image,    ///< one image covers the page: a scan
  Digital,  ///< text and drawings
  Hybrid,   ///< a scan with a text layer, or text with large images
  Empty,    ///< no content at all
};

struct PageInfo {
  double width_pt = 0;  ///< of the CropBox, before /Rotate; images: pixels / dpi × 72
  double height_pt = 0;
  std::int32_t rotate_deg = 0;  ///< /Rotate or the EXIF/TIFF orientation, clockwise
  PageKind kind = PageKind::Image;
  std::int32_t image_width_px = 0;  ///< of the largest image, 0 when there is none
  std::int32_t image_height_px = 0;
  double image_dpi = 0;    ///< of that image as placed, across
  double image_dpi_y = 0;  ///< down; 0 when not known apart from image_dpi
  double image_share = 0;  ///< of the page's area that it covers, 0..1
  bool has_text = false;   ///< text operators are present
};

struct DocumentInfo {
  Format format = Format::Unknown;
  std::vector<PageInfo> pages;
  bool is_encrypted = false;  ///< opened with the empty or the given password
  bool is_signed = false;     ///< holds a signature field with a value: never rewritten
  bool is_damaged = false;    ///< opened only after repair
  std::string pdf_version;    ///< "1.7"; empty for images
  std::vector<std::string> active_content;  ///< "JavaScript", "Launch", "EmbeddedFile", …
  std::vector<std::string> notes;           ///< what was repaired or left out, English
};

}  // namespace sohoa
