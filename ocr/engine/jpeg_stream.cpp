#include "ocr/engine/jpeg_stream.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>

#include "ocr/engine/icc.h"
#include "ocr/engine/image_streams.h"

namespace sohoa::pdf {
namespace {

constexpr std::uint8_t kSoi = 0xd8, kEoi = 0xd9, kSos = 0xda;

unsigned be16(ByteView b, std::size_t at) {
  return static_cast<unsigned>(b[at] << 8 | b[at + 1]);
}

/// Bare markers have no length: TEM, RSTn, SOI, EOI.
bool is_bare(std::uint8_t marker) {
  return marker == 0x01 || (marker >= 0xd0 && marker <= kEoi);
}
bool is_frame(std::uint8_t m) {
  return m >= 0xc0 && m <= 0xcf && m != 0xc4 && m != 0xc8 && m != 0xcc;
}

/// The few EXIF entries that matter, from a TIFF structure of either byte order.
class Exif {
 public:
  explicit Exif(ByteView tiff) : tiff_(tiff) {}

  void read(JpegHeader& header) {
    if (tiff_.size() < 8) return;
    little_ = tiff_[0] == 'I';
    const std::size_t ifd = u32(4);
    const unsigned count = ifd + 2 <= tiff_.size() ? u16(ifd) : 0;
    double unit = 1;
    double x = 0;
    double y = 0;
    for (unsigned i = 0; i < std::min(count, 512U); ++i) {
      const std::size_t entry = ifd + 2 + 12 * static_cast<std::size_t>(i);
      if (entry + 12 > tiff_.size()) return;
      const unsigned tag = u16(entry);
      if (tag == 0x0112) header.orientation = static_cast<int>(u16(entry + 8));
      if (tag == 0x011a) x = rational(u32(entry + 8));
      if (tag == 0x011b) y = rational(u32(entry + 8));
      if (tag == 0x0128) unit = u16(entry + 8) == 3 ? 2.54 : 1;
    }
    if (header.dpi_x > 0) return;  // JFIF has said it
    header.dpi_x = x * unit;
    header.dpi_y = y * unit;
  }

 private:
  unsigned u16(std::size_t at) const {
    if (at + 2 > tiff_.size()) return 0;
    return static_cast<unsigned>(little_ ? tiff_[at] | tiff_[at + 1] << 8
                                         : tiff_[at] << 8 | tiff_[at + 1]);
  }
  std::uint32_t u32(std::size_t at) const {
    const std::uint32_t a = u16(at);
    const std::uint32_t b = u16(at + 2);
    return little_ ? a | b << 16 : a << 16 | b;
  }
  double rational(std::size_t at) const {
    const double below = u32(at + 4);
    return below > 0 ? u32(at) / below : 0;
  }

