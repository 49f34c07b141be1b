#include "ocr/line_noise.h"

#include <algorithm>
#include <string>

#include "core/text.h"

namespace sohoa::ocr {
namespace {

constexpr std::size_t kScrapLetters = 8;
constexpr double kUnbelieved = 0.18;
// Lone punctuation is a speck or the end of a rule unless it is read surely.
constexpr double kSurePunctuation = 0.85;

struct Look {
  std::size_t letters = 0;
  bool has_text = false;  ///< a letter or a digit
  double confidence = 0;
};

Look look_at(const Line& line) {
  Look look;
  double sum = 0;
  for (const Word& word : line.words) {
    const std::size_t n = to_utf32(word.text).size();
    look.letters += n;
    sum += word.confidence * static_cast<double>(n);
    const std::string plain = fold(word.text);
    look.has_text = look.has_text || std::any_of(plain.begin(), plain.end(), [](unsigned char c) {
                      return std::isalnum(c) != 0;
                    });
  }
  look.confidence = look.letters > 0 ? sum / static_cast<double>(look.letters) : 0;
  return look;
}

bool is_noise(const Line& line) {
  const Look look = look_at(line);
  if (!look.has_text) return look.confidence < kSurePunctuation;
  return look.letters <= kScrapLetters && look.confidence < kUnbelieved;
}

}  // namespace

int drop_noise(std::vector<Line>& lines) {
  return static_cast<int>(std::erase_if(lines, is_noise));
}

}  // namespace sohoa::ocr
