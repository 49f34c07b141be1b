// PNG with libpng. Its errors are longjmps: each function with a setjmp touches only what the
// Decoder below holds, so no destructor is jumped over.
#include <csetjmp>
#include <cstring>

#include <png.h>

#include "intake/readers/image_codec.h"

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
  bool prepare();
  bool read_rows(Raster& raster);

  ByteView left;
  bool ended = false;
  std::string message;
  png_structp png = nullptr;
  png_infop info = nullptr;
  std::int32_t rows_done = 0;  // of the last pass
  int passes = 1;
  int pass = 0;
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

bool Decoder::prepare() {
  if (setjmp(png_jmpbuf(png)) != 0) return false;
  png_set_expand(png);
  png_set_scale_16(png);
  // Paper is white: what is transparent shows it.
  png_color_16 white{};
  white.red = white.green = white.blue = white.gray = 0xFF;
  png_set_background(png, &white, PNG_BACKGROUND_GAMMA_SCREEN, 0, 1.0);
  if (is_grey(png, info)) png_set_rgb_to_gray_fixed(png, 1, -1, -1);
  passes = png_set_interlace_handling(png);
  png_read_update_info(png, info);
  return true;
}

bool Decoder::read_rows(Raster& raster) {
  if (setjmp(png_jmpbuf(png)) != 0) return false;
  for (pass = 0; pass < passes; ++pass) {
    for (rows_done = 0; rows_done < raster.height_px(); ++rows_done) {
      png_read_row(png, raster.row(rows_done), nullptr);
    }
  }
  return true;
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

Error row_shape_error() {
  return Error{Fault::UnsupportedFeature, "PNG: unexpected row format", {}};
}

Result<void> note_damage(const Decoder& decoder, std::int32_t height, Notes& notes) {
  if (decoder.pass == 0 && decoder.rows_done == 0) return png_error_of(decoder);
  if (decoder.passes > 1) {
    notes.push_back("image data ends early: interlaced pass " + std::to_string(decoder.pass + 1) +
                    " of 7 is incomplete");
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
  Decoder decoder(bytes);
  const ImageHeader header = TRY(checked_header(decoder, limits));
  if (!decoder.prepare()) return png_error_of(decoder);
  Raster raster = white_raster(header);
  if (png_get_rowbytes(decoder.png, decoder.info) != raster.stride()) return row_shape_error();
  if (!decoder.read_rows(raster)) TRY(note_damage(decoder, header.height_px, notes));
  return raster;
}

}  // namespace sohoa
