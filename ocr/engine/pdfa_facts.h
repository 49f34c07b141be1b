// What stands between a PDF and ISO 19005-2 level B, found by walking its objects.
//
// The writer claims conformance only when this finds nothing. Facts of the file form (header,
// trailer, xref, XMP) are not seen here: the writer makes those, and the tests check them.
//
// Clauses checked: 6.1.6 names and strings, 6.1.7.1 external streams, 6.1.7.2 filters, 6.1.13
// limits, 6.2.3 output intent, 6.2.4.2 ICC profiles, 6.2.4.3 device colour, 6.2.5 graphics
// state, 6.2.8 images, 6.2.9 forms and PostScript, 6.2.10 blend modes, 6.2.11 fonts (embedding,
// maps, encodings, TrueType widths), 6.3 annotations, 6.4 forms, 6.5 actions, 6.8 embedded
// files, 6.9 optional content, 6.10 presentations, 6.11 requirements. Not checked: glyph widths of
// CFF and Type 1 programs, .notdef in foreign fonts, JPEG 2000 internals (such images are reported
// as obstacles), halftone details.
#pragma once

#include <qpdf/QPDF.hh>
#include <string>
#include <vector>

namespace sohoa::pdf {

struct PdfaFinding {
  std::string clause;  ///< of ISO 19005-2:2011
  std::string what;    ///< English
  bool operator==(const PdfaFinding&) const = default;
};

/// Every kind of obstacle once, in the order of the walk. Empty: none of the clauses above fails.
std::vector<PdfaFinding> find_pdfa_obstacles(QPDF& pdf);

/// Font rules alone (6.2.11); `font` is a font dictionary.
void check_font(QPDFObjectHandle font, std::vector<PdfaFinding>& findings);

}  // namespace sohoa::pdf
