#include "ocr/page_text.h"

namespace sohoa {
namespace {

void append_line(std::string& text, const Line& line) {
  for (std::size_t i = 0; i < line.words.size(); ++i) {
    if (i > 0) text += ' ';
    text += line.words[i].text;
  }
}

}  // namespace

std::string plain_text(const PageText& page) {
  std::string text;
  for (std::size_t i = 0; i < page.lines.size(); ++i) {
    if (i > 0) text += page.lines[i].block == page.lines[i - 1].block ? "\n" : "\n\n";
    append_line(text, page.lines[i]);
  }
  return text;
}

double mean_confidence(const PageText& page) {
  double sum = 0;
  double weight = 0;
  for (const Line& line : page.lines) {
    for (const Word& word : line.words) {
      sum += word.confidence * static_cast<double>(word.text.size());
      weight += static_cast<double>(word.text.size());
    }
  }
  return weight > 0 ? sum / weight : 0;
}

std::size_t word_count(const PageText& page) {
  std::size_t count = 0;
  for (const Line& line : page.lines) count += line.words.size();
  return count;
}

}  // namespace sohoa
