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
/// diacritics and of the usual confusions (0/O, 1/I, 5/S). A mark leads its line and is a stamp in
/// capitals, the text of an electronic copy, or a certification: a sentence or a list that speaks
/// of copies makes none.
CopyWords find_copy_words(std::string_view page_text);

/// The same of the reason a signer gave (/Reason), where there is nothing but the mark.
CopyWords read_copy_reason(std::string_view reason);

}  // namespace sohoa
