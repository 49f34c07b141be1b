// Which image steps a page needs, decided from measures on the page.
//
// Pure: a decision is a function of measures, and says in a PreparationStep what it was held
// against. The image steps themselves are in ocr/engine/prepare.h. Thresholds stand here, each with
// the evidence that set it.
#pragma once

#include <array>
#include <cstdint>

#include "ocr/engine.h"

namespace sohoa::ocr {

/// A decision and its explanation.
template <class T>
struct Decision {
  T value{};
  PreparationStep step;
};

/// Resolution of the scan. The file's word is taken when the page it implies is at most A3;
/// otherwise (phone photos say 72) the long side is taken for that of A4.
Decision<double> decide_dpi(std::int32_t width_px,
                            std::int32_t height_px,
                            double file_dpi,
                            double hint_dpi);

/// Resolution at which lines are recognised.
Decision<double> decide_working_dpi(double page_dpi);

/// Whether coloured ink is faded: only where regions shaped like stamps or signatures were found.
Decision<bool> decide_ink_removal(int stamp_regions, double colour_share);

/// Whether there is nothing but paper.
Decision<bool> decide_blank(double ink_share);

/// Clockwise turn from Leptonica's votes; `value` is -1 when they are too weak to trust.
Decision<int> decide_orientation(double up_vote, double left_vote);

/// Confidence, 0..1, with which lines are read after a turn by 0, 90, 180, 270 degrees; 0 where it
/// was not tried.
using ConfidenceByTurn = std::array<double, 4>;
/// Clockwise turn after lines were read in several directions.
Decision<int> decide_by_reading(const ConfidenceByTurn& confidence);

/// Clockwise angle to turn by; 0 when the page is straight or the measure is unsure.
Decision<double> decide_deskew(double angle_deg, double confidence);

/// Whether uneven light is to be divided out.
Decision<bool> decide_background(double background_range);

/// Whether specks are wiped away.
Decision<bool> decide_despeckle(double speck_per_cm2);

/// Whether the image is a photograph of a sheet that is to be cut out and made rectangular.
/// `keystone` is how far its corners are from a rectangle's, as a share of its side.
Decision<bool> decide_flatten(double dark_border, bool sheet_found, double keystone);

/// What the second look at doubtful lines brought.
PreparationStep describe_second_reading(int tried, int improved, int found);

/// Scraps that were read but not believed.
PreparationStep describe_noise(int dropped_lines);

/// Whether the page is white print on black (blueprints, negatives, photocopies of film).
Decision<bool> decide_inversion(double dark_share);

}  // namespace sohoa::ocr
