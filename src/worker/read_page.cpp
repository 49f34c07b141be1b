#include "worker/read_page.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "intake/readers/barcode_reader.h"
#include "ocr/engine/measure.h"
#include "ocr/engine/prepare.h"
#include "ocr/text_layer.h"
#include "worker/answer_fit.h"

namespace sohoa {
namespace {

/// The page's own text when it may be kept; why not goes to `notes`.
std::optional<PageText> trusted_layer(PageSource& source,
                                      std::int32_t page_index,
                                      const PageInfo& info,
                                      std::vector<std::string>& notes) {
  auto layer = source.text_layer(page_index);
  if (!layer) {
    notes.push_back("text layer could not be read: " + layer.error().detail);
    return std::nullopt;
  }
  if (!*layer) return std::nullopt;
  const LayerJudgement judgement = judge_text_layer(**layer, info.image_share);
  if (judgement.verdict == LayerVerdict::Trusted) return *std::move(*layer);
  if (judgement.verdict != LayerVerdict::Empty) notes.push_back("read again: " + judgement.reason);
  return std::nullopt;
}

PageReading keep(PageText layer) {
  PageReading reading;
  reading.text = std::move(layer);
  reading.text.source = TextSource::TextLayer;
  return reading;
}

Result<PageReading> recognise(const Raster& raster,
                              const ReadPageTask& task,
                              const ChildContext& context,
                              PageResult& page) {
  if (context.engine == nullptr) return Error{Fault::Internal, "started without OCR", {}};
  PageReading reading = TRY(context.engine->read(raster, task.ocr));
  if (reading.text.blank && page.info.has_text) {
    reading.text.blank = false;
    page.notes.emplace_back("has text operators but renders blank: a font may be missing");
  }
  return reading;
}

void add_barcodes(const Raster& raster, const Limits& limits, PageResult& page) {
  page.barcodes = read_barcodes(raster, {}, limits);
  for (Barcode& barcode : page.barcodes) {
    barcode.box =
        turned(barcode.box, raster.width_px(), raster.height_px(), page.reading.text.rotation_deg);
  }
}

/// What only the pixels tell of a page whose text is kept. Such a page does not fail for them.
void look_at_kept_page(PageSource& source,
                       const ReadPageTask& task,
                       const Limits& limits,
                       PageResult& page) {
  if (!task.read_barcodes && page.info.kind == PageKind::Digital) return;
  const auto raster = source.render(task.page_index, page.notes);
  if (!raster) {
    const Error& why = raster.error();
    page.notes.push_back("could not be rendered: " + std::string(name(why.what)) + " (" +
                         why.detail + ")");
    return;
  }
  // The hash is that of a recognised page, so that a sheet that came twice, once as a scan and once
  // with its text, is one sheet.
  if (page.info.kind == PageKind::Digital) {
    page.reading.measures.dct_hash = ocr::dct_hash(ocr::luminance(*raster));
  } else {
    page.reading.measures = ocr::measure(*raster);
  }
  if (task.read_barcodes) add_barcodes(*raster, limits, page);
}

Result<void> read_pixels(PageSource& source,
                         const ReadPageTask& task,
                         const ChildContext& context,
                         PageResult& page) {
  const Raster raster = TRY(source.render(task.page_index, page.notes));
  page.reading = TRY(recognise(raster, task, context, page));
  if (task.read_barcodes) add_barcodes(raster, context.limits, page);
  return {};
}

}  // namespace

Result<PageResult> read_page(PageSource& source,
                             const ReadPageTask& task,
                             const ChildContext& context) {
  PageResult page;
  page.info = source.page_info(task.page_index);
  std::optional<PageText> layer;
  if (!task.force_ocr) layer = trusted_layer(source, task.page_index, page.info, page.notes);
  if (layer) {
    page.reading = keep(*std::move(layer));
    look_at_kept_page(source, task, context.limits, page);
  } else {
    TRY(read_pixels(source, task, context, page));
  }
  page.is_partial = std::any_of(page.notes.begin(), page.notes.end(), [](const std::string& note) {
    return note.starts_with(kMissingData);
  });
  fit(page, context.limits);
  return page;
}

}  // namespace sohoa
