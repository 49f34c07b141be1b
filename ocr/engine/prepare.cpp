#include "ocr/engine/prepare.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ocr/engine/background.h"
#include "ocr/engine/cut_strokes.h"
#include "ocr/engine/ink.h"
#include "ocr/engine/measure.h"
#include "ocr/engine/paper.h"

namespace sohoa::ocr {
namespace {

/// Threshold between ink and paper of an evenly lit page; never so light that noise or the print of
/// the other side is ink (measured: ghosts stay above 92 % of the paper's level).
int ink_threshold(const Histogram& levels) {
  const int lightest = kPaperLevel * 88 / 100;
  return std::clamp(otsu_threshold(levels), kPaperLevel / 3, lightest);
}

Background light_of(const Raster& grey) {
  return estimate_background(grey, static_cast<std::int32_t>(std::max(16.0, grey.dpi() / 5)));
}

/// Share of pixels below the middle between the darkest and the lightest levels; 0 when there is
/// hardly anything between them.
double dark_share(const Histogram& levels) {
  const int low = percentile(levels, 0.005);
  const int high = percentile(levels, 0.995);
  if (high - low < 64) return 0;
  double dark = 0;
  double all = 0;
  for (int v = 0; v < 256; ++v) {
    const double n = levels[static_cast<std::size_t>(v)];
    all += n;
    if (v < (low + high) / 2) dark += n;
  }
  return all > 0 ? dark / all : 0;
}

constexpr double kA4Long_in = 11.69;

/// What brightness and sharpness tell of a page that is positive and, if a photograph, flat.
void measure_levels(const Raster& grey, const Histogram& levels, PageMeasures& measures) {
  measures.paper_level = paper_level(levels);
  const double dpi = measures.sheet_long_px > 0 ? measures.sheet_long_px / kA4Long_in : grey.dpi();
  measures.edge_width_mm = edge_width_px(grey, levels) / dpi * 25.4;
}

/// One page's way through the steps; each step is one member.
class Preparer {
 public:
  Preparer(const Raster& page, const ReadOptions& options, const OrientationJudge& judge)
      : page_(page), options_(options), judge_(judge) {}

  Preparation run() {
    look_at_page();
    wipe_specks_if_many();
    result_.measures.ink_share = ink_share(*bitmap_);
    result_.blank = note(decide_blank(result_.measures.ink_share));
    if (!result_.blank) turn_upright();
    result_.measures.dct_hash = dct_hash(grey_);
    even_out_light();
    if (result_.blank) {
      result_.measures.contrast = 0;  // what was dark were holes and edges
      return std::move(result_);
    }
    straighten();
    paint_marks();
    result_.page.grey = std::move(grey_);
    result_.page.to_upright = to_upright();
    result_.page.bitmap = std::move(bitmap_);
    result_.page.bitmap_dpi = bitmap_dpi_;
    return std::move(result_);
  }

  PageMeasures measure() {
    look_at_page();
    result_.measures.ink_share = ink_share(*bitmap_);
    if (decide_blank(result_.measures.ink_share).value) result_.measures.contrast = 0;
    result_.measures.dct_hash = dct_hash(grey_);
    return result_.measures;
  }

 private:
  void look_at_page() {
    take_grey();
    flatten_photo();
    look_at_levels();
    scale_to_working();
    make_bitmap();
  }

  /// Keeps the explanation, hands on the value.
  template <class T>
  T note(Decision<T> decision) {
    result_.steps.push_back(std::move(decision.step));
    return decision.value;
  }

  void take_grey() {
    grey_ = luminance(page_);
    result_.page_dpi =
        note(decide_dpi(page_.width_px(), page_.height_px(), page_.dpi(), options_.dpi_hint));
    grey_.set_dpi(result_.page_dpi);
    const ColourMap colour = map_colour(page_, result_.page_dpi);
    result_.measures.colour_share = colour.share;
    const std::vector<Box> stamps = stamp_regions(colour, result_.page_dpi);
    for (const Box& stamp : stamps) fade_colour(page_, stamp, grey_);
    note(decide_ink_removal(static_cast<int>(stamps.size()), colour.share));
  }

  void flatten_photo() {
    const PaperSearch search = find_paper(grey_);
    if (!note(decide_flatten(search.dark_border, search.sheet.has_value(), 0))) return;
    const FlatSize flat = flat_size(*search.sheet);
    const double w = flat.width_px;
    const double h = flat.height_px;
    const Sheet target{Point{0, 0}, Point{w, 0}, Point{w, h}, Point{0, h}};
    to_stored_ = Homography::corners(target, *search.sheet);
    grey_ = warped(grey_, to_stored_, flat.width_px, flat.height_px, kPaperLevel);
    result_.measures.sheet_long_px = std::max(flat.width_px, flat.height_px);
  }

