#include "intake/readers/pdf_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "core/text.h"
#include "intake/readers/pdf_poppler.h"

namespace sohoa::pdf {
namespace {

/// A word as Poppler gives it, boxes already in raster pixels.
struct RawWord {
  std::string text;
  double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  int quarter_turns = 0;  ///< clockwise, of the writing direction
};

std::vector<RawWord> read_words(const poppler::page& page,
                                const TextTarget& target,
                                const Limits& limits) {
  const poppler::rectf box = page.page_rect(poppler::crop_box);
  const bool turned = page.orientation() == poppler::page::landscape ||
                      page.orientation() == poppler::page::seascape;
  const double scale_x = target.width_px / (turned ? box.height() : box.width());
  const double scale_y = target.height_px / (turned ? box.width() : box.height());
  std::vector<RawWord> words;
  for (const poppler::text_box& item : page.text_list()) {
    if (words.size() >= static_cast<std::size_t>(limits.words_per_page)) break;
    const poppler::byte_array utf8 = item.text().to_utf8();
    const poppler::rectf at = item.bbox();
    const std::string text = to_nfc({utf8.data(), utf8.size()});
    for (const std::string_view part : split_words(text)) {
      words.push_back({std::string(part.substr(0, static_cast<std::size_t>(limits.word_bytes))),
                       at.left() * scale_x,
                       at.top() * scale_y,
                       at.right() * scale_x,
                       at.bottom() * scale_y,
                       item.rotation() & 3});
    }
  }
  return words;
}

int common_turn(const std::vector<RawWord>& words) {
  std::array<std::size_t, 4> weight{};
  for (const RawWord& word : words)
    weight[static_cast<std::size_t>(word.quarter_turns)] += word.text.size();
  return static_cast<int>(std::max_element(weight.begin(), weight.end()) - weight.begin());
}

/// Turns a box so that text running with `turns` clockwise quarter turns becomes level.
void level(RawWord& word, int turns, double width, double height) {
  const auto [x0, y0, x1, y1] = std::array{word.x0, word.y0, word.x1, word.y1};
  if (turns == 1) {  // runs down: turn the page counter-clockwise
    word.x0 = y0, word.x1 = y1, word.y0 = width - x1, word.y1 = width - x0;
  } else if (turns == 2) {
    word.x0 = width - x1, word.x1 = width - x0, word.y0 = height - y1, word.y1 = height - y0;
  } else if (turns == 3) {  // runs up: turn clockwise
    word.x0 = height - y1, word.x1 = height - y0, word.y0 = x0, word.y1 = x1;
  }
  word.quarter_turns = (word.quarter_turns - turns) & 3;
}

Box pixel_box(const RawWord& word, const PageText& page) {
  const auto clip = [](double value, std::int32_t most) {
    return static_cast<std::int32_t>(std::lround(std::clamp<double>(value, 0, most)));
  };
  const std::int32_t x0 = clip(word.x0, page.width_px);
  const std::int32_t y0 = clip(word.y0, page.height_px);
  return {x0,
          y0,
          std::max(1, clip(word.x1, page.width_px) - x0),
          std::max(1, clip(word.y1, page.height_px) - y0)};
}

/// Same line: the words overlap by half their height and go on to the right without a column gap.
bool continues_line(const Line& line, const Box& next) {
  const Box& last = line.words.back().box;
  const std::int32_t overlap = std::min(last.bottom(), next.bottom()) - std::max(last.y, next.y);
  if (2 * overlap < std::min(last.h, next.h)) return false;
  const std::int32_t gap = next.x - last.right();
  return next.x >= last.x && gap <= 3 * std::max(last.h, next.h);
}

/// Same block: the next line starts right below and shares some width.
bool continues_block(const Line& above, const Line& below) {
  const std::int32_t gap = below.box.y - above.box.bottom();
  const std::int32_t height = std::min(above.box.h, below.box.h);
  const bool shares_width = below.box.x < above.box.right() && above.box.x < below.box.right();
  const bool same_row =
      below.box.y < above.box.bottom() - height / 2 && below.box.bottom() > above.box.y;
  return same_row || (shares_width && gap < height && gap > -height);
}

void number_blocks(std::vector<Line>& lines) {
  for (std::size_t i = 1; i < lines.size(); ++i) {
    lines[i].block = lines[i - 1].block + (continues_block(lines[i - 1], lines[i]) ? 0 : 1);
  }
}

void add_word(PageText& page, RawWord& raw) {
  const Box box = pixel_box(raw, page);
  Word word{std::move(raw.text), box, 1.0};
  const bool level_text = raw.quarter_turns == 0;
  if (page.lines.empty() || !level_text || !continues_line(page.lines.back(), box)) {
    page.lines.push_back({{std::move(word)}, box, 0, 0});
    if (!level_text) page.lines.back().slope_deg = raw.quarter_turns * 90;
    return;
  }
  page.lines.back().box = unite(page.lines.back().box, box);
  page.lines.back().words.push_back(std::move(word));
}

}  // namespace

Result<std::optional<PageText>> read_text_layer(const std::string& one_page_pdf,
                                                const TextTarget& target,
                                                const Limits& limits) {
  const OpenedPage opened = TRY(open_with_poppler(one_page_pdf));
  std::vector<RawWord> words = read_words(*opened.page, target, limits);
  if (words.empty()) return std::optional<PageText>();
  const int turns = common_turn(words);
  PageText page;
  page.width_px = turns % 2 == 0 ? target.width_px : target.height_px;
  page.height_px = turns % 2 == 0 ? target.height_px : target.width_px;
  page.dpi = target.dpi;
  page.rotation_deg = (4 - turns) % 4 * 90;
  page.source = TextSource::TextLayer;
  for (RawWord& word : words) {
    level(word, turns, target.width_px, target.height_px);
    add_word(page, word);
  }
  number_blocks(page.lines);
  return std::optional<PageText>(std::move(page));
}

}  // namespace sohoa::pdf
