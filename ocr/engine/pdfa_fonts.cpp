// Font rules of ISO 19005-2, 6.2.11.
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <qpdf/QPDFObjectHandle.hh>

#include "ocr/engine/pdf_content.h"
#include "ocr/engine/pdfa_facts.h"

namespace sohoa::pdf {
namespace {

constexpr std::uint64_t kFontMax = 64ULL << 20;

void add(std::vector<PdfaFinding>& findings, const char* clause, const std::string& what) {
  const PdfaFinding finding{clause, what};
  if (std::find(findings.begin(), findings.end(), finding) == findings.end())
    findings.push_back(finding);
}

std::string font_label(QPDFObjectHandle font) {
  QPDFObjectHandle base = font.getKey("/BaseFont");
  return base.isName() ? base.getName().substr(1) : std::string("without a name");
}

bool is_embedded(QPDFObjectHandle descriptor) {
  if (!descriptor.isDictionary()) return false;
  return descriptor.getKey("/FontFile").isStream() || descriptor.getKey("/FontFile2").isStream() ||
         descriptor.getKey("/FontFile3").isStream();
}

/// hmtx of a TrueType program: advance of a glyph in thousandths of an em.
class Advances {
 public:
  static std::optional<Advances> read(const std::string& program) {
    Advances a;
    a.font_ = program;
    const std::size_t head = a.table("head");
    const std::size_t hhea = a.table("hhea");
    a.hmtx_ = a.table("hmtx");
    if (head == 0 || hhea == 0 || a.hmtx_ == 0) return std::nullopt;
    a.units_ = a.u16(head + 18);
    a.metrics_ = a.u16(hhea + 34);
    if (a.units_ == 0 || a.metrics_ == 0) return std::nullopt;
    return a;
  }

  double of(unsigned glyph) const {
    return u16(hmtx_ + 4UL * std::min(glyph, metrics_ - 1)) * 1000.0 / units_;
  }

 private:
  unsigned u16(std::size_t at) const {
    if (at + 2 > font_.size()) return 0;
    return static_cast<unsigned>(static_cast<unsigned char>(font_[at]) << 8 |
                                 static_cast<unsigned char>(font_[at + 1]));
  }
  std::size_t table(std::string_view tag) const {
    const unsigned count = u16(4);
    for (unsigned i = 0; i < count; ++i) {
      const std::size_t at = 12 + 16UL * i;
      if (at + 16 > font_.size()) return 0;
      if (std::string_view(font_).substr(at, 4) == tag)
        return static_cast<std::size_t>(u16(at + 8)) << 16 | u16(at + 10);
    }
    return 0;
  }

  std::string font_;
  std::size_t hmtx_ = 0;
  unsigned units_ = 0;
  unsigned metrics_ = 0;
};

/// CID → glyph: /Identity or a stream of two-byte indices.
class GlyphMap {
 public:
  explicit GlyphMap(QPDFObjectHandle map) {
    if (!map.isStream()) return;
    const Result<std::string> bytes = read_stream(map, 1 << 18);
    if (bytes) table_ = *bytes;
    is_identity_ = false;
  }
  unsigned glyph(unsigned cid) const {
    if (is_identity_) return cid;
    const std::size_t at = 2UL * cid;
    if (at + 2 > table_.size()) return 0;
    return static_cast<unsigned>(static_cast<unsigned char>(table_[at]) << 8 |
                                 static_cast<unsigned char>(table_[at + 1]));
  }

