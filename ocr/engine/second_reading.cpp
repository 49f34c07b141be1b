#include "ocr/engine/second_reading.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "core/text.h"

namespace sohoa::ocr {
namespace {

constexpr int kMostReadings = 16;
// A word below this is wrong more often than not: the worst twentieth of all words holds half of
// the errors.
constexpr double kDoubt = 0.7;
// The densest page has 6,000; more is a raster or dirt, and not worth a second look.
constexpr std::size_t kMostGlyphs = 15'000;
constexpr std::size_t kMostUnread = 2'000;
constexpr double kBetterBy = 0.02;
// What nobody saw must be read surely: pen strokes and pictures are unread ink too.
constexpr double kSure = 0.8;

double confidence(const Line& line) {
  double sum = 0;
  double length = 0;
  for (const Word& word : line.words) {
    const auto n = static_cast<double>(word.text.size());
    sum += word.confidence * n;
    length += n;
  }
  return length > 0 ? sum / length : 0;
}

std::size_t length(const Line& line) {
  std::size_t n = 0;
  for (const Word& word : line.words) n += word.text.size();
  return n;
}

bool is_doubtful(const Line& line) {
  return std::any_of(line.words.begin(), line.words.end(), [](const Word& word) {
    return word.confidence < kDoubt;
  });
}

bool has_letter_or_digit(const Line& line) {
  return std::any_of(line.words.begin(), line.words.end(), [](const Word& word) {
    const std::string plain = fold(word.text);
    return std::any_of(plain.begin(), plain.end(), [](unsigned char c) { return std::isalnum(c); });
  });
}

Box scaled_box(const Box& box, double factor) {
  const auto px = [factor](std::int32_t v) {
    return static_cast<std::int32_t>(std::lround(v * factor));
  };
  return {px(box.x), px(box.y), px(box.w), px(box.h)};
}

Box grown(const Box& box, std::int32_t dx, std::int32_t dy) {
  return {box.x - dx, box.y - dy, box.w + 2 * dx, box.h + 2 * dy};
}

bool is_inside(const Box& inner, const Box& outer) {
  const Box common = intersect(inner, outer);
  return 2LL * common.w * common.h > 1LL * inner.w * inner.h;
}

/// Height of ordinary words; that of 10 pt print when the first pass read nothing at all.
std::int32_t text_height(const std::vector<Line>& lines, double dpi) {
  std::vector<std::int32_t> heights;
  for (const Line& line : lines) {
    for (const Word& word : line.words) heights.push_back(word.box.h);
  }
  if (heights.empty()) return static_cast<std::int32_t>(dpi * 10 / 72);
  const auto mid = heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2);
  std::nth_element(heights.begin(), mid, heights.end());
  return *mid;
}

class Reader {
 public:
  Reader(const StraightPage& page, const LineReader& read, std::vector<Line>& lines)
      : page_(page),
        read_(read),
        lines_(lines),
        height_px_(text_height(lines, page.grey.dpi())),
        to_grey_(page.grey.dpi() / page.bitmap_dpi) {}

  SecondReading run() {
    if (!page_.bitmap || height_px_ <= 0) return {};
    glyphs_ = glyphs();
    if (glyphs_.size() > kMostGlyphs) return {};
    read_doubtful();
    read_unseen();
    return count_;
  }

 private:
  /// Components of letter size, in pixels of the grey page.
  std::vector<Box> glyphs() const {
    std::vector<Box> found;
    for (const Box& small : component_boxes(*page_.bitmap)) {
      const Box box = scaled_box(small, to_grey_);
      const bool letter =
          box.h * 3 > height_px_ && box.h < 2 * height_px_ && box.w < 4 * height_px_;
      if (letter) found.push_back(box);
    }
    return found;
  }

  /// `box` widened over glyphs of the same line that follow closely.
  Box along_ink(Box box) const {
    for (bool wider = true; wider;) {
      wider = false;
      for (const Box& glyph : glyphs_) {
        const std::int32_t mid = glyph.y + glyph.h / 2;
        const bool level = mid > box.y && mid < box.bottom();
        const bool near = glyph.x < box.right() + box.h && glyph.right() > box.x - box.h;
        if (!level || !near || (glyph.x >= box.x && glyph.right() <= box.right())) continue;
        const std::int32_t right = std::max(box.right(), glyph.right());
        box.x = std::min(box.x, glyph.x);
        box.w = right - box.x;
        wider = true;
      }
    }
    return box;
  }

  Line read_alone(const Box& box) {
    ++count_.tried;
    return read_(page_.grey, grown(box, height_px_ / 2, height_px_ / 4));
  }

  bool may_read() const { return count_.tried < kMostReadings; }

  void read_doubtful() {
    for (std::size_t i = 0; i < lines_.size() && may_read(); ++i) {
      if (!is_doubtful(lines_[i])) continue;
      const Box box = along_ink(lines_[i].box);
      Line again = read_alone(box);
      const bool better = confidence(again) > confidence(lines_[i]) + kBetterBy;
      if (!better || 3 * length(again) < 2 * length(lines_[i])) continue;
      ++count_.improved;
      again.box = box;
      i -= replace(i, std::move(again));
    }
  }

  /// Puts `line` at `at` and drops the fragments it covers; how many of them stood before.
  std::size_t replace(std::size_t at, Line line) {
    std::size_t before = 0;
    std::vector<Line> kept;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (i == at) {
        kept.push_back(line);
      } else if (is_inside(lines_[i].box, line.box)) {
        before += i < at ? 1 : 0;
      } else {
        kept.push_back(std::move(lines_[i]));
      }
    }
    lines_ = std::move(kept);
    return before;
  }

  bool is_read(const Box& glyph) const {
    return std::any_of(lines_.begin(), lines_.end(), [&](const Line& line) {
      return std::any_of(line.words.begin(), line.words.end(), [&](const Word& word) {
        return !intersect(word.box, glyph).is_empty();
      });
    });
  }

  void read_unseen() {
    std::vector<Box> unread;
    for (const Box& glyph : glyphs_) {
      if (!is_read(glyph)) unread.push_back(glyph);
    }
    if (unread.size() > kMostUnread) return;
    std::sort(unread.begin(), unread.end(), [](const Box& a, const Box& b) { return a.x < b.x; });
    while (!unread.empty() && may_read()) {
      const Box box = take_cluster(unread);
      if (box.h * 2 < height_px_) continue;
      Line line = read_alone(box);
      if (confidence(line) < kSure || !has_letter_or_digit(line)) continue;
      ++count_.found;
      lines_.push_back(std::move(line));
    }
  }

  /// The first unread glyph and those that continue its line to the right.
  static Box take_cluster(std::vector<Box>& unread) {
    Box box = unread.front();
    std::vector<Box> rest;
    for (std::size_t i = 1; i < unread.size(); ++i) {
      const Box& glyph = unread[i];
      const std::int32_t mid = glyph.y + glyph.h / 2;
      if (mid > box.y && mid < box.bottom() && glyph.x < box.right() + box.h) {
        box = unite(box, glyph);
      } else {
        rest.push_back(glyph);
      }
    }
    unread = std::move(rest);
    return box;
  }

  const StraightPage& page_;
  const LineReader& read_;
  std::vector<Line>& lines_;
  std::int32_t height_px_;
  double to_grey_;
  std::vector<Box> glyphs_;
  SecondReading count_;
};

}  // namespace

SecondReading read_again(const StraightPage& page,
                         const LineReader& read,
                         std::vector<Line>& lines) {
  return Reader(page, read, lines).run();
}

}  // namespace sohoa::ocr
