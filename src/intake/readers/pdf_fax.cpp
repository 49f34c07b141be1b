#include "intake/readers/pdf_fax.h"

#include <cmath>
#include <memory>
#include <qpdf/Buffer.hh>
#include <utility>

#include "core/bytes.h"
#include "intake/readers/page_source.h"
#include "intake/readers/pdf_placement.h"

namespace sohoa::pdf {
namespace {

/// The image covers the crop box: no more, no less, not turned.
bool fills(const Matrix& m, const Rect& crop) {
  if (!is_upright(m)) return false;
  return near((crop.left - m.e) / m.a, 0) && near((crop.right - m.e) / m.a, 1) &&
         near((crop.bottom - m.f) / m.d, 0) && near((crop.top - m.f) / m.d, 1);
}

/// The only element of an array of one; anything else as it is.
QPDFObjectHandle alone(QPDFObjectHandle value) {
  return value.isArray() && value.getArrayNItems() == 1 ? value.getArrayItem(0) : value;
}

bool is_true(QPDFObjectHandle dict, const char* key) {
  return dict.getKey(key).isBool() && dict.getKey(key).getBoolValue();
}

bool is_number(QPDFObjectHandle value, double expected) {
  return value.isNumber() && value.getNumericValue() == expected;
}

/// [1 0] turns black and white; any other array but [0 1] is none of ours.
std::optional<bool> is_decode_inverted(QPDFObjectHandle dict) {
  QPDFObjectHandle decode = dict.getKey("/Decode");
  if (decode.isNull()) return false;
  if (!decode.isArray() || decode.getArrayNItems() != 2) return std::nullopt;
  const bool plain = is_number(decode.getArrayItem(0), 0) && is_number(decode.getArrayItem(1), 1);
  const bool inverted =
      is_number(decode.getArrayItem(0), 1) && is_number(decode.getArrayItem(1), 0);
  if (!plain && !inverted) return std::nullopt;
  return inverted;
}

/// ISO 32000-1, 7.4.6: Group 4 (K < 0), whole rows of the image's width.
bool is_group4(QPDFObjectHandle dict, QPDFObjectHandle parms) {
  if (!alone(dict.getKey("/Filter")).isNameAndEquals("/CCITTFaxDecode")) return false;
  if (!parms.isDictionary() || is_true(parms, "/EncodedByteAlign")) return false;
  QPDFObjectHandle k = parms.getKey("/K");
  QPDFObjectHandle columns = parms.getKey("/Columns");
  return k.isNumber() && k.getNumericValue() < 0 && columns.isInteger() &&
         columns.getIntValue() == dict.getKey("/Width").getIntValue();
}

bool is_plain_bitmap(QPDFObjectHandle dict) {
  for (const char* key : {"/SMask", "/Mask", "/ImageMask"}) {
    if (dict.hasKey(key)) return false;
  }
  return dict.getKey("/ColorSpace").isNameAndEquals("/DeviceGray") &&
         dict.getKey("/Width").isInteger() && dict.getKey("/Height").isInteger() &&
         dict.getKey("/Width").getIntValue() > 0 && dict.getKey("/Height").getIntValue() > 0;
}

class LittleEndian {
 public:
  void u16(std::uint32_t value) {
    for (int shift = 0; shift < 16; shift += 8)
      bytes_.push_back(static_cast<std::uint8_t>(value >> shift));
  }
  void u32(std::uint32_t value) {
    u16(value & 0xFFFFU);
    u16(value >> 16U);
  }
  void entry(std::uint32_t tag, std::uint32_t type, std::uint32_t count, std::uint32_t value) {
    u16(tag);
    u16(type);
    u32(count);
    u32(value);
  }
  void append(ByteView more) { bytes_.insert(bytes_.end(), more.begin(), more.end()); }
  void pad_to_even() {
    if (bytes_.size() % 2 != 0) bytes_.push_back(0);
  }
  std::uint32_t size() const { return static_cast<std::uint32_t>(bytes_.size()); }
  Bytes take() { return std::move(bytes_); }

