// Opens one file of any page-bearing format and gives its pages one at a time.
//
// Runs in the cage. Headers are read and held against Limits before any pixel is allocated.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/limits.h"
#include "core/raster.h"
#include "core/result.h"
#include "intake/document_info.h"
#include "ocr/page_text.h"

namespace sohoa {

/// How a note begins when pixels of the page are missing from the file: the page is read in part.
inline constexpr std::string_view kMissingData = "image data ends early";

/// One opened document. Not thread-safe. Views `bytes` given to open_*: they must outlive it.
class PageSource {
 public:
  virtual ~PageSource() = default;
  /// Everything, all pages looked at: linear in pages. A worker that reads one page asks page_info.
  virtual const DocumentInfo& info() const = 0;
  /// One page's facts without looking at the others; all zeros beyond the last page.
  virtual PageInfo page_info(std::int32_t page_index) const {
    const auto& pages = info().pages;
    const bool exists = page_index >= 0 && static_cast<std::size_t>(page_index) < pages.size();
    return exists ? pages[static_cast<std::size_t>(page_index)] : PageInfo{};
  }
  /// The page's pixels, /Rotate or EXIF orientation applied, CropBox honoured; grey or RGB. A page
  /// that is one image is decoded from that image, otherwise rendered at the image's own resolution
  /// or 200 dpi, at most limits.render_dpi_max. `notes` gains what was repaired ("image data ends
  /// early: lower 40 % is missing").
  virtual Result<Raster> render(std::int32_t page_index, std::vector<std::string>& notes) = 0;
  /// The page's own text in boxes of the raster `render` would give; nullopt when it has none.
  virtual Result<std::optional<PageText>> text_layer(std::int32_t page_index) = 0;
};

/// Opens by content. Errors: EmptyFile, NotADocument, UnknownFormat, TruncatedFile, CorruptFile,
/// NeedsPassword, TooManyPages, TooManyPixels, PageTooLarge, InflateTooLarge.
Result<std::unique_ptr<PageSource>> open_page_source(ByteView bytes,
                                                     const std::string& password,
                                                     const Limits& limits);
Result<std::unique_ptr<PageSource>> open_pdf(ByteView bytes,
                                             const std::string& password,
                                             const Limits& limits);
Result<std::unique_ptr<PageSource>> open_image(ByteView bytes, const Limits& limits);

}  // namespace sohoa
