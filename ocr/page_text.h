// What a page says: words with boxes and confidence, in the order a person reads them.
//
// Everyone above works on these values; which engine or text layer they came from is only noted in
// `source`. Coordinates are pixels of the *upright page*: the stored raster after the turn by
// `rotation_deg`, before any deskew or dewarp, top-left origin.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/geometry.h"

namespace sohoa {

enum class TextSource : std::uint8_t {
  Ocr,        ///< recognised from pixels
  TextLayer,  ///< taken from a text layer we trust
  None,       ///< nothing to read: a blank page, or a page that failed
};

struct Word {
  std::string text;       ///< UTF-8 NFC, no white space, never empty
  Box box;                ///< upright page pixels
  double confidence = 0;  ///< 0..1; 1 for a trusted text layer
};

/// Words on one baseline in one column. Never empty.
struct Line {
  std::vector<Word> words;
  Box box;                 ///< union of the words' boxes
  double slope_deg = 0;    ///< of the baseline against the page's x axis, clockwise positive
  std::int32_t block = 0;  ///< consecutive lines of one paragraph or column share it
};

struct PageText {
  std::int32_t width_px = 0;  ///< of the upright page
  std::int32_t height_px = 0;
  double dpi = 0;  ///< of that raster
  std::int32_t rotation_deg =
      0;                ///< clockwise turn that made the stored raster upright: 0/90/180/270
  double skew_deg = 0;  ///< measured skew of the upright page, clockwise positive
  bool blank = false;   ///< nothing but paper (ink below the profile's threshold)
  TextSource source = TextSource::None;
  std::vector<Line> lines;  ///< reading order
};

/// Lines joined by "\n", a blank line between blocks; words by one space. No trailing newline.
std::string plain_text(const PageText& page);
/// Mean confidence weighted by characters; 0 without words.
double mean_confidence(const PageText& page);
std::size_t word_count(const PageText& page);

}  // namespace sohoa
