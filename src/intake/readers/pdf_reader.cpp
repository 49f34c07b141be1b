// open_pdf: qpdf finds out what is there, libjpeg or Poppler make the pixels, Poppler the words.
#include <algorithm>
#include <utility>

#include "intake/readers/page_source.h"
#include "intake/readers/pdf_fax.h"
#include "intake/readers/pdf_inspect.h"
#include "intake/readers/pdf_isolate.h"
#include "intake/readers/pdf_jpeg.h"
#include "intake/readers/pdf_render.h"
#include "intake/readers/pdf_text.h"
#include "ocr/engine/pdf_content.h"
#include "ocr/engine/pdf_document.h"

namespace sohoa {
namespace {

/// What is known of one page; found out when first asked, because a worker reads one of many.
struct PageFacts {
  PageInfo info;
  pdf::ContentFacts content;
  std::optional<Error> refusal;
};

class PdfSource final : public PageSource {
 public:
  PdfSource(ByteView bytes, pdf::Document document, const Limits& limits)
      : bytes_(bytes),
        document_(std::move(document)),
        limits_(limits),
        facts_(document_.pages.size()) {}

  const DocumentInfo& info() const override {
    if (!info_) info_ = collect();
    return *info_;
  }

  PageInfo page_info(std::int32_t page_index) const override {
    return is_page(page_index) ? facts(page_index).info : PageInfo{};
  }

  Result<Raster> render(std::int32_t page_index, std::vector<std::string>& notes) override {
    if (!is_page(page_index)) return out_of_range(page_index);
    const PageFacts& facts = this->facts(page_index);
    if (facts.refusal) return *facts.refusal;
    TRY(pdf::check_bounds(facts.info, facts.content, limits_));
    return pdf::guarded([&]() -> Result<Raster> { return draw(page_index, facts, notes); });
  }

  Result<std::optional<PageText>> text_layer(std::int32_t page_index) override {
    if (!is_page(page_index)) return out_of_range(page_index);
    const PageFacts& facts = this->facts(page_index);
    if (facts.refusal) return *facts.refusal;
    if (!facts.info.has_text) return std::optional<PageText>();
    return pdf::guarded(
        [&]() -> Result<std::optional<PageText>> { return read_text(page_index, facts); });
  }

 private:
  bool is_page(std::int32_t index) const {
    return index >= 0 && static_cast<std::size_t>(index) < document_.pages.size();
  }

  Error out_of_range(std::int32_t index) const {
    return {
        Fault::PageOutOfRange,
        std::to_string(document_.pages.size()) + " pages, asked for " + std::to_string(index + 1),
        {}};
  }

  const pdf::Page& page(std::int32_t index) const {
    return document_.pages[static_cast<std::size_t>(index)];
  }

  const PageFacts& facts(std::int32_t index) const {
    std::optional<PageFacts>& known = facts_[static_cast<std::size_t>(index)];
    if (known) return *known;
    known.emplace();
    Result<pdf::ContentFacts> content = pdf::scan_content(page(index), limits_);
    if (content) {
      known->content = std::move(*content);
    } else {
      known->refusal = std::move(content).error().at_page(index + 1);
    }
    known->info = pdf::describe_page(page(index), known->content);
    return *known;
  }

  DocumentInfo collect() const {
    DocumentInfo info;
    info.format = Format::Pdf;
    info.notes = document_.notes;
    for (std::int32_t i = 0; is_page(i); ++i) {
      const PageFacts& facts = this->facts(i);
      info.pages.push_back(facts.info);
      if (facts.refusal) add_note(info, i, std::string(name(facts.refusal->what)));
      if (!page(i).has_sane_boxes) add_note(info, i, "no usable MediaBox, A4 assumed");
      // Facts of a thousand pages are not kept: the next question is about one of them.
      if (document_.pages.size() > 50) facts_[static_cast<std::size_t>(i)].reset();
    }
    collect_document_facts(info);
    return info;
  }