  void look_at_levels() {
    Histogram levels = histogram(grey_);
    result_.measures.pixels = pixel_kind(page_, levels);
    if (note(decide_inversion(dark_share(levels)))) {
      invert(grey_);
      std::reverse(levels.begin(), levels.end());
    }
    measure_levels(grey_, levels, result_.measures);
  }

  void scale_to_working() {
    const double dpi = note(decide_working_dpi(result_.page_dpi));
    const double factor = dpi / result_.page_dpi;
    native_ = std::move(grey_);
    rescale(factor);
    to_stored_ = to_stored_.after(Homography::scale(1 / factor));
  }

  void rescale(double factor) { grey_ = factor != 1 ? scaled(native_, factor) : native_.clone(); }

  void make_bitmap() {
    bitmap_ = threshold_bitmap();
    const PixPtr edges = take_edges(*bitmap_, bitmap_dpi_);
    if (edges) paint_over(*edges, kPaperLevel, grey_);
    // A sheet cut out of a photograph ends where the paper ends.
    if (result_.measures.sheet_long_px == 0)
      result_.measures.cut_strokes = cut_strokes(*bitmap_, bitmap_dpi_);
  }

  PixPtr threshold_bitmap() {
    const double factor = std::min(1.0, kBitmapDpi / grey_.dpi());
    const Raster small = factor < 0.95 ? scaled(grey_, factor) : grey_.clone();
    bitmap_dpi_ = small.dpi();
    const Raster even = background_divided(small, light_of(small));
    const Histogram levels = histogram(even);
    const int threshold = ink_threshold(levels);
    result_.measures.contrast = ink_contrast(levels, threshold);
    return bitmap_below(even, threshold);
  }

  void wipe_specks_if_many() {
    result_.measures.speck_per_cm2 = count_specks(*bitmap_, bitmap_dpi_).per_cm2;
    if (note(decide_despeckle(result_.measures.speck_per_cm2))) {
      wipe_specks(native_);
      rescale(grey_.dpi() / native_.dpi());
      make_bitmap();
    }
    native_ = Raster();
  }

  void turn_upright() {
    if (!options_.fix_orientation) return;
    const OrientationVotes votes = orientation_votes(*bitmap_);
    int turn = note(decide_orientation(votes.up, votes.left));
    if (turn < 0) turn = note(judge_(grey_, *bitmap_));
    result_.rotation_deg = turn;
    if (turn == 0) return;
    turn_sides(turn, result_.measures.cut_strokes);
    grey_ = quarter_turned(grey_, turn);
    bitmap_ = quarter_turned(*bitmap_, turn);
    const int back = 360 - turn;
    to_stored_ = to_stored_.after(Homography::quarter(grey_.width_px(), grey_.height_px(), back));
  }

  void even_out_light() {
    const Background light = light_of(grey_);
    result_.measures.background_range = light.range();
    if (note(decide_background(light.range()))) grey_ = background_divided(grey_, light);
  }

  void straighten() {
    const Skew skew = find_skew(*bitmap_);
    const double turn = note(decide_deskew(skew.angle_deg, skew.confidence));
    if (turn == 0) return;
    const Point centre{grey_.width_px() / 2.0, grey_.height_px() / 2.0};
    const Homography to_source = Homography::turn(-turn, centre);
    grey_ = warped(grey_, to_source, grey_.width_px(), grey_.height_px(), kPaperLevel);
    to_stored_ = to_stored_.after(to_source);
    bitmap_ = threshold_bitmap();
  }

  void paint_marks() {
    result_.page.marks = find_marks(*bitmap_, bitmap_dpi_);
    const Pix* mask = result_.page.marks.mask.get();
    if (mask == nullptr) return;
    paint_over(*mask, kPaperLevel, grey_);
    subtract(*mask, *bitmap_);
  }

  Homography to_upright() const {
    const Homography turned =
        Homography::quarter(page_.width_px(), page_.height_px(), result_.rotation_deg);
    return turned.after(to_stored_);
  }

  const Raster& page_;
  const ReadOptions& options_;
  const OrientationJudge& judge_;
  Preparation result_;
  Raster native_;  ///< grey page at its own resolution, kept until specks are judged
  Raster grey_;    ///< the page as it is now
  PixPtr bitmap_;  ///< black and white, about 150 dpi
  double bitmap_dpi_ = kBitmapDpi;
  Homography to_stored_;  ///< pixels of grey_ to pixels of the stored raster
};

}  // namespace

Preparation prepare(const Raster& page, const ReadOptions& options, const OrientationJudge& judge) {
  return Preparer(page, options, judge).run();
}

PageMeasures measure(const Raster& page) {
  const OrientationJudge nobody = [](const Raster&, const Pix&) { return Decision<int>{}; };
  return Preparer(page, {}, nobody).measure();
}

}  // namespace sohoa::ocr
