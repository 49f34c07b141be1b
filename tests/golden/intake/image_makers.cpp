#include "golden/intake/image_makers.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>

#include <jpeglib.h>
#include <png.h>
#include <tiffio.h>
#include <unistd.h>

#include "core/file.h"

namespace sohoa::testing {
namespace {

std::uint8_t grey_of(const Rgb& c) {
  return static_cast<std::uint8_t>((c.r * 77 + c.g * 151 + c.b * 28) >> 8);
}

void put_u16(Bytes& bytes, unsigned value) {
  bytes.push_back(static_cast<std::uint8_t>(value));
  bytes.push_back(static_cast<std::uint8_t>(value >> 8U));
}

void put_u32(Bytes& bytes, unsigned value) {
  put_u16(bytes, value & 0xFFFF);
  put_u16(bytes, value >> 16U);
}

Bytes exif_block(const JpegSpec& spec) {
  Bytes block = {'E', 'x', 'i', 'f', 0, 0, 'I', 'I', 42, 0};
  put_u32(block, 8);
  put_u16(block, 3);
  const auto entry = [&](unsigned tag, unsigned type, unsigned value) {
    put_u16(block, tag);
    put_u16(block, type);
    put_u32(block, 1);
    put_u32(block, value);
  };
  entry(0x0112, 3, static_cast<unsigned>(spec.exif_orientation));
  entry(0x011A, 5, 50);
  entry(0x0128, 3, 2);
  put_u32(block, 0);
  put_u32(block, static_cast<unsigned>(spec.exif_dpi));
  put_u32(block, 1);
  return block;
}

Bytes jpeg_row(const JpegSpec& spec, int y) {
  Bytes row;
  for (int x = 0; x < spec.width; ++x) {
    const Rgb c = picture(x * kWidth / spec.width, y * kHeight / spec.height);
    if (spec.components == 1) {
      row.push_back(grey_of(c));
    } else {
      row.insert(row.end(), {c.r, c.g, c.b});
    }
    if (spec.components == 4) row.push_back(255);  // Adobe's CMYK is inverted: no black ink
  }
  return row;
}

void set_up(jpeg_compress_struct& info, const JpegSpec& spec) {
  info.image_width = static_cast<JDIMENSION>(spec.width);
  info.image_height = static_cast<JDIMENSION>(spec.height);
  info.input_components = spec.components;
  info.in_color_space =
      spec.components == 1 ? JCS_GRAYSCALE : (spec.components == 3 ? JCS_RGB : JCS_CMYK);
  jpeg_set_defaults(&info);
  if (spec.components == 4) jpeg_set_colorspace(&info, JCS_YCCK);
  if (spec.progressive) jpeg_simple_progression(&info);
  info.density_unit = spec.jfif_dpi > 0 ? 1 : 0;
  info.X_density = info.Y_density = static_cast<UINT16>(spec.jfif_dpi > 0 ? spec.jfif_dpi : 1);
}

}  // namespace

Rgb picture(int x, int y) {
  if (y >= kHeight / 4) return {255, 255, 255};
  if (x < kWidth / 4) return {0, 0, 0};
  return x >= kWidth * 3 / 4 ? Rgb{200, 0, 0} : Rgb{255, 255, 255};
}

Bytes make_jpeg(const JpegSpec& spec) {
  jpeg_compress_struct info{};
  jpeg_error_mgr errors{};
  info.err = jpeg_std_error(&errors);
  jpeg_create_compress(&info);
  unsigned char* memory = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&info, &memory, &size);
  set_up(info, spec);
  jpeg_start_compress(&info, TRUE);
  if (spec.exif_orientation > 0) {
    const Bytes block = exif_block(spec);
    jpeg_write_marker(&info, JPEG_APP0 + 1, block.data(), static_cast<unsigned>(block.size()));
  }
  for (int y = 0; y < spec.height; ++y) {
    Bytes row = jpeg_row(spec, y);
    JSAMPROW rows = row.data();
    jpeg_write_scanlines(&info, &rows, 1);
  }
  jpeg_finish_compress(&info);
  jpeg_destroy_compress(&info);
  const Bytes bytes(memory, memory + size);
  std::free(memory);  // NOLINT: allocated by libjpeg
  return bytes;
}

