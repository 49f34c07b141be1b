// Files built to exhaust the change reader: it ends, and what it did not see is refused (trap 13).
#include <algorithm>

#include <gtest/gtest.h>

#include "changes_case.h"
#include "signing/parsers/pdf_changes.h"

namespace sohoa::testing {
namespace {

std::vector<Change> changes_within(const PdfRevisions& pdf, const Limits& limits) {
  const Bytes bytes = pdf.bytes();
  const auto file = cos::File::open(bytes, "", limits);
  if (!file) {
    ADD_FAILURE() << "cannot be opened";
    return {};
  }
  return name_changes(*file, 0, {}).value_or(std::vector<Change>{});
}

bool is_refused(const std::vector<Change>& changes, std::int32_t revision) {
  return std::any_of(changes.begin(), changes.end(), [&](const Change& change) {
    return change.revision == revision && change.kind == ChangeKind::Undefined;
  });
}

/// `count` fields that share one value and one appearance.
PdfRevisions crowded_form(std::int32_t count) {
  PdfRevisions pdf;
  std::string fields;
  for (std::int32_t number = 10; number < 10 + count; ++number) {
    fields += std::to_string(number) + " 0 R ";
    pdf.object(number,
               "<< /FT /Tx /T (f" + std::to_string(number) + ") /V 4 0 R /AP << /N 5 0 R >> >>");
  }
  pdf.object(1, "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [" + fields + "] >> >>");
  pdf.object(2, "<< /Type /Pages /Kids [] /Count 0 >>").object(4, "(one)");
  pdf.stream(5, "/Subtype /Form /BBox [0 0 9 9]", "(one) Tj").end();
  return pdf;
}

TEST(HostileChanges, ThreeThousandFieldsOnOneValueAreAllNamed) {
  PdfRevisions pdf = crowded_form(3000);
  pdf.object(4, "(two)").end();
  const auto changes = changes_within(pdf, Limits{});
  EXPECT_EQ(std::count_if(
                changes.begin(),
                changes.end(),
                [](const Change& change) { return change.kind == ChangeKind::FieldInconsistent; }),
            3000);
}

TEST(HostileChanges, MoreThanCanBeNamedIsRefused) {
  PdfRevisions pdf = crowded_form(300);
  pdf.object(4, "(two)").stream(5, "/Subtype /Form /BBox [0 0 9 9]", "(two) Tj").end();
  pdf.end();
  Limits limits;
  limits.changes = 100;
  const auto changes = changes_within(pdf, limits);
  EXPECT_LE(changes.size(), 110U);
  EXPECT_TRUE(is_refused(changes, 1));
}

TEST(HostileChanges, WhatWasNotLookedAtIsRefusedInEveryLaterRevision) {
  PdfRevisions pdf = crowded_form(300);
  pdf.end();
  pdf.end();
  Limits limits;
  limits.form_fields = 100;
  const auto changes = changes_within(pdf, limits);
  EXPECT_TRUE(is_refused(changes, 1));
  EXPECT_TRUE(is_refused(changes, 2));
}

TEST(HostileChanges, LoopsInKidsParentsAndOutlinesEnd) {
  PdfRevisions pdf;
  pdf.object(1,
             "<< /Type /Catalog /Pages 2 0 R /Outlines 3 0 R /StructTreeRoot 1 0 R "
             "/AcroForm << /Fields [4 0 R] >> >>");
  pdf.object(2, "<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 2 0 R] /Count 9 >>");
  pdf.object(3, "<< /First 3 0 R /Next 3 0 R >>");
  pdf.object(4, "<< /T (a) /Kids [4 0 R] /Parent 4 0 R >>").end();
  pdf.object(3, "<< /First 3 0 R /Next 3 0 R /Title (x) >>").end();
  const Outcome outcome(pdf);
  EXPECT_TRUE(outcome.has(ChangeKind::Outlines, 3)) << outcome;
}

TEST(HostileChanges, AChainOfOutlinesIsWalkedWithoutDepth) {
  PdfRevisions pdf;
  constexpr std::int32_t kLast = 60'000;
  pdf.object(1, "<< /Type /Catalog /Pages 2 0 R /Outlines 3 0 R >>");
  pdf.object(2, "<< /Type /Pages /Kids [] /Count 0 >>");
  for (std::int32_t number = 3; number < kLast; ++number) {
    pdf.object(number, "<< /Next " + std::to_string(number + 1) + " 0 R >>");
  }
  pdf.object(kLast, "<< /Title (x) >>").end();
  pdf.object(kLast, "<< /Title (y) >>").end();
  EXPECT_TRUE(Outcome(pdf).has(ChangeKind::Outlines, kLast));
}

}  // namespace
}  // namespace sohoa::testing
