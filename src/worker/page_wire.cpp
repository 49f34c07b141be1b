// Wire form of what a page says: PageText, PageResult and the pages of a searchable PDF.
#include "core/text.h"
#include "worker/task.h"
#include "worker/wire_parts.h"

namespace sohoa {
namespace {

using namespace wire;
using wire::put;  // joins the overloads below; the directive alone would be hidden by them

// Bytes that the smallest element takes; a count is held against the bytes that are left.
constexpr std::size_t kMinWordBytes = 4 + 1 + 16 + 8;
constexpr std::size_t kMinLineBytes = 8 + 4 + 4 + kMinWordBytes;
constexpr std::size_t kMinStepBytes = 3 * 4 + 1 + 2 * 8;
constexpr std::size_t kMinBarcodeBytes = 2 * 4 + 16;
constexpr std::size_t kMinPageTextBytes = 3 * 4 + 2 * 8 + 1 + 1 + 4;
constexpr std::size_t kMinComposePageBytes = 4 + 4 + 1 + kMinPageTextBytes;

constexpr double kMaxDpi = 100'000;  // far above any scanner; only nonsense is refused
constexpr double kMaxEdge_mm = 1'000;
constexpr double kFullTurn = 360;

void put(WireWriter& out, const Line& line) {
  out.f64(line.slope_deg);
  out.i32(line.block);
  out.u32(static_cast<std::uint32_t>(line.words.size()));
  for (const Word& word : line.words) {
    out.text(word.text);
    put(out, word.box);
    out.f64(word.confidence);
  }
}

void put(WireWriter& out, const PageText& page) {
  out.i32(page.width_px);
  out.i32(page.height_px);
  out.f64(page.dpi);
  out.i32(page.rotation_deg);
  out.f64(page.skew_deg);
  out.boolean(page.blank);
  out.u8(static_cast<std::uint8_t>(page.source));
  out.u32(static_cast<std::uint32_t>(page.lines.size()));
  for (const Line& line : page.lines) put(out, line);
}

bool has_white_space(std::string_view text) {
  for (const char32_t c : to_utf32(text)) {
    if (is_white_space(c)) return true;
  }
  return false;
}

Word get_word(WireReader& in, const PageText& page, const Limits& limits) {
  Word word;
  word.text = get_text(in, limits.word_bytes);
  word.box = get_box(in, page.width_px, page.height_px);
  word.confidence = get_number(in, 0, 1);
  if (word.text.empty() || has_white_space(word.text)) in.fail();
  return word;
}

// The line's box does not travel: it is the union of the words' boxes, so it cannot be a lie.
Line get_line(WireReader& in,
              const PageText& page,
              const Limits& limits,
              std::uint32_t words_left) {
  Line line;
  line.slope_deg = get_number(in, -kFullTurn, kFullTurn);
  line.block = get_int(in, 0, limits.words_per_page);
  const std::uint32_t words = in.count(words_left, kMinWordBytes);
  if (words == 0) in.fail();
  for (std::uint32_t i = 0; i < words && in.ok(); ++i) {
    line.words.push_back(get_word(in, page, limits));
    line.box = unite(line.box, line.words.back().box);
  }
  return line;
}

void get_size(WireReader& in, PageText& page, const Limits& limits) {
  page.width_px = get_int(in, 0, limits.page_side_px);
  page.height_px = get_int(in, 0, limits.page_side_px);
  if (std::int64_t{page.width_px} * page.height_px > limits.page_pixels) in.fail();
  page.dpi = get_number(in, 0, kMaxDpi);
}

PageText get_page_text(WireReader& in, const Limits& limits) {
  PageText page;
  get_size(in, page, limits);
  page.rotation_deg = get_quarter_turn(in);
  page.skew_deg = get_number(in, -kFullTurn, kFullTurn);
  page.blank = in.boolean();
  page.source = in.enumerator(TextSource::None);
  auto words_left = static_cast<std::uint32_t>(limits.words_per_page);
  const std::uint32_t lines = in.count(words_left, kMinLineBytes);
  if (lines > 0 && (page.blank || page.source == TextSource::None)) in.fail();
  for (std::uint32_t i = 0; i < lines && in.ok(); ++i) {
    page.lines.push_back(get_line(in, page, limits, words_left));
    words_left -= static_cast<std::uint32_t>(page.lines.back().words.size());
  }
  return page;
}

void put(WireWriter& out, const PageMeasures& measures) {
  out.f64(measures.ink_share);
  out.f64(measures.contrast);
  out.f64(measures.paper_level);
  out.f64(measures.edge_width_mm);
  out.u8(static_cast<std::uint8_t>(measures.pixels));
  out.f64(measures.colour_share);
  out.f64(measures.speck_per_cm2);
  out.f64(measures.background_range);
  for (const std::int32_t strokes : measures.cut_strokes) out.i32(strokes);
  out.i32(measures.sheet_long_px);
  out.u64(measures.dct_hash);
}

PageMeasures get_measures(WireReader& in, const Limits& limits) {
  PageMeasures measures;
  measures.ink_share = get_number(in, 0, 1);
  measures.contrast = get_number(in, 0, 1);
  measures.paper_level = get_number(in, 0, 1);
  measures.edge_width_mm = get_number(in, 0, kMaxEdge_mm);
  measures.pixels = in.enumerator(PixelKind::Colour);
  measures.colour_share = get_number(in, 0, 1);
  measures.speck_per_cm2 = in.f64();
  measures.background_range = get_number(in, 0, 1);
  for (std::int32_t& strokes : measures.cut_strokes) strokes = get_int(in, 0, limits.page_side_px);
  measures.sheet_long_px = get_int(in, 0, limits.page_side_px);
  measures.dct_hash = in.u64();
  return measures;
}

void put(WireWriter& out, const PreparationStep& step) {
  out.text(step.step);
  out.boolean(step.applied);
  out.f64(step.measure);
  out.f64(step.limit);
  out.text(step.unit);
  out.text(step.reason);
}

PreparationStep get_step(WireReader& in, const Limits& limits) {
  PreparationStep step;
  step.step = get_text(in, limits.word_bytes);
  step.applied = in.boolean();
  step.measure = in.f64();
  step.limit = in.f64();
  step.unit = get_text(in, limits.word_bytes);
  step.reason = get_text(in, limits.word_bytes);
  return step;
}

void put(WireWriter& out, const PageReading& reading) {
  put(out, reading.text);
  put(out, reading.measures);
  out.u32(static_cast<std::uint32_t>(reading.steps.size()));
  for (const PreparationStep& step : reading.steps) put(out, step);
}

PageReading get_reading(WireReader& in, const Limits& limits) {
  PageReading reading;
  reading.text = get_page_text(in, limits);
  reading.measures = get_measures(in, limits);
  reading.steps.resize(in.count(static_cast<std::uint32_t>(limits.notes_per_page), kMinStepBytes));
  for (PreparationStep& step : reading.steps) step = get_step(in, limits);
  return reading;
}

void put(WireWriter& out, const std::vector<Barcode>& barcodes) {
  out.u32(static_cast<std::uint32_t>(barcodes.size()));
  for (const Barcode& barcode : barcodes) {
    out.text(barcode.format);
    out.text(barcode.text);
    put(out, barcode.box);
  }
}

std::vector<Barcode> get_barcodes(WireReader& in, const PageText& page, const Limits& limits) {
  const auto most = static_cast<std::uint32_t>(limits.barcodes_per_page);
  std::vector<Barcode> barcodes(in.count(most, kMinBarcodeBytes));
  for (Barcode& barcode : barcodes) {
    barcode.format = get_text(in, limits.word_bytes);
    barcode.text = get_text(in, limits.word_bytes);
    barcode.box = get_box(in, page.width_px, page.height_px);
  }
  return barcodes;
}

ComposePage get_compose_page(WireReader& in, const Limits& limits) {
  ComposePage page;
  page.source = get_int(in, 0, limits.pages);
  page.page_index = get_int(in, 0, limits.pages);
  page.add_text = in.boolean();
  page.text = get_page_text(in, limits);
  return page;
}

}  // namespace

Bytes encode(const PageResult& page) {
  WireWriter out;
  put(out, page.info);
  put(out, page.reading);
  put(out, page.barcodes);
  out.boolean(page.is_partial);
  put(out, page.notes);
  return out.take();
}

Result<PageResult> decode_page_result(ByteView bytes, const Limits& limits) {
  WireReader in(bytes);
  PageResult page;
  page.info = get_page_info(in);
  page.reading = get_reading(in, limits);
  page.barcodes = get_barcodes(in, page.reading.text, limits);
  page.is_partial = in.boolean();
  page.notes = get_notes(in, limits);
  return finish(in, std::move(page), "page result");
}

Bytes encode_pages(const std::vector<ComposePage>& pages) {
  WireWriter out;
  out.u32(static_cast<std::uint32_t>(pages.size()));
  for (const ComposePage& page : pages) {
    out.i32(page.source);
    out.i32(page.page_index);
    out.boolean(page.add_text);
    put(out, page.text);
  }
  return out.take();
}

Result<std::vector<ComposePage>> decode_pages(ByteView bytes, const Limits& limits) {
  WireReader in(bytes);
  const std::uint32_t count =
      in.count(static_cast<std::uint32_t>(limits.pages), kMinComposePageBytes);
  std::vector<ComposePage> pages;
  for (std::uint32_t i = 0; i < count && in.ok(); ++i)
    pages.push_back(get_compose_page(in, limits));
  return finish(in, std::move(pages), "page list");
}

}  // namespace sohoa