namespace {

struct PngShape {
  int color_type;
  int depth;
};

PngShape shape_of(PngKind kind) {
  switch (kind) {
    case PngKind::Grey1:
      return {PNG_COLOR_TYPE_GRAY, 1};
    case PngKind::Grey8:
      return {PNG_COLOR_TYPE_GRAY, 8};
    case PngKind::Grey16:
      return {PNG_COLOR_TYPE_GRAY, 16};
    case PngKind::GreyAlpha:
      return {PNG_COLOR_TYPE_GRAY_ALPHA, 8};
    case PngKind::Palette:
    case PngKind::GreyPalette:
      return {PNG_COLOR_TYPE_PALETTE, 8};
    case PngKind::Rgb8:
      return {PNG_COLOR_TYPE_RGB, 8};
    case PngKind::Rgba:
      return {PNG_COLOR_TYPE_RGB_ALPHA, 8};
  }
  return {PNG_COLOR_TYPE_GRAY, 8};
}

// White paper is left transparent where there is an alpha channel.
void put_png_pixel(Bytes& row, PngKind kind, int x, const Rgb& c) {
  const bool is_paper = c.g == 255;
  const std::uint8_t alpha = is_paper ? 0 : 255;
  const std::uint8_t grey = grey_of(c);
  switch (kind) {
    case PngKind::Grey1:
      if (x % 8 == 0) row.push_back(0);
      if (grey >= 128) row.back() = static_cast<std::uint8_t>(row.back() | (0x80U >> (x % 8)));
      break;
    case PngKind::Grey8:
      row.push_back(grey);
      break;
    case PngKind::Grey16:
      row.insert(row.end(), {grey, grey});
      break;
    case PngKind::GreyAlpha:
      row.insert(row.end(), {static_cast<std::uint8_t>(is_paper ? 7 : grey), alpha});
      break;
    case PngKind::Palette:
    case PngKind::GreyPalette:
      row.push_back(is_paper ? 2 : (c.r == 0 ? 0 : 1));
      break;
    case PngKind::Rgb8:
      row.insert(row.end(), {c.r, c.g, c.b});
      break;
    case PngKind::Rgba:
      row.insert(row.end(), {c.r, static_cast<std::uint8_t>(is_paper ? 9 : c.g), c.b, alpha});
      break;
  }
}

void on_png_write(png_structp png, png_bytep data, png_size_t size) {
  auto* bytes = static_cast<Bytes*>(png_get_io_ptr(png));
  bytes->insert(bytes->end(), data, data + size);
}

}  // namespace

Bytes make_png(const PngSpec& spec) {
  Bytes bytes;
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  png_infop info = png_create_info_struct(png);
  png_set_write_fn(png, &bytes, on_png_write, nullptr);
  const PngShape shape = shape_of(spec.kind);
  png_set_IHDR(png,
               info,
               kWidth,
               kHeight,
               shape.depth,
               shape.color_type,
               spec.interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT,
               PNG_FILTER_TYPE_DEFAULT);
  const png_color colours[3] = {{0, 0, 0}, {200, 0, 0}, {255, 255, 255}};
  const png_color greys[3] = {{0, 0, 0}, {60, 60, 60}, {255, 255, 255}};
  if (spec.kind == PngKind::Palette) png_set_PLTE(png, info, colours, 3);
  if (spec.kind == PngKind::GreyPalette) png_set_PLTE(png, info, greys, 3);
  const auto per_metre = static_cast<png_uint_32>(spec.dpi / 0.0254 + 0.5);
  if (spec.dpi > 0) png_set_pHYs(png, info, per_metre, per_metre, PNG_RESOLUTION_METER);
  png_write_info(png, info);
  std::vector<Bytes> rows(kHeight);
  std::vector<png_bytep> pointers;
  for (int y = 0; y < kHeight; ++y) {
    auto& row = rows[static_cast<std::size_t>(y)];
    for (int x = 0; x < kWidth; ++x) put_png_pixel(row, spec.kind, x, picture(x, y));
    pointers.push_back(row.data());
  }
  png_write_image(png, pointers.data());
  png_write_end(png, nullptr);
  png_destroy_write_struct(&png, &info);
  return bytes;
}

