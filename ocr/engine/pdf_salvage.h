// Last resort for a PDF whose tail is lost: whole objects are still there, find and use them.
#pragma once

#include <qpdf/QPDF.hh>
#include <string>
#include <vector>

#include "core/bytes.h"
#include "core/limits.h"

namespace sohoa::pdf {

/// The bytes, an open stream closed, and a catalog with an empty page tree appended, so that
/// qpdf's object scan has a root to start from.
Bytes with_new_tail(ByteView bytes);

/// Fills the empty page tree: with the page objects whose content is still there, else with one
/// page for each image stream (DCT, CCITT, JBIG2, Flate, JPX), at 200 dpi.
void rebuild_pages(QPDF& qpdf, const Limits& limits, std::vector<std::string>& notes);

}  // namespace sohoa::pdf
