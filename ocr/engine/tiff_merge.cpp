#include "ocr/engine/tiff_merge.h"

#include <algorithm>

#include "ocr/engine/jpeg_stream.h"

namespace sohoa::pdf {
namespace {

constexpr std::uint8_t kDht = 0xc4, kDqt = 0xdb, kDri = 0xdd, kSos = 0xda, kRst0 = 0xd0;

void append(Bytes& out, ByteView piece) {
  out.insert(out.end(), piece.begin(), piece.end());
}

bool same(ByteView a, ByteView b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

/// Tables, frame and scan header of one strip, application data left out.
struct StripHeader {
  Bytes tables;
  Bytes frame;
  Bytes scan;
  ByteView coded;  ///< entropy-coded bytes without EOI
  bool has_restarts = false;
};

ByteView without_end(ByteView coded) {
  std::size_t size = coded.size();
  while (size >= 2 && !(coded[size - 2] == 0xff && coded[size - 1] == 0xd9)) --size;
  return size >= 2 ? coded.first(size - 2) : coded;
}

std::optional<StripHeader> split(ByteView strip, JpegHeader& header) {
  std::optional<JpegHeader> read = read_jpeg_header(strip);
  if (!read) return std::nullopt;
  header = std::move(*read);
  StripHeader out;
  for (const JpegSegment& segment : header.segments) {
    const ByteView bytes = strip.subspan(segment.at, segment.size);
    if (segment.marker == kDht || segment.marker == kDqt) append(out.tables, bytes);
    if (segment.marker == header.frame) append(out.frame, bytes);
    if (segment.marker == kSos) append(out.scan, bytes);
    if (segment.marker == kDri)
      out.has_restarts = bytes.size() < 6 || bytes[4] != 0 || bytes[5] != 0;
  }
  out.coded = without_end(strip.subspan(header.scan_at));
  return out;
}

/// Everything of a tables-only JPEG between SOI and EOI.
ByteView inner(ByteView tables) {
  if (tables.size() < 4 || tables[0] != 0xff || tables[1] != 0xd8) return {};
  const bool ends = tables[tables.size() - 2] == 0xff && tables[tables.size() - 1] == 0xd9;
  return tables.subspan(2, tables.size() - (ends ? 4 : 2));
}

/// Frame headers agree but for the height (bytes 5 and 6 after the marker).
bool same_frame(const Bytes& a, const Bytes& b) {
  return a.size() == b.size() && a.size() > 9 && same(ByteView(a).first(5), ByteView(b).first(5)) &&
         same(ByteView(a).subspan(7), ByteView(b).subspan(7));
}

std::uint32_t mcus_per_strip(const JpegHeader& header, std::uint32_t rows) {
  const bool single = header.components == 1;  // non-interleaved: one block an MCU (A.2.2)
  const auto h = static_cast<std::uint32_t>(single ? 8 : 8 * header.max_h_sampling);
  const auto v = static_cast<std::uint32_t>(single ? 8 : 8 * header.max_v_sampling);
  if (rows % v != 0) return 0;
  return (static_cast<std::uint32_t>(header.width_px) + h - 1) / h * (rows / v);
}

void put_height(Bytes& frame, std::uint32_t height) {
  frame[5] = static_cast<std::uint8_t>(height >> 8);
  frame[6] = static_cast<std::uint8_t>(height);
}

}  // namespace

std::optional<Bytes> merge_jpeg_strips(ByteView tables,
                                       const std::vector<Bytes>& strips,
                                       std::uint32_t rows_per_strip,
                                       std::uint32_t height) {
  if (strips.empty() || height > 65535) return std::nullopt;
  JpegHeader header;
  std::optional<StripHeader> first = split(strips.front(), header);
  if (!first || (strips.size() > 1 && (first->has_restarts || header.frame > 0xc1)))
    return std::nullopt;
  const std::uint32_t interval = mcus_per_strip(header, rows_per_strip);
  if (strips.size() > 1 && (interval == 0 || interval > 65535)) return std::nullopt;
  Bytes out = {0xff, 0xd8};
  append(out, inner(tables));
  append(out, first->tables);
  put_height(first->frame, height);
  append(out, first->frame);
  if (strips.size() > 1) {
    append(out,
           Bytes{0xff,
                 kDri,
                 0,
                 4,
                 static_cast<std::uint8_t>(interval >> 8),
                 static_cast<std::uint8_t>(interval)});
  }
  append(out, first->scan);
  append(out, first->coded);
  for (std::size_t i = 1; i < strips.size(); ++i) {
    JpegHeader other;
    const std::optional<StripHeader> strip = split(strips[i], other);
    const bool fits = strip && !strip->has_restarts && same_frame(strip->frame, first->frame) &&
                      same(strip->tables, first->tables) && same(strip->scan, first->scan);
    if (!fits) return std::nullopt;
    append(out, Bytes{0xff, static_cast<std::uint8_t>(kRst0 + (i - 1) % 8)});
    append(out, strip->coded);
  }
  append(out, Bytes{0xff, 0xd9});
  return out;
}

}  // namespace sohoa::pdf
