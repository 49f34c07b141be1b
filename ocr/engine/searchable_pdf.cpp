#include "ocr/engine/searchable_pdf.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <optional>
#include <qpdf/Pipeline.hh>
#include <qpdf/Pl_Flate.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFWriter.hh>
#include <utility>

#include "core/digest.h"
#include "core/file.h"
#include "ocr/engine/glyphless_font.h"
#include "ocr/engine/image_streams.h"
#include "ocr/engine/pdf_builder.h"
#include "ocr/engine/pdf_content.h"
#include "ocr/engine/pdf_document.h"
#include "ocr/engine/pdf_sanitize.h"
#include "ocr/engine/pdfa_facts.h"
#include "ocr/engine/text_content.h"

namespace sohoa {
namespace {

using pdf::ContentFacts;
using pdf::Document;
using pdf::PageImage;

constexpr const char* kProducer = "sohoa";
constexpr double kPlausibleDpiMin = 72;
constexpr double kPlausibleDpiMax = 2400;
constexpr double kLongestScanIn = 34;         // A0 is 46.8 in, A1 33.1: offices scan up to that
constexpr double kAssumedLongSideIn = 11.69;  // A4, when the file's resolution is nonsense

/// Writes to the output file in large pieces. It never throws, because qpdf finishes pipelines in
/// destructors: the first failure is kept and what follows is dropped.
class FileSink final : public Pipeline {
 public:
  explicit FileSink(int fd) : Pipeline("output", nullptr), fd_(fd) { buffer_.reserve(2 * kPiece); }

  void write(unsigned char const* data, size_t size) override {
    if (failure_) return;
    bytes_ += size;
    buffer_.insert(buffer_.end(), data, data + size);
    if (buffer_.size() >= kPiece) flush();
  }
  void finish() override { flush(); }

  std::uint64_t bytes() const { return bytes_; }
  const std::optional<Error>& failure() const { return failure_; }

 private:
  static constexpr std::size_t kPiece = 256 * 1024;

  void flush() {
    if (failure_ || buffer_.empty()) return;
    Result<void> written = write_all(fd_, buffer_);
    if (!written) failure_ = std::move(written).error();
    buffer_.clear();
  }

  int fd_;
  Bytes buffer_;
  std::uint64_t bytes_ = 0;
  std::optional<Error> failure_;
};

enum class Kind : std::uint8_t { Pdf, Jpeg, Png, Tiff, Unknown };

Kind kind_of(ByteView bytes) {
  const std::string_view head = as_text(bytes.first(std::min<std::size_t>(bytes.size(), 1024)));
  if (head.starts_with("\xff\xd8\xff")) return Kind::Jpeg;
  if (head.starts_with("\x89PNG\r\n\x1a\n")) return Kind::Png;
  if (head.starts_with(std::string_view("II*\0", 4)) ||
      head.starts_with(std::string_view("MM\0*", 4)) ||
      head.starts_with(std::string_view("II+\0", 4)) ||
      head.starts_with(std::string_view("MM\0+", 4))) {
    return Kind::Tiff;
  }
  return head.find("%PDF-") != head.npos ? Kind::Pdf : Kind::Unknown;
}

struct Source {
  ByteView bytes;
  Kind kind = Kind::Unknown;
  std::optional<Document> document;  ///< PDF only
};

/// A page of the output before its text is laid.
struct OutPage {
  QPDFObjectHandle object;
  pdf::TextFrame frame;
  ContentFacts content;     ///< of what was there before
  std::string own_content;  ///< image pages: the operators that show the image
  bool can_take_text = true;
};

class Composer {
 public:
  Composer(const std::vector<ComposePage>& pages,
           const ComposeOptions& options,
           const Limits& limits)
      : pages_(pages), options_(options), limits_(limits) {}

