// A checker of PDF/A-2b for the tests: the file as it lies on disk, not as its writer meant it.
//
// File form, checked here: ISO 19005-2, 6.1.2 header and binary comment, 6.1.3 trailer (ID, no
// encryption, nothing after %%EOF), 6.1.4 cross-reference, 6.1.7.1 stream lengths and
// ends, 6.6.2.1 XMP
// packet present and well formed, 6.6.3 Info equal to XMP, 6.6.4 identification, 6.2.3 the output
// profile's own header and size. Objects, by find_pdfa_obstacles: see ocr/engine/pdfa_facts.h.
// On top, for composite fonts: every shown CID has a glyph that is not .notdef (6.2.11.8) and a
// ToUnicode entry (not demanded by level B, but by us: it is what makes the text searchable).
#pragma once

#include <string>
#include <vector>

#include "core/bytes.h"
#include "ocr/engine/pdfa_facts.h"

namespace sohoa::testing {

/// Everything that breaks a rule; empty means conforming as far as we check.
std::vector<pdf::PdfaFinding> check_pdfa_2b(const Bytes& file);

/// "6.1.3 no file ID; 6.6.4 …", for messages.
std::string describe(const std::vector<pdf::PdfaFinding>& findings);

/// Whether a finding of that clause is among them.
bool names_clause(const std::vector<pdf::PdfaFinding>& findings, const std::string& clause);

}  // namespace sohoa::testing
