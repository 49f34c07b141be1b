// Short scraps that are no text: bits of stamps, pen strokes and shadows that were read as letters.
//
// Pure. Only what the recogniser itself does not believe is dropped, and only whole short lines: a
// doubtful word inside a line stays, for an officer to look at.
#pragma once

#include <vector>

#include "ocr/page_text.h"

namespace sohoa::ocr {

/// Takes scraps out of `lines`; how many there were.
int drop_noise(std::vector<Line>& lines);

}  // namespace sohoa::ocr