  Result<void> open(const std::vector<ByteView>& sources) {
    for (const ByteView bytes : sources) {
      Source source{bytes, kind_of(bytes), std::nullopt};
      if (source.kind == Kind::Unknown) {
        if (bytes.empty()) return Error{Fault::EmptyFile, {}, {}};
        return Error{Fault::UnknownFormat, "not a PDF, TIFF, JPEG or PNG", {}};
      }
      if (source.kind == Kind::Pdf) {
        source.document = TRY(pdf::open_document(bytes, options_.password, limits_));
        if (pdf::is_signed(*source.document, bytes)) return Error{Fault::SignedPdf, {}, {}};
        if (source.document->is_damaged) obstacles_.emplace_back("the source PDF is damaged");
      }
      sources_.push_back(std::move(source));
    }
    return start_output();
  }

  Result<void> add_pages() {
    for (const ComposePage& page : pages_) {
      if (page.source < 0 || static_cast<std::size_t>(page.source) >= sources_.size()) {
        return Error{Fault::PageOutOfRange, "no source " + std::to_string(page.source), {}};
      }
      Source& source = sources_[static_cast<std::size_t>(page.source)];
      out_pages_.push_back(
          TRY(source.document ? add_pdf_page(source, page) : add_image_page(source, page)));
    }
    return {};
  }

  void add_texts() {
    pdf::GlyphlessFont font;
    for (std::size_t i = 0; i < pages_.size(); ++i) {
      if (takes_text(i)) note_words(pages_[i].text, font);
    }
    if (!font.is_empty()) {
      font.freeze();
      builder_->add_font(font);
    }
    for (std::size_t i = 0; i < pages_.size(); ++i) finish_page(i, font);
  }

  Result<ComposeReport> write(int fd) {
    finish_document();
    FileSink sink(fd);
    QPDFWriter writer(*out_);
    writer.setOutputPipeline(&sink);
    writer.setMinimumPDFVersion("1.7");
    writer.setDeterministicID(true);
    writer.setObjectStreamMode(qpdf_o_generate);
    writer.setDecodeLevel(qpdf_dl_none);
    writer.setPreserveEncryption(false);
    writer.setNewlineBeforeEndstream(true);  // ISO 19005-2, 6.1.7.1
    Pl_Flate::setCompressionLevel(9);
    writer.write();
    sink.finish();
    if (sink.failure()) return *sink.failure();
    report_.bytes = sink.bytes();
    return std::move(report_);
  }

 private:
  bool takes_text(std::size_t i) const {
    return pages_[i].add_text && out_pages_[i].can_take_text && !pages_[i].text.lines.empty();
  }

  /// Image pages get one content stream for image and text; others keep theirs and gain one.
  void finish_page(std::size_t i, const pdf::GlyphlessFont& font) {
    OutPage& page = out_pages_[i];
    std::string text;
    if (takes_text(i)) {
      text = pdf::text_content(pages_[i].text, page.frame, font, pdf::Builder::font_name());
    }
    if (!page.own_content.empty()) {
      builder_->set_content(page.object, page.own_content + text);
      if (!text.empty()) builder_->use_font(page.object);
    } else if (!text.empty()) {
      builder_->lay_text(page.object, text, page.content);
    }
  }

  static void note_words(const PageText& text, pdf::GlyphlessFont& font) {
    for (const Line& line : text.lines) {
      for (const Word& word : line.words) font.note(word.text);
    }
  }

  void note(const std::string& text) {
    auto& notes = report_.notes;
    if (notes.size() >= static_cast<std::size_t>(limits_.notes_per_page)) return;
    if (std::find(notes.begin(), notes.end(), text) == notes.end()) notes.push_back(text);
  }

  /// The whole of one sound PDF is changed in place and keeps its outline, names and form.
  bool is_whole_document() const {
    if (sources_.size() != 1 || !sources_[0].document || sources_[0].document->is_damaged)
      return false;
    const std::size_t count = sources_[0].document->pages.size();
    if (pages_.size() != count) return false;
    for (std::size_t i = 0; i < count; ++i) {
      if (pages_[i].page_index != static_cast<std::int32_t>(i)) return false;
    }
    return true;
  }

