#include "ocr/engine/text_content.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <numbers>
#include <vector>

#include "core/text.h"

namespace sohoa::pdf {
namespace {

/// A word along its line: where it starts and ends on the baseline's axis, in pixels.
struct Span {
  double start = 0;
  double length = 0;
  double top = 0;  ///< across the line, grows downwards
  double bottom = 0;
  double drop = 0;  ///< how far the baseline stands below the first word's, in a stepped line
  std::u32string text;
};

// Readers split a word whose baseline moves by half a point within it, so up to this tilt words
// stand level, each on its own step of the slope. Only beyond is the text itself turned.
constexpr double kSteppedTiltMax = 10 * std::numbers::pi / 180;

/// A line in its own axes: `along` is the writing direction, `down` across it, in page pixels.
struct Axes {
  Point along;
  Point down;
  double tilt = 0;        ///< what is left of the slope after whole quarter turns, radians
  bool sideways = false;  ///< an odd number of quarter turns: widths and heights are swapped
  bool is_stepped = false;
};

Axes axes_of(double slope_deg) {
  const double quarters = std::round(slope_deg / 90);
  Axes axes;
  axes.tilt = (slope_deg - quarters * 90) * std::numbers::pi / 180;
  axes.sideways = static_cast<int>(quarters) % 2 != 0;
  axes.is_stepped = std::abs(axes.tilt) <= kSteppedTiltMax;
  const double angle = quarters * std::numbers::pi / 2 + (axes.is_stepped ? 0 : axes.tilt);
  axes.along = {std::cos(angle), std::sin(angle)};
  axes.down = {-std::sin(angle), std::cos(angle)};
  return axes;
}

double dot(Point a, Point b) {
  return a.x * b.x + a.y * b.y;
}

/// The slanted rectangle inside an upright box: w = L cos + T sin, h = L sin + T cos. A stepped
/// word keeps the box's own width.
Span span_of(const Word& word, const Axes& axes) {
  const double w = axes.sideways ? word.box.h : word.box.w;
  const double h = axes.sideways ? word.box.w : word.box.h;
  const double c = std::cos(axes.tilt);
  const double s = std::abs(std::sin(axes.tilt));
  const double det = std::max(c * c - s * s, 0.2);
  const double length = axes.is_stepped ? w : std::max((w * c - h * s) / det, 0.3 * w);
  const double thickness = std::max((h * c - w * s) / det, 0.3 * std::min(w, h));
  const Point centre{word.box.x + word.box.w / 2.0, word.box.y + word.box.h / 2.0};
  const double mid = dot(centre, axes.down);
  return {dot(centre, axes.along) - length / 2,
          length,
          mid - thickness / 2,
          mid + thickness / 2,
          0,
          to_utf32(word.text)};
}

/// The words of a line; in a stepped one each is put back onto the first word's level.
std::vector<Span> spans_of(const Line& line, const Axes& axes) {
  std::vector<Span> spans;
  for (const Word& word : line.words) {
    if (!word.text.empty()) spans.push_back(span_of(word, axes));
  }
  if (!axes.is_stepped || spans.empty()) return spans;
  const double first = spans.front().start + spans.front().length / 2;
  for (Span& span : spans) {
    span.drop = (span.start + span.length / 2 - first) * std::tan(axes.tilt);
    span.top -= span.drop;
    span.bottom -= span.drop;
  }
  return spans;
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// Top and bottom of the line: the words' own, unless one box is a stray (a stamp, a brace).
std::pair<double, double> extent(const std::vector<Span>& spans) {
  std::vector<double> tops;
  std::vector<double> bottoms;
  for (const Span& span : spans) {
    tops.push_back(span.top);
    bottoms.push_back(span.bottom);
  }
  const double height = std::max(median(bottoms) - median(tops), 1.0);
  const double top =
      std::max(*std::min_element(tops.begin(), tops.end()), median(tops) - height / 2);
  const double bottom =
      std::min(*std::max_element(bottoms.begin(), bottoms.end()), median(bottoms) + height / 2);
  return {top, std::max(bottom, top + 1)};
}

/// From upright page pixels to user space (ISO 32000-1, 8.3.2.3 and /Rotate of 7.7.3.3).
class ToUser {
 public:
  ToUser(const PageText& page, const TextFrame& frame) : frame_(frame) {
    const bool turned = frame.rotate_deg % 180 != 0;
    scale_x_ = (turned ? frame.height : frame.width) / std::max(page.width_px, 1);
    scale_y_ = (turned ? frame.width : frame.height) / std::max(page.height_px, 1);
  }

  Point vector(Point px) const {
    const double x = px.x * scale_x_;
    const double y = px.y * scale_y_;
    switch (frame_.rotate_deg) {
      case 90:
        return {y, x};
      case 180:
        return {-x, y};
      case 270:
        return {-y, -x};
      default:
        return {x, -y};
    }
  }

  Point point(Point px) const {
    const Point v = vector(px);
    const bool from_right = frame_.rotate_deg == 180 || frame_.rotate_deg == 270;
    const bool from_top = frame_.rotate_deg == 0 || frame_.rotate_deg == 270;
    return {frame_.left + (from_right ? frame_.width : 0) + v.x,
            frame_.bottom + (from_top ? frame_.height : 0) + v.y};
  }

 private:
  TextFrame frame_;
  double scale_x_ = 1;
  double scale_y_ = 1;
};

/// Shortest decimal form with at most `places` digits after the point.
std::string number(double value, int places) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", places, value);
  std::string s = text.data();
  if (s.find('.') != std::string::npos) {
    while (s.back() == '0') s.pop_back();
    if (s.back() == '.') s.pop_back();
  }
  return s == "-0" ? "0" : s;
}

void append_code(std::string& text, std::uint16_t cid) {
  for (const auto byte : {static_cast<char>(cid >> 8), static_cast<char>(cid & 0xff)}) {
    if (byte == '(' || byte == ')' || byte == '\\') text += '\\';
    if (byte == '\r') {
      text += "\\r";  // a bare CR would be read as LF (7.3.4.2)
    } else {
      text += byte;
    }
  }
}

int natural_width(const std::u32string& text) {
  int width = 0;
  for (const char32_t c : text) width += GlyphlessFont::width_1000(c);
  return width;
}

/// Horizontal scaling that makes a word as long as on the page, in whole percents.
double scaling_of(const Span& span, double size_px) {
  const double natural = natural_width(span.text) / 1000.0 * size_px;
  return std::clamp(100 * span.length / std::max(natural, 0.1), 5.0, 2000.0);
}

int common_scaling(const std::vector<Span>& spans, double size_px) {
  std::vector<double> wanted;
  for (const Span& span : spans) wanted.push_back(scaling_of(span, size_px));
  return static_cast<int>(std::lround(median(wanted)));
}

/// Shows the words of a line, each from its exact start. Errors never add up: the pen's true
/// place is carried along. A word the line's scaling would stretch into its neighbour (readers
/// find spaces by gaps, so it would be glued to it) or leave clearly short gets its own.
class Shower {
 public:
  /// `px_pt`: points a pixel, across the line.
  Shower(double size_px, double px_pt, int percent, const GlyphlessFont& font)
      : size_px_(size_px), px_pt_(px_pt), line_percent_(percent), percent_(percent), font_(font) {}

