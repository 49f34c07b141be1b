// Changes since the file had a given length, signed or not: how a scan that was handed out for
// signing is held against what came back.
#include <algorithm>

#include <gtest/gtest.h>

#include "signing/parsers/pdf_signatures.h"
#include "support/pdf_revisions.h"

namespace sohoa::testing {
namespace {

const char* const kCatalog = "<< /Type /Catalog /Pages 2 0 R >>";

/// A page that nobody signed.
PdfRevisions scan() {
  PdfRevisions pdf;
  pdf.object(1, kCatalog).object(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
  pdf.object(3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>");
  pdf.stream(4, "", "0 g").end();
  return pdf;
}

std::vector<Change> changes_since(const PdfRevisions& pdf, std::int64_t base_bytes) {
  const auto reading = read_pdf_signatures(pdf.bytes(), "", Limits{}, base_bytes);
  EXPECT_TRUE(reading.has_value());
  return reading ? reading->changes : std::vector<Change>{};
}

bool has(const std::vector<Change>& changes, ChangeKind kind) {
  return std::any_of(
      changes.begin(), changes.end(), [&](const Change& one) { return one.kind == kind; });
}

TEST(ChangesSince, AnUnsignedPageIsHeldAgainstItsBase) {
  PdfRevisions pdf = scan();
  const auto base = static_cast<std::int64_t>(pdf.text().size());
  pdf.stream(4, "", "1 g").end();
  EXPECT_TRUE(has(changes_since(pdf, base), ChangeKind::PageContent));
  EXPECT_TRUE(changes_since(pdf, 0).empty()) << "without a base an unsigned file has none to name";
}

TEST(ChangesSince, NothingAppendedIsNoChange) {
  const PdfRevisions pdf = scan();
  EXPECT_TRUE(changes_since(pdf, static_cast<std::int64_t>(pdf.text().size())).empty());
}

TEST(ChangesSince, LineEndsBehindTheBaseAreBorne) {
  PdfRevisions pdf = scan();
  const auto base = static_cast<std::int64_t>(pdf.text().size()) - 1;  // its last line end left off
  pdf.object(1, kCatalog).end();
  EXPECT_FALSE(has(changes_since(pdf, base), ChangeKind::Undefined));
}

TEST(ChangesSince, ALengthAtWhichNoRevisionEndsIsRefused) {
  PdfRevisions pdf = scan();
  const auto base = static_cast<std::int64_t>(pdf.text().size());
  pdf.object(1, kCatalog).end();
  EXPECT_TRUE(has(changes_since(pdf, base / 2), ChangeKind::Undefined));
  EXPECT_TRUE(has(changes_since(pdf, base + 20), ChangeKind::Undefined));
  EXPECT_TRUE(has(changes_since(pdf, std::int64_t{1} << 40), ChangeKind::Undefined));
}

TEST(ChangesSince, AnUpdateThatSkipsTheNewestRevisionOfTheBaseIsRefused) {
  PdfRevisions first = scan();
  const std::string old = first.text();
  const auto old_xref = static_cast<std::int64_t>(old.rfind("xref\n0"));
  PdfRevisions base = scan();
  base.stream(4, "", "1 g").end();
  // Goes on from the first revision: what the second one showed is no longer shown.
  PdfRevisions skipped(base.text(), old_xref, 5);
  skipped.object(1, kCatalog).end();
  EXPECT_TRUE(has(changes_since(skipped, static_cast<std::int64_t>(base.text().size())),
                  ChangeKind::Undefined));
}

}  // namespace
}  // namespace sohoa::testing
