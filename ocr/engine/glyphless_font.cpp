#include "ocr/engine/glyphless_font.h"

#include <array>
#include <cassert>
#include <cstdio>
#include <utility>
#include <vector>

#include "core/text.h"

namespace sohoa::pdf {
namespace {

/// Widths of a serif face fall into few classes; glyph 0 is .notdef and has a width of its own.
constexpr std::array<int, 11> kClasses = {500, 250, 278, 333, 400, 444, 500, 611, 722, 889, 1000};

/// The letter under the marks: "ệ" is as wide as "e".
char32_t base_letter(char32_t c) {
  if (c < 0x80) return c;
  std::string text;
  append_utf8(text, c);
  const std::u32string folded = to_utf32(fold(text));
  if (folded.empty()) return c;
  const bool is_upper = to_lower(text) != text;
  const char32_t letter = folded.front();
  return is_upper && letter >= U'a' && letter <= U'z' ? letter - 32 : letter;
}

int ascii_width(char32_t c) {
  constexpr std::u32string_view kNarrow = U"ijlI'|.,:;!`";
  constexpr std::u32string_view kSlim = U"tfr()[]{}-/\\\"Jst";
  constexpr std::u32string_view kSmall = U"aceszk?";
  constexpr std::u32string_view kWide = U"DGHKNOQUVXYAw%&";
  if (c == U' ') return 250;
  if (kNarrow.find(c) != kNarrow.npos) return 278;
  if (kSlim.find(c) != kSlim.npos) return 333;
  if (kSmall.find(c) != kSmall.npos) return 444;
  if (c == U'm' || c == U'M' || c == U'W' || c == U'@') return 889;
  if (kWide.find(c) != kWide.npos) return 722;
  if (c >= U'A' && c <= U'Z') return 611;
  return 500;
}

bool is_full_width(char32_t c) {
  return (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf) ||
         (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff) ||
         (c >= 0xff00 && c <= 0xff60) || (c >= 0x1f300);
}

std::size_t class_of(int width) {
  for (std::size_t i = 1; i < kClasses.size(); ++i) {
    if (kClasses[i] == width) return i;
  }
  return 0;
}

void put16(Bytes& out, int value) {
  out.push_back(static_cast<std::uint8_t>((value >> 8) & 0xff));
  out.push_back(static_cast<std::uint8_t>(value & 0xff));
}
void put32(Bytes& out, std::uint32_t value) {
  put16(out, static_cast<int>(value >> 16));
  put16(out, static_cast<int>(value & 0xffff));
}
void put16s(Bytes& out, std::initializer_list<int> values) {
  for (const int value : values) put16(out, value);
}

constexpr int kGlyphs = static_cast<int>(kClasses.size());

// Tables of the OpenType specification, in its order of fields.
Bytes table_head() {
  Bytes t;
  put32(t, 0x00010000);     // version
  put32(t, 0x00010000);     // fontRevision
  put32(t, 0);              // checkSumAdjustment, set when the whole is known
  put32(t, 0x5f0f3cf5);     // magicNumber
  put16s(t, {0, 1000});     // flags, unitsPerEm
  t.resize(t.size() + 16);  // created, modified: no clock
  put16s(t, {0, kGlyphlessDescent, 1000, kGlyphlessAscent, 0, 8, 2, 0, 0});
  return t;
}
Bytes table_hhea() {
  Bytes t;
  put32(t, 0x00010000);
  put16s(t,
         {kGlyphlessAscent, kGlyphlessDescent, 0, 1000, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, kGlyphs});
  return t;
}
Bytes table_maxp() {
  Bytes t;
  put32(t, 0x00010000);
  put16s(t, {kGlyphs, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0});
  return t;
}
Bytes table_hmtx() {
  Bytes t;
  for (const int width : kClasses) put16s(t, {width, 0});
  return t;
}
Bytes table_loca() {
  return Bytes(2 * (kGlyphs + 1));
}  // short offsets, all zero: empty outlines
Bytes table_glyf() {
  return Bytes(4);
}  // some readers refuse a table of length 0
Bytes table_post() {
  Bytes t;
  put32(t, 0x00030000);  // no glyph names
  t.resize(32);
  return t;
}

std::uint32_t checksum(const Bytes& table) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < table.size(); ++i) {
    sum += static_cast<std::uint32_t>(table[i]) << (8 * (3 - i % 4));
  }
  return sum;
}

