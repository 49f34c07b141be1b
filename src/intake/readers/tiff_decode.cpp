// Pixels of one TIFF directory.
//
// Scanners write grey, bilevel and RGB in strips: those are read row by row. All else (tiles,
// planes, palettes, CMYK, alpha, 16 bits) goes through libtiff's RGBA reader strip by strip.
#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "intake/readers/tiff_handle.h"

namespace sohoa::tiff {
namespace {

struct Page {
  TIFF* tiff;
  const Memory& memory;
  const Shape& shape;
  Raster raster;
  std::uint32_t rows_read = 0;
  std::uint32_t last_row = 0;  // one past the lowest row that was read
};

// TIFF 6.0 section 4: the sample value that is black.
std::vector<std::array<std::uint8_t, 8>> expansion_table(const Shape& shape) {
  std::vector<std::array<std::uint8_t, 8>> table(256);
  const unsigned per_byte = 8U / shape.bits;
  const unsigned top = (1U << shape.bits) - 1U;
  for (unsigned byte = 0; byte < 256; ++byte) {
    for (unsigned i = 0; i < per_byte; ++i) {
      const unsigned sample = (byte >> (8U - shape.bits * (i + 1))) & top;
      const unsigned grey = sample * 255U / top;
      const bool is_inverted = shape.photometric == PHOTOMETRIC_MINISWHITE;
      table[byte][i] = static_cast<std::uint8_t>(is_inverted ? 255U - grey : grey);
    }
  }
  return table;
}

// Turns a row of 1, 2, 4 or 8-bit grey samples into bytes, 0 being black.
class GreyRow {
 public:
  explicit GreyRow(const Shape& shape)
      : table_(expansion_table(shape)), per_byte_(8U / shape.bits), width_(shape.width) {}

  void expand(const std::uint8_t* samples, std::uint8_t* to) const {
    std::size_t left = width_;
    for (; left >= per_byte_; left -= per_byte_, to += per_byte_) {
      std::memcpy(to, table_[*samples++].data(), per_byte_);
    }
    if (left > 0) std::memcpy(to, table_[*samples].data(), left);
  }

