#include "ocr/engine/tesseract_engine.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "ocr/engine/orientation.h"
#include "ocr/engine/prepare.h"
#include "ocr/engine/second_reading.h"
#include "ocr/engine/tesseract_lines.h"
#include "ocr/line_noise.h"
#include "ocr/reading_order.h"

namespace sohoa {
namespace {

using ocr::Homography;

constexpr double kShapeConfidence = 0.9;
// TBOX holds coordinates in 16 bits.
constexpr std::int32_t kTesseractSide_px = 32'000;

/// The box around the four corners of `box` on the upright page.
Box mapped(const Homography& map, const Box& box) {
  const Point corners[] = {
      map({static_cast<double>(box.x), static_cast<double>(box.y)}),
      map({static_cast<double>(box.right()), static_cast<double>(box.y)}),
      map({static_cast<double>(box.x), static_cast<double>(box.bottom())}),
      map({static_cast<double>(box.right()), static_cast<double>(box.bottom())})};
  Point low = corners[0];
  Point high = corners[0];
  for (const Point& p : corners) {
    low = {std::min(low.x, p.x), std::min(low.y, p.y)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y)};
  }
  const auto px = [](double v) { return static_cast<std::int32_t>(std::lround(v)); };
  return {px(low.x), px(low.y), px(high.x) - px(low.x), px(high.y) - px(low.y)};
}

/// Clockwise slope of what is level in the straight page, near (x, y) of it.
double slope_deg(const Homography& map, Point from, Point to) {
  const Point a = map(from);
  const Point b = map(to);
  return std::atan2(b.y - a.y, b.x - a.x) * 180 / std::numbers::pi;
}

void map_to_upright(const Homography& map, std::vector<Line>& lines) {
  for (Line& line : lines) {
    const double y = line.box.y + line.box.h / 2.0;
    line.slope_deg = slope_deg(
        map, {static_cast<double>(line.box.x), y}, {static_cast<double>(line.box.right()), y});
    line.box = {};
    for (Word& word : line.words) {
      word.box = mapped(map, word.box);
      line.box = unite(line.box, word.box);
    }
  }
}

/// Ruling lines in pixels of the grey page.
ocr::Ruling ruling_of(const ocr::StraightPage& page) {
  const double factor = page.grey.dpi() / page.bitmap_dpi;
  const Homography to_grey = Homography::scale(factor);
  ocr::Ruling ruling;
  for (const Box& box : page.marks.rules.horizontal)
    ruling.horizontal.push_back(mapped(to_grey, box));
  for (const Box& box : page.marks.rules.vertical) ruling.vertical.push_back(mapped(to_grey, box));
  return ruling;
}

/// Tick boxes are seen by their shape, not read: ☐ and ☒ as words of their own.
void add_tick_boxes(const ocr::StraightPage& page, std::vector<Line>& lines) {
  const Homography to_grey = Homography::scale(page.grey.dpi() / page.bitmap_dpi);
  const auto add = [&](const std::vector<Box>& boxes, const char* sign) {
    for (const Box& small : boxes) {
      const Box box = mapped(to_grey, small);
      lines.push_back({{{sign, box, kShapeConfidence}}, box, 0, 0});
    }
  };
  add(page.marks.empty_boxes, "☐");
  add(page.marks.ticked_boxes, "☒");
}

ocr::StripReading weight_of(const Line& line) {
  PageText text;
  text.lines.push_back(line);
  return {mean_confidence(text), static_cast<double>(plain_text(text).size())};
}

class TesseractEngine final : public OcrEngine {
 public:
  TesseractEngine(ocr::TesseractLines reader, std::string language)
      : reader_(std::move(reader)), language_(std::move(language)) {}

  Result<PageReading> read(const Raster& page, const ReadOptions& options) override {
    if (page.is_empty()) return Error{Fault::Internal, "a page without pixels", {}};
    if (options.language != language_) {
      return Error{Fault::UnsupportedFeature, "this worker reads only " + language_, {}};
    }
    const auto judge = [this](const Raster& grey, const Pix& bitmap) {
      return ocr::orientation_by_reading(grey, bitmap, [this](const Raster& strip) {
        return weight_of(reader_.read_strip(strip));
      });
    };
    ocr::Preparation ready = ocr::prepare(page, options, judge);
    PageReading reading;
    if (!ready.blank) reading.text.lines = TRY(read_lines(ready));
    describe_page(page, ready, reading.text);
    reading.measures = ready.measures;
    reading.steps = std::move(ready.steps);
    return reading;
  }

 private:
  Result<std::vector<Line>> read_lines(ocr::Preparation& ready) {
    const Raster& grey = ready.page.grey;
    if (std::max(grey.width_px(), grey.height_px()) > kTesseractSide_px) {
      return Error{Fault::TooManyPixels, "a side is longer than tesseract can address", {}};
    }
    std::vector<Line> lines = TRY(reader_.read_page(grey));
    const ocr::SecondReading second = ocr::read_again(
        ready.page,
        [this](const Raster& part, const Box& box) { return reader_.read_line(part, box); },
        lines);
    ready.steps.push_back(
        ocr::describe_second_reading(second.tried, second.improved, second.found));
    ready.steps.push_back(ocr::describe_noise(ocr::drop_noise(lines)));
    add_tick_boxes(ready.page, lines);
    lines = ocr::in_reading_order(std::move(lines), ruling_of(ready.page));
    map_to_upright(ready.page.to_upright, lines);
    return lines;
  }

  static void describe_page(const Raster& page, const ocr::Preparation& ready, PageText& text) {
    const bool sideways = ready.rotation_deg % 180 != 0;
    text.width_px = sideways ? page.height_px() : page.width_px();
    text.height_px = sideways ? page.width_px() : page.height_px();
    text.dpi = ready.page_dpi;
    text.rotation_deg = ready.rotation_deg;
    text.blank = ready.blank;
    text.source = text.lines.empty() ? TextSource::None : TextSource::Ocr;
    if (ready.blank) return;
    const double w = ready.page.grey.width_px();
    const double middle = ready.page.grey.height_px() / 2.0;
    text.skew_deg = slope_deg(ready.page.to_upright, {0, middle}, {w, middle});
  }

  ocr::TesseractLines reader_;
  std::string language_;
};

}  // namespace

Result<std::unique_ptr<OcrEngine>> make_tesseract_engine(const std::filesystem::path& tessdata,
                                                         const std::string& language) {
  ocr::TesseractLines reader = TRY(ocr::TesseractLines::load(tessdata, language));
  return std::unique_ptr<OcrEngine>(std::make_unique<TesseractEngine>(std::move(reader), language));
}

}  // namespace sohoa
