// Layout and recognition by Tesseract: a straight page in, lines of words out.
//
// Second and third stage of the engine in one, because libtesseract has them in one. Lines come in
// Tesseract's order and in pixels of the straight page; ocr/reading_order.h puts them in ours.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/raster.h"
#include "core/result.h"
#include "ocr/page_text.h"

namespace tesseract {
class TessBaseAPI;
}

namespace sohoa::ocr {

class TesseractLines {
 public:
  static Result<TesseractLines> load(const std::filesystem::path& tessdata,
                                     const std::string& language);
  TesseractLines(TesseractLines&&) noexcept;
  TesseractLines& operator=(TesseractLines&&) noexcept;
  ~TesseractLines();

  /// All lines of a page, in pixels of `grey`; text in NFC.
  Result<std::vector<Line>> read_page(const Raster& grey);
  /// The one line inside `box` of `grey`, in pixels of `grey`; no words when it cannot be read.
  Line read_line(const Raster& grey, const Box& box);
  /// The whole image as one line.
  Line read_strip(const Raster& strip);

 private:
  explicit TesseractLines(std::unique_ptr<tesseract::TessBaseAPI> api);
  bool recognise(const Raster& grey, int mode);

  std::unique_ptr<tesseract::TessBaseAPI> api_;
};

}  // namespace sohoa::ocr
