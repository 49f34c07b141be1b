// Finds every signature of a PDF, in every revision, and names what later revisions changed.
//
// Parser half: our own reader of revisions (cos_*.h); no PDF library has one. Total within its
// bounds: loops, lies and depth end in a finding or an Error, never in a hang.
#pragma once

#include <string>

#include "core/bytes.h"
#include "core/limits.h"
#include "core/result.h"
#include "signing/requests.h"

namespace sohoa {

/// Cost: linear in the xref tables plus the objects of signatures and changed revisions; pages of
/// an unchanged file are not read. Errors: EmptyFile, NotADocument, TruncatedFile, CorruptFile,
/// NeedsPassword, UnsupportedFeature, and the bounds of limits.h.
Result<PdfReading> read_pdf_signatures(ByteView file,
                                       const std::string& password,
                                       const Limits& limits);

}  // namespace sohoa
