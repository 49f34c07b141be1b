// Writes the searchable PDF/A-2b (ISO 19005-2): the scan as it came, invisible text over it.
//
// Image streams pass through byte for byte; text is one shared glyphless font and one TJ a line.
// The same input gives the same bytes. Runs in the cage.
#pragma once

#include <vector>

#include "core/bytes.h"
#include "core/limits.h"
#include "core/result.h"
#include "ocr/compose.h"

namespace sohoa {

/// Composes `pages` of `sources` (PDF, TIFF, JPEG, PNG; told by content) into `output_fd`, an empty
/// file open for writing. Refuses a signed PDF (SignedPdf): it is never rewritten. A PDF that
/// cannot conform (for instance fonts not embedded) is still made searchable, without the PDF/A
/// claim, and the report says why. Errors also: NeedsPassword, CorruptFile, DiskFull.
Result<ComposeReport> compose_searchable_pdf(const std::vector<ByteView>& sources,
                                             const std::vector<ComposePage>& pages,
                                             const ComposeOptions& options,
                                             const Limits& limits,
                                             int output_fd);

}  // namespace sohoa
