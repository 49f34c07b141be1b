#include "intake/readers/pdf_jpeg.h"

#include <algorithm>
#include <cmath>
#include <csetjmp>
#include <cstdio>
#include <cstring>
#include <qpdf/Buffer.hh>
#include <utility>

#include <jerror.h>
#include <jpeglib.h>

#include "intake/readers/page_source.h"
#include "intake/readers/pdf_placement.h"

namespace sohoa::pdf {
namespace {

/// Colour spaces whose samples libjpeg gives as they should be seen.
bool is_plain_colour(QPDFObjectHandle space) {
  if (space.isArray() && space.getArrayNItems() > 0) space = space.getArrayItem(0);
  return space.isNameAndEquals("/DeviceGray") || space.isNameAndEquals("/DeviceRGB") ||
         space.isNameAndEquals("/ICCBased") || space.isNameAndEquals("/CalRGB") ||
         space.isNameAndEquals("/CalGray");
}

bool is_plain_jpeg(QPDFObjectHandle image) {
  QPDFObjectHandle dict = image.getDict();
  QPDFObjectHandle filter = dict.getKey("/Filter");
  if (filter.isArray() && filter.getArrayNItems() == 1) filter = filter.getArrayItem(0);
  if (!filter.isNameAndEquals("/DCTDecode")) return false;
  for (const char* key : {"/SMask", "/Mask", "/Decode", "/DecodeParms", "/ImageMask"}) {
    if (dict.hasKey(key)) return false;
  }
  return is_plain_colour(dict.getKey("/ColorSpace"));
}

/// The crop box seen from the image's unit square; nullopt when the image does not cover it.
std::optional<Rect> window_of(const Matrix& m, const Rect& crop) {
  if (!is_upright(m)) return std::nullopt;
  const Rect window{(crop.left - m.e) / m.a,
                    (crop.bottom - m.f) / m.d,
                    (crop.right - m.e) / m.a,
                    (crop.top - m.f) / m.d};
  const bool is_covered = window.left >= -kEdge && window.bottom >= -kEdge &&
                          window.right <= 1 + kEdge && window.top <= 1 + kEdge;
  if (!is_covered) return std::nullopt;
  return Rect{std::max(window.left, 0.0),
              std::max(window.bottom, 0.0),
              std::min(window.right, 1.0),
              std::min(window.top, 1.0)};
}

/// Pixel rectangle of the window in an image of the given size.
struct Cut {
  std::int32_t x, y, w, h;
};
Cut cut_of(const Rect& window, std::int32_t width, std::int32_t height) {
  const auto snap = [](double share, std::int32_t side) {
    return static_cast<std::int32_t>(std::lround(share * side));
  };
  // An edge within kEdge of the image's own is the image's own: no sliver is cut off.
  const double left = near(window.left, 0) ? 0 : window.left;
  const double right = near(window.right, 1) ? 1 : window.right;
  const double top = near(window.top, 1) ? 0 : 1 - window.top;
  const double bottom = near(window.bottom, 0) ? 1 : 1 - window.bottom;
  // A crop box thinner than half a pixel at the far edge still lies on the last pixel.
  const std::int32_t x = std::min(snap(left, width), width - 1);
  const std::int32_t y = std::min(snap(top, height), height - 1);
  return {x, y, std::max(1, snap(right, width) - x), std::max(1, snap(bottom, height) - y)};
}

std::int32_t scaled(std::int32_t side, std::int32_t scale_8) {
  return (side * scale_8 + 7) / 8;
}

/// libjpeg reports by long jump: nothing with a destructor may live in the frames it crosses.
struct JpegErrors {
  jpeg_error_mgr base{};
  std::jmp_buf escape{};
  bool ended_early = false;
  std::int32_t first_missing_row = -1;
};

void on_error(j_common_ptr info) {
  std::longjmp(reinterpret_cast<JpegErrors*>(info->err)->escape, 1);
}

void on_message(j_common_ptr info, int level) {
  if (level >= 0) return;
  auto* errors = reinterpret_cast<JpegErrors*>(info->err);
  ++errors->base.num_warnings;
  if (errors->base.msg_code != JWRN_JPEG_EOF || errors->ended_early) return;
  errors->ended_early = true;
  if (info->is_decompressor != 0) {
    errors->first_missing_row =
        static_cast<std::int32_t>(reinterpret_cast<j_decompress_ptr>(info)->output_scanline);
  }
}

/// Owns the decompressor.
class Decoder {
 public:
  Decoder() {
    info_.err = jpeg_std_error(&errors_.base);
    errors_.base.error_exit = on_error;
    errors_.base.emit_message = on_message;
    jpeg_create_decompress(&info_);
  }
  ~Decoder() { jpeg_destroy_decompress(&info_); }
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  bool read_header(const unsigned char* data, std::size_t size) {
    if (setjmp(errors_.escape) != 0) return false;
    jpeg_mem_src(&info_, data, static_cast<unsigned long>(size));
    return jpeg_read_header(&info_, TRUE) == JPEG_HEADER_OK;
  }
  bool start(std::int32_t scale_8) {
    if (setjmp(errors_.escape) != 0) return false;
    info_.scale_num = static_cast<unsigned>(scale_8);
    info_.scale_denom = 8;
    info_.out_color_space = info_.num_components == 1 ? JCS_GRAYSCALE : JCS_RGB;
    return jpeg_start_decompress(&info_) != FALSE;
  }
  bool read_row(std::uint8_t* row) {
    if (setjmp(errors_.escape) != 0) return false;
    JSAMPROW rows[1] = {row};
    return jpeg_read_scanlines(&info_, rows, 1) == 1;
  }
  const jpeg_decompress_struct& info() const { return info_; }
  const JpegErrors& errors() const { return errors_; }

