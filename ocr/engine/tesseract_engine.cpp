#include "ocr/engine/tesseract_engine.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ocr/engine/orientation.h"
#include "ocr/engine/prepare.h"
#include "ocr/engine/tesseract_lines.h"
#include "ocr/reading_order.h"

namespace sohoa {
namespace {

using ocr::Homography;

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

void map_to_upright(const Homography& map, double slope_deg, std::vector<Line>& lines) {
  for (Line& line : lines) {
    line.slope_deg = slope_deg;
    line.box = {};
    for (Word& word : line.words) {
      word.box = mapped(map, word.box);
      line.box = unite(line.box, word.box);
    }
  }
}

class TesseractEngine final : public OcrEngine {
 public:
  explicit TesseractEngine(ocr::TesseractLines reader) : reader_(std::move(reader)) {}

  Result<PageReading> read(const Raster& page, const ReadOptions& options) override {
    const auto judge = [this](const Raster& grey, const Pix& bitmap) {
      return ocr::orientation_by_reading(
          grey, bitmap, [this](const Raster& strip) { return reader_.strip_confidence(strip); });
    };
    ocr::Preparation ready = ocr::prepare(page, options, judge);
    PageReading reading;
    describe_page(page, ready, reading.text);
    if (!ready.blank) {
      std::vector<Line> lines = TRY(reader_.read_page(ready.page.grey));
      lines = ocr::in_reading_order(std::move(lines), {});
      map_to_upright(ready.page.to_upright, ready.skew_deg, lines);
      reading.text.lines = std::move(lines);
    }
    reading.measures = ready.measures;
    reading.steps = std::move(ready.steps);
    return reading;
  }

 private:
  static void describe_page(const Raster& page, const ocr::Preparation& ready, PageText& text) {
    const bool sideways = ready.rotation_deg % 180 != 0;
    text.width_px = sideways ? page.height_px() : page.width_px();
    text.height_px = sideways ? page.width_px() : page.height_px();
    text.dpi = ready.page_dpi;
    text.rotation_deg = ready.rotation_deg;
    text.skew_deg = ready.skew_deg;
    text.blank = ready.blank;
    text.source = ready.blank ? TextSource::None : TextSource::Ocr;
  }

  ocr::TesseractLines reader_;
};

}  // namespace

Result<std::unique_ptr<OcrEngine>> make_tesseract_engine(const std::filesystem::path& tessdata,
                                                         const std::string& language) {
  ocr::TesseractLines reader = TRY(ocr::TesseractLines::load(tessdata, language));
  return std::unique_ptr<OcrEngine>(std::make_unique<TesseractEngine>(std::move(reader)));
}

}  // namespace sohoa