namespace {

Bytes tiff_samples(const TiffSpec& spec, int x0, int y, int width) {
  Bytes row;
  for (int i = 0; i < width; ++i) {
    const Rgb c = picture(x0 + i, y);
    const std::uint8_t grey = grey_of(c);
    if (spec.pixels == TiffPixels::Rgb) {
      row.insert(row.end(), {c.r, c.g, c.b});
    } else if (spec.pixels == TiffPixels::Palette) {
      row.push_back(c.g == 255 ? 2 : (c.r == 0 ? 0 : 1));
    } else if (spec.pixels == TiffPixels::Grey) {
      row.push_back(static_cast<std::uint8_t>(spec.white_is_zero ? 255 - grey : grey));
    } else {
      if (i % 8 == 0) row.push_back(0);
      const bool is_set = (grey >= 128) != spec.white_is_zero;
      if (is_set) row.back() = static_cast<std::uint8_t>(row.back() | (0x80U >> (i % 8)));
    }
  }
  return row;
}

void set_tags(TIFF* tiff, const TiffSpec& spec) {
  const bool is_rgb = spec.pixels == TiffPixels::Rgb;
  TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, kWidth);
  TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, kHeight);
  TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, spec.pixels == TiffPixels::Bilevel ? 1 : 8);
  TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, is_rgb ? 3 : 1);
  TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  TIFFSetField(tiff, TIFFTAG_COMPRESSION, spec.compression);
  TIFFSetField(tiff, TIFFTAG_ORIENTATION, spec.orientation);
  int photometric = spec.white_is_zero ? PHOTOMETRIC_MINISWHITE : PHOTOMETRIC_MINISBLACK;
  if (is_rgb) photometric = PHOTOMETRIC_RGB;
  if (is_rgb && spec.compression == COMPRESSION_JPEG) {
    photometric = PHOTOMETRIC_YCBCR;
    TIFFSetField(tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
  }
  if (spec.pixels == TiffPixels::Palette) photometric = PHOTOMETRIC_PALETTE;
  TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, photometric);
  TIFFSetField(
      tiff, TIFFTAG_RESOLUTIONUNIT, spec.per_centimetre ? RESUNIT_CENTIMETER : RESUNIT_INCH);
  TIFFSetField(tiff, TIFFTAG_XRESOLUTION, spec.x_dpi);
  TIFFSetField(tiff, TIFFTAG_YRESOLUTION, spec.y_dpi);
  std::vector<std::uint16_t> red(256), green(256), blue(256);
  red = {0, 200 * 257, 65535};
  green = blue = {0, 0, 65535};
  red.resize(256);
  green.resize(256);
  blue.resize(256);
  if (spec.pixels == TiffPixels::Palette) {
    TIFFSetField(tiff, TIFFTAG_COLORMAP, red.data(), green.data(), blue.data());
  }
}

void write_tiles(TIFF* tiff, const TiffSpec& spec) {
  constexpr int kTile = 64;
  TIFFSetField(tiff, TIFFTAG_TILEWIDTH, kTile);
  TIFFSetField(tiff, TIFFTAG_TILELENGTH, kTile);
  for (int y = 0; y < kHeight; y += kTile) {
    for (int x = 0; x < kWidth; x += kTile) {
      Bytes tile;
      for (int i = 0; i < kTile; ++i) {
        const Bytes row = tiff_samples(spec, x, y + i, kTile);
        tile.insert(tile.end(), row.begin(), row.end());
      }
      TIFFWriteTile(
          tiff, tile.data(), static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y), 0, 0);
    }
  }
}

void write_rows(TIFF* tiff, const TiffSpec& spec) {
  TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, spec.rows_per_strip);
  for (int y = 0; y < kHeight; ++y) {
    Bytes row = tiff_samples(spec, 0, y, kWidth);
    TIFFWriteScanline(tiff, row.data(), static_cast<std::uint32_t>(y), 0);
  }
}

}  // namespace

Bytes make_tiff(const std::vector<TiffSpec>& pages) {
  const UniqueFd file = std::move(*memory_file({}));
  TIFF* tiff = TIFFFdOpen(::dup(file.get()), "memory", "w");
  for (const auto& page : pages) {
    set_tags(tiff, page);
    if (page.tiled) {
      write_tiles(tiff, page);
    } else {
      write_rows(tiff, page);
    }
    TIFFWriteDirectory(tiff);
  }
  TIFFClose(tiff);
  ::lseek(file.get(), 0, SEEK_SET);
  return std::move(*read_all(file.get(), 64 << 20U));
}

}  // namespace sohoa::testing
