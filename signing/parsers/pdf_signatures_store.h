// The document security store of every revision (ISO 32000-2, 12.8.4.3).
//
// Private to the reader of signatures. What is found is bytes, never trusted (trap 50).
#pragma once

#include "signing/parsers/cos_file.h"
#include "signing/parsers/pdf_signatures_fields.h"
#include "signing/requests.h"

namespace sohoa {

/// Adds certificates, CRLs and OCSP answers of all revisions to `reading`, each once; VRI
/// dictionaries included. Stops with a note at the bounds of `file.limits()`.
void read_security_store(const cos::File& file, VisitBudget& budget, PdfReading& reading);

}  // namespace sohoa