 private:
  jpeg_decompress_struct info_{};
  JpegErrors errors_;
};

void note_damage(const Decoder& decoder, std::int32_t rows, std::vector<std::string>& notes) {
  const JpegErrors& errors = decoder.errors();
  if (errors.ended_early && errors.first_missing_row >= 0 && rows > 0) {
    const int missing = 100 * (rows - errors.first_missing_row) / rows;
    notes.push_back(std::string(kMissingData) + ": lower " + std::to_string(missing) +
                    " % is missing");
  } else if (errors.base.num_warnings > 0) {
    notes.emplace_back("image data is damaged: parts may be wrong");
  }
}

/// Reads the rows of the cut. False when the data became unreadable on the way.
bool read_cut(Decoder& decoder, const Cut& cut, Raster& raster) {
  std::vector<std::uint8_t> row(static_cast<std::size_t>(decoder.info().output_width) *
                                static_cast<std::size_t>(raster.channels()));
  const std::size_t skip =
      static_cast<std::size_t>(cut.x) * static_cast<std::size_t>(raster.channels());
  for (std::int32_t y = 0; y < cut.y + cut.h; ++y) {
    if (!decoder.read_row(row.data())) return false;
    if (y >= cut.y) std::memcpy(raster.row(y - cut.y), row.data() + skip, raster.stride());
  }
  return true;
}

/// Turned clockwise by a multiple of 90 degrees.
Raster turned(Raster raster, std::int32_t rotate_deg) {
  if (rotate_deg == 0) return raster;
  const std::int32_t w = raster.width_px();
  const std::int32_t h = raster.height_px();
  const auto n = static_cast<std::size_t>(raster.channels());
  const bool swaps = rotate_deg != 180;
  Raster out(swaps ? h : w, swaps ? w : h, raster.channels(), raster.dpi());
  for (std::int32_t y = 0; y < out.height_px(); ++y) {
    for (std::int32_t x = 0; x < out.width_px(); ++x) {
      const std::int32_t from_x = rotate_deg == 90 ? y : rotate_deg == 180 ? w - 1 - x : w - 1 - y;
      const std::int32_t from_y = rotate_deg == 90 ? h - 1 - x : rotate_deg == 180 ? h - 1 - y : x;
      std::memcpy(out.row(y) + static_cast<std::size_t>(x) * n,
                  raster.row(from_y) + static_cast<std::size_t>(from_x) * n,
                  n);
    }
  }
  return out;
}

}  // namespace

std::optional<JpegPlan> plan_jpeg(const Page& page,
                                  const PageInfo& info,
                                  const ContentFacts& content,
                                  const Limits& limits) {
  if (content.images.size() != 1 || content.has_visible_text || content.has_drawing)
    return std::nullopt;
  const PlacedImage& placed = content.images.front();
  const std::optional<Rect> window = window_of(placed.place, page.crop);
  if (!window || !is_plain_jpeg(placed.image)) return std::nullopt;
  // Sides as declared, before anyone looked into the JPEG: beyond libjpeg's own they are a lie.
  const auto is_jpeg_side = [](std::int32_t px) { return px >= 1 && px <= JPEG_MAX_DIMENSION; };
  if (!is_jpeg_side(info.image_width_px) || !is_jpeg_side(info.image_height_px))
    return std::nullopt;
  JpegPlan plan;
  plan.image = placed.image;
  plan.window = *window;
  for (const std::int32_t scale : {4, 2, 1}) {
    if (info.image_dpi * scale / 8 >= limits.render_dpi_max) plan.scale_8 = scale;
  }
  plan.dpi = info.image_dpi * plan.scale_8 / 8;
  const Cut cut = cut_of(*window,
                         scaled(info.image_width_px, plan.scale_8),
                         scaled(info.image_height_px, plan.scale_8));
  plan.width_px = info.rotate_deg % 180 == 0 ? cut.w : cut.h;
  plan.height_px = info.rotate_deg % 180 == 0 ? cut.h : cut.w;
  if (std::max(cut.w, cut.h) > limits.page_side_px) return std::nullopt;
  return plan;
}

Result<std::optional<Raster>> decode_jpeg_page(const JpegPlan& plan,
                                               std::int32_t rotate_deg,
                                               const Limits& limits,
                                               std::vector<std::string>& notes) {
  const auto data = QPDFObjectHandle(plan.image).getRawStreamData();
  Decoder decoder;
  if (!decoder.read_header(data->getBuffer(), data->getSize())) return std::optional<Raster>();
  const jpeg_decompress_struct& info = decoder.info();
  if (info.num_components != 1 && info.num_components != 3) return std::optional<Raster>();
  if (static_cast<double>(info.image_width) * info.image_height >
      static_cast<double>(limits.page_pixels)) {
    return Error{
        Fault::TooManyPixels,
        std::to_string(info.image_width) + " x " + std::to_string(info.image_height) + " px JPEG",
        {}};
  }
  if (!decoder.start(plan.scale_8)) return std::optional<Raster>();
  const Cut cut = cut_of(plan.window,
                         static_cast<std::int32_t>(info.output_width),
                         static_cast<std::int32_t>(info.output_height));
  const std::int32_t planned_w = rotate_deg % 180 == 0 ? plan.width_px : plan.height_px;
  if (cut.w != planned_w) return std::optional<Raster>();  // the dictionary lies about the size
  Raster raster(cut.w, cut.h, info.output_components, plan.dpi);
  if (!read_cut(decoder, cut, raster))
    notes.emplace_back("image data is damaged: rows are missing");
  note_damage(decoder, static_cast<std::int32_t>(info.output_height), notes);
  return std::optional<Raster>(turned(std::move(raster), rotate_deg));
}

}  // namespace sohoa::pdf
