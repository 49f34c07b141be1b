// One page on its own, written anew by qpdf: the only thing Poppler ever gets to see.
//
// Loops, lies in /Count, broken xrefs, encryption, scripts and huge boxes stay outside. What is
// kept is what paints: content, resources, boxes, layers, and the appearances of annotations.
#pragma once

#include <string>

#include "core/limits.h"
#include "core/result.h"
#include "ocr/engine/pdf_document.h"

namespace sohoa::pdf {

enum class Keep : std::uint8_t {
  Everything,
  TextOnly,  ///< image data is left out: the text layer does not need it
};

/// The bytes of a one-page PDF. InflateTooLarge when a font, form or other non-image stream
/// inflates over the bound.
Result<std::string> isolate_page(Document& document,
                                 const Page& page,
                                 Keep keep,
                                 const Limits& limits);

}  // namespace sohoa::pdf
