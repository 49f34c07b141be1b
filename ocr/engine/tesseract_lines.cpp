#include "ocr/engine/tesseract_lines.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <iterator>
#include <utility>

#include <leptonica/allheaders.h>
#include <tesseract/baseapi.h>
#include <tesseract/resultiterator.h>

#include "core/text.h"
#include "ocr/engine/raw_line_images.h"

namespace sohoa::ocr {
namespace {

using tesseract::RIL_TEXTLINE;
using tesseract::RIL_WORD;

Box box_of(const tesseract::ResultIterator& at, tesseract::PageIteratorLevel level) {
  int left = 0;
  int top = 0;
  int right = 0;
  int bottom = 0;
  if (!at.BoundingBox(level, &left, &top, &right, &bottom)) return {};
  return {left, top, right - left, bottom - top};
}

Word word_at(const tesseract::ResultIterator& at) {
  const std::unique_ptr<char[]> text(at.GetUTF8Text(RIL_WORD));
  Word word;
  if (!text) return word;
  word.text = to_nfc(text.get());
  word.box = box_of(at, RIL_WORD);
  word.confidence = std::clamp(static_cast<double>(at.Confidence(RIL_WORD)) / 100.0, 0.0, 1.0);
  return word;
}

std::vector<Line> collect(tesseract::TessBaseAPI& api) {
  std::vector<Line> lines;
  const std::unique_ptr<tesseract::ResultIterator> at(api.GetIterator());
  if (!at) return lines;
  bool fresh = true;
  do {
    if (at->Empty(RIL_WORD)) continue;
    fresh = fresh || at->IsAtBeginningOf(RIL_TEXTLINE);
    Word word = word_at(*at);
    if (word.text.empty() || word.box.is_empty()) continue;
    if (fresh) lines.emplace_back();
    fresh = false;
    lines.back().box = unite(lines.back().box, word.box);
    lines.back().words.push_back(std::move(word));
  } while (at->Next(RIL_WORD));
  return lines;
}

Raster cut_out(const Raster& grey, const Box& box) {
  Raster part(box.w, box.h, 1, grey.dpi());
  for (std::int32_t y = 0; y < box.h; ++y) {
    std::copy_n(grey.row(box.y + y) + box.x, box.w, part.row(y));
  }
  return part;
}

/// All words as one line.
Line joined(std::vector<Line> lines) {
  Line all;
  for (Line& line : lines) {
    all.box = unite(all.box, line.box);
    std::move(line.words.begin(), line.words.end(), std::back_inserter(all.words));
  }
  return all;
}

Line moved(Line line, std::int32_t x, std::int32_t y) {
  const auto move = [&](Box& box) { box = {box.x + x, box.y + y, box.w, box.h}; };
  move(line.box);
  for (Word& word : line.words) move(word.box);
  return line;
}

}  // namespace

TesseractLines::TesseractLines(std::unique_ptr<tesseract::TessBaseAPI> api)
    : api_(std::move(api)) {}
TesseractLines::TesseractLines(TesseractLines&&) noexcept = default;
TesseractLines& TesseractLines::operator=(TesseractLines&&) noexcept = default;
TesseractLines::~TesseractLines() = default;

Result<TesseractLines> TesseractLines::load(const std::filesystem::path& tessdata,
                                            const std::string& language) {
  // Leptonica reports on stderr what it could not do with tiny or odd images; we look at results.
  setMsgSeverity(L_SEVERITY_NONE);
  auto api = std::make_unique<tesseract::TessBaseAPI>();
  if (api->Init(tessdata.c_str(), language.c_str(), tesseract::OEM_LSTM_ONLY) != 0) {
    return Error{Fault::Internal, "tesseract cannot load model " + language, {}};
  }
  api->SetVariable("tessedit_do_invert", "0");
  api->SetVariable("debug_file", "/dev/null");
  return TesseractLines(std::move(api));
}

Result<std::vector<Line>> TesseractLines::read_page(const Raster& grey) {
  try {
    // Sparse text finds every line wherever it stands; page segmentation (psm 1, 3) drops table
    // cells, leaders and lines near stamps, and its order is not ours anyhow.
    if (!recognise(grey, tesseract::PSM_SPARSE_TEXT)) {
      return Error{Fault::Internal, "tesseract gave up on the page", {}};
    }
    std::vector<Line> lines = collect(*api_);
    api_->Clear();
    return lines;
  } catch (const std::exception& e) {
    return Error{Fault::Internal, std::string("tesseract: ") + e.what(), {}};
  }
}

Line TesseractLines::read_line(const Raster& grey, const Box& box) {
  const Box inside = intersect(box, {0, 0, grey.width_px(), grey.height_px()});
  if (inside.is_empty()) return {};
  return moved(read_strip(cut_out(grey, inside)), inside.x, inside.y);
}

Line TesseractLines::read_strip(const Raster& strip) {
  try {
    if (!recognise(strip, tesseract::PSM_SINGLE_LINE)) return {};
    Line line = joined(collect(*api_));
    api_->Clear();
    return line;
  } catch (const std::exception&) {
    return {};
  }
}

bool TesseractLines::recognise(const Raster& grey, int mode) {
  api_->SetPageSegMode(static_cast<tesseract::PageSegMode>(mode));
  api_->SetImage(
      grey.pixels().data(), grey.width_px(), grey.height_px(), 1, static_cast<int>(grey.stride()));
  api_->SetSourceResolution(static_cast<int>(std::lround(grey.dpi())));
  const RawLineImages raw;
  return api_->Recognize(nullptr) == 0;
}

}  // namespace sohoa::ocr