  ByteView tiff_;
  bool little_ = false;
};

void read_frame(ByteView bytes, const JpegSegment& s, JpegHeader& header) {
  if (s.size < 10) return;
  header.frame = s.marker;
  header.precision = bytes[s.at + 4];
  header.height_px = static_cast<std::int32_t>(be16(bytes, s.at + 5));
  header.width_px = static_cast<std::int32_t>(be16(bytes, s.at + 7));
  header.components = bytes[s.at + 9];
  std::string ids;
  for (int i = 0; i < header.components; ++i) {
    const std::size_t at = s.at + 10 + 3 * static_cast<std::size_t>(i);
    if (at + 3 > s.at + s.size) return;
    ids += static_cast<char>(bytes[at]);
    header.max_h_sampling = std::max(header.max_h_sampling, bytes[at + 1] >> 4);
    header.max_v_sampling = std::max(header.max_v_sampling, bytes[at + 1] & 15);
  }
  header.ids_are_rgb = ids == "RGB";
}

void read_jfif(ByteView bytes, const JpegSegment& s, JpegHeader& header) {
  if (s.size < 16) return;
  const double unit = bytes[s.at + 11] == 1 ? 1 : bytes[s.at + 11] == 2 ? 2.54 : 0;
  header.dpi_x = be16(bytes, s.at + 12) * unit;
  header.dpi_y = be16(bytes, s.at + 14) * unit;
}

using ProfilePieces = std::map<int, ByteView>;

void read_application(ByteView bytes,
                      const JpegSegment& s,
                      JpegHeader& header,
                      ProfilePieces& profile) {
  const ByteView body = bytes.subspan(s.at + 4, s.size - 4);
  const std::string_view text = as_text(body);
  if (s.marker == 0xe0 && text.starts_with(std::string_view("JFIF\0", 5)))
    read_jfif(bytes, s, header);
  if (s.marker == 0xe1 && text.starts_with(std::string_view("Exif\0\0", 6)))
    Exif(body.subspan(6)).read(header);
  if (s.marker == 0xee && text.starts_with("Adobe") && body.size() >= 12)
    header.adobe_transform = body[11];
  if (s.marker == 0xe2 && text.starts_with(std::string_view("ICC_PROFILE\0", 12)) &&
      body.size() > 14) {
    profile[body[12]] = body.subspan(14);
  }
}

std::string dictionary_of(const JpegHeader& header) {
  std::string text = "/Width " + std::to_string(header.width_px) + " /Height " +
                     std::to_string(header.height_px) + " /BitsPerComponent 8 /Filter /DCTDecode";
  // Without APP14 a reader assumes YCbCr for three components (ISO 32000-1, table 13).
  if (header.components == 3 && header.adobe_transform < 0 && header.ids_are_rgb) {
    text += " /DecodeParms << /ColorTransform 0 >>";
  }
  // Adobe's CMYK JPEGs are inverted, and nothing but custom says so.
  if (header.components == 4 && header.adobe_transform >= 0) text += " /Decode [1 0 1 0 1 0 1 0]";
  return text;
}

void collect_obstacles(const JpegHeader& header, PageImage& image) {
  if (!header.has_end) image.pdfa_obstacles.emplace_back("JPEG data ends early");
  if (header.frame > 0xc2)
    image.pdfa_obstacles.emplace_back("JPEG coding is not baseline or progressive");
  if (header.components == 4 && image.icc_profile.empty()) {
    image.pdfa_obstacles.emplace_back("CMYK JPEG without a colour profile");
  }
}

}  // namespace

std::optional<JpegHeader> read_jpeg_header(ByteView bytes) {
  if (bytes.size() < 4 || bytes[0] != 0xff || bytes[1] != kSoi) return std::nullopt;
  JpegHeader header;
  ProfilePieces profile;
  std::size_t at = 2;
  while (at + 4 <= bytes.size()) {
    if (bytes[at] != 0xff) return std::nullopt;
    const std::uint8_t marker = bytes[at + 1];
    if (marker == 0xff || is_bare(marker)) {  // fill byte or stray marker
      at += marker == 0xff ? 1 : 2;
      continue;
    }
    const JpegSegment segment{marker, at, 2 + be16(bytes, at + 2)};
    if (segment.size < 4 || at + segment.size > bytes.size()) return std::nullopt;
    header.segments.push_back(segment);
    if (is_frame(marker)) read_frame(bytes, segment, header);
    if (marker >= 0xe0 && marker <= 0xef) read_application(bytes, segment, header, profile);
    at += segment.size;
    if (marker == kSos) break;
  }
  if (header.components == 0 || header.width_px == 0 || header.height_px == 0 ||
      header.segments.back().marker != kSos) {
    return std::nullopt;
  }
  header.scan_at = at;
  for (const auto& [number, piece] : profile) {
    header.icc_profile.insert(header.icc_profile.end(), piece.begin(), piece.end());
  }
  constexpr std::array<std::uint8_t, 2> kEnd = {0xff, kEoi};
  header.has_end =
      std::find_end(
          bytes.begin() + static_cast<std::ptrdiff_t>(at), bytes.end(), kEnd.begin(), kEnd.end()) !=
      bytes.end();
  return header;
}

Result<PageImage> jpeg_page(ByteView bytes) {
  std::optional<JpegHeader> header = read_jpeg_header(bytes);
  if (!header) return Error{Fault::CorruptFile, "no JPEG frame", {}};
  if (header->precision != 8) return Error{Fault::UnsupportedFeature, "12-bit JPEG", {}};
  PageImage image;
  image.width_px = header->width_px;
  image.height_px = header->height_px;
  image.dpi_x = header->dpi_x;
  image.dpi_y = header->dpi_y;
  image.components = header->components;
  set_orientation(image, header->orientation);
  const std::string space = icc_colour_space(header->icc_profile);
  const std::string fitting = image.components == 1   ? "GRAY"
                              : image.components == 3 ? "RGB "
                                                      : "CMYK";
  if (space == fitting) image.icc_profile = std::move(header->icc_profile);
  collect_obstacles(*header, image);
  ImagePart part;
  part.width_px = image.width_px;
  part.height_px = image.height_px;
  part.dictionary = dictionary_of(*header);
  part.colour_space = image.components == 1   ? "/DeviceGray"
                      : image.components == 3 ? "/DeviceRGB"
                                              : "/DeviceCMYK";
  part.pour = [bytes](const ByteSink& sink) { sink(bytes); };
  image.parts.push_back(std::move(part));
  return image;
}

void set_orientation(PageImage& image, int orientation) {
  static constexpr std::array<std::int32_t, 9> kTurn = {0, 0, 0, 180, 180, 270, 90, 90, 270};
  if (orientation < 1 || orientation > 8) return;
  image.rotate_deg = kTurn[static_cast<std::size_t>(orientation)];
  image.mirrored = orientation == 2 || orientation == 4 || orientation == 5 || orientation == 7;
}

}  // namespace sohoa::pdf
