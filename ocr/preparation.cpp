#include "ocr/preparation.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace sohoa::ocr {
namespace {

// A3 is 16.5 inches long; nothing that is scanned in an office is longer than 20.
constexpr double kLongestSide_in = 20;
constexpr double kA4Long_in = 11.69;
// Below this a page is smaller than a postage stamp: the file does not mean its dpi.
constexpr double kShortestSide_in = 1;

// Blanks have at most 0.002 % ink, a page with nothing but "Trang 2" has 0.025 %.
constexpr double kBlankInkShare = 0.00007;
// 88 turned pages: every verdict of 5 and more was right, of weaker ones half named the wrong axis.
constexpr double kOrientationVote = 5;
constexpr double kOrientationRatio = 2.5;
// Measured over 62 pages of 18 kinds: right angles have 2.5 and more.
constexpr double kSkewConfidence = 2.5;
constexpr double kSkewMin_deg = 0.15;
constexpr double kWorking_dpi = 200;
constexpr double kCoarsest_dpi = 140;
constexpr double kFinest_dpi = 225;
constexpr double kBackgroundRange = 0.06;
// Pages of text have up to 0.5, dirty glass and worn copies 3 and more.
constexpr double kSpecksPerCm2 = 1.5;
// A scan with a black edge on one side has a quarter.
constexpr double kDarkBorder = 0.6;
// The densest page of text is a sixth ink; a page with a large photograph half.
constexpr double kMostlyDark = 0.7;

PreparationStep step(std::string name,
                     bool applied,
                     double measure,
                     double limit,
                     std::string unit,
                     std::string reason) {
  return {std::move(name), applied, measure, limit, std::move(unit), std::move(reason)};
}

bool plausible_dpi(double dpi, double long_px, double short_px) {
  return dpi >= 50 && long_px / dpi <= kLongestSide_in && short_px / dpi >= kShortestSide_in;
}

}  // namespace

Decision<double> decide_dpi(std::int32_t width_px,
                            std::int32_t height_px,
                            double file_dpi,
                            double hint_dpi) {
  const double long_px = std::max(width_px, height_px);
  const double short_px = std::min(width_px, height_px);
  if (plausible_dpi(file_dpi, long_px, short_px)) {
    return {file_dpi,
            step("resolution",
                 false,
                 file_dpi,
                 long_px / kLongestSide_in,
                 "dpi",
                 "The file's resolution gives a page of plausible size.")};
  }
  if (plausible_dpi(hint_dpi, long_px, short_px)) {
    return {hint_dpi,
            step("resolution",
                 true,
                 file_dpi,
                 long_px / kLongestSide_in,
                 "dpi",
                 "The file's resolution is missing or implausible; the caller's is used.")};
  }
  const double estimate = std::max(50.0, std::round(long_px / kA4Long_in));
  return {estimate,
          step("resolution",
               true,
               file_dpi,
               long_px / kLongestSide_in,
               "dpi",
               "The file's resolution is missing or implausible; the long side is taken for A4.")};
}

Decision<double> decide_working_dpi(double page_dpi) {
  // Between these the network reads equally well and scaling would only blur.
  const bool coarse = page_dpi < kCoarsest_dpi;
  const bool fine = page_dpi > kFinest_dpi;
  const double dpi = coarse || fine ? kWorking_dpi : page_dpi;
  return {dpi,
          step("working-resolution",
               coarse || fine,
               page_dpi,
               coarse ? kCoarsest_dpi : kFinest_dpi,
               "dpi",
               coarse ? "Too coarse to read: scaled up."
               : fine ? "Finer than the network can use: scaled down."
                      : "Lines are read at the scan's own resolution.")};
}

Decision<bool> decide_ink_removal(int stamp_regions, double colour_share) {
  const bool fade = stamp_regions > 0;
  return {fade,
          step("ink-removal",
               fade,
               stamp_regions,
               1,
               "regions",
               fade ? "Coloured ink is faded inside regions as tall as a stamp or a signature."
                    : (colour_share > 0 ? "Colour, but nothing shaped like a stamp: it may be text."
                                        : "No coloured ink."))};
}

Decision<bool> decide_blank(double ink_share) {
  const bool blank = ink_share < kBlankInkShare;
  return {blank,
          step("blank",
               blank,
               ink_share,
               kBlankInkShare,
               "share",
               blank ? "Less ink than the faintest page of text has." : "There is ink to read.")};
}

