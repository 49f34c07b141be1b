// Small images of every kind a scanner or phone hands over, made by the codecs' own writers.
//
// All show the same picture on white paper: a black block in the top left quarter, a red one (or
// its grey) in the top right, so that a turn or a lost channel shows.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/bytes.h"

namespace sohoa::testing {

inline constexpr int kWidth = 160;
inline constexpr int kHeight = 240;

struct Rgb {
  std::uint8_t r;
  std::uint8_t g;
  std::uint8_t b;
};
/// The picture's colour at a pixel of a kWidth × kHeight image.
Rgb picture(int x, int y);

struct JpegSpec {
  int components = 3;  ///< 1 grey, 3 colour, 4 CMYK as Adobe writes it
  bool progressive = false;
  int jfif_dpi = 0;          ///< 0: not said
  int exif_orientation = 0;  ///< 0: no EXIF
  int exif_dpi = 0;
  int width = kWidth;
  int height = kHeight;
};
Bytes make_jpeg(const JpegSpec& spec);

enum class PngKind { Grey1, Grey8, Grey16, GreyAlpha, Palette, GreyPalette, Rgb8, Rgba };
struct PngSpec {
  PngKind kind = PngKind::Rgb8;
  bool interlaced = false;
  int dpi = 0;
};
Bytes make_png(const PngSpec& spec);

enum class TiffPixels { Bilevel, Grey, Rgb, Palette };
struct TiffSpec {
  TiffPixels pixels = TiffPixels::Bilevel;
  int compression = 1;  ///< COMPRESSION_* of tiff.h
  bool white_is_zero = false;
  bool tiled = false;
  int orientation = 1;
  int rows_per_strip = 48;
  double x_dpi = 200;
  double y_dpi = 200;
  bool per_centimetre = false;
};
/// One page for each spec.
Bytes make_tiff(const std::vector<TiffSpec>& pages);

}  // namespace sohoa::testing