  std::string run(const std::vector<Span>& spans) {
    start_px_ = spans.front().start;
    for (std::size_t i = 0; i < spans.size(); ++i) {
      if (i > 0) add_space();
      rescale(percent_for(spans[i]));
      step_to(std::lround(-spans[i].drop * px_pt_ * 2));
      move_to(spans[i].start - start_px_);
      for (const char32_t c : spans[i].text) append_code(text_, font_.cid(c));
      pen_px_ += natural_width(spans[i].text) * unit_px();
    }
    step_to(0);
    if (text_.ends_with("[(")) return text_.substr(0, text_.size() - 2) + " ";
    return text_ + ")]TJ ";
  }

 private:
  double unit_px() const { return size_px_ * percent_ / 100000.0; }

  int percent_for(const Span& span) const {
    const double own = scaling_of(span, size_px_);
    const bool fits = own > 0.95 * line_percent_ && own < 1.12 * line_percent_;
    return fits ? line_percent_ : static_cast<int>(std::lround(own));
  }

  void rescale(int percent) {
    if (percent == percent_) return;
    percent_ = percent;
    text_ += ")]TJ " + std::to_string(percent) + " Tz[(";
  }

  /// Text rise in half points; it outlives the line, so a line ends at zero.
  void step_to(long half_points) {
    if (half_points == half_points_) return;
    half_points_ = half_points;
    text_ += ")]TJ " + number(static_cast<double>(half_points) / 2, 1) + " Ts[(";
  }