  Result<void> start_output() {
    is_in_place_ = is_whole_document();
    if (is_in_place_) {
      out_ = sources_[0].document->qpdf;
      out_->pushInheritedAttributesToPage();
    } else {
      out_ = QPDF::create();
      out_->setSuppressWarnings(true);
      out_->emptyPDF();
    }
    builder_.emplace(*out_);
    return {};
  }

  Result<OutPage> add_pdf_page(Source& source, const ComposePage& wanted) {
    const auto& pages = source.document->pages;
    if (wanted.page_index < 0 || static_cast<std::size_t>(wanted.page_index) >= pages.size()) {
      return Error{Fault::PageOutOfRange, std::to_string(wanted.page_index + 1), {}};
    }
    const pdf::Page& page = pages[static_cast<std::size_t>(wanted.page_index)];
    OutPage out;
    if (is_in_place_) {
      out.object = page.object;
    } else {
      out_->addPage(page.object, false);
      out.object = out_->getAllPages().back();
    }
    if (wanted.add_text) scan_old_content(page, wanted.page_index, out);
    const std::int32_t turn = wanted.add_text ? wanted.text.rotation_deg : 0;
    set_rotation(out, page.rotate_deg, turn);
    out.frame.left = page.crop.left;
    out.frame.bottom = page.crop.bottom;
    out.frame.width = page.crop.width();
    out.frame.height = page.crop.height();
    return out;
  }

  void scan_old_content(const pdf::Page& page, std::int32_t index, OutPage& out) {
    Result<ContentFacts> content = pdf::scan_content(page, limits_);
    out.can_take_text = content.has_value();
    if (content) {
      out.content = std::move(*content);
      replace_old_layer(out);
    } else {
      note("page " + std::to_string(index + 1) + ": content cannot be read, no text was laid");
    }
  }

  /// A bad OCR layer under a scan goes, or each word would be found twice. Content that shows
  /// visible text is never touched.
  void replace_old_layer(OutPage& out) {
    if (!out.content.has_invisible_text || out.content.has_visible_text) return;
    const Result<std::string> old = pdf::read_content(out.object.getKey("/Contents"), limits_);
    if (!old) return;
    builder_->set_content(out.object, pdf::without_invisible_text(*old));
    note("an earlier invisible text layer was replaced");
  }

  static void set_rotation(OutPage& out, std::int32_t own_deg, std::int32_t turn_deg) {
    out.frame.rotate_deg = ((own_deg + turn_deg) % 360 + 360) % 360;
    if (turn_deg % 360 != 0) {
      out.object.replaceKey("/Rotate", QPDFObjectHandle::newInteger(out.frame.rotate_deg));
    }
  }

  Result<PageImage> read_image(const Source& source, std::int32_t page_index) const {
    switch (source.kind) {
      case Kind::Jpeg:
        return pdf::jpeg_page(source.bytes);
      case Kind::Png:
        return pdf::png_page(source.bytes, limits_);
      default:
        return pdf::tiff_page(source.bytes, page_index, limits_);
    }
  }

  Result<OutPage> add_image_page(const Source& source, const ComposePage& wanted) {
    if (wanted.page_index != 0 && source.kind != Kind::Tiff) {
      return Error{Fault::PageOutOfRange, std::to_string(wanted.page_index + 1), {}};
    }
    const PageImage image = TRY(read_image(source, wanted.page_index));
    for (const std::string& text : image.notes) note(text);
    for (const std::string& text : image.pdfa_obstacles) obstacles_.push_back(text);
    const auto [dpi_x, dpi_y] = resolution(image, wanted.text.dpi);
    OutPage out;
    out_->addPage(builder_->make_image_page(image, dpi_x, dpi_y), false);
    out.object = out_->getAllPages().back();
    out.own_content = pdf::Builder::image_content(image, dpi_x, dpi_y);
    set_rotation(out, image.rotate_deg, wanted.add_text ? wanted.text.rotation_deg : 0);
    out.frame.width = image.width_px * 72.0 / dpi_x;
    out.frame.height = image.height_px * 72.0 / dpi_y;
    return out;
  }