 private:
  std::vector<std::array<std::uint8_t, 8>> table_;
  std::size_t per_byte_;
  std::size_t width_;
};

bool is_row_readable(const Shape& shape) {
  if (shape.is_tiled || shape.planar != PLANARCONFIG_CONTIG) return false;
  if (shape.is_grey()) return shape.samples == 1 && shape.bits <= 8;
  const bool is_rgb =
      shape.photometric == PHOTOMETRIC_RGB ||
      (shape.photometric == PHOTOMETRIC_YCBCR && shape.compression == COMPRESSION_JPEG);
  return is_rgb && shape.samples == 3 && shape.bits == 8;
}

std::uint32_t rows_per_strip(TIFF* tiff, std::uint32_t height) {
  std::uint32_t rows = height;
  TIFFGetFieldDefaulted(tiff, TIFFTAG_ROWSPERSTRIP, &rows);
  return std::clamp<std::uint32_t>(rows, 1, height);
}

void note_row(Page& page, std::uint32_t row) {
  ++page.rows_read;
  page.last_row = std::max(page.last_row, row + 1);
}

// In T.6 (G4) each row is told as changes of the row above: after one bad code all is noise until
// the next strip. T.4 and the others find their feet again, or say that they cannot.
bool is_row_sound(Page& page, std::uint8_t* buffer, std::uint32_t row) {
  const long errors_before = page.memory.errors;
  if (TIFFReadScanline(page.tiff, buffer, row, 0) != 1) return false;
  return page.shape.compression != COMPRESSION_CCITTFAX4 || page.memory.errors == errors_before;
}

// A strip that breaks off costs only its own remaining rows.
void read_rows(Page& page) {
  const std::uint32_t height = page.shape.height;
  const std::uint32_t strip_rows = rows_per_strip(page.tiff, height);
  const bool is_grey = page.shape.is_grey();
  const GreyRow grey(page.shape);
  Bytes buffer(static_cast<std::size_t>(std::max<tmsize_t>(TIFFScanlineSize(page.tiff), 1)));
  if (buffer.size() < page.raster.stride() * page.shape.bits / 8) return;
  for (std::uint32_t row = 0; row < height;) {
    if (!is_row_sound(page, buffer.data(), row)) {
      row = (row / strip_rows + 1) * strip_rows;
      continue;
    }
    std::uint8_t* to = page.raster.row(static_cast<std::int32_t>(row));
    if (is_grey) {
      grey.expand(buffer.data(), to);
    } else {
      std::memcpy(to, buffer.data(), page.raster.stride());
    }
    note_row(page, row++);
  }
}

// libtiff's RGBA is premultiplied by alpha: what is not covered shows white paper.
void copy_rgba(const std::uint32_t* from, std::size_t width, int channels, std::uint8_t* to) {
  for (std::size_t x = 0; x < width; ++x, to += channels) {
    const std::uint32_t pixel = from[x];
    const std::uint32_t paper = 255U - TIFFGetA(pixel);
    const std::array<std::uint32_t, 3> colour = {TIFFGetR(pixel), TIFFGetG(pixel), TIFFGetB(pixel)};
    for (int c = 0; c < channels; ++c) {
      const std::uint32_t value = colour[static_cast<std::size_t>(c)] + paper;
      to[c] = static_cast<std::uint8_t>(std::min<std::uint32_t>(value, 255));
    }
  }
}

// One strip or tile of RGBA, bottom row first, copied to its place.
struct Block {
  std::uint32_t x;
  std::uint32_t y;
  std::uint32_t stride;  // pixels from row to row
  std::uint32_t rows;    // rows of the buffer that are image
  std::uint32_t top;     // buffer row that holds the block's first row
};

void place_block(Page& page, const Block& block, const std::vector<std::uint32_t>& rgba) {
  const std::uint32_t width = std::min(block.stride, page.shape.width - block.x);
  for (std::uint32_t i = 0; i < block.rows; ++i) {
    const auto channels = static_cast<std::size_t>(page.raster.channels());
    const auto* from = rgba.data() + std::size_t{block.top - i} * block.stride;
    auto* to = page.raster.row(static_cast<std::int32_t>(block.y + i)) + block.x * channels;
    copy_rgba(from, width, page.raster.channels(), to);
    if (block.x == 0) note_row(page, block.y + i);
  }
}

void read_rgba_strips(Page& page) {
  const std::uint32_t height = page.shape.height;
  const std::uint32_t strip_rows = rows_per_strip(page.tiff, height);
  std::vector<std::uint32_t> rgba(std::size_t{page.shape.width} * strip_rows);
  for (std::uint32_t y = 0; y < height; y += strip_rows) {
    if (TIFFReadRGBAStripExt(page.tiff, y, rgba.data(), 1) != 1) continue;
    const std::uint32_t rows = std::min(strip_rows, height - y);
    place_block(page, {0, y, page.shape.width, rows, rows - 1}, rgba);
  }
}

void read_rgba_tiles(Page& page) {
  std::uint32_t tile_width = 0;
  std::uint32_t tile_height = 0;
  TIFFGetField(page.tiff, TIFFTAG_TILEWIDTH, &tile_width);
  TIFFGetField(page.tiff, TIFFTAG_TILELENGTH, &tile_height);
  const std::uint64_t pixels = std::uint64_t{tile_width} * tile_height;
  constexpr std::uint64_t kTilePixelsMax = 16'000'000;
  if (pixels == 0 || pixels > kTilePixelsMax) return;
  std::vector<std::uint32_t> rgba(pixels);
  for (std::uint32_t y = 0; y < page.shape.height; y += tile_height) {
    for (std::uint32_t x = 0; x < page.shape.width; x += tile_width) {
      if (TIFFReadRGBATileExt(page.tiff, x, y, rgba.data(), 1) != 1) continue;
      const std::uint32_t rows = std::min(tile_height, page.shape.height - y);
      place_block(page, {x, y, tile_width, rows, tile_height - 1}, rgba);
    }
  }
}

void read_pixels(Page& page) {
  // We turn pages ourselves; libtiff's RGBA reader would flip some of them before us.
  TIFFSetField(page.tiff, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
  if (page.shape.compression == COMPRESSION_JPEG && is_row_readable(page.shape)) {
    TIFFSetField(page.tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
  }
  if (is_row_readable(page.shape)) return read_rows(page);
  return page.shape.is_tiled ? read_rgba_tiles(page) : read_rgba_strips(page);
}

// Only rows that were read are judged and turned; the rest is white already.
void make_paper_light(Page& page, Notes& notes) {
  notes.emplace_back("the file does not say which value is black: paper is taken to be light");
  std::uint64_t sum = 0;
  const auto rows = static_cast<std::int32_t>(page.last_row);
  const std::size_t size = page.raster.stride() * page.last_row;
  for (std::size_t i = 0; i < size; ++i) sum += page.raster.pixels()[i];
  if (rows == 0 || sum / size >= 128) return;
  std::uint8_t* pixels = page.raster.row(0);
  std::transform(pixels, pixels + size, pixels, [](std::uint8_t v) {
    return static_cast<std::uint8_t>(255 - v);
  });
}

void note_damage(const Page& page, Notes& notes) {
  const auto height = static_cast<std::int32_t>(page.shape.height);
  const std::uint32_t missing = page.shape.height - page.rows_read;
  if (page.last_row == page.rows_read && missing > 0) {
    notes.push_back(missing_rows_note(static_cast<std::int32_t>(page.rows_read), height));
  } else if (missing > 0) {
    notes.push_back("image data is damaged: " + std::to_string(missing) + " of " +
                    std::to_string(height) + " rows are missing");
  } else if (page.memory.errors > 0) {
    notes.push_back("image data is damaged: " + page.memory.last_error);
  }
}

}  // namespace

Result<Raster> decode_page(TIFF* tiff, Memory& memory, const Shape& shape, Notes& notes) {
  memory.forget_errors();
  ImageHeader stored;
  stored.width_px = static_cast<std::int32_t>(shape.width);
  stored.height_px = static_cast<std::int32_t>(shape.height);
  stored.channels = shape.is_grey() ? 1 : 3;
  Page page{tiff, memory, shape, white_raster(stored)};
  read_pixels(page);
  if (page.rows_read == 0) return Error{Fault::CorruptFile, "TIFF: " + memory.last_error, {}};
  if (shape.photometric_is_guess && shape.is_grey()) make_paper_light(page, notes);
  note_damage(page, notes);
  return std::move(page.raster);
}

}  // namespace sohoa::tiff
