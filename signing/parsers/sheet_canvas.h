// Text, lines and boxes on an A4 page; measuring and drawing run the same code.
//
// Private to sheet_writer: shows Pango and Cairo.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include <pango/pangocairo.h>

namespace sohoa::sheet {

inline constexpr double kPointsPerMm = 72 / 25.4;
inline constexpr double kPageWidth_pt = 210 * kPointsPerMm;
inline constexpr double kPageHeight_pt = 297 * kPointsPerMm;

enum class Ink : std::uint8_t { Draw, Measure };
enum class Frame : std::uint8_t { Double, Filled, Dashed, Thin };

struct Style {
  const char* family = "Liberation Serif";
  double size_pt = 12;
  bool is_bold = false;
  bool is_italic = false;
  bool is_white = false;
  PangoAlignment align = PANGO_ALIGN_LEFT;
  int lines = 0;  ///< at most so many, then an ellipsis; 0: as many as it takes
};

/// A paragraph whose beginning is bold and whose end is italic.
struct Paragraph {
  std::string text;
  std::size_t bold_bytes = 0;    ///< at the beginning
  std::size_t italic_bytes = 0;  ///< at the end
};

struct Box {
  double left_pt = 0;
  double top_pt = 0;
  double width_pt = 0;
  double height_pt = 0;
};

/// How text is set on a page: glyphs stand where the outlines say, not on a screen's pixels.
class Typesetting {
 public:
  explicit Typesetting(cairo_t* cairo);
  PangoContext* get() const { return context_.get(); }

 private:
  struct Free {
    void operator()(PangoContext* context) const { g_object_unref(context); }
  };
  std::unique_ptr<PangoContext, Free> context_;
};

/// Borrows both.
class Canvas {
 public:
  Canvas(cairo_t* cairo, const Typesetting& setting, Ink ink)
      : cairo_(cairo), setting_(&setting), ink_(ink) {}

  /// The same page, without drawing on it.
  Canvas measuring() const { return Canvas(cairo_, *setting_, Ink::Measure); }
  /// Sets `paragraph` from the top of `place`, within its width; gives the height it takes.
  double text(const Box& place, const Style& style, const Paragraph& paragraph) const;
  double text(const Box& place, const Style& style, const std::string& plain) const {
    return text(place, style, Paragraph{plain});
  }
  void rule(double left_pt, double right_pt, double y_pt, double width_pt) const;
  void frame(const Box& box, Frame kind) const;
  /// A band of grey between 0 (black) and 1.
  void band(const Box& box, double grey) const;

 private:
  cairo_t* cairo_;
  const Typesetting* setting_;
  Ink ink_;
};

}  // namespace sohoa::sheet