  /// The file's own resolution if a page of that size can have been scanned, else the one the
  /// reading settled on, else what makes the page A4.
  static std::pair<double, double> resolution(const PageImage& image, double read_dpi) {
    const double longest = std::max(image.width_px, image.height_px);
    const auto plausible = [longest](double dpi) {
      return dpi >= kPlausibleDpiMin && dpi <= kPlausibleDpiMax && longest / dpi <= kLongestScanIn;
    };
    if (plausible(image.dpi_x) && plausible(image.dpi_y)) return {image.dpi_x, image.dpi_y};
    if (plausible(read_dpi)) return {read_dpi, read_dpi};
    const double fitting = std::max(longest / kAssumedLongSideIn, kPlausibleDpiMin);
    return {fitting, fitting};
  }

  void finish_document() {
    for (const std::string& text : pdf::sanitize(*out_)) note(text);
    if (builder_->set_output_intent()) note("replaced the output intent by sRGB");
    out_->getTrailer().removeKey("/Encrypt");
    if (!out_->getRoot().hasKey("/Lang")) {
      out_->getRoot().replaceKey("/Lang", QPDFObjectHandle::newString("vi"));
    }
    for (const pdf::PdfaFinding& finding : pdf::find_pdfa_obstacles(*out_)) {
      obstacles_.push_back(finding.what + " (ISO 19005-2, " + finding.clause + ")");
    }
    report_.is_pdfa = obstacles_.empty();
    for (const std::string& text : obstacles_) note("not PDF/A: " + text);
    pdf::Metadata metadata = is_in_place_ ? builder_->read_metadata() : pdf::Metadata{};
    if (!options_.title.empty()) metadata.title = options_.title;
    if (!options_.created_at.empty()) metadata.created_at = options_.created_at;
    metadata.producer = kProducer;
    builder_->set_metadata(metadata,
                           report_.is_pdfa ? pdf::PdfaClaim::Level2B : pdf::PdfaClaim::None);
    set_id();
  }

  /// The permanent half of /ID is made from the inputs (ISO 32000-1, 14.4), never from a clock.
  void set_id() {
    Sha256 hash;
    for (const Source& source : sources_) hash.update(sha256(source.bytes).value);
    const Digest digest = hash.finish();
    const std::string id(as_text(ByteView(digest.value).first(16)));
    QPDFObjectHandle pair = QPDFObjectHandle::newArray();
    for (int i = 0; i < 2; ++i) pair.appendItem(QPDFObjectHandle::newString(id));
    out_->getTrailer().replaceKey("/ID", pair);
  }

  const std::vector<ComposePage>& pages_;
  const ComposeOptions& options_;
  const Limits& limits_;
  std::vector<Source> sources_;
  std::shared_ptr<QPDF> out_;
  std::optional<pdf::Builder> builder_;
  std::vector<OutPage> out_pages_;
  std::vector<std::string> obstacles_;
  ComposeReport report_;
  bool is_in_place_ = false;
};

}  // namespace

Result<ComposeReport> compose_searchable_pdf(const std::vector<ByteView>& sources,
                                             const std::vector<ComposePage>& pages,
                                             const ComposeOptions& options,
                                             const Limits& limits,
                                             int output_fd) {
  try {
    Composer composer(pages, options, limits);
    TRY(composer.open(sources));
    TRY(composer.add_pages());
    composer.add_texts();
    return composer.write(output_fd);
  } catch (...) {
    return pdf::current_error();
  }
}

}  // namespace sohoa
