#include "intake/readers/cover_writer.h"

#include <memory>
#include <string>

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <qrencode.h>

#include "core/file.h"
#include "core/text.h"

namespace sohoa {
namespace {

constexpr double kPointsPerCm = 72 / 2.54;
constexpr double kPageWidth_pt = 21.0 * kPointsPerCm;
constexpr double kPageHeight_pt = 29.7 * kPointsPerCm;
constexpr double kMargin_pt = 2.0 * kPointsPerCm;
constexpr double kQrSide_pt = 7.0 * kPointsPerCm;
constexpr double kQrTop_pt = 5.2 * kPointsPerCm;
constexpr int kQuietModules = 4;  // ISO/IEC 18004, 5.3.8
// Part of the file's bytes; when a sheet was printed does not matter to what it says.
constexpr const char* kFixedDate = "2026-01-01T00:00:00Z";

struct FreeSurface {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct FreeCairo {
  void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
};
struct FreeQr {
  void operator()(QRcode* code) const { QRcode_free(code); }
};
struct FreeObject {
  void operator()(void* object) const { g_object_unref(object); }
};
struct FreeFont {
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};
using Surface = std::unique_ptr<cairo_surface_t, FreeSurface>;
using Cairo = std::unique_ptr<cairo_t, FreeCairo>;
using Qr = std::unique_ptr<QRcode, FreeQr>;
using Layout = std::unique_ptr<PangoLayout, FreeObject>;

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

struct TextStyle {
  const char* font;
  bool is_centred = true;
};

/// Draws text in the page's column from `top_pt`; gives its height.
double draw_text(cairo_t* cairo, double top_pt, const TextStyle& style, const std::string& text) {
  const Layout layout(pango_cairo_create_layout(cairo));
  const std::unique_ptr<PangoFontDescription, FreeFont> font(
      pango_font_description_from_string(style.font));
  pango_layout_set_font_description(layout.get(), font.get());
  pango_layout_set_width(layout.get(),
                         static_cast<int>((kPageWidth_pt - 2 * kMargin_pt) * PANGO_SCALE));
  pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
  pango_layout_set_height(layout.get(), -3);  // at most three lines of a paragraph
  pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
  if (style.is_centred) pango_layout_set_alignment(layout.get(), PANGO_ALIGN_CENTER);
  const std::string valid = to_nfc(text);
  pango_layout_set_text(layout.get(), valid.data(), static_cast<int>(valid.size()));
  cairo_move_to(cairo, kMargin_pt, top_pt);
  pango_cairo_show_layout(cairo, layout.get());
  int height = 0;
  pango_layout_get_size(layout.get(), nullptr, &height);
  return static_cast<double>(height) / PANGO_SCALE;
}

Result<Qr> encode_qr(const std::string& payload) {
  if (payload.empty()) return Error{Fault::BadCoverSheet, "no payload", {}};
  Qr code(QRcode_encodeData(static_cast<int>(payload.size()),
                            reinterpret_cast<const unsigned char*>(payload.data()),
                            0,
                            QR_ECLEVEL_H));
  if (!code) return Error{Fault::BadCoverSheet, "the payload does not fit a QR code", {}};
  return code;
}

// Runs of dark modules become one rectangle, so that no hairlines show between them.
void draw_qr(cairo_t* cairo, const QRcode& code) {
  const double module_pt = kQrSide_pt / (code.width + 2 * kQuietModules);
  const double left_pt = (kPageWidth_pt - kQrSide_pt) / 2 + kQuietModules * module_pt;
  const double top_pt = kQrTop_pt + kQuietModules * module_pt;
  for (int y = 0; y < code.width; ++y) {
    const unsigned char* row = code.data + static_cast<std::ptrdiff_t>(y) * code.width;
    for (int x = 0; x < code.width;) {
      int end = x;
      while (end < code.width && (row[end] & 1U) != 0) ++end;
      if (end > x) {
        cairo_rectangle(cairo,
                        left_pt + x * module_pt,
                        top_pt + y * module_pt,
                        (end - x) * module_pt,
                        module_pt);
      }
      x = end + 1;
    }
  }
  cairo_fill(cairo);
}

void draw_facts(cairo_t* cairo, const CoverSheet& sheet) {
  double y = kQrTop_pt + kQrSide_pt;
  y += draw_text(cairo, y, {"DejaVu Sans Mono 9"}, sheet.payload) + 30;
  y += draw_text(cairo, y, {"DejaVu Sans 11"}, "Mã hồ sơ") + 2;
  y += draw_text(cairo, y, {"DejaVu Sans Bold 20"}, sheet.dossier) + 18;
  y += draw_text(cairo, y, {"DejaVu Sans 11"}, "Mã thành phần") + 2;
  y += draw_text(cairo, y, {"DejaVu Sans Bold 20"}, sheet.component) + 18;
  if (!sheet.title.empty()) y += draw_text(cairo, y, {"DejaVu Serif 15"}, sheet.title) + 18;
  draw_text(cairo,
            y,
            {"DejaVu Sans Bold 32"},
            std::to_string(sheet.number) + "/" + std::to_string(sheet.total));
}

Result<void> draw_sheet(cairo_t* cairo, const CoverSheet& sheet) {
  const Qr code = TRY(encode_qr(sheet.payload));
  cairo_set_source_rgb(cairo, 0, 0, 0);
  draw_text(cairo, kMargin_pt, {"DejaVu Sans Bold 22"}, "TỜ BÌA THÀNH PHẦN HỒ SƠ");
  draw_qr(cairo, *code);
  draw_facts(cairo, sheet);
  draw_text(cairo,
            kPageHeight_pt - kMargin_pt - 30,
            {"DejaVu Sans 10"},
            "Đặt tờ này lên trên giấy tờ của thành phần rồi quét cùng cả tập, đúng thứ tự 1, 2, 3… "
            "Tờ bìa không tính là trang nội dung. Không gấp, không ghi đè lên mã QR.");
  cairo_show_page(cairo);
  return {};
}

Surface make_surface(Output& output) {
  Surface surface(
      cairo_pdf_surface_create_for_stream(on_write, &output, kPageWidth_pt, kPageHeight_pt));
  cairo_pdf_surface_set_metadata(
      surface.get(), CAIRO_PDF_METADATA_TITLE, "Tờ bìa thành phần hồ sơ");
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATOR, "sohoa");
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, kFixedDate);
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

Result<void> write_cover_pdf(const std::vector<CoverSheet>& sheets, int fd) {
  Output output{fd, {}};
  const Surface surface = make_surface(output);
  const Cairo cairo(cairo_create(surface.get()));
  for (const auto& sheet : sheets) TRY(draw_sheet(cairo.get(), sheet));
  return finish(cairo.get(), surface.get(), output);
}

}  // namespace sohoa
