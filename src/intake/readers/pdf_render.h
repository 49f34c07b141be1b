// Pixels of one PDF page: from its JPEG directly where the page is one, else from Poppler.
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

/// Size of the raster a page gives, after /Rotate.
struct RasterPlan {
  std::int32_t width_px = 0;
  std::int32_t height_px = 0;
  double dpi = 0;
};

/// What `render_page` will make of a page that Poppler renders. A page larger than page_side_pt is
/// planned at a resolution that fits; only rendering refuses it.
RasterPlan plan_raster(const PageInfo& info, const Limits& limits);

/// Refuses before allocating: PageTooLarge, TooManyPixels (page or image on it).
Result<void> check_bounds(const PageInfo& info, const ContentFacts& content, const Limits& limits);

/// The one-page PDF of `isolate_page` drawn by Poppler's Splash; grey when nothing has colour.
Result<Raster> render_with_poppler(const std::string& one_page_pdf, const RasterPlan& plan);

}  // namespace sohoa::pdf