  void add_space() {
    append_code(text_, font_.cid(U' '));
    pen_px_ += GlyphlessFont::width_1000(U' ') * unit_px();
  }

  /// In steps of a fiftieth of the font size, a fifth of a point: finer costs bytes for nothing.
  void move_to(double target_px) {
    const long steps = std::lround((pen_px_ - target_px) / unit_px() / kStep);
    if (steps == 0) return;
    text_ += ")" + std::to_string(steps * kStep) + "(";
    pen_px_ -= static_cast<double>(steps * kStep) * unit_px();
  }

  static constexpr long kStep = 20;

  double size_px_;
  double px_pt_;
  long half_points_ = 0;
  int line_percent_;
  int percent_;
  const GlyphlessFont& font_;
  std::string text_ = "[(";
  double start_px_ = 0;
  double pen_px_ = 0;
};

std::string place(Point along, Point up, Point origin) {
  if (along.x > 0.99999 && up.y > 0.99999) {
    return number(origin.x, 1) + " " + number(origin.y, 1) + " Td";
  }
  return number(along.x, 5) + " " + number(along.y, 5) + " " + number(up.x, 5) + " " +
         number(up.y, 5) + " " + number(origin.x, 2) + " " + number(origin.y, 2) + " Tm";
}

std::string line_content(const Line& line,
                         const ToUser& to_user,
                         const GlyphlessFont& font,
                         const std::string& font_name) {
  const Axes axes = axes_of(line.slope_deg);
  const std::vector<Span> spans = spans_of(line, axes);
  if (spans.empty()) return {};
  const auto [top, bottom] = extent(spans);
  const double size_px = bottom - top;
  const double baseline = bottom + size_px * kGlyphlessDescent / 1000;
  const Point origin_px{axes.along.x * spans[0].start + axes.down.x * baseline,
                        axes.along.y * spans[0].start + axes.down.y * baseline};
  const Point along = to_user.vector(axes.along);
  const Point up = to_user.vector({-axes.down.x, -axes.down.y});
  const double along_pt = std::hypot(along.x, along.y);
  const double up_pt = std::hypot(up.x, up.y);
  // What is written is rounded; positions are computed with the rounded values.
  const double size_pt = std::max(std::round(size_px * up_pt * 2) / 2, 0.5);
  const int percent = common_scaling(spans, size_pt / along_pt);
  return "BT/" + font_name + " " + number(size_pt, 1) + " Tf " + std::to_string(percent) + " Tz " +
         place({along.x / along_pt, along.y / along_pt},
               {up.x / up_pt, up.y / up_pt},
               to_user.point(origin_px)) +
         Shower(size_pt / along_pt, up_pt, percent, font).run(spans) + "ET\n";
}

}  // namespace

std::string text_content(const PageText& page,
                         const TextFrame& frame,
                         const GlyphlessFont& font,
                         const std::string& font_name) {
  const ToUser to_user(page, frame);
  std::string lines;
  for (const Line& line : page.lines) lines += line_content(line, to_user, font, font_name);
  return lines.empty() ? lines : "q 3 Tr\n" + lines + "Q\n";
}

}  // namespace sohoa::pdf