Decision<int> decide_orientation(double up_vote, double left_vote) {
  const double up = std::abs(up_vote);
  const double left = std::abs(left_vote);
  const double winner = std::max(up, left);
  if (winner < kOrientationVote || winner < kOrientationRatio * std::min(up, left)) {
    return {-1,
            step("orientation",
                 false,
                 winner,
                 kOrientationVote,
                 "vote",
                 "Too few ascenders and descenders to tell up from down.")};
  }
  const int turn = up >= left ? (up_vote > 0 ? 0 : 180) : (left_vote > 0 ? 90 : 270);
  return {turn,
          step("orientation",
               turn != 0,
               winner,
               kOrientationVote,
               "vote",
               turn == 0 ? "Ascenders point up."
                         : "Ascenders point elsewhere; turned " + std::to_string(turn) +
                               " degrees clockwise.")};
}

Decision<int> decide_by_reading(const ConfidenceByTurn& confidence) {
  // Most pages are upright: another way needs to be read better, not just as badly.
  constexpr double kBetterBy = 0.1;
  std::size_t best = 0;
  for (std::size_t turn = 1; turn < confidence.size(); ++turn) {
    if (confidence[turn] > confidence[best] + kBetterBy) best = turn;
  }
  double next = 0;
  for (std::size_t turn = 0; turn < confidence.size(); ++turn) {
    if (turn != best) next = std::max(next, confidence[turn]);
  }
  return {static_cast<int>(best) * 90,
          step("orientation-by-reading",
               best != 0,
               confidence[best],
               next,
               "confidence",
               "Lines were read in several directions; this one is read with more confidence.")};
}

Decision<double> decide_deskew(double angle_deg, double confidence) {
  if (confidence < kSkewConfidence) {
    return {0,
            step("deskew",
                 false,
                 confidence,
                 kSkewConfidence,
                 "confidence",
                 "No clear direction of text lines.")};
  }
  const bool turn = std::abs(angle_deg) >= kSkewMin_deg;
  return {turn ? angle_deg : 0,
          step("deskew",
               turn,
               angle_deg,
               kSkewMin_deg,
               "deg",
               turn ? "Text lines are slanted." : "Text lines are level.")};
}

Decision<bool> decide_background(double background_range) {
  const bool divide = background_range > kBackgroundRange;
  return {divide,
          step("background",
               divide,
               background_range,
               kBackgroundRange,
               "share",
               divide ? "The paper's brightness varies; it is divided out."
                      : "The paper is evenly lit.")};
}

Decision<bool> decide_despeckle(double speck_per_cm2) {
  const bool abound = speck_per_cm2 > kSpecksPerCm2;
  return {abound,
          step("despeckle",
               abound,
               speck_per_cm2,
               kSpecksPerCm2,
               "specks/cm2",
               abound ? "Specks abound; those smaller than any dot of a letter are wiped."
                      : "Few specks; dots and marks stay.")};
}

Decision<bool> decide_flatten(double dark_border, bool sheet_found, double keystone) {
  const bool around = dark_border > kDarkBorder;
  const bool flatten = around && sheet_found;
  return {flatten,
          step("flatten",
               flatten,
               around ? keystone : dark_border,
               around ? 0 : kDarkBorder,
               "share",
               flatten  ? "A sheet lies on something darker: cut out along its sides and flattened."
               : around ? "Dark around the page, but no sheet with four straight sides."
                        : "The page fills the image.")};
}

PreparationStep describe_second_reading(int tried, int improved, int found) {
  const int gained = improved + found;
  return step("second-reading",
              gained > 0,
              gained,
              tried,
              "lines",
              tried == 0 ? "No line was read with doubt."
                         : std::to_string(tried) + " doubtful or unread lines were read alone; " +
                               std::to_string(improved) + " became surer, " +
                               std::to_string(found) + " were new.");
}

PreparationStep describe_noise(int dropped_lines) {
  return step("noise",
              dropped_lines > 0,
              dropped_lines,
              0,
              "lines",
              dropped_lines > 0 ? "Short scraps without letters or confidence were left out."
                                : "No scraps.");
}

Decision<bool> decide_inversion(double dark_share) {
  const bool invert = dark_share > kMostlyDark;
  return {invert,
          step("inversion",
               invert,
               dark_share,
               kMostlyDark,
               "share",
               invert ? "Most of the page is dark: white print on black, inverted."
                      : "Dark print on light paper.")};
}

}  // namespace sohoa::ocr
