// One invisible font a file: it has widths and characters, and nothing to draw.
//
// The text layer needs a font that says which character stands where, never how it looks. Glyphs
// are empty; there is one for each width class, and characters share them by CIDToGIDMap. So the
// font program stays under a kilobyte whatever the text is, and no real face is embedded.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "core/bytes.h"

namespace sohoa::pdf {

class GlyphlessFont {
 public:
  /// Notes the characters of a text. All pages are noted before any CID is asked for.
  void note(std::string_view utf8);
  /// Allots CIDs from 1 in code point order, so that the same characters give the same font.
  void freeze();

  bool is_empty() const { return cids_.empty(); }
  /// CID of a noted character, never 0: .notdef is not used (ISO 19005-2, 6.2.11.8).
  std::uint16_t cid(char32_t character) const;
  /// Advance in thousandths of the font size.
  static int width_1000(char32_t character);

  /// The TrueType program: empty outlines, hmtx with the width classes.
  Bytes program() const;
  /// Two bytes a CID, big-endian glyph index (ISO 32000-1, 9.7.4.2).
  Bytes cid_to_gid() const;
  /// "[1 [500 444 …]]", equal to hmtx (6.2.11.5).
  std::string widths() const;
  /// A ToUnicode CMap over all CIDs, UTF-16BE with surrogates where needed.
  std::string to_unicode() const;

 private:
  std::map<char32_t, std::uint16_t> cids_;
};

inline constexpr int kGlyphlessAscent = 800;  ///< ascent + descent = 1000: one em is the line box
inline constexpr int kGlyphlessDescent = -200;

}  // namespace sohoa::pdf
