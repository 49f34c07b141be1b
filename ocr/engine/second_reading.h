// A second look at what the first pass read with doubt, or did not see.
//
// The first pass finds lines by shape and now and then cuts one in the wrong place or drops a lone
// digit in a table cell. Here the doubtful lines are cut out along their ink and read alone; the
// reading that the recogniser itself trusts more is kept. No dictionary, no correction.
#pragma once

#include <functional>
#include <vector>

#include "core/raster.h"
#include "ocr/engine/prepare.h"
#include "ocr/page_text.h"

namespace sohoa::ocr {

/// Reads the one line inside `box` of `grey`; no words when there is none. Boxes in pixels of
/// `grey`.
using LineReader = std::function<Line(const Raster& grey, const Box& box)>;

struct SecondReading {
  int tried = 0;
  int improved = 0;  ///< doubtful lines that were read better
  int found = 0;     ///< lines the first pass had not seen
};

/// Improves `lines` in place. At most kMostReadings lines are read, about 15 ms each.
SecondReading read_again(const StraightPage& page,
                         const LineReader& read,
                         std::vector<Line>& lines);

}  // namespace sohoa::ocr