 private:
  std::string table_;
  bool is_identity_ = true;
};

/// /W says "c [w w …]" or "first last w" (ISO 32000-1, 9.7.4.3). True when one differs by over 1.
bool widths_differ(QPDFObjectHandle w, const GlyphMap& map, const Advances& advances) {
  if (!w.isArray()) return false;
  const auto differs = [&](long long cid, double width) {
    return std::abs(advances.of(map.glyph(static_cast<unsigned>(cid))) - width) > 1.0;
  };
  const int n = w.getArrayNItems();
  for (int i = 0; i + 1 < n;) {
    QPDFObjectHandle first = w.getArrayItem(i);
    QPDFObjectHandle second = w.getArrayItem(i + 1);
    if (!first.isInteger()) return true;
    if (second.isArray()) {
      for (int k = 0; k < second.getArrayNItems(); ++k) {
        if (!second.getArrayItem(k).isNumber()) return true;
        if (differs(first.getIntValue() + k, second.getArrayItem(k).getNumericValue())) return true;
      }
      i += 2;
      continue;
    }
    if (i + 2 >= n || !second.isInteger() || !w.getArrayItem(i + 2).isNumber()) return true;
    const long long last = std::min(second.getIntValue(), first.getIntValue() + 65535);
    for (long long cid = first.getIntValue(); cid <= last; ++cid) {
      if (differs(cid, w.getArrayItem(i + 2).getNumericValue())) return true;
    }
    i += 3;
  }
  return false;
}

void check_cid_truetype(QPDFObjectHandle descendant,
                        const std::string& label,
                        std::vector<PdfaFinding>& findings) {
  QPDFObjectHandle map = descendant.getKey("/CIDToGIDMap");
  if (!map.isStream() && !map.isNameAndEquals("/Identity")) {
    add(findings, "6.2.11.3.2", "font " + label + " has no CIDToGIDMap");
    return;
  }
  QPDFObjectHandle file = descendant.getKey("/FontDescriptor").getKey("/FontFile2");
  if (!file.isStream()) return;
  const Result<std::string> program = read_stream(file, kFontMax);
  const std::optional<Advances> advances = program ? Advances::read(*program) : std::nullopt;
  if (!advances) return add(findings, "6.2.11.4.1", "font program of " + label + " cannot be read");
  if (widths_differ(descendant.getKey("/W"), GlyphMap(map), *advances)) {
    add(findings, "6.2.11.5", "widths of font " + label + " differ from its program");
  }
}

void check_encoding_cmap(QPDFObjectHandle font,
                         const std::string& label,
                         std::vector<PdfaFinding>& findings) {
  QPDFObjectHandle encoding = font.getKey("/Encoding");
  if (!encoding.isStream() && !encoding.isName()) {
    add(findings, "6.2.11.3.3", "font " + label + " has no encoding");
  }
}

void check_composite(QPDFObjectHandle font,
                     const std::string& label,
                     std::vector<PdfaFinding>& findings) {
  check_encoding_cmap(font, label, findings);
  QPDFObjectHandle list = font.getKey("/DescendantFonts");
  if (!list.isArray() || list.getArrayNItems() != 1 || !list.getArrayItem(0).isDictionary()) {
    return add(findings, "6.2.11.2", "font " + label + " has no descendant");
  }
  QPDFObjectHandle descendant = list.getArrayItem(0);
  if (!is_embedded(descendant.getKey("/FontDescriptor"))) {
    return add(findings, "6.2.11.4.1", "font " + label + " is not embedded");
  }
  if (descendant.getKey("/Subtype").isNameAndEquals("/CIDFontType2")) {
    check_cid_truetype(descendant, label, findings);
  }
}

void check_simple_truetype(QPDFObjectHandle font,
                           QPDFObjectHandle descriptor,
                           const std::string& label,
                           std::vector<PdfaFinding>& findings) {
  QPDFObjectHandle flags = descriptor.getKey("/Flags");
  const bool symbolic = flags.isInteger() && (flags.getIntValue() & 4) != 0;
  QPDFObjectHandle encoding = font.getKey("/Encoding");
  if (encoding.isDictionary()) encoding = encoding.getKey("/BaseEncoding");
  const bool standard =
      encoding.isNameAndEquals("/MacRomanEncoding") || encoding.isNameAndEquals("/WinAnsiEncoding");
  if (symbolic && font.hasKey("/Encoding")) {
    add(findings, "6.2.11.6", "symbolic TrueType font " + label + " has an encoding");
  } else if (!symbolic && !standard) {
    add(findings, "6.2.11.6", "TrueType font " + label + " has no standard encoding");
  }
}

}  // namespace

void check_font(QPDFObjectHandle font, std::vector<PdfaFinding>& findings) {
  const std::string label = font_label(font);
  QPDFObjectHandle subtype = font.getKey("/Subtype");
  if (subtype.isNameAndEquals("/Type3")) return;  // its glyphs are content and are walked as such
  if (subtype.isNameAndEquals("/Type0")) return check_composite(font, label, findings);
  QPDFObjectHandle descriptor = font.getKey("/FontDescriptor");
  if (!is_embedded(descriptor)) {
    return add(findings, "6.2.11.4.1", "font " + label + " is not embedded");
  }
  for (const char* key : {"/FirstChar", "/LastChar", "/Widths"}) {
    if (!font.hasKey(key)) add(findings, "6.2.11.2", "font " + label + " lacks " + key);
  }
  if (subtype.isNameAndEquals("/TrueType"))
    check_simple_truetype(font, descriptor, label, findings);
}

}  // namespace sohoa::pdf
