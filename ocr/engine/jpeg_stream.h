// The markers of a JPEG (ITU-T T.81), read without decoding it.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/bytes.h"

namespace sohoa::pdf {

/// One marker segment.
struct JpegSegment {
  std::uint8_t marker = 0;  ///< 0xC0 for SOF0
  std::size_t at = 0;       ///< of the 0xFF
  std::size_t size = 0;     ///< with marker and length bytes
};

struct JpegHeader {
  std::vector<JpegSegment> segments;  ///< up to and with the first SOS
  std::size_t scan_at = 0;            ///< first entropy-coded byte
  std::uint8_t frame = 0;             ///< SOFn marker
  int precision = 8;
  std::int32_t width_px = 0;
  std::int32_t height_px = 0;
  int components = 0;
  bool ids_are_rgb = false;  ///< component identifiers spell "RGB"
  int max_v_sampling = 1;
  int max_h_sampling = 1;
  int adobe_transform = -1;  ///< APP14; -1 when absent
  double dpi_x = 0;          ///< JFIF density, else EXIF
  double dpi_y = 0;
  int orientation = 1;  ///< EXIF
  Bytes icc_profile;
  bool has_end = false;  ///< EOI is there
};

/// nullopt when there is no frame and scan.
std::optional<JpegHeader> read_jpeg_header(ByteView bytes);

}  // namespace sohoa::pdf
