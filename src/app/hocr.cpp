#include "app/hocr.h"

#include <array>
#include <cmath>
#include <cstdio>

#include "core/text.h"

namespace sohoa {
namespace {

// XML 1.0 section 2.2 admits no control characters, no U+FFFE and no U+FFFF, not even as
// references.
std::string xml_characters(std::string_view text) {
  std::u32string points = to_utf32(to_nfc(text));
  std::erase_if(points, [](char32_t c) { return c == 0xFFFE || c == 0xFFFF; });
  return to_utf8(points);
}

std::string escaped(std::string_view text) {
  std::string safe;
  for (const char c : xml_characters(text)) {
    switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      default:
        safe += c;
    }
  }
  return safe;
}

std::string bbox(const Box& box) {
  std::array<char, 64> text{};
  std::snprintf(
      text.data(), text.size(), "bbox %d %d %d %d", box.x, box.y, box.right(), box.bottom());
  return text.data();
}

std::string element(std::string_view tag, std::string_view kind, const std::string& title) {
  std::string text = "<";
  text.append(tag)
      .append(" class=\"")
      .append(kind)
      .append("\" title=\"")
      .append(title)
      .append("\">");
  return text;
}

void append_word(std::string& out, const Word& word) {
  const std::string confidence = "; x_wconf " + std::to_string(std::lround(word.confidence * 100));
  out +=
      element("span", "ocrx_word", bbox(word.box) + confidence) + escaped(word.text) + "</span> ";
}

void append_line(std::string& out, const Line& line) {
  out += "   " + element("span", "ocr_line", bbox(line.box));
  for (const Word& word : line.words) append_word(out, word);
  out += "</span>\n";
}

Box block_box(const PageText& page, std::size_t first) {
  Box box;
  for (std::size_t i = first;
       i < page.lines.size() && page.lines[i].block == page.lines[first].block;
       ++i) {
    box = unite(box, page.lines[i].box);
  }
  return box;
}

void append_lines(std::string& out, const PageText& page) {
  for (std::size_t i = 0; i < page.lines.size(); ++i) {
    const bool begins = i == 0 || page.lines[i].block != page.lines[i - 1].block;
    if (begins)
      out += std::string(i == 0 ? "" : "  </p>\n") + "  " +
             element("p", "ocr_par", bbox(block_box(page, i))) + "\n";
    append_line(out, page.lines[i]);
  }
  if (!page.lines.empty()) out += "  </p>\n";
}

void append_page(std::string& out, std::string_view file, const PageOutcome& page) {
  const PageText none;
  const PageText& text = page.result ? page.result->reading.text : none;
  const std::string title = "image &quot;" + escaped(file) + "&quot;; " +
                            bbox({0, 0, text.width_px, text.height_px}) + "; ppageno " +
                            std::to_string(page.page_index);
  out += " " + element("div", "ocr_page", title) + "\n";
  append_lines(out, text);
  out += " </div>\n";
}

}  // namespace

std::string hocr_document(std::string_view file, const std::vector<PageOutcome>& pages) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" "
      "\"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\n"
      "<html xmlns=\"http://www.w3.org/1999/xhtml\" xml:lang=\"vi\" lang=\"vi\">\n<head>\n"
      "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\"/>\n"
      "<meta name=\"ocr-system\" content=\"sohoa\"/>\n"
      "<meta name=\"ocr-capabilities\" content=\"ocr_page ocr_par ocr_line ocrx_word\"/>\n"
      "<title>" +
      escaped(file) + "</title>\n</head>\n<body>\n";
  for (const PageOutcome& page : pages) append_page(out, file, page);
  return out + "</body>\n</html>\n";
}

}  // namespace sohoa
