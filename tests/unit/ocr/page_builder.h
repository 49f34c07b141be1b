// Pages made of lines with boxes, for tests of classification and extraction.
#pragma once

#include <string>
#include <string_view>

#include "core/text.h"
#include "ocr/page_text.h"

namespace sohoa::testing {

/// An A4 page of 200 dpi; a character is 14 px wide, a line 30 px high. "\t" moves on by 200 px.
class PageBuilder {
 public:
  PageBuilder() {
    page_.width_px = 1654;
    page_.height_px = 2339;
    page_.dpi = 200;
    page_.source = TextSource::Ocr;
  }

  PageBuilder& line(int x, int y, std::string_view text, double confidence = 0.96) {
    Line made;
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\t'), text.size());
      for (const std::string_view word : split_words(text.substr(0, end))) {
        const int width = kChar_px * static_cast<int>(to_utf32(word).size());
        made.words.push_back({std::string(word), {x, y, width, kHeight_px}, confidence});
        made.box = unite(made.box, made.words.back().box);
        x += width + kChar_px;
      }
      if (end < text.size()) x += kTab_px;
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    if (!made.words.empty()) page_.lines.push_back(std::move(made));
    return *this;
  }

  /// Centred on the page.
  PageBuilder& title(int y, std::string_view text, double confidence = 0.96) {
    const int width = kChar_px * static_cast<int>(to_utf32(text).size());
    return line((page_.width_px - width) / 2, y, text, confidence);
  }

  PageText page() const { return page_; }

 private:
  static constexpr int kChar_px = 14;
  static constexpr int kHeight_px = 30;
  static constexpr int kTab_px = 200;
  PageText page_;
};

}  // namespace sohoa::testing
