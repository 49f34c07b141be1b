#include "ocr/line_noise.h"

#include <gtest/gtest.h>

namespace sohoa::ocr {
namespace {

Line line_of(std::vector<std::pair<std::string, double>> words) {
  Line line;
  for (auto& [text, confidence] : words) line.words.push_back({text, {0, 0, 10, 10}, confidence});
  return line;
}

int dropped(Line line) {
  std::vector<Line> lines{std::move(line)};
  return drop_noise(lines);
}

TEST(DropNoise, UnbelievedScrap_Goes) {
  EXPECT_EQ(dropped(line_of({{"Ý", 0.0}, {"Nwc", 0.17}})), 1);
}

TEST(DropNoise, LonePunctuation_Goes) {
  EXPECT_EQ(dropped(line_of({{"~", 0.5}, {"-", 0.6}})), 1);
}

TEST(DropNoise, LoneDigitOfATable_Stays) {
  EXPECT_EQ(dropped(line_of({{"5", 0.6}})), 0);
}

TEST(DropNoise, DoubtfulWordInALine_Stays) {
  EXPECT_EQ(dropped(line_of({{"- Lưu:", 0.95}, {"V", 0.1}})), 0);
}

TEST(DropNoise, LongUnbelievedLine_StaysForReview) {
  EXPECT_EQ(dropped(line_of({{"Hà", 0.2}, {"Duy", 0.3}, {"Khương", 0.3}})), 0);
}

}  // namespace
}  // namespace sohoa::ocr