 private:
  Bytes bytes_;
};

/// TIFF 6.0 orientation that shows the image turned clockwise.
std::uint32_t orientation_of(std::int32_t rotate_deg) {
  return rotate_deg == 90 ? 6 : rotate_deg == 180 ? 3 : rotate_deg == 270 ? 8 : 1;
}

/// TIFF 6.0: header, resolution, one strip, one directory.
Bytes tiff_around(ByteView coded, const FaxPlan& plan, std::int32_t rotate_deg) {
  constexpr std::uint32_t kShort = 3;
  constexpr std::uint32_t kLong = 4;
  constexpr std::uint32_t kRational = 5;
  constexpr std::uint32_t kResolutionAt = 8;
  constexpr std::uint32_t kDataAt = 16;
  const std::uint32_t directory_at =
      (kDataAt + static_cast<std::uint32_t>(coded.size()) + 1) / 2 * 2;
  LittleEndian tiff;
  tiff.append(as_bytes("II"));
  tiff.u16(42);
  tiff.u32(directory_at);
  tiff.u32(static_cast<std::uint32_t>(std::lround(plan.dpi * 100)));
  tiff.u32(100);
  tiff.append(coded);
  tiff.pad_to_even();
  tiff.u16(12);
  tiff.entry(256, kLong, 1, static_cast<std::uint32_t>(plan.columns));
  tiff.entry(257, kLong, 1, static_cast<std::uint32_t>(plan.rows));
  tiff.entry(258, kShort, 1, 1);                         // bits per sample
  tiff.entry(259, kShort, 1, 4);                         // compression: Group 4
  tiff.entry(262, kShort, 1, plan.is_inverted ? 1 : 0);  // photometric: what coded black shows
  tiff.entry(273, kLong, 1, kDataAt);
  tiff.entry(274, kShort, 1, orientation_of(rotate_deg));
  tiff.entry(278, kLong, 1, static_cast<std::uint32_t>(plan.rows));
  tiff.entry(279, kLong, 1, static_cast<std::uint32_t>(coded.size()));
  tiff.entry(282, kRational, 1, kResolutionAt);
  tiff.entry(283, kRational, 1, kResolutionAt);
  tiff.entry(296, kShort, 1, 2);  // per inch
  tiff.u32(0);
  return tiff.take();
}

}  // namespace

std::optional<FaxPlan> plan_fax(const Page& page,
                                const PageInfo& info,
                                const ContentFacts& content,
                                const Limits& limits) {
  const bool is_bare =
      content.images.size() == 1 && !content.has_visible_text && !content.has_drawing;
  if (!is_bare || !fills(content.images.front().place, page.crop)) return std::nullopt;
  if (info.image_dpi <= 0 || info.image_dpi > limits.render_dpi_max * (1 + kEdge))
    return std::nullopt;
  FaxPlan plan;
  plan.image = content.images.front().image;
  QPDFObjectHandle dict = plan.image.getDict();
  QPDFObjectHandle parms = alone(dict.getKey("/DecodeParms"));
  if (!is_plain_bitmap(dict) || !is_group4(dict, parms)) return std::nullopt;
  const auto inverted = is_decode_inverted(dict);
  if (!inverted) return std::nullopt;
  plan.is_inverted = is_true(parms, "/BlackIs1") != *inverted;
  plan.columns = dict.getKey("/Width").getIntValueAsInt();
  plan.rows = dict.getKey("/Height").getIntValueAsInt();
  plan.width_px = info.rotate_deg % 180 == 0 ? plan.columns : plan.rows;
  plan.height_px = info.rotate_deg % 180 == 0 ? plan.rows : plan.columns;
  plan.dpi = info.image_dpi;
  return plan;
}

Result<Raster> decode_fax_page(const FaxPlan& plan,
                               std::int32_t rotate_deg,
                               const Limits& limits,
                               std::vector<std::string>& notes) {
  const std::shared_ptr<Buffer> coded = QPDFObjectHandle(plan.image).getRawStreamData();
  const Bytes tiff = tiff_around({coded->getBuffer(), coded->getSize()}, plan, rotate_deg);
  const auto source = TRY(open_image(tiff, limits));
  Raster raster = TRY(source->render(0, notes));
  raster.set_dpi(plan.dpi);
  return raster;
}

}  // namespace sohoa::pdf
