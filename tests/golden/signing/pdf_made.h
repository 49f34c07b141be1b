// Signed files for the tests of the reader of signatures. The values are no CMS: only their place
// matters here.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "signing/parsers/pdf_signatures.h"
#include "support/pdf_revisions.h"

namespace sohoa::testing {

inline const std::string kDetached = "/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached ";

/// Puts bytes that look like a value where the builder left zeros.
inline std::string filled(const PdfRevisions& pdf, const std::vector<std::int32_t>& signatures) {
  auto text = pdf.text();
  for (const auto number : signatures)
    text.replace(static_cast<std::size_t>(pdf.gap_of(number).begin) + 1, 8, "30820102");
  return text;
}

/// Catalogue 1 with /AcroForm 9 over field 10; pages 2 and 3. The first revision, unsigned.
inline PdfRevisions with_form(const std::string& field, const std::string& catalog = "") {
  PdfRevisions pdf;
  pdf.object(1, "<</Type/Catalog/Pages 2 0 R/AcroForm 9 0 R" + catalog + ">>");
  pdf.object(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>");
  pdf.object(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>");
  pdf.object(9, "<</Fields[10 0 R]/SigFlags 3>>").object(10, field).end();
  return pdf;
}

/// The same with field "S" signed by object 11 in a second revision.
inline PdfRevisions signed_once(const std::string& entries = kDetached,
                                const std::string& field = "") {
  auto pdf = with_form("<</FT/Sig/T(S)>>");
  pdf.object(10, "<</FT/Sig/T(S)/V 11 0 R" + field + ">>").signature(11, entries).end();
  return pdf;
}

inline PdfReading read_ok(const std::string& text, const Limits& limits = {}) {
  auto reading = read_pdf_signatures(as_bytes(text), "", limits);
  if (!reading) {
    ADD_FAILURE() << name(reading.error().what) << " " << reading.error().detail;
    return {};
  }
  return *std::move(reading);
}

/// The only signature of a file; an empty one, with a failure, when there are others.
inline PdfSignatureReading only(const std::string& text) {
  auto reading = read_ok(text);
  EXPECT_EQ(reading.signatures.size(), 1U);
  return reading.signatures.size() == 1 ? reading.signatures.front() : PdfSignatureReading{};
}

inline bool has(const PdfSignatureReading& reading, FormatFault fault) {
  return std::find(reading.faults.begin(), reading.faults.end(), fault) != reading.faults.end();
}

}  // namespace sohoa::testing
