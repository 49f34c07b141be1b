#include "worker/answer_fit.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/text.h"
#include "worker/wire_parts.h"

namespace sohoa {
namespace {

double finite(double value) {
  return std::isfinite(value) ? value : 0;
}

double share(double value) {
  return std::clamp(finite(value), 0.0, 1.0);
}

// UTF-8 is cut in front of a code point, never inside one.
std::string cut(std::string text, std::int32_t max_bytes) {
  auto size = static_cast<std::size_t>(max_bytes);
  if (text.size() <= size) return text;
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
  text.resize(size);
  return text;
}

template <class T>
bool shorten(std::vector<T>& list, std::int32_t most) {
  const auto size = static_cast<std::size_t>(most);
  if (list.size() <= size) return false;
  list.erase(list.begin() + most, list.end());
  return true;
}

void fit_notes(std::vector<std::string>& notes, const Limits& limits) {
  shorten(notes, limits.notes_per_page);
  for (std::string& note : notes) note = cut(to_nfc(note), limits.word_bytes);
}

/// The part of one axis that lies on the page, at least one pixel of it.
void fit_span(std::int32_t& start, std::int32_t& length, std::int32_t size) {
  const std::int64_t end = std::clamp<std::int64_t>(std::int64_t{start} + length, 1, size);
  start = static_cast<std::int32_t>(std::clamp<std::int64_t>(start, 0, end - 1));
  length = static_cast<std::int32_t>(end - start);
}

Box fit_box(Box box, const PageText& page) {
  fit_span(box.x, box.w, page.width_px);
  fit_span(box.y, box.h, page.height_px);
  return box;
}

std::vector<std::u32string> pieces_between_spaces(const std::u32string& text) {
  std::vector<std::u32string> pieces(1);
  for (const char32_t c : text) {
    if (!wire::is_white_space(c)) {
      pieces.back() += c;
    } else if (!pieces.back().empty()) {
      pieces.emplace_back();
    }
  }
  if (pieces.back().empty()) pieces.pop_back();
  return pieces;
}

/// A word as one or more words without white space; the box is shared out by characters.
void add_fitted(const Word& word, const PageText& page, const Limits& limits, Line& line) {
  const std::u32string text = to_utf32(to_nfc(word.text));
  std::size_t done = 0;
  for (const std::u32string& piece : pieces_between_spaces(text)) {
    const auto at = text.find(piece, done);
    done = at + piece.size();
    const auto scale = static_cast<double>(word.box.w) / static_cast<double>(text.size());
    Box box = word.box;
    box.x += static_cast<std::int32_t>(scale * static_cast<double>(at));
    box.w = static_cast<std::int32_t>(std::lround(scale * static_cast<double>(piece.size())));
    line.words.push_back({cut(to_nfc(to_utf8(piece)), limits.word_bytes),
                          fit_box(box, page),
                          share(word.confidence)});
    line.box = unite(line.box, line.words.back().box);
  }
}

Line fitted(const Line& line, const PageText& page, const Limits& limits) {
  Line result;
  result.slope_deg = std::clamp(finite(line.slope_deg), -360.0, 360.0);
  result.block = std::clamp(line.block, 0, limits.words_per_page);
  for (const Word& word : line.words) add_fitted(word, page, limits, result);
  return result;
}

/// True when lines had to be left out.
bool fit_lines(PageText& page, const Limits& limits) {
  std::vector<Line> lines;
  std::size_t words = 0;
  bool is_whole = true;
  for (const Line& line : page.lines) {
    Line one = fitted(line, page, limits);
    if (one.words.empty()) continue;
    words += one.words.size();
    is_whole = words <= static_cast<std::size_t>(limits.words_per_page);
    if (!is_whole) break;
    lines.push_back(std::move(one));
  }
  page.lines = std::move(lines);
  return !is_whole;
}

// A page without a size can hold no boxes, so it holds no words either.
void fit_text(PageText& page, const Limits& limits, std::vector<std::string>& notes) {
  page.dpi = std::clamp(finite(page.dpi), 0.0, 100'000.0);
  page.skew_deg = std::clamp(finite(page.skew_deg), -360.0, 360.0);
  if (page.width_px <= 0 || page.height_px <= 0) page.lines.clear();
  if (fit_lines(page, limits)) notes.emplace_back("more words than a page may have: cut");
  if (page.lines.empty()) return;
  page.blank = false;
  if (page.source == TextSource::None) page.source = TextSource::Ocr;
}

void fit_measures(PageMeasures& measures, const Limits& limits) {
  measures.ink_share = share(measures.ink_share);
  measures.contrast = share(measures.contrast);
  measures.paper_level = share(measures.paper_level);
  measures.edge_width_mm = std::clamp(finite(measures.edge_width_mm), 0.0, 1000.0);
  measures.colour_share = share(measures.colour_share);
  measures.speck_per_cm2 = finite(measures.speck_per_cm2);
  measures.background_range = share(measures.background_range);
  for (std::int32_t& strokes : measures.cut_strokes)
    strokes = std::clamp(strokes, 0, limits.page_side_px);
  measures.sheet_long_px = std::clamp(measures.sheet_long_px, 0, limits.page_side_px);
}

void fit_steps(std::vector<PreparationStep>& steps, const Limits& limits) {
  shorten(steps, limits.notes_per_page);
  for (PreparationStep& step : steps) {
    step.measure = finite(step.measure);
    step.limit = finite(step.limit);
    step.reason = cut(to_nfc(step.reason), limits.word_bytes);
  }
}

void fit_barcodes(std::vector<Barcode>& barcodes, const PageText& page, const Limits& limits) {
  if (page.width_px <= 0 || page.height_px <= 0) barcodes.clear();
  shorten(barcodes, limits.barcodes_per_page);
  for (Barcode& barcode : barcodes) {
    barcode.text = cut(to_nfc(barcode.text), limits.word_bytes);
    barcode.box = fit_box(barcode.box, page);
  }
}

void fit_info(PageInfo& info) {
  info.width_pt = std::max(finite(info.width_pt), 0.0);
  info.height_pt = std::max(finite(info.height_pt), 0.0);
  info.image_dpi = std::max(finite(info.image_dpi), 0.0);
  info.image_dpi_y = std::max(finite(info.image_dpi_y), 0.0);
  info.image_share = share(info.image_share);
  info.image_width_px = std::max(info.image_width_px, 0);
  info.image_height_px = std::max(info.image_height_px, 0);
}

}  // namespace

void fit(PageResult& page, const Limits& limits) {
  fit_info(page.info);
  fit_text(page.reading.text, limits, page.notes);
  fit_measures(page.reading.measures, limits);
  fit_steps(page.reading.steps, limits);
  fit_barcodes(page.barcodes, page.reading.text, limits);
  fit_notes(page.notes, limits);
}

void fit(DocumentInfo& info, const Limits& limits) {
  for (PageInfo& page : info.pages) fit_info(page);
  info.pdf_version = cut(to_nfc(info.pdf_version), limits.word_bytes);
  fit_notes(info.active_content, limits);
  fit_notes(info.notes, limits);
}

void fit(ComposeReport& report, const Limits& limits) {
  fit_notes(report.notes, limits);
}

Box turned(const Box& box,
           std::int32_t width_px,
           std::int32_t height_px,
           std::int32_t rotation_deg) {
  switch (rotation_deg) {
    case 90:
      return {height_px - box.bottom(), box.x, box.h, box.w};
    case 180:
      return {width_px - box.right(), height_px - box.bottom(), box.w, box.h};
    case 270:
      return {box.y, width_px - box.right(), box.h, box.w};
    default:
      return box;
  }
}

}  // namespace sohoa