  void add_note(DocumentInfo& info, std::int32_t index, const std::string& text) const {
    if (info.notes.size() >= static_cast<std::size_t>(limits_.notes_per_page)) return;
    info.notes.push_back("page " + std::to_string(index + 1) + ": " + text);
  }

  void collect_document_facts(DocumentInfo& info) const {
    auto& document = const_cast<pdf::Document&>(document_);  // qpdf reads lazily
    info.is_encrypted = document.qpdf->isEncrypted();
    info.pdf_version = document.qpdf->getPDFVersion();
    info.is_damaged = document.is_damaged;
    const Result<void> searched = pdf::guarded([&]() -> Result<void> {
      info.is_signed = pdf::is_signed(document, bytes_);
      info.active_content = pdf::active_content(*document.qpdf, limits_);
      return {};
    });
    if (!searched) info.notes.emplace_back("search for signatures and active content failed");
  }

  Result<Raster> draw(std::int32_t index, const PageFacts& facts, std::vector<std::string>& notes) {
    const auto jpeg = pdf::plan_jpeg(page(index), facts.info, facts.content, limits_);
    if (jpeg) {
      std::optional<Raster> raster =
          TRY(pdf::decode_jpeg_page(*jpeg, facts.info.rotate_deg, limits_, notes));
      if (raster) return std::move(*raster);
    }
    if (const auto fax = pdf::plan_fax(page(index), facts.info, facts.content, limits_)) {
      auto raster = pdf::guarded(
          [&] { return pdf::decode_fax_page(*fax, facts.info.rotate_deg, limits_, notes); });
      if (raster) return raster;  // else Poppler may still make something of it
    }
    const std::string alone =
        TRY(pdf::isolate_page(document_, page(index), pdf::Keep::Everything, limits_));
    Raster raster = TRY(pdf::render_with_poppler(alone, pdf::plan_raster(facts.info, limits_)));
    check_ink(raster, facts, notes);
    return raster;
  }

  /// With no font readable Poppler draws nothing and reports success (ARCHITECTURE.md section 6).
  static void check_ink(const Raster& raster,
                        const PageFacts& facts,
                        std::vector<std::string>& notes) {
    if (!facts.content.has_visible_text) return;
    const auto& pixels = raster.pixels();
    const bool blank = std::all_of(pixels.begin(), pixels.end(), [](auto p) { return p >= 250; });
    if (blank) notes.emplace_back("page has text but was drawn blank: fonts may be missing");
  }

  Result<std::optional<PageText>> read_text(std::int32_t index, const PageFacts& facts) {
    const pdf::RasterPlan plan = raster_plan(index, facts);
    const std::string alone =
        TRY(pdf::isolate_page(document_, page(index), pdf::Keep::TextOnly, limits_));
    return pdf::read_text_layer(alone, {plan.width_px, plan.height_px, plan.dpi}, limits_);
  }

  pdf::RasterPlan raster_plan(std::int32_t index, const PageFacts& facts) const {
    const auto jpeg = pdf::plan_jpeg(page(index), facts.info, facts.content, limits_);
    if (jpeg) return {jpeg->width_px, jpeg->height_px, jpeg->dpi};
    const auto fax = pdf::plan_fax(page(index), facts.info, facts.content, limits_);
    if (fax) return {fax->width_px, fax->height_px, fax->dpi};
    return pdf::plan_raster(facts.info, limits_);
  }

  ByteView bytes_;
  pdf::Document document_;
  Limits limits_;
  mutable std::vector<std::optional<PageFacts>> facts_;
  mutable std::optional<DocumentInfo> info_;
};

}  // namespace

Result<std::unique_ptr<PageSource>> open_pdf(ByteView bytes,
                                             const std::string& password,
                                             const Limits& limits) {
  pdf::Document document = TRY(pdf::open_document(bytes, password, limits));
  return std::unique_ptr<PageSource>(
      std::make_unique<PdfSource>(bytes, std::move(document), limits));
}

}  // namespace sohoa
