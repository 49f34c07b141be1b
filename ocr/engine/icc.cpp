#include "ocr/engine/icc.h"

#include <array>
#include <cmath>
#include <string_view>
#include <vector>

namespace sohoa::pdf {
namespace {

constexpr std::size_t kHeaderBytes = 128;
constexpr int kCurvePoints = 32;

void put32(Bytes& out, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8)
    out.push_back(static_cast<std::uint8_t>(value >> shift));
}
void put16(Bytes& out, unsigned value) {
  out.push_back(static_cast<std::uint8_t>(value >> 8));
  out.push_back(static_cast<std::uint8_t>(value));
}
void put(Bytes& out, std::string_view text) {
  out.insert(out.end(), text.begin(), text.end());
}

std::uint32_t fixed(double value) {  // s15Fixed16Number
  return static_cast<std::uint32_t>(static_cast<std::int32_t>(std::lround(value * 65536)));
}

Bytes xyz(double x, double y, double z) {
  Bytes tag;
  put(tag, "XYZ ");
  put32(tag, 0);
  for (const double value : {x, y, z}) put32(tag, fixed(value));
  return tag;
}

double srgb_to_linear(double v) {
  return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
}

Bytes curve() {
  Bytes tag;
  put(tag, "curv");
  put32(tag, 0);
  put32(tag, kCurvePoints);
  for (int i = 0; i < kCurvePoints; ++i) {
    const double linear = srgb_to_linear(i / static_cast<double>(kCurvePoints - 1));
    put16(tag, static_cast<unsigned>(std::lround(linear * 65535)));
  }
  return tag;
}

Bytes description(std::string_view name) {  // textDescriptionType, ICC.1:2001-04 6.5.17
  Bytes tag;
  put(tag, "desc");
  put32(tag, 0);
  put32(tag, static_cast<std::uint32_t>(name.size() + 1));
  put(tag, name);
  tag.resize(tag.size() + 1 + 4 + 4 + 2 + 1 + 67);  // no Unicode, no Macintosh form
  return tag;
}

Bytes copyright() {
  Bytes tag;
  put(tag, "text");
  put32(tag, 0);
  put(tag, "CC0");
  tag.push_back(0);
  return tag;
}

struct Tag {
  std::string_view name;
  std::size_t body;  ///< index into the bodies: the three curves share one
};

Bytes header(std::uint32_t size) {
  Bytes h;
  put32(h, size);
  put32(h, 0);           // no preferred CMM
  put32(h, 0x02100000);  // version 2.1
  put(h, "mntrRGB XYZ ");
  for (const unsigned value : {2026U, 1U, 1U, 0U, 0U, 0U}) put16(h, value);
  put(h, "acsp");
  h.resize(68);
  for (const double value : {0.9642, 1.0, 0.8249}) put32(h, fixed(value));  // D50
  h.resize(kHeaderBytes);
  return h;
}

}  // namespace

Bytes srgb_profile() {
  // Primaries of sRGB adapted to D50 by Bradford, as published by the ICC.
  const std::vector<Bytes> bodies = {description("sRGB"),
                                     copyright(),
                                     xyz(0.9642, 1.0, 0.8249),
                                     xyz(0.43607, 0.22249, 0.01392),
                                     xyz(0.38515, 0.71687, 0.09708),
                                     xyz(0.14307, 0.06061, 0.71410),
                                     curve()};
  constexpr std::array<Tag, 9> kTags = {{{"desc", 0},
                                         {"cprt", 1},
                                         {"wtpt", 2},
                                         {"rXYZ", 3},
                                         {"gXYZ", 4},
                                         {"bXYZ", 5},
                                         {"rTRC", 6},
                                         {"gTRC", 6},
                                         {"bTRC", 6}}};
  std::vector<std::size_t> offsets;
  Bytes data;
  const std::size_t data_at = kHeaderBytes + 4 + 12 * kTags.size();
  for (const Bytes& body : bodies) {
    offsets.push_back(data_at + data.size());
    data.insert(data.end(), body.begin(), body.end());
    data.resize((data.size() + 3) / 4 * 4);
  }
  Bytes profile = header(static_cast<std::uint32_t>(data_at + data.size()));
  put32(profile, static_cast<std::uint32_t>(kTags.size()));
  for (const Tag& tag : kTags) {
    put(profile, tag.name);
    put32(profile, static_cast<std::uint32_t>(offsets[tag.body]));
    put32(profile, static_cast<std::uint32_t>(bodies[tag.body].size()));
  }
  profile.insert(profile.end(), data.begin(), data.end());
  return profile;
}

std::string icc_colour_space(ByteView profile) {
  if (profile.size() < kHeaderBytes + 4) return {};
  const std::string_view text = as_text(profile);
  const std::uint8_t major = profile[8];
  if (text.substr(36, 4) != "acsp" || (major != 2 && major != 4)) return {};
  std::uint32_t size = 0;
  for (int i = 0; i < 4; ++i) size = size << 8 | profile[static_cast<std::size_t>(i)];
  if (size > profile.size() || size < kHeaderBytes + 4) return {};
  // Input, display, output and colour space profiles only (ISO 19005-2, 6.2.4.2).
  const std::string_view kind = text.substr(12, 4);
  if (kind != "scnr" && kind != "mntr" && kind != "prtr" && kind != "spac") return {};
  const std::string_view space = text.substr(16, 4);
  return space == "RGB " || space == "GRAY" || space == "CMYK" ? std::string(space) : std::string();
}

}  // namespace sohoa::pdf
