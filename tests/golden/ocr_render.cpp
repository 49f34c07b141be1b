#include "golden/ocr_render.h"

#include <algorithm>
#include <cmath>
#include <memory>

#include <pango/pangocairo.h>

// Fontconfig keeps its caches until the process ends; that is not our leak (LeakSanitizer asks
// here).
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libfontconfig";
}

namespace sohoa::testing {
namespace {

struct SurfaceDeleter {
  void operator()(cairo_surface_t* s) const { cairo_surface_destroy(s); }
};
struct CairoDeleter {
  void operator()(cairo_t* c) const { cairo_destroy(c); }
};
struct LayoutDeleter {
  void operator()(PangoLayout* l) const { g_object_unref(l); }
};
struct FontDeleter {
  void operator()(PangoFontDescription* f) const { pango_font_description_free(f); }
};

constexpr double kA4Width_mm = 210;
constexpr double kA4Height_mm = 297;

std::int32_t px(double mm, double dpi) {
  return static_cast<std::int32_t>(std::lround(mm / 25.4 * dpi));
}

void draw(cairo_t* cairo, const TextAt& item, double dpi) {
  const std::unique_ptr<PangoLayout, LayoutDeleter> layout(pango_cairo_create_layout(cairo));
  const std::unique_ptr<PangoFontDescription, FontDeleter> font(
      pango_font_description_from_string("Liberation Serif, DejaVu Serif, Serif"));
  pango_font_description_set_absolute_size(font.get(), item.size_pt * dpi / 72 * PANGO_SCALE);
  if (item.bold) pango_font_description_set_weight(font.get(), PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description(layout.get(), font.get());
  pango_layout_set_text(layout.get(), item.text.c_str(), -1);
  cairo_move_to(cairo, px(item.x_mm, dpi), px(item.y_mm, dpi));
  pango_cairo_show_layout(cairo, layout.get());
}

}  // namespace

Raster draw_page(const std::vector<TextAt>& texts, double dpi, int ink) {
  Raster page(px(kA4Width_mm, dpi), px(kA4Height_mm, dpi), 1, dpi);
  const std::unique_ptr<cairo_surface_t, SurfaceDeleter> surface(
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, page.width_px(), page.height_px()));
  const std::unique_ptr<cairo_t, CairoDeleter> cairo(cairo_create(surface.get()));
  cairo_set_source_rgb(cairo.get(), 1, 1, 1);
  cairo_paint(cairo.get());
  cairo_set_source_rgb(cairo.get(), ink / 255.0, ink / 255.0, ink / 255.0);
  for (const TextAt& item : texts) draw(cairo.get(), item, dpi);
  cairo_surface_flush(surface.get());
  const unsigned char* data = cairo_image_surface_get_data(surface.get());
  const int stride = cairo_image_surface_get_stride(surface.get());
  for (std::int32_t y = 0; y < page.height_px(); ++y) {
    const unsigned char* in = data + static_cast<std::ptrdiff_t>(y) * stride;
    std::uint8_t* out = page.row(y);
    for (std::int32_t x = 0; x < page.width_px(); ++x) out[x] = in[4 * x + 1];
  }
  return page;
}

std::vector<TextAt> official_letter() {
  return {
      {22, 20, "UBND TỈNH HÀ TĨNH", 12},
      {27, 26, "SỞ NỘI VỤ", 12, true},
      {26, 35, "Số: 1234/SNV-VP", 12},
      {90, 20, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, true},
      {105, 26, "Độc lập - Tự do - Hạnh phúc", 12, true},
      {103, 35, "Hà Tĩnh, ngày 15 tháng 8 năm 2025", 12},
      {60, 52, "Kính gửi: Ủy ban nhân dân các huyện, thành phố", 13},
      {35, 64, "Thực hiện kế hoạch số hóa hồ sơ lưu trữ của tỉnh, đề nghị các đơn vị", 13},
      {25, 71, "rà soát toàn bộ giấy tờ còn hiệu lực, quét ở độ phân giải 200 dpi trở lên,", 13},
      {25, 78, "kiểm tra chất lượng ảnh và gửi kết quả trước ngày 30 tháng 9 năm 2025.", 13},
      {35, 88, "Mọi vướng mắc xin liên hệ Phòng Văn thư, điện thoại 0239 3855 123.", 13},
      {25, 104, "Nơi nhận:", 11, true},
      {25, 110, "- Như trên;", 11},
      {25, 115, "- Lưu: VT, TH.", 11},
      {135, 104, "GIÁM ĐỐC", 13, true},
      {129, 130, "Nguyễn Thị Hồng", 13, true},
  };
}

std::string official_letter_text() {
  std::string text;
  for (const TextAt& item : official_letter()) text += (text.empty() ? "" : "\n") + item.text;
  return text;
}

void draw_tick_box(Raster& page, double x_mm, double y_mm, bool ticked) {
  const std::int32_t x0 = px(x_mm, page.dpi());
  const std::int32_t y0 = px(y_mm, page.dpi());
  const std::int32_t side = px(3.8, page.dpi());
  for (std::int32_t y = 0; y < side; ++y) {
    for (std::int32_t x = 0; x < side; ++x) {
      const bool frame = x < 2 || y < 2 || x >= side - 2 || y >= side - 2;
      const bool cross = ticked && (std::abs(x - y) < 2 || std::abs(x + y - side + 1) < 2);
      if (frame || cross) page.row(y0 + y)[x0 + x] = 25;
    }
  }
}

Raster with_red_seal(const Raster& grey, double x_mm, double y_mm) {
  Raster page(grey.width_px(), grey.height_px(), 3, grey.dpi());
  const double cx = px(x_mm, grey.dpi());
  const double cy = px(y_mm, grey.dpi());
  const double radius = px(18, grey.dpi());  // 36 mm across
  for (std::int32_t y = 0; y < page.height_px(); ++y) {
    for (std::int32_t x = 0; x < page.width_px(); ++x) {
      const double r = std::hypot(x - cx, y - cy);
      const bool ring = std::abs(r - radius) < 5 || std::abs(r - 0.66 * radius) < 2.5;
      const bool stroke = r < 0.6 * radius && static_cast<int>(x - cx + 4 * radius) % 22 < 3;
      const int v = grey.row(y)[x];
      std::uint8_t* out = page.row(y) + 3 * static_cast<std::ptrdiff_t>(x);
      out[0] = static_cast<std::uint8_t>(ring || stroke ? v * 215 / 255 : v);
      out[1] = out[2] = static_cast<std::uint8_t>(ring || stroke ? v * 45 / 255 : v);
    }
  }
  return page;
}

}  // namespace sohoa::testing
