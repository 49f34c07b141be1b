// How well was it scanned? Measures with units; no opinion here (see admission.h).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sohoa {

/// Where a page's resolution comes from. Only a placed one may block (TT 01/2023: dpi ≥ 200).
enum class DpiOrigin : std::uint8_t {
  Unknown,
  Placed,     ///< pixels over the size of the page box, or what the image file states
  Estimated,  ///< a photograph, or nothing plausible is stated: the sheet is taken for A4
};

/// What the pixels show. Neutral is RGB without any colour: black print scanned in colour cannot be
/// told from a grey scan in a coat, so nothing is held against it.
enum class ColourMode : std::uint8_t { Unknown, Bilevel, Grey, Neutral, Colour };

/// Sides of the upright page, clockwise.
enum class PageSide : std::uint8_t { Top, Right, Bottom, Left };

struct PageQuality {
  double dpi_x = 0;  ///< across, 0 when unknown
  double dpi_y = 0;  ///< down; fax machines differ by half
  DpiOrigin dpi_origin = DpiOrigin::Unknown;
  double width_mm = 0;  ///< of the page box; 0: unknown or a photograph
  double height_mm = 0;
  bool is_scan = true;  ///< false: text and drawings, no resolution to speak of
  ColourMode colour = ColourMode::Unknown;
  bool blank = false;
  bool failed = false;   ///< the page could not be read
  bool partial = false;  ///< image data ends early: read as far as it goes
  double skew_deg = 0;
  /// Distance over which ink turns into paper, median over the page's edges; none: too few edges.
  std::optional<double> edge_width_mm;
  std::optional<double> paper_level;  ///< brightness of the paper, 0 black to 1 white
  std::optional<double> contrast;     ///< ink against paper, 0..1; none on a blank page
  /// Strokes that run into the image's border, by PageSide: text goes on outside the image.
  std::array<std::int32_t, 4> cut_strokes{};
  bool is_recognised = false;  ///< text comes from OCR, `confidence` is the engine's
  std::int32_t words = 0;
  double confidence = 0;          ///< mean over the page's characters, 0..1
  std::int32_t duplicate_of = 0;  ///< 1-based page it repeats; 0: none
  bool is_variant = false;        ///< a second scan of a sheet with a pasted note: not counted
};

/// One file of the component as inspected in the cage.
struct FileQuality {
  std::string name;
  std::uint64_t bytes = 0;
  std::string pdf_version;  ///< "1.7"; empty for images
  bool is_encrypted = false;
  std::vector<std::string> active_content;  ///< "JavaScript", "EmbeddedFile", … (document_info.h)
  bool is_damaged = false;                  ///< opened only after repair
};

/// One component as it came.
struct ScanQuality {
  std::optional<std::int32_t> pages_declared;
  std::int32_t cover_pages = 0;    ///< separator sheets: counted apart, no content
  std::vector<PageQuality> pages;  ///< content pages in order
  std::vector<FileQuality> files;
};

}  // namespace sohoa
