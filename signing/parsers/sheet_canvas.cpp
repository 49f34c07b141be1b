#include "signing/parsers/sheet_canvas.h"

#include <algorithm>

namespace sohoa::sheet {
namespace {

struct FreeObject {
  void operator()(void* object) const { g_object_unref(object); }
};
struct FreeFont {
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};
struct FreeAttributes {
  void operator()(PangoAttrList* list) const { pango_attr_list_unref(list); }
};
using Layout = std::unique_ptr<PangoLayout, FreeObject>;
using Font = std::unique_ptr<PangoFontDescription, FreeFont>;
using Attributes = std::unique_ptr<PangoAttrList, FreeAttributes>;

Font font_of(const Style& style) {
  Font font(pango_font_description_new());
  pango_font_description_set_family(font.get(), style.family);
  pango_font_description_set_absolute_size(font.get(), style.size_pt * PANGO_SCALE);
  if (style.is_bold) pango_font_description_set_weight(font.get(), PANGO_WEIGHT_BOLD);
  if (style.is_italic) pango_font_description_set_style(font.get(), PANGO_STYLE_ITALIC);
  return font;
}

void insert(PangoAttrList* list, PangoAttribute* attribute, std::size_t from, std::size_t to) {
  attribute->start_index = static_cast<guint>(from);
  attribute->end_index = static_cast<guint>(to);
  pango_attr_list_insert(list, attribute);
}

Attributes attributes_of(const Paragraph& paragraph) {
  Attributes list(pango_attr_list_new());
  const auto size = paragraph.text.size();
  insert(list.get(),
         pango_attr_weight_new(PANGO_WEIGHT_BOLD),
         0,
         std::min(paragraph.bold_bytes, size));
  insert(list.get(),
         pango_attr_style_new(PANGO_STYLE_ITALIC),
         size - std::min(paragraph.italic_bytes, size),
         size);
  // A hyphen at a line's end would read as part of a name.
  insert(list.get(), pango_attr_insert_hyphens_new(FALSE), 0, size);
  return list;
}

}  // namespace

Typesetting::Typesetting(cairo_t* cairo) : context_(pango_cairo_create_context(cairo)) {
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context_.get(), options);
  cairo_font_options_destroy(options);
  pango_context_set_round_glyph_positions(context_.get(), FALSE);
}

double Canvas::text(const Box& place, const Style& style, const Paragraph& paragraph) const {
  const Layout layout(pango_layout_new(setting_->get()));
  const Font font = font_of(style);
  pango_layout_set_font_description(layout.get(), font.get());
  pango_layout_set_width(layout.get(), static_cast<int>(place.width_pt * PANGO_SCALE));
  pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment(layout.get(), style.align);
  if (style.lines > 0) {
    pango_layout_set_height(layout.get(), -style.lines);
    pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
  }
  pango_layout_set_text(
      layout.get(), paragraph.text.data(), static_cast<int>(paragraph.text.size()));
  const Attributes attributes = attributes_of(paragraph);
  pango_layout_set_attributes(layout.get(), attributes.get());
  int height = 0;
  pango_layout_get_size(layout.get(), nullptr, &height);
  if (ink_ == Ink::Draw) {
    const double shade = style.is_white ? 1 : 0;
    cairo_set_source_rgb(cairo_, shade, shade, shade);
    cairo_move_to(cairo_, place.left_pt, place.top_pt);
    pango_cairo_show_layout(cairo_, layout.get());
  }
  return static_cast<double>(height) / PANGO_SCALE;
}

void Canvas::rule(double left_pt, double right_pt, double y_pt, double width_pt) const {
  if (ink_ == Ink::Measure) return;
  cairo_set_source_rgb(cairo_, 0, 0, 0);
  cairo_set_line_width(cairo_, width_pt);
  cairo_move_to(cairo_, left_pt, y_pt);
  cairo_line_to(cairo_, right_pt, y_pt);
  cairo_stroke(cairo_);
}

void Canvas::frame(const Box& box, Frame kind) const {
  if (ink_ == Ink::Measure) return;
  const auto outline = [&](double inset_pt, double width_pt) {
    cairo_set_line_width(cairo_, width_pt);
    cairo_rectangle(cairo_,
                    box.left_pt + inset_pt,
                    box.top_pt + inset_pt,
                    box.width_pt - 2 * inset_pt,
                    box.height_pt - 2 * inset_pt);
    cairo_stroke(cairo_);
  };
  constexpr double kDash_pt[] = {6, 4};
  cairo_set_source_rgb(cairo_, 0, 0, 0);
  if (kind == Frame::Filled) return band(box, 0);
  if (kind == Frame::Dashed) cairo_set_dash(cairo_, kDash_pt, 2, 0);
  outline(0, kind == Frame::Thin ? 0.6 : 1.6);
  cairo_set_dash(cairo_, nullptr, 0, 0);
  if (kind == Frame::Double) outline(3.2, 0.6);
}

void Canvas::band(const Box& box, double grey) const {
  if (ink_ == Ink::Measure) return;
  cairo_set_source_rgb(cairo_, grey, grey, grey);
  cairo_rectangle(cairo_, box.left_pt, box.top_pt, box.width_pt, box.height_pt);
  cairo_fill(cairo_);
}

}  // namespace sohoa::sheet
