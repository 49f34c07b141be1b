#include "ocr/engine/erase.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include <leptonica/allheaders.h>

#include "ocr/engine/pixels.h"

namespace sohoa::ocr {
namespace {

// Millimetres on paper.
constexpr double kSolid = 1.4;       // thicker than any stroke of running text
constexpr double kHoleSmallest = 4;  // ISO 838 holes are 6 +- 0.5
constexpr double kHoleLargest = 9;
constexpr double kHoleMargin = 25;  // ISO 838: centre 12 from the edge
constexpr double kRuleLength = 10;  // longer than any dash or letter
constexpr double kDot = 0.7;        // leader dots
constexpr double kDotPitch = 2.2;
constexpr int kLeaderDots = 5;
constexpr double kTickSmallest = 2.4;
constexpr double kTickLargest = 6.5;

Pix* mutable_pix(const Pix& pix) {
  return const_cast<Pix*>(&pix);
}

std::int32_t px(double mm, double dpi) {
  return std::max(1, static_cast<std::int32_t>(std::lround(mm / 25.4 * dpi)));
}

PixPtr empty_like(const Pix& pix) {
  return PixPtr(pixCreateTemplate(mutable_pix(pix)));
}

std::int32_t count_in(const Pix& pix, const Box& box) {
  l_int32 count = 0;
  ::Box* lept = boxCreate(box.x, box.y, box.w, box.h);
  pixCountPixelsInRect(mutable_pix(pix), lept, &count, nullptr);
  boxDestroy(&lept);
  return count;
}

/// Sets `box` in `to`, grown by `by`; Leptonica clips.
void set_box(Pix& to, const Box& box, std::int32_t by) {
  pixRasterop(&to, box.x - by, box.y - by, box.w + 2 * by, box.h + 2 * by, PIX_SET, nullptr, 0, 0);
}

struct PageSize {
  std::int32_t w;
  std::int32_t h;
};

bool touches_border(const Box& box, PageSize page) {
  return box.x <= 1 || box.y <= 1 || box.right() >= page.w - 1 || box.bottom() >= page.h - 1;
}

bool is_hole(const Pix& solid, const Box& box, PageSize page, double dpi) {
  const std::int32_t low = px(kHoleSmallest, dpi);
  const std::int32_t high = px(kHoleLargest, dpi);
  if (box.w < low || box.h < low || box.w > high || box.h > high) return false;
  const double aspect = static_cast<double>(box.w) / box.h;
  if (aspect < 0.75 || aspect > 1.33) return false;
  const std::int32_t margin = px(kHoleMargin, dpi);
  const bool near_edge = box.x < margin || box.y < margin || box.right() > page.w - margin ||
                         box.bottom() > page.h - margin;
  // A disc fills pi/4 of its box.
  return near_edge && count_in(solid, box) > 0.7 * box.w * box.h;
}

/// Copies of `from` inside `box`.
void copy_box(Pix& to, const Pix& from, const Box& box) {
  pixRasterop(&to, box.x, box.y, box.w, box.h, PIX_SRC | PIX_DST, mutable_pix(from), box.x, box.y);
}

/// Runs of at least kLeaderDots dots on one line, evenly spaced; gives their boxes.
std::vector<Box> leader_runs(std::vector<Box> dots, double dpi) {
  const std::int32_t pitch = px(kDotPitch, dpi);
  std::sort(dots.begin(), dots.end(), [](const Box& a, const Box& b) {
    return a.bottom() != b.bottom() ? a.bottom() < b.bottom() : a.x < b.x;
  });
  std::vector<Box> runs;
  std::vector<bool> used(dots.size(), false);
  for (std::size_t i = 0; i < dots.size(); ++i) {
    if (used[i]) continue;
    Box run = dots[i];
    int count = 1;
    std::size_t last = i;
    // Dots of one leader may sit a pixel higher or lower: look on in rows up to one below.
    for (std::size_t k = i + 1; k < dots.size() && dots[k].bottom() <= dots[i].bottom() + 1; ++k) {
      const std::int32_t step = dots[k].x - dots[last].right();
      if (used[k] || step < 0 || step > pitch) continue;
      used[k] = true;
      run = unite(run, dots[k]);
      last = k;
      ++count;
    }
    if (count >= kLeaderDots) runs.push_back(run);
  }
  return runs;
}

/// Share of the positions along `side` where it has ink somewhere across.
double drawn(const Pix& bitmap, const Box& side) {
  const bool lying = side.w >= side.h;
  const std::int32_t length = std::max(side.w, side.h);
  std::int32_t inked = 0;
  for (std::int32_t i = 0; i < length; ++i) {
    const Box slice =
        lying ? Box{side.x + i, side.y, 1, side.h} : Box{side.x, side.y + i, side.w, 1};
    inked += count_in(bitmap, slice) > 0 ? 1 : 0;
  }
  return static_cast<double>(inked) / length;
}

/// All four sides of the box are drawn, into the corners, and thin: no letter is like that.
bool is_frame(const Pix& bitmap, const Box& box) {
  const std::int32_t edge = std::max(2, box.w / 9);
  const std::int32_t inner = box.w - 2 * edge;
  const Box sides[] = {{box.x, box.y, box.w, edge},
                       {box.x, box.bottom() - edge, box.w, edge},
                       {box.x, box.y, edge, box.h},
                       {box.right() - edge, box.y, edge, box.h}};
  if (!std::all_of(std::begin(sides), std::end(sides), [&](const Box& side) {
        return drawn(bitmap, side) > 0.97;
      })) {
    return false;
  }
  return count_in(bitmap, {box.x + edge, box.y + edge, inner, inner}) < 0.5 * inner * inner;
}

void add_rules(const Pix& bitmap, double dpi, Marks& marks) {
  const std::int32_t length = px(kRuleLength, dpi);
  const PixPtr across(pixOpenBrick(nullptr, mutable_pix(bitmap), length, 1));
  const PixPtr down(pixOpenBrick(nullptr, mutable_pix(bitmap), 1, length));
  if (!across || !down) return;
  marks.rules = {component_boxes(*across), component_boxes(*down)};
  pixOr(across.get(), across.get(), down.get());
  const PixPtr thick(pixDilateBrick(nullptr, across.get(), 3, 3));
  if (thick) pixOr(marks.mask.get(), marks.mask.get(), thick.get());
}

void add_tick_box(const Pix& bitmap, const Box& box, Marks& marks) {
  const std::int32_t edge = std::max(3, box.w / 5);
  const Box inside{box.x + edge, box.y + edge, box.w - 2 * edge, box.h - 2 * edge};
  if (inside.is_empty()) return;
  const bool ticked = count_in(bitmap, inside) > 0.08 * inside.w * inside.h;
  (ticked ? marks.ticked_boxes : marks.empty_boxes).push_back(box);
  set_box(*marks.mask, box, 1);
}

}  // namespace

PixPtr take_edges(Pix& bitmap, double dpi) {
  const std::int32_t side = px(kSolid, dpi);
  const PixPtr solid(pixOpenBrick(nullptr, &bitmap, side, side));
  if (!solid) return nullptr;
  const PageSize page{pixGetWidth(&bitmap), pixGetHeight(&bitmap)};
  PixPtr mask;
  for (const Box& box : component_boxes(*solid)) {
    if (!touches_border(box, page) && !is_hole(*solid, box, page, dpi)) continue;
    if (!mask) mask = empty_like(bitmap);
    copy_box(*mask, *solid, box);
  }
  if (!mask) return nullptr;
  // The opening rounded the corners off; the rim of a shadow is lighter than its core.
  PixPtr grown(pixDilateBrick(nullptr, mask.get(), side, side));
  if (grown) pixSubtract(&bitmap, &bitmap, grown.get());
  return grown;
}

void wipe_specks(Raster& grey) {
  // 0.25 mm: three pixels at 300 dpi, two at 200. A full stop at 8 pt is 0.35 mm.
  const auto side = static_cast<std::int32_t>(std::max(1L, std::lround(grey.dpi() / 100)));
  const Histogram levels = histogram(grey);
  const PixPtr bitmap = bitmap_below(grey, otsu_threshold(levels));
  if (!bitmap) return;
  const PixPtr mask = empty_like(*bitmap);
  if (!mask) return;
  for (const Box& box : component_boxes(*bitmap)) {
    if (box.w <= side && box.h <= side) set_box(*mask, box, 0);
  }
  paint_over(*mask, static_cast<std::uint8_t>(percentile(levels, 0.5)), grey);
}

Marks find_marks(const Pix& bitmap, double dpi) {
  Marks marks;
  marks.mask = empty_like(bitmap);
  if (!marks.mask) return marks;
  add_rules(bitmap, dpi, marks);
  const std::int32_t dot = px(kDot, dpi);
  const std::int32_t low = px(kTickSmallest, dpi);
  const std::int32_t high = px(kTickLargest, dpi);
  std::vector<Box> dots;
  for (const Box& box : component_boxes(bitmap)) {
    if (box.w <= dot && box.h <= dot) dots.push_back(box);
    const bool square = box.w >= low && box.w <= high && std::abs(box.w - box.h) <= box.w / 6 + 1;
    if (square && is_frame(bitmap, box)) add_tick_box(bitmap, box, marks);
  }
  for (const Box& run : leader_runs(std::move(dots), dpi)) {
    set_box(*marks.mask, run, 1);
    ++marks.leaders;
  }
  return marks;
}

void paint_over(const Pix& mask, std::uint8_t paper, Raster& grey) {
  const std::int32_t w = pixGetWidth(mutable_pix(mask));
  const std::int32_t h = pixGetHeight(mutable_pix(mask));
  const l_uint32* data = pixGetData(mutable_pix(mask));
  const auto words = static_cast<std::size_t>(pixGetWpl(mutable_pix(mask)));
  for (std::int32_t y = 0; y < grey.height_px(); ++y) {
    const auto my =
        std::min<std::int64_t>(h - 1, static_cast<std::int64_t>(y) * h / grey.height_px());
    const l_uint32* line = data + static_cast<std::size_t>(my) * words;
    if (std::all_of(line, line + words, [](l_uint32 word) { return word == 0; })) continue;
    std::uint8_t* out = grey.row(y);
    for (std::int32_t x = 0; x < grey.width_px(); ++x) {
      const auto mx = static_cast<std::int64_t>(x) * w / grey.width_px();
      if ((line[mx >> 5] >> (31 - (mx & 31))) & 1U) out[x] = paper;
    }
  }
}

}  // namespace sohoa::ocr
