// PNG with libpng. Its errors are longjmps: each function with a setjmp touches only what the
// Decoder below holds, so no destructor is jumped over.
#include <csetjmp>
#include <cstring>

#include <png.h>

#include "intake/readers/image_codec.h"
#include "intake/readers/page_source.h"

namespace sohoa {
namespace {

// Text and colour-profile chunks are never needed; the largest honest one is an ICC profile of 4
// MB.
constexpr std::uint32_t kChunkBytesMax = 8 * 1024 * 1024;
constexpr std::uint32_t kChunksMax = 1'000;

// Owns the libpng objects and all that must survive a longjmp.
struct Decoder {
  explicit Decoder(ByteView bytes);
  ~Decoder() { png_destroy_read_struct(&png, &info, nullptr); }
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  bool read_header();
  bool read_rows(Raster& to);

  ByteView left;
  bool ended = false;
  std::string message;
  png_structp png = nullptr;
  png_infop info = nullptr;
  Raster* raster = nullptr;
  std::int32_t rows_done = 0;  // of the pass being read
  int pass = 0;
  bool is_finished = false;
};

[[noreturn]] void on_error(png_structp png, png_const_charp message) {
  static_cast<Decoder*>(png_get_error_ptr(png))->message = message;
  png_longjmp(png, 1);
}

void on_warning(png_structp /*png*/, png_const_charp /*message*/) {}

void on_read(png_structp png, png_bytep to, png_size_t size) {
  auto* decoder = static_cast<Decoder*>(png_get_io_ptr(png));
  if (decoder->left.size() < size) {
    decoder->ended = true;
    decoder->left = {};
    png_error(png, "the data ends early");
  }
  std::memcpy(to, decoder->left.data(), size);
  decoder->left = decoder->left.subspan(size);
}

Decoder::Decoder(ByteView bytes) : left(bytes) {
  png = png_create_read_struct(PNG_LIBPNG_VER_STRING, this, on_error, on_warning);
  if (png != nullptr) info = png_create_info_struct(png);
  if (info == nullptr) return;
  png_set_read_fn(png, this, on_read);
  // Our own check names the numbers; libpng's bound only has to be out of its way.
  png_set_user_limits(png, 0x7FFFFFFF, 0x7FFFFFFF);
  png_set_chunk_cache_max(png, kChunksMax);
  png_set_chunk_malloc_max(png, kChunkBytesMax);
}

bool Decoder::read_header() {
  if (info == nullptr || setjmp(png_jmpbuf(png)) != 0) return false;
  png_read_info(png, info);
  return true;
}

bool is_grey_palette(png_structp png, png_infop info) {
  png_colorp palette = nullptr;
  int size = 0;
  if (png_get_PLTE(png, info, &palette, &size) == 0) return false;
  for (int i = 0; i < size; ++i) {
    if (palette[i].red != palette[i].green || palette[i].green != palette[i].blue) return false;
  }
  return true;
}

bool is_grey(png_structp png, png_infop info) {
  const auto type = png_get_color_type(png, info);
  if (type == PNG_COLOR_TYPE_PALETTE) return is_grey_palette(png, info);
  return (type & PNG_COLOR_MASK_COLOR) == 0;
}

// Asks for eight bits, grey or RGB, and starts reading rows.
void on_info(png_structp png, png_infop info) {
  const auto* decoder = static_cast<Decoder*>(png_get_progressive_ptr(png));
  png_set_expand(png);
  png_set_scale_16(png);
  // Paper is white: what is transparent shows it.
  png_color_16 white{};
  white.red = white.green = white.blue = white.gray = 0xFF;
  png_set_background(png, &white, PNG_BACKGROUND_GAMMA_SCREEN, 0, 1.0);
  if (is_grey(png, info)) png_set_rgb_to_gray_fixed(png, 1, -1, -1);
  png_set_interlace_handling(png);
  png_read_update_info(png, info);
  if (png_get_rowbytes(png, info) != decoder->raster->stride()) png_error(png, "row format");
}

void on_row(png_structp png, png_bytep row, png_uint_32 number, int pass) {
  auto* decoder = static_cast<Decoder*>(png_get_progressive_ptr(png));
  const auto y = static_cast<std::int32_t>(number);
  if (y >= decoder->raster->height_px()) return;
  png_progressive_combine_row(png, decoder->raster->row(y), row);
  decoder->rows_done = y + 1;
  decoder->pass = pass;
}

void on_end(png_structp png, png_infop /*info*/) {
  static_cast<Decoder*>(png_get_progressive_ptr(png))->is_finished = true;
}

// Pushing the bytes makes use of every one there is; libpng's pulling reader drops up to 8 KiB at
// the end of a file that is cut short.
bool Decoder::read_rows(Raster& to) {
  raster = &to;
  if (info == nullptr || setjmp(png_jmpbuf(png)) != 0) return false;
  png_set_progressive_read_fn(png, this, on_info, on_row, on_end);
  png_process_data(png, info, const_cast<png_bytep>(left.data()), left.size());
  ended = !is_finished;
  if (ended) message = "the data ends early";
  return is_finished;
}

// PNG 11.3.5.3: pixels per metre, when the unit is given.
double dpi_of(png_structp png, png_infop info) {
  constexpr double kMetresPerInch = 0.0254;
  png_uint_32 x = 0;
  png_uint_32 y = 0;
  int unit = PNG_RESOLUTION_UNKNOWN;
  if (png_get_pHYs(png, info, &x, &y, &unit) == 0 || unit != PNG_RESOLUTION_METER) return 0;
  return x * kMetresPerInch;
}

Error png_error_of(const Decoder& decoder) {
  const Fault fault = decoder.ended ? Fault::TruncatedFile : Fault::CorruptFile;
  return Error{fault, "PNG: " + decoder.message, {}};
}

Result<ImageHeader> checked_header(Decoder& decoder, const Limits& limits) {
  if (!decoder.read_header()) return png_error_of(decoder);
  const auto width = png_get_image_width(decoder.png, decoder.info);
  const auto height = png_get_image_height(decoder.png, decoder.info);
  TRY(check_size(width, height, limits));
  ImageHeader header;
  header.width_px = static_cast<std::int32_t>(width);
  header.height_px = static_cast<std::int32_t>(height);
  header.channels = is_grey(decoder.png, decoder.info) ? 1 : 3;
  header.dpi = plausible_dpi(dpi_of(decoder.png, decoder.info), header.width_px, header.height_px);
  return header;
}

Result<void> note_damage(const Decoder& decoder,
                         bool is_interlaced,
                         std::int32_t height,
                         Notes& notes) {
  if (decoder.rows_done == 0) return png_error_of(decoder);
  constexpr int kLastPass = 6;
  const bool is_complete =
      decoder.rows_done == height && (!is_interlaced || decoder.pass == kLastPass);
  if (is_complete) return {};  // only what follows the image is missing
  if (is_interlaced) {
    notes.push_back(std::string(kMissingData) + ": interlaced pass " +
                    std::to_string(decoder.pass + 1) + " of 7 is incomplete");
  } else {
    notes.push_back(missing_rows_note(decoder.rows_done, height));
  }
  return {};
}

}  // namespace

Result<ImageHeader> read_png_header(ByteView bytes, const Limits& limits) {
  Decoder decoder(bytes);
  return checked_header(decoder, limits);
}

Result<Raster> decode_png(ByteView bytes, const Limits& limits, Notes& notes) {
  Decoder header_reader(bytes);
  const ImageHeader header = TRY(checked_header(header_reader, limits));
  const bool is_interlaced =
      png_get_interlace_type(header_reader.png, header_reader.info) != PNG_INTERLACE_NONE;
  Raster raster = white_raster(header);
  Decoder decoder(bytes);
  if (!decoder.read_rows(raster)) {
    TRY(note_damage(decoder, is_interlaced, header.height_px, notes));
  }
  return raster;
}

}  // namespace sohoa
