// PNG (RFC 2083) as PDF image streams. IDAT is a zlib stream with PNG predictors, which is what
// FlateDecode with /Predictor 15 reads, so most files pass through without being decoded.
#include <algorithm>
#include <csetjmp>
#include <cstring>
#include <memory>
#include <string_view>

#include <png.h>

#include "ocr/engine/deflate.h"
#include "ocr/engine/icc.h"
#include "ocr/engine/image_streams.h"

namespace sohoa::pdf {
namespace {

constexpr std::size_t kSignatureBytes = 8;
constexpr int kRgb = 2, kPalette = 3, kGreyAlpha = 4, kRgba = 6;

std::uint32_t be32(ByteView b, std::size_t at) {
  return static_cast<std::uint32_t>(b[at]) << 24 | static_cast<std::uint32_t>(b[at + 1]) << 16 |
         static_cast<std::uint32_t>(b[at + 2]) << 8 | b[at + 3];
}

struct PngInfo {
  std::int32_t width = 0;
  std::int32_t height = 0;
  int depth = 0;
  int colour = 0;
  bool has_header = false;
  bool interlaced = false;
  bool has_transparency = false;
  bool has_end = false;
  ByteView palette;
  std::vector<ByteView> data;  ///< the IDAT pieces
  double dpi_x = 0;
  double dpi_y = 0;

  int channels() const {
    if (colour == kRgb) return 3;
    if (colour == kRgba) return 4;
    return colour == kGreyAlpha ? 2 : 1;
  }
  bool has_alpha() const { return colour == kGreyAlpha || colour == kRgba || has_transparency; }
};

// Only the first counts, as for libpng: one behind the data would give a decoder of these rows
// another number of them.
void read_header(ByteView body, PngInfo& info) {
  if (body.size() < 13 || info.has_header) return;
  info.has_header = true;
  info.width = static_cast<std::int32_t>(be32(body, 0) & 0x7fffffff);
  info.height = static_cast<std::int32_t>(be32(body, 4) & 0x7fffffff);
  info.depth = body[8];
  info.colour = body[9];
  info.interlaced = body[12] != 0;
}

void read_chunk(std::string_view type, ByteView body, PngInfo& info) {
  if (type == "IHDR") read_header(body, info);
  if (type == "PLTE") info.palette = body;
  if (type == "tRNS") info.has_transparency = true;
  if (type == "IDAT") info.data.push_back(body);
  if (type == "IEND") info.has_end = true;
  if (type == "pHYs" && body.size() >= 9 && body[8] == 1) {  // pixels per metre
    info.dpi_x = be32(body, 0) * 0.0254;
    info.dpi_y = be32(body, 4) * 0.0254;
  }
}

PngInfo read_png(ByteView bytes) {
  PngInfo info;
  std::size_t at = kSignatureBytes;
  while (at + 12 <= bytes.size() && !info.has_end) {
    const std::size_t size = be32(bytes, at);
    const std::string_view type = as_text(bytes.subspan(at + 4, 4));
    const std::size_t there = std::min(size, bytes.size() - at - 8);
    read_chunk(type, bytes.subspan(at + 8, there), info);
    at += 12 + size;
  }
  return info;
}

bool is_sane(const PngInfo& info) {
  const bool known_depth =
      info.depth == 1 || info.depth == 2 || info.depth == 4 || info.depth == 8 || info.depth == 16;
  const bool has_palette = info.colour != kPalette || info.palette.size() >= 3;
  return info.width > 0 && info.height > 0 && known_depth && info.channels() > 0 && has_palette &&
         !info.data.empty();
}

std::string hex_palette(ByteView palette) {
  return to_hex(palette.first(palette.size() / 3 * 3));
}

std::string space_name(const PngInfo& info) {
  if (info.colour == kPalette) {
    const std::size_t last = std::min<std::size_t>(info.palette.size() / 3, 256) - 1;
    return "[/Indexed /DeviceRGB " + std::to_string(last) + " <" + hex_palette(info.palette) + ">]";
  }
  return info.channels() >= 3 ? "/DeviceRGB" : "/DeviceGray";
}

std::string flate_dictionary(std::int32_t width, std::int32_t height, int depth, int colors) {
  return "/Width " + std::to_string(width) + " /Height " + std::to_string(height) +
         " /BitsPerComponent " + std::to_string(depth) +
         " /Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors " + std::to_string(colors) +
         " /BitsPerComponent " + std::to_string(depth) + " /Columns " + std::to_string(width) +
         " >>";
}

ImagePart pass_through(const PngInfo& info) {
  ImagePart part;
  part.width_px = info.width;
  part.height_px = info.height;
  part.dictionary = flate_dictionary(info.width, info.height, info.depth, info.channels());
  part.colour_space = space_name(info);
  part.pour = [pieces = info.data](const ByteSink& sink) {
    for (const ByteView piece : pieces) sink(piece);
  };
  return part;
}

/// libpng reports by long jump; this class keeps everything with a destructor out of its frames.
class PngDecoder {
 public:
  explicit PngDecoder(ByteView bytes) : bytes_(bytes) {
    png_ = png_create_read_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, ignore_warning);
    info_ = png_create_info_struct(png_);
    png_set_read_fn(png_, this, read);
  }
  ~PngDecoder() { png_destroy_read_struct(&png_, &info_, nullptr); }
  PngDecoder(const PngDecoder&) = delete;
  PngDecoder& operator=(const PngDecoder&) = delete;

