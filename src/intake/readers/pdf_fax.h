// The short way for faxes: a page that is one upright CCITT G4 image is that image, pixel for
// pixel.
//
// Poppler resamples even when the sizes agree and thins the strokes; here libtiff decodes what the
// scanner wrote.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/limits.h"
#include "core/raster.h"
#include "core/result.h"
#include "intake/document_info.h"
#include "ocr/engine/pdf_content.h"
#include "ocr/engine/pdf_document.h"

namespace sohoa::pdf {

/// The image as it stands in the PDF, and the size of the raster it becomes.
struct FaxPlan {
  QPDFObjectHandle image;
  std::int32_t columns = 0;
  std::int32_t rows = 0;
  bool is_inverted = false;   ///< coded black is shown as white
  std::int32_t width_px = 0;  ///< of the raster, after /Rotate
  std::int32_t height_px = 0;
  double dpi = 0;
};

/// A plan when the page is exactly one upright Group 4 image that fills its crop box at no more
/// than limits.render_dpi_max; nullopt when Poppler must draw it.
std::optional<FaxPlan> plan_fax(const Page& page,
                                const PageInfo& info,
                                const ContentFacts& content,
                                const Limits& limits);

/// Decodes through a TIFF made around the coded bytes. Errors are those of a TIFF page.
Result<Raster> decode_fax_page(const FaxPlan& plan,
                               std::int32_t rotate_deg,
                               const Limits& limits,
                               std::vector<std::string>& notes);

}  // namespace sohoa::pdf
