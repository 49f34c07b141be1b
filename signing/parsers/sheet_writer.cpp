#include "signing/parsers/sheet_writer.h"

#include <algorithm>
#include <array>
#include <memory>
#include <string>

#include <cairo-pdf.h>

#include "core/file.h"
#include "core/text.h"
#include "signing/parsers/sheet_canvas.h"

namespace sohoa {
namespace {

using namespace sheet;

// NĐ 30/2020/NĐ-CP, appendix I.
constexpr double kLeft_pt = 30 * kPointsPerMm;
constexpr double kRight_pt = kPageWidth_pt - 15 * kPointsPerMm;
constexpr double kTop_pt = 20 * kPointsPerMm;
constexpr double kBottom_pt = kPageHeight_pt - 20 * kPointsPerMm;
constexpr double kWidth_pt = kRight_pt - kLeft_pt;
constexpr double kLabel_pt = 45 * kPointsPerMm;
constexpr double kPad_pt = 2;
constexpr double kGap_pt = 9;
constexpr double kLightGrey = 0.88;

// How much is shown; the writer takes the first that fits.
struct Fit {
  double size_pt = 12;
  int lines = 4;             // of one value
  std::size_t rows = 20;     // of one signature
  std::size_t reasons = 12;  // of one signature, and of the file
  std::size_t signatures = 0;
};

constexpr std::array kFits = {Fit{13, 4, 20, 12, 0},
                              Fit{12, 4, 20, 12, 0},
                              Fit{12, 3, 20, 4, 0},
                              Fit{11, 3, 20, 3, 0},
                              Fit{11, 2, 20, 2, 0},
                              Fit{11, 2, 6, 1, 0},
                              Fit{10, 1, 6, 1, 0}};
// More signatures than this never fit, so no time is spent on trying.
constexpr std::size_t kMostSignatures = 8;

// Names come from files: one line, valid UTF-8, no control characters, and no more of them than
// four lines hold, because the PDF keeps behind an ellipsis what the page does not show.
std::string clean(const std::string& text) {
  constexpr std::size_t kMostCharacters = 400;
  auto line = to_utf32(squeeze(to_nfc(text.substr(0, 8 * kMostCharacters))));
  if (line.size() <= kMostCharacters) return to_utf8(line);
  line.resize(kMostCharacters - 1);
  return to_utf8(line) + "…";
}

std::string outcome_word(CheckOutcome outcome) {
  switch (outcome) {
    case CheckOutcome::Passed:
      return "Đạt";
    case CheckOutcome::Failed:
      return "Không đạt";
    case CheckOutcome::Warning:
      return "Lưu ý";
    case CheckOutcome::Unknown:
      break;
  }
  return "Chưa rõ";
}

Paragraph paragraph_of(const SheetReason& reason) {
  const auto head = outcome_word(reason.outcome) + ": ";
  const auto tail = reason.clause.empty() ? "" : " [" + clean(reason.clause) + "]";
  return {head + clean(reason.text) + tail, head.size(), tail.size()};
}

Frame frame_of(SheetResult result) {
  switch (result) {
    case SheetResult::Passed:
      return Frame::Double;
    case SheetResult::Failed:
      return Frame::Filled;
    case SheetResult::Indeterminate:
      return Frame::Dashed;
    case SheetResult::Unsigned:
      break;
  }
  return Frame::Thin;
}

// Draws downwards from `y_`; on a measuring canvas only `y_` moves.
class Sheet {
 public:
  Sheet(const Canvas& canvas, const ValidationSheet& sheet, const Fit& fit)
      : canvas_(canvas), sheet_(sheet), fit_(fit) {}

  /// Gives where the body ends.
  double draw_body();
  /// Stands on the bottom margin; gives where it begins.
  double draw_footer();

 private:
  void heading();
  void result_box();
  void file_table();
  void signature(const SheetSignature& one);
  void rest();
  void row(const std::string& label, const Style& style, const Paragraph& value);
  void row(const SheetRow& row);
  void reasons(const std::string& label, const std::vector<SheetReason>& all);
  Style body() const {
    Style style;
    style.size_pt = fit_.size_pt;
    style.lines = fit_.lines;
    return style;
  }

