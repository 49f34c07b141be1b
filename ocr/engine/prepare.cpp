#include "ocr/engine/prepare.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ocr/engine/ink.h"

namespace sohoa::ocr {
namespace {

/// Keeps the explanation, hands on the value.
template <class T>
T note(Preparation& result, Decision<T> decision) {
  result.steps.push_back(std::move(decision.step));
  return decision.value;
}

/// Threshold between ink and paper of an evenly lit page; never so light that noise is ink.
int ink_threshold(const Histogram& levels) {
  const int lightest = kPaperLevel * 88 / 100;
  return std::clamp(otsu_threshold(levels), kPaperLevel / 3, lightest);
}

Raster even_light(const Raster& grey) {
  const auto tile_px = static_cast<std::int32_t>(std::max(16.0, grey.dpi() / 5));
  return background_divided(grey, estimate_background(grey, tile_px));
}

/// Grey page at bitmap resolution, evenly lit.
Raster bitmap_grey(const Raster& work) {
  const double factor = kBitmapDpi / work.dpi();
  return even_light(factor < 0.95 ? scaled(work, factor) : work.clone());
}

/// Straightens by `angle_deg` and remembers the way back.
void straighten(Raster work, double angle_deg, double to_page_scale, StraightPage& out) {
  const Homography back = Homography::scale(to_page_scale);
  if (angle_deg == 0) {
    out.grey = std::move(work);
    out.to_upright = back;
    return;
  }
  const Point centre{work.width_px() / 2.0, work.height_px() / 2.0};
  const Homography to_source = Homography::turn(-angle_deg, centre);
  out.grey = warped(work, to_source, work.width_px(), work.height_px(), kPaperLevel);
  out.to_upright = back.after(to_source);
}

void fade_stamps(const Raster& page, Raster& grey, Preparation& result) {
  const ColourMap colour = map_colour(page, result.page_dpi);
  result.measures.colour_share = colour.share;
  const std::vector<Box> stamps = stamp_regions(colour, result.page_dpi);
  for (const Box& stamp : stamps) fade_colour(page, stamp, grey);
  note(result, decide_ink_removal(static_cast<int>(stamps.size()), colour.share));
}

}  // namespace

Preparation prepare(const Raster& page, const ReadOptions& options, const OrientationJudge& judge) {
  Preparation result;
  Raster grey = luminance(page);
  result.page_dpi =
      note(result, decide_dpi(page.width_px(), page.height_px(), page.dpi(), options.dpi_hint));
  grey.set_dpi(result.page_dpi);
  fade_stamps(page, grey, result);
  const double work_dpi = note(result, decide_working_dpi(result.page_dpi));
  const double factor = work_dpi / result.page_dpi;
  if (factor != 1) grey = scaled(grey, factor);

  const Raster small = bitmap_grey(grey);
  const int threshold = ink_threshold(histogram(small));
  PixPtr bitmap = bitmap_below(small, threshold);
  const PixPtr edges = take_edges(*bitmap, small.dpi());
  if (edges) paint_over(*edges, kPaperLevel, grey);
  result.measures.ink_share = ink_share(*bitmap);
  result.blank = note(result, decide_blank(result.measures.ink_share));
  if (result.blank) return result;

  if (options.fix_orientation) {
    const OrientationVotes votes = orientation_votes(*bitmap);
    result.rotation_deg = note(result, decide_orientation(votes.up, votes.left));
    if (result.rotation_deg < 0) result.rotation_deg = note(result, judge(grey, *bitmap));
    if (result.rotation_deg != 0) {
      grey = quarter_turned(grey, result.rotation_deg);
      bitmap = quarter_turned(*bitmap, result.rotation_deg);
    }
  }
  const Skew skew = find_skew(*bitmap);
  const double turn = note(result, decide_deskew(skew.angle_deg, skew.confidence));
  result.skew_deg = -turn;
  const auto tile_px = static_cast<std::int32_t>(std::max(16.0, grey.dpi() / 5));
  const Background light = estimate_background(grey, tile_px);
  result.measures.background_range = light.range();
  if (note(result, decide_background(light.range()))) grey = background_divided(grey, light);
  straighten(std::move(grey), turn, 1 / factor, result.page);
  if (turn != 0) {
    const Raster level = bitmap_grey(result.page.grey);
    bitmap = bitmap_below(level, threshold);
  }
  Marks marks = find_marks(*bitmap, small.dpi());
  if (marks.mask && !getenv("NOPAINT")) paint_over(*marks.mask, kPaperLevel, result.page.grey);
  result.page.marks = std::move(marks);
  return result;
}

}  // namespace sohoa::ocr
