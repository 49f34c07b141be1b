// Words on a page that make it a copy: SAO Y, SAO LỤC, TRÍCH SAO, CHỨNG THỰC BẢN SAO.
#pragma once

#include <string>
#include <string_view>

#include "policy/legal_value.h"

namespace sohoa {

struct CopyWords {
  CopyForm form = CopyForm::None;
  std::string seen;  ///< the line as read
};

/// Looks for the mark of a copy in text as it was recognised, one line a line. Tolerant of lost
/// diacritics and of the usual confusions (0/O, 1/I/L); a mark stands on a short line of its own,
/// or in capitals, so that a sentence about copies makes none.
CopyWords find_copy_words(std::string_view page_text);

}  // namespace sohoa
