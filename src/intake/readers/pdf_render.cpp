#include "intake/readers/pdf_render.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <memory>

#include <poppler/cpp/poppler-document.h>
#include <poppler/cpp/poppler-global.h>
#include <poppler/cpp/poppler-page-renderer.h>
#include <poppler/cpp/poppler-page.h>

#include "intake/readers/pdf_poppler.h"

namespace sohoa::pdf {
namespace {

constexpr double kDigitalDpi = 200;  // enough for Tesseract on printed text (ocr.md section 4)
constexpr double kHybridDpiMin = 150;

double wanted_dpi(const PageInfo& info, const Limits& limits) {
  if (info.kind == PageKind::Image && info.image_dpi > 0) {
    return std::min(info.image_dpi, limits.render_dpi_max);
  }
  if (info.kind == PageKind::Hybrid && info.image_dpi > 0) {
    return std::clamp(info.image_dpi, kHybridDpiMin, limits.render_dpi_max);
  }
  return std::min(kDigitalDpi, limits.render_dpi_max);
}

/// The resolution at which both sides and the area stay inside their bounds.
double fitting_dpi(const PageInfo& info, double dpi, const Limits& limits) {
  const double side_pt = std::max(info.width_pt, info.height_pt);
  const double by_side = (limits.page_side_px - 1) * 72.0 / side_pt;
  const double area_sq_in = info.width_pt * info.height_pt / (72.0 * 72.0);
  const double by_area = std::sqrt(0.99 * static_cast<double>(limits.page_pixels) / area_sq_in);
  return std::min({dpi, by_side, by_area});
}

std::int32_t to_px(double pt, double dpi) {
  return std::max(1, static_cast<std::int32_t>(std::lround(pt * dpi / 72)));
}

bool has_colour(const poppler::image& image) {
  for (int y = 0; y < image.height(); ++y) {
    const char* row = image.const_data() + static_cast<std::ptrdiff_t>(y) * image.bytes_per_row();
    for (int x = 0; x < image.width(); ++x) {
      if (row[3 * x] != row[3 * x + 1] || row[3 * x] != row[3 * x + 2]) return true;
    }
  }
  return false;
}

Raster to_raster(const poppler::image& image, double dpi) {
  const int channels = has_colour(image) ? 3 : 1;
  Raster raster(image.width(), image.height(), channels, dpi);
  for (int y = 0; y < image.height(); ++y) {
    const char* from = image.const_data() + static_cast<std::ptrdiff_t>(y) * image.bytes_per_row();
    std::uint8_t* to = raster.row(y);
    if (channels == 3) {
      std::memcpy(to, from, raster.stride());
    } else {
      for (int x = 0; x < image.width(); ++x) to[x] = static_cast<std::uint8_t>(from[3 * x]);
    }
  }
  return raster;
}

}  // namespace

RasterPlan plan_raster(const PageInfo& info, const Limits& limits) {
  RasterPlan plan;
  plan.dpi = fitting_dpi(info, wanted_dpi(info, limits), limits);
  plan.width_px = to_px(info.width_pt, plan.dpi);
  plan.height_px = to_px(info.height_pt, plan.dpi);
  if (info.rotate_deg % 180 != 0) std::swap(plan.width_px, plan.height_px);
  return plan;
}

Result<void> check_bounds(const PageInfo& info, const ContentFacts& content, const Limits& limits) {
  const double side_pt = std::max(info.width_pt, info.height_pt);
  if (side_pt > limits.page_side_pt) {
    return Error{Fault::PageTooLarge, std::to_string(std::llround(side_pt)) + " pt", {}};
  }
  for (const PlacedImage& placed : content.images) {
    QPDFObjectHandle dict = QPDFObjectHandle(placed.image).getDict();
    if (!dict.getKey("/Width").isInteger() || !dict.getKey("/Height").isInteger()) continue;
    const double w = dict.getKey("/Width").getNumericValue();
    const double h = dict.getKey("/Height").getNumericValue();
    if (w * h <= static_cast<double>(limits.page_pixels)) continue;
    return Error{
        Fault::TooManyPixels,
        std::to_string(std::llround(w)) + " x " + std::to_string(std::llround(h)) + " px image",
        {}};
  }
  return {};
}

Result<Raster> render_with_poppler(const std::string& one_page_pdf, const RasterPlan& plan) {
  return guarded([&]() -> Result<Raster> {
    const OpenedPage opened = TRY(open_with_poppler(one_page_pdf));
    const poppler::rectf box = opened.page->page_rect(poppler::crop_box);
    // page_rect ignores /Rotate and the plan is turned, so sides are paired by orientation.
    const bool turned = opened.page->orientation() == poppler::page::landscape ||
                        opened.page->orientation() == poppler::page::seascape;
    const double width_pt = turned ? box.height() : box.width();
    const double height_pt = turned ? box.width() : box.height();
    poppler::page_renderer renderer;
    renderer.set_image_format(poppler::image::format_rgb24);
    renderer.set_render_hint(poppler::page_renderer::antialiasing);
    renderer.set_render_hint(poppler::page_renderer::text_antialiasing);
    const poppler::image image = renderer.render_page(opened.page.get(),
                                                      plan.width_px * 72.0 / width_pt,
                                                      plan.height_px * 72.0 / height_pt,
                                                      0,
                                                      0,
                                                      plan.width_px,
                                                      plan.height_px);
    if (!image.is_valid()) return Error{Fault::CorruptFile, "Poppler cannot draw the page", {}};
    return to_raster(image, plan.dpi);
  });
}

}  // namespace sohoa::pdf
