// Draws QR cover sheets to print. Runs in the cage, because it needs fonts and drawing libraries.
#pragma once

#include <vector>

#include "core/result.h"
#include "intake/cover_sheet.h"

namespace sohoa {

/// An A4 PDF, one sheet a page, written to `fd`: heading, dossier, component, title, n/N, the QR (7
/// cm, vector, error correction H: ISO/IEC 18004, TCVN 7322) and its payload in letters. The same
/// sheets give the same bytes. BadCoverSheet when a payload is empty or too long for a QR.
Result<void> write_cover_pdf(const std::vector<CoverSheet>& sheets, int fd);

}  // namespace sohoa