  const Canvas& canvas_;
  const ValidationSheet& sheet_;
  const Fit& fit_;
  double y_ = kTop_pt;
};

void Sheet::heading() {
  Style title{.size_pt = 15, .is_bold = true, .align = PANGO_ALIGN_CENTER, .lines = 1};
  y_ += canvas_.text({kLeft_pt, y_, kWidth_pt, 0}, title, clean(sheet_.title));
  Style subtitle{.size_pt = 11, .is_italic = true, .align = PANGO_ALIGN_CENTER, .lines = 2};
  y_ += canvas_.text({kLeft_pt, y_, kWidth_pt, 0}, subtitle, clean(sheet_.subtitle)) + kGap_pt;
}

// The frame is drawn first, so the text is measured before.
void Sheet::result_box() {
  const bool is_white = sheet_.result == SheetResult::Failed;
  const Style word{.size_pt = 23,
                   .is_bold = true,
                   .is_white = is_white,
                   .align = PANGO_ALIGN_CENTER,
                   .lines = 1};
  const Style note{.size_pt = 12, .is_white = is_white, .align = PANGO_ALIGN_CENTER, .lines = 2};
  constexpr double kInside_pt = 9;
  const Box inside{kLeft_pt + kInside_pt, y_ + kInside_pt, kWidth_pt - 2 * kInside_pt, 0};
  const Canvas measure = canvas_.measuring();
  const double word_pt = measure.text(inside, word, clean(sheet_.result_word));
  const double note_pt = measure.text(inside, note, clean(sheet_.result_note));
  const Box box{kLeft_pt, y_, kWidth_pt, word_pt + note_pt + 2 * kInside_pt};
  canvas_.frame(box, frame_of(sheet_.result));
  canvas_.text(inside, word, clean(sheet_.result_word));
  canvas_.text({inside.left_pt, inside.top_pt + word_pt, inside.width_pt, 0},
               note,
               clean(sheet_.result_note));
  y_ += box.height_pt + kGap_pt;
}

void Sheet::row(const std::string& label, const Style& style, const Paragraph& value) {
  const Style left{.size_pt = fit_.size_pt, .is_italic = true, .lines = 2};
  const double label_pt = canvas_.text(
      {kLeft_pt + kPad_pt, y_ + kPad_pt, kLabel_pt - 2 * kPad_pt, 0}, left, clean(label));
  const double value_pt = canvas_.text(
      {kLeft_pt + kLabel_pt, y_ + kPad_pt, kWidth_pt - kLabel_pt - kPad_pt, 0}, style, value);
  y_ += std::max(label_pt, value_pt) + 2 * kPad_pt;
  canvas_.rule(kLeft_pt, kRight_pt, y_, 0.3);
}

void Sheet::row(const SheetRow& row) {
  this->row(row.label, body(), {clean(row.value)});
}

void Sheet::reasons(const std::string& label, const std::vector<SheetReason>& all) {
  const auto shown = std::min(all.size(), fit_.reasons);
  const auto count = " (" + std::to_string(shown) + " trong " + std::to_string(all.size()) + ")";
  for (std::size_t i = 0; i < shown; ++i) {
    row(i > 0 ? "" : shown < all.size() ? label + count : label, body(), paragraph_of(all[i]));
  }
}

void Sheet::file_table() {
  canvas_.rule(kLeft_pt, kRight_pt, y_, 0.8);
  for (const auto& one : sheet_.file_rows) row(one);
  // 64 digits on one line, so that they can be copied and compared.
  row(sheet_.digest_label,
      {.family = "Liberation Mono", .size_pt = 8.8, .lines = 2},
      {clean(sheet_.digest)});
  reasons("Lưu ý về tệp", sheet_.file_reasons);
  y_ += kGap_pt;
}

void Sheet::signature(const SheetSignature& one) {
  const bool is_failed = one.result == SheetResult::Failed;
  const Style left{.size_pt = fit_.size_pt, .is_bold = true, .is_white = is_failed, .lines = 1};
  auto right = left;
  right.align = PANGO_ALIGN_RIGHT;
  constexpr double kTitleShare = 0.35;
  const Box title{kLeft_pt + 2 * kPad_pt, y_ + kPad_pt, kWidth_pt * kTitleShare, 0};
  const Box word{
      title.left_pt + title.width_pt, title.top_pt, kWidth_pt - title.width_pt - 4 * kPad_pt, 0};
  const double height_pt = canvas_.measuring().text(title, left, clean(one.title)) + 2 * kPad_pt;
  canvas_.band({kLeft_pt, y_, kWidth_pt, height_pt}, is_failed ? 0 : kLightGrey);
  canvas_.text(title, left, clean(one.title));
  canvas_.text(word, right, clean(one.result_word));
  y_ += height_pt;
  for (std::size_t i = 0; i < std::min(one.rows.size(), fit_.rows); ++i) row(one.rows[i]);
  reasons("Lý do", one.reasons);
  y_ += kGap_pt;
}

void Sheet::rest() {
  if (fit_.signatures >= sheet_.signatures.size()) return;
  const auto left = sheet_.signatures.size() - fit_.signatures;
  Style style{.size_pt = fit_.size_pt, .is_bold = true, .lines = 2};
  y_ += canvas_.text({kLeft_pt, y_, kWidth_pt, 0},
                     style,
                     "… và " + std::to_string(left) + " chữ ký khác, không in trên phiếu này");
}

double Sheet::draw_body() {
  heading();
  result_box();
  file_table();
  for (std::size_t i = 0; i < fit_.signatures && y_ < kBottom_pt; ++i) {
    signature(sheet_.signatures[i]);
  }
  rest();
  return y_;
}

double Sheet::draw_footer() {
  const Style line{.size_pt = 10, .lines = 1};
  const Style small{.size_pt = 9.5, .is_italic = true, .lines = 2};
  auto right = line;
  right.align = PANGO_ALIGN_RIGHT;
  constexpr double kPage_pt = 20 * kPointsPerMm;
  const Box any{kLeft_pt, 0, kWidth_pt, 0};
  const Canvas measure = canvas_.measuring();
  const double line_pt = measure.text(any, line, clean(sheet_.policy));
  const double small_pt = measure.text(any, small, clean(sheet_.disclaimer));
  const double top_pt = kBottom_pt - 2 * line_pt - small_pt;
  canvas_.rule(kLeft_pt, kRight_pt, top_pt - 2 * kPad_pt, 0.6);
  canvas_.text({kLeft_pt, top_pt, kWidth_pt - kPage_pt, 0}, line, clean(sheet_.policy));
  canvas_.text({kRight_pt - kPage_pt, top_pt, kPage_pt, 0}, right, "Trang 1/1");
  canvas_.text({kLeft_pt, top_pt + line_pt, kWidth_pt, 0}, line, clean(sheet_.checked));
  canvas_.text({kLeft_pt, top_pt + 2 * line_pt, kWidth_pt, 0}, small, clean(sheet_.disclaimer));
  return top_pt - 2 * kPad_pt;
}

bool fits(const Canvas& canvas, const ValidationSheet& sheet, const Fit& fit) {
  const Canvas measure = canvas.measuring();
  Sheet trial(measure, sheet, fit);
  return trial.draw_body() <= trial.draw_footer();
}

// Fewer words about a signature before fewer signatures. The last always fits: every text of it
// has a bound.
Fit choose_fit(const Canvas& canvas, const ValidationSheet& sheet) {
  Fit fit = kFits.back();
  for (auto count = std::min(sheet.signatures.size(), kMostSignatures);; --count) {
    for (const auto& candidate : kFits) {
      fit = candidate;
      fit.signatures = count;
      if (fits(canvas, sheet, fit)) return fit;
    }
    if (count == 0) return fit;
  }
}

struct FreeSurface {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct FreeCairo {
  void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
};
using Surface = std::unique_ptr<cairo_surface_t, FreeSurface>;
using Cairo = std::unique_ptr<cairo_t, FreeCairo>;

// Where cairo's stream goes, and what went wrong on the way.
struct Output {
  int fd;
  Result<void> outcome;
};

cairo_status_t on_write(void* closure, const unsigned char* data, unsigned int size) {
  auto* output = static_cast<Output*>(closure);
  if (!output->outcome) return CAIRO_STATUS_WRITE_ERROR;
  output->outcome = write_all(output->fd, {data, size});
  return output->outcome ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

Surface make_surface(Output& output, const ValidationSheet& sheet) {
  Surface surface(
      cairo_pdf_surface_create_for_stream(on_write, &output, kPageWidth_pt, kPageHeight_pt));
  const auto set = [&](cairo_pdf_metadata_t which, const std::string& text) {
    cairo_pdf_surface_set_metadata(surface.get(), which, text.c_str());
  };
  set(CAIRO_PDF_METADATA_TITLE, clean(sheet.title));
  set(CAIRO_PDF_METADATA_CREATOR, "sohoa");
  set(CAIRO_PDF_METADATA_CREATE_DATE, clean(sheet.made_at));
  return surface;
}

Result<void> finish(cairo_t* cairo, cairo_surface_t* surface, Output& output) {
  const cairo_status_t drawn = cairo_status(cairo);
  cairo_surface_finish(surface);
  if (!output.outcome) return output.outcome;
  const cairo_status_t written = cairo_surface_status(surface);
  if (drawn == CAIRO_STATUS_SUCCESS && written == CAIRO_STATUS_SUCCESS) return {};
  const cairo_status_t status = drawn == CAIRO_STATUS_SUCCESS ? written : drawn;
  return Error{Fault::Internal, std::string("drawing: ") + cairo_status_to_string(status), {}};
}

}  // namespace

Result<void> write_sheet_pdf(const ValidationSheet& sheet, int output_fd) {
  Output output{output_fd, {}};
  const Surface surface = make_surface(output, sheet);
  const Cairo cairo(cairo_create(surface.get()));
  const Typesetting setting(cairo.get());
  const Canvas canvas(cairo.get(), setting, Ink::Draw);
  const Fit fit = choose_fit(canvas, sheet);
  Sheet page(canvas, sheet, fit);
  page.draw_body();
  page.draw_footer();
  cairo_show_page(cairo.get());
  return finish(cairo.get(), surface.get(), output);
}

}  // namespace sohoa
