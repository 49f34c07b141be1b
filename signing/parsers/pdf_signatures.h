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
///
/// Changes are named from the first signed revision on; with `base_bytes`, from the newest revision
/// of the file as it was when it had that length, signed or not. One Undefined change says that no
/// revision ends there.
Result<PdfReading> read_pdf_signatures(ByteView file,
                                       const std::string& password,
                                       const Limits& limits,
                                       std::int64_t base_bytes = 0);

}  // namespace sohoa