  /// 8 or 16 bits a sample, palettes expanded, transparency as alpha.
  bool start() {
    if (setjmp(png_jmpbuf(png_)) != 0) return false;
    png_read_info(png_, info_);
    png_set_expand(png_);
    passes_ = png_set_interlace_handling(png_);
    png_read_update_info(png_, info_);
    return true;
  }
  bool read_rows(png_bytepp rows) {
    if (setjmp(png_jmpbuf(png_)) != 0) return false;
    png_read_image(png_, rows);
    return true;
  }
  bool has_size(std::int32_t width, std::int32_t height) const {
    return png_get_image_width(png_, info_) == static_cast<png_uint_32>(width) &&
           png_get_image_height(png_, info_) == static_cast<png_uint_32>(height);
  }
  std::size_t row_bytes() const { return png_get_rowbytes(png_, info_); }
  int channels() const { return png_get_channels(png_, info_); }
  int depth() const { return png_get_bit_depth(png_, info_); }

 private:
  static void ignore_warning(png_structp /*png*/, png_const_charp /*text*/) {}
  static void read(png_structp png, png_bytep to, png_size_t size) {
    auto* self = static_cast<PngDecoder*>(png_get_io_ptr(png));
    if (self->at_ + size > self->bytes_.size()) png_error(png, "short");
    std::memcpy(to, self->bytes_.data() + self->at_, size);
    self->at_ += size;
  }

  ByteView bytes_;
  std::size_t at_ = 0;
  png_structp png_ = nullptr;
  png_infop info_ = nullptr;
  int passes_ = 1;
};

/// Samples `from`…`from`+`count` of each pixel, deflated with predictors.
Bytes deflate_channels(const std::vector<Bytes>& rows,
                       std::size_t pixel,
                       std::size_t from,
                       std::size_t count) {
  const std::size_t width = rows.front().size() / pixel;
  RowDeflater deflater(width * count, count);
  Bytes row(width * count);
  for (const Bytes& source : rows) {
    for (std::size_t x = 0; x < width; ++x) {
      std::memcpy(row.data() + x * count, source.data() + x * pixel + from, count);
    }
    deflater.add(row.data());
  }
  return deflater.finish();
}

ImagePart recoded_part(const PngInfo& info, int depth, int colors, Bytes data) {
  ImagePart part;
  part.width_px = info.width;
  part.height_px = info.height;
  part.dictionary = flate_dictionary(info.width, info.height, depth, colors);
  part.colour_space = colors == 3 ? "/DeviceRGB" : "/DeviceGray";
  part.pour = [kept = std::make_shared<const Bytes>(std::move(data))](const ByteSink& sink) {
    sink(*kept);
  };
  return part;
}

Result<ImagePart> recode(ByteView bytes, const PngInfo& info) {
  PngDecoder decoder(bytes);
  if (!decoder.start() || !decoder.has_size(info.width, info.height)) {
    return Error{Fault::CorruptFile, "PNG header", {}};
  }
  std::vector<Bytes> rows(static_cast<std::size_t>(info.height), Bytes(decoder.row_bytes()));
  std::vector<png_bytep> pointers;
  for (Bytes& row : rows) pointers.push_back(row.data());
  if (!decoder.read_rows(pointers.data())) return Error{Fault::CorruptFile, "PNG data", {}};
  const auto sample = static_cast<std::size_t>(decoder.depth()) / 8;
  const bool has_alpha = decoder.channels() % 2 == 0;
  const int colors = decoder.channels() - (has_alpha ? 1 : 0);
  const std::size_t pixel = sample * static_cast<std::size_t>(decoder.channels());
  const std::size_t colour_bytes = sample * static_cast<std::size_t>(colors);
  ImagePart part =
      recoded_part(info, decoder.depth(), colors, deflate_channels(rows, pixel, 0, colour_bytes));
  if (has_alpha) {
    part.soft_mask.push_back(recoded_part(
        info, decoder.depth(), 1, deflate_channels(rows, pixel, colour_bytes, sample)));
  }
  return part;
}

}  // namespace

Result<PageImage> png_page(ByteView bytes, const Limits& limits) {
  const PngInfo info = read_png(bytes);
  if (!is_sane(info)) return Error{Fault::CorruptFile, "no PNG image", {}};
  const auto pixels = static_cast<std::int64_t>(info.width) * info.height;
  if (pixels > limits.page_pixels) return Error{Fault::TooManyPixels, std::to_string(pixels), {}};
  PageImage image;
  image.width_px = info.width;
  image.height_px = info.height;
  image.dpi_x = info.dpi_x;
  image.dpi_y = info.dpi_y;
  image.components = info.channels() >= 3 || info.colour == kPalette ? 3 : 1;
  if (!info.interlaced && !info.has_alpha()) {
    image.parts.push_back(pass_through(info));
    if (!info.has_end) image.pdfa_obstacles.emplace_back("PNG data ends early");
    return image;
  }
  image.parts.push_back(TRY(recode(bytes, info)));
  image.notes.emplace_back(info.interlaced ? "interlaced PNG was rewritten without loss"
                                           : "PNG with transparency was rewritten without loss");
  return image;
}

}  // namespace sohoa::pdf
