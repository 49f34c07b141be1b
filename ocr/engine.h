// The narrow door to recognition: one raster in, one reading out.
//
// Behind it stand three stages that know nothing of each other's insides: preparation (measures
// and image steps), layout (lines), recognition (text of a line). The next engine slides in here.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/raster.h"
#include "core/result.h"
#include "ocr/page_text.h"

namespace sohoa {

/// One decision of the preparation: what was measured, against what, and what was done.
struct PreparationStep {
  std::string step;  ///< stable name: "orientation", "deskew", "ink-removal", …
  bool applied = false;
  double measure = 0;  ///< what was measured, in `unit`
  double limit = 0;    ///< the threshold it was held against
  std::string unit;    ///< "deg", "share", "dpi", "specks/cm2", …
  std::string reason;  ///< one English sentence for `sohoa ocr --explain`
};

/// What the pixels of a page show.
enum class PixelKind : std::uint8_t {
  Unknown,
  Bilevel,
  Grey,
  Neutral,  ///< RGB, all of it grey: black print scanned in colour, or a grey scan in a coat
  Colour,
};

/// Measures of the page as scanned, with units and no opinion (TT 01/2023; domain.md 2.5).
struct PageMeasures {
  double ink_share = 0;    ///< dark pixels after background division, margins masked, 0..1
  double contrast = 0;     ///< ink to paper, 0..1
  double paper_level = 0;  ///< brightness of the paper as stored, 0 black to 1 white
  /// Distance over which ink turns into paper: median over strong edges of the page at its own
  /// resolution, comparable over resolutions and contents. 0: too few edges to tell.
  double edge_width_mm = 0;
  PixelKind pixels = PixelKind::Unknown;  ///< Unknown: nothing here was measured
  double colour_share = 0;                ///< saturated pixels, 0..1
  double speck_per_cm2 = 0;               ///< isolated components smaller than a dot
  double background_range = 0;            ///< light fall-off over the page, 0..1 (photos)
  /// Strokes that run into the image's border: top, right, bottom, left of the upright page.
  /// Scanner shadows are no strokes.
  std::array<std::int32_t, 4> cut_strokes{};
  /// Long side of the sheet that was cut out of a photograph; 0: a scan.
  std::int32_t sheet_long_px = 0;
  std::uint64_t dct_hash = 0;  ///< 64-bit perceptual hash of the upright page; proposes duplicates
};

struct PageReading {
  PageText text;
  PageMeasures measures;
  std::vector<PreparationStep> steps;  ///< in the order they were decided
};

struct ReadOptions {
  double dpi_hint = 0;  ///< used when the raster does not know its own; 0 = estimate
  bool fix_orientation = true;
  std::string language = "vie";  ///< Tesseract model name; letters only
};

/// One of the few virtual types. Not thread-safe: one engine a process (one thread a worker).
class OcrEngine {
 public:
  virtual ~OcrEngine() = default;
  /// Reads one page. Blank pages succeed with no lines. Errors: TooManyPixels, Internal.
  virtual Result<PageReading> read(const Raster& page, const ReadOptions& options) = 0;
};

}  // namespace sohoa