std::string utf16_hex(char32_t c) {
  std::array<char, 12> text{};
  if (c < 0x10000) {
    std::snprintf(text.data(), text.size(), "%04X", static_cast<unsigned>(c));
  } else {
    const auto v = static_cast<unsigned>(c) - 0x10000;
    std::snprintf(text.data(), text.size(), "%04X%04X", 0xd800 + (v >> 10), 0xdc00 + (v & 0x3ff));
  }
  return text.data();
}

std::string cid_hex(unsigned cid) {
  std::array<char, 8> text{};
  std::snprintf(text.data(), text.size(), "%04X", cid & 0xffffU);
  return text.data();
}

}  // namespace

void GlyphlessFont::note(std::string_view utf8) {
  for (const char32_t c : to_utf32(utf8)) cids_.emplace(c, 0);
}

void GlyphlessFont::freeze() {
  cids_.emplace(U' ', 0);
  std::uint16_t next = 1;
  for (auto& [character, cid] : cids_) cid = next++;
}

std::uint16_t GlyphlessFont::cid(char32_t character) const {
  const auto found = cids_.find(character);
  assert(found != cids_.end() && found->second != 0);
  return found->second;
}

int GlyphlessFont::width_1000(char32_t character) {
  if (is_full_width(character)) return 1000;
  return ascii_width(base_letter(character));
}

Bytes GlyphlessFont::program() const {
  const std::vector<std::pair<std::string_view, Bytes>> tables = {{"glyf", table_glyf()},
                                                                  {"head", table_head()},
                                                                  {"hhea", table_hhea()},
                                                                  {"hmtx", table_hmtx()},
                                                                  {"loca", table_loca()},
                                                                  {"maxp", table_maxp()},
                                                                  {"post", table_post()}};
  Bytes font;
  put32(font, 0x00010000);
  put16s(font, {static_cast<int>(tables.size()), 64, 2, static_cast<int>(tables.size()) * 16 - 64});
  auto offset = static_cast<std::uint32_t>(12 + 16 * tables.size());
  Bytes body;
  std::size_t head_at = 0;
  for (const auto& [tag, table] : tables) {
    font.insert(font.end(), tag.begin(), tag.end());
    put32(font, checksum(table));
    put32(font, offset);
    put32(font, static_cast<std::uint32_t>(table.size()));
    if (tag == "head") head_at = offset;
    body.insert(body.end(), table.begin(), table.end());
    body.resize((body.size() + 3) / 4 * 4);
    offset = static_cast<std::uint32_t>(12 + 16 * tables.size() + body.size());
  }
  font.insert(font.end(), body.begin(), body.end());
  Bytes adjustment;
  put32(adjustment, 0xb1b0afba - checksum(font));
  std::copy(adjustment.begin(),
            adjustment.end(),
            font.begin() + static_cast<std::ptrdiff_t>(head_at) + 8);
  return font;
}

Bytes GlyphlessFont::cid_to_gid() const {
  Bytes map(2);  // CID 0 is .notdef
  for (const auto& [character, cid] : cids_)
    put16(map, static_cast<int>(class_of(width_1000(character))));
  return map;
}

std::string GlyphlessFont::widths() const {
  std::string text = "[1 [";
  for (const auto& [character, cid] : cids_) text += std::to_string(width_1000(character)) + " ";
  text.back() = ']';
  return text + "]";
}

std::string GlyphlessFont::to_unicode() const {
  // One range with an array for each high byte of the CID (ISO 32000-1, 9.10.3): CIDs have no
  // gaps, so only the characters need to be listed. There are at most 256 ranges, 100 a block.
  std::vector<std::string> ranges;
  for (const auto& [character, cid] : cids_) {
    if (ranges.empty() || (cid & 0xff) == 0) {
      const auto last = static_cast<unsigned>(std::min<std::size_t>(cid | 0xffU, cids_.size()));
      ranges.push_back("<" + cid_hex(cid) + "><" + cid_hex(last) + ">[");
    }
    ranges.back() += "<" + utf16_hex(character) + ">";
  }
  std::string blocks;
  for (std::size_t from = 0; from < ranges.size(); from += 100) {
    const std::size_t to = std::min(from + 100, ranges.size());
    blocks += std::to_string(to - from) + " beginbfrange\n";
    for (std::size_t i = from; i < to; ++i) blocks += ranges[i] + "]\n";
    blocks += "endbfrange\n";
  }
  return "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
         "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
         "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
         "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n" +
         blocks + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

}  // namespace sohoa::pdf
