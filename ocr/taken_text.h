// The stretch of a paper a field's value is cut from: text that still knows its words.
//
// Pure; internal to extraction.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ocr/labels.h"

namespace sohoa::ocr {

/// Characters of one or more lines, a newline between lines.
struct TakenText {
  std::u32string text;
  std::vector<const Word*> words;  ///< of each character; null for spaces and newlines
  std::vector<std::size_t> lines;  ///< of the paper, of each character
  bool has_label_behind = false;   ///< another label follows on the same line: it ends there
};

/// What the field's `take` gives at `label` (null only for Take::Zone). Empty when nothing is
/// there.
TakenText taken_text(const Paper& paper,
                     const DocumentTemplate& form,
                     std::size_t field,
                     const std::vector<Label>& labels,
                     const Label* label);

}  // namespace sohoa::ocr
