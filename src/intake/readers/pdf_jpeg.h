// The short way for scans: a page that is one upright JPEG is that JPEG, cropped and turned.
//
// 16 ms instead of about 100 by rendering, and the pixels are the scanner's own.
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

/// How the JPEG becomes the page.
struct JpegPlan {
  QPDFObjectHandle image;
  Rect window;                ///< the crop box in the unit square of the image, origin bottom left
  std::int32_t scale_8 = 8;   ///< decoded at scale_8/8: very fine scans need not be read whole
  std::int32_t width_px = 0;  ///< of the raster, after /Rotate
  std::int32_t height_px = 0;
  double dpi = 0;
};

/// A plan when the page is exactly one upright grey or RGB JPEG that covers its crop box; nullopt
/// when Poppler must draw it.
std::optional<JpegPlan> plan_jpeg(const Page& page,
                                  const PageInfo& info,
                                  const ContentFacts& content,
                                  const Limits& limits);

/// Decodes. nullopt when the data is another kind than the dictionary says (CMYK, 12 bits).
Result<std::optional<Raster>> decode_jpeg_page(const JpegPlan& plan,
                                               std::int32_t rotate_deg,
                                               const Limits& limits,
                                               std::vector<std::string>& notes);

}  // namespace sohoa::pdf
