// What real signed files need to be read, and what no two readers would agree on.
#include <gtest/gtest.h>

#include "golden/signing/cos_made.h"
#include "support/pdf_revisions.h"

namespace sohoa::cos {
namespace {

using testing::PdfRevisions;

std::string plain_pdf() {
  PdfRevisions pdf;
  pdf.object(1, "<</Type/Catalog>>").object(2, "22").end();
  return pdf.text();
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.rfind(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

std::int64_t startxref_of(const std::string& pdf) {
  return std::stoll(pdf.substr(pdf.rfind("startxref") + 9));
}

std::string with_startxref(const std::string& pdf, std::int64_t value) {
  return replaced(pdf,
                  "startxref\n" + std::to_string(startxref_of(pdf)),
                  "startxref\n" + std::to_string(value));
}

Fault fault_of(const std::string& pdf) {
  const auto file = File::open(as_bytes(pdf), "", {});
  EXPECT_FALSE(file);
  return file ? Fault::Internal : file.error().what;
}

bool has_note(const File& file, const std::string& part) {
  for (const auto& note : file.notes())
    if (note.find(part) != std::string::npos) return true;
  return false;
}

void expect_readable(const std::string& pdf) {
  const auto file = opened(pdf);
  const auto value = file.newest().get(Ref{2, 0});
  ASSERT_NE(value.integer(), nullptr);
  EXPECT_EQ(*value.integer(), 22);
}

TEST(CosLenient, StartxrefAFewBytesOff_IsFoundWithANote) {
  const auto pdf = plain_pdf();
  for (const int off : {-20, -2, 2, 9}) {
    const auto moved = with_startxref(pdf, startxref_of(pdf) + off);
    expect_readable(moved);
    const auto file = opened(moved);
    EXPECT_TRUE(off == -2 || has_note(file, "bytes off")) << off;
    EXPECT_EQ(file.revisions()[0].end, static_cast<std::int64_t>(moved.size()));
  }
}

TEST(CosLenient, StartxrefOnWhiteSpaceBeforeTheTable_IsRead) {
  auto pdf = plain_pdf();
  const auto at = startxref_of(pdf);
  pdf.insert(static_cast<std::size_t>(at), "\r\n\n");
  expect_readable(pdf);
}

TEST(CosLenient, EntriesOfNineteenBytes_AreRead) {
  auto pdf = plain_pdf();
  for (const std::string kind : {" n \n", " f \n"})
    for (auto at = pdf.find(kind); at != std::string::npos; at = pdf.find(kind))
      pdf.erase(at + 2, 1);
  expect_readable(pdf);
}

TEST(CosLenient, EntriesWithoutLeadingZeros_AreRead) {
  auto pdf = plain_pdf();
  pdf = replaced(pdf, "0000000000 65535 f", "0 65535 f");
  expect_readable(pdf);
}

TEST(CosLenient, TableThatBeginsWithOne_IsCountedFromZero) {
  const auto pdf = replaced(plain_pdf(), "xref\n0 3", "xref\n1 3");
  expect_readable(pdf);
  EXPECT_TRUE(has_note(opened(pdf), "counted from 0"));
}

TEST(CosLenient, MissingLineEnds_AreMissed) {
  auto pdf = plain_pdf();
  pdf.pop_back();
  expect_readable(pdf);
  const auto file = opened(pdf);
  EXPECT_EQ(file.revisions()[0].end, file.revisions()[0].eof_end);
  const auto joined = replaced(plain_pdf(), "trailer\n<<", "trailer<<");
  expect_readable(joined);
}

TEST(CosLenient, PrevZero_IsNone) {
  const auto pdf = replaced(plain_pdf(), "/Root", "/Prev 0 /Root");
  expect_readable(pdf);
  EXPECT_TRUE(has_note(opened(pdf), "/Prev 0"));
}

TEST(CosLenient, MissingEof_IsReadToTheNumber) {
  const auto pdf = replaced(plain_pdf(), "\n%%EOF\n", "");
  expect_readable(pdf);
}

TEST(CosLenient, BytesAfterTheLastRevision_AreNotedAndNotPartOfIt) {
  const auto pdf = plain_pdf();
  const auto tail = pdf + std::string(5'000, 'x');
  expect_readable(tail);
  const auto file = opened(tail);
  EXPECT_EQ(file.revisions()[0].end, static_cast<std::int64_t>(pdf.size()));
  EXPECT_TRUE(has_note(file, "5000 bytes after the last revision"));
}

// Trap 6: the tail brings its own startxref, which names the old section.
TEST(CosLenient, TailThatNamesAnOldSection_DoesNotLengthenItsRevision) {
  const auto pdf = plain_pdf();
  const auto tail = pdf + "junk\nstartxref\n" + std::to_string(startxref_of(pdf)) + "\n%%EOF\n";
  const auto file = opened(tail);
  ASSERT_EQ(file.revision_count(), 1);
  EXPECT_EQ(file.revisions()[0].end, static_cast<std::int64_t>(pdf.size()));
}

// Trap 7: the newest section lies in bytes that belong to an older revision.
TEST(CosLenient, SectionInsideAnOlderRevision_IsNoted) {
  PdfRevisions pdf;
  pdf.object(1, "<</Type/Catalog>>").object(2, "22");
  const auto hidden = static_cast<std::int64_t>(pdf.text().size());
  pdf.raw("xref\n2 1\n" + std::string("0000000009 00000 n \n") +
          "trailer\n<</Root 1 0 R/Size 3/Prev ########## >>\n");
  pdf.end();
  auto text = pdf.text();
  auto old = std::to_string(startxref_of(text));
  old.resize(10, ' ');
  text = replaced(text, "##########", old);
  text += "startxref\n" + std::to_string(hidden) + "\n%%EOF\n";
  const auto file = opened(text);
  ASSERT_EQ(file.revision_count(), 2);
  EXPECT_EQ(file.section_offset(1), hidden);
  EXPECT_LT(file.section_offset(1), file.revisions()[0].end);
  EXPECT_TRUE(has_note(file, "stands inside an older revision"));
  EXPECT_EQ(file.revisions()[1].end, static_cast<std::int64_t>(text.size()));
}

// Trap 14.
TEST(CosHeader, BytesBeforeIt_AreCountedOneWayForTheWholeFile) {
  const auto pdf = plain_pdf();
  const std::string junk = "From: mail\r\n";
  const auto from_header = junk + pdf;
  expect_readable(from_header);
  const auto file = opened(from_header);
  EXPECT_TRUE(has_note(file, "offsets count from the header"));
  EXPECT_EQ(file.section_offset(0), startxref_of(pdf) + 12);
  EXPECT_EQ(file.revisions()[0].end, static_cast<std::int64_t>(from_header.size()));
}

TEST(CosHeader, OffsetsThatFitBothWays_AreRefused) {
  PdfRevisions pdf;
  pdf.object(1, "<</Type/Catalog>>").object(2, "22");
  const std::string junk = "0123456789";
  pdf.raw("%%% xref\n");
  pdf.end();
  auto text = pdf.text();
  // A second table stands where the number leads when it is counted from the first byte.
  const auto at = startxref_of(text);
  const std::string second = "xref\n%aaa\n";
  text.insert(static_cast<std::size_t>(at), second);
  EXPECT_EQ(second.size(), junk.size());
  const auto both = junk + with_startxref(text, at + 10);
  const auto file = File::open(as_bytes(both), "", {});
  ASSERT_FALSE(file);
  EXPECT_NE(file.error().detail.find("two ways"), std::string::npos) << file.error().detail;
}

TEST(CosRefused, WhatIsNoPdf_IsNamed) {
  EXPECT_EQ(fault_of(""), Fault::EmptyFile);
  EXPECT_EQ(fault_of("PK\x03\x04 no pdf"), Fault::NotADocument);
  EXPECT_EQ(fault_of(std::string(2'000, ' ') + plain_pdf()), Fault::NotADocument);
  EXPECT_EQ(fault_of("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"), Fault::TruncatedFile);
  const auto pdf = plain_pdf();
  EXPECT_EQ(fault_of(pdf.substr(0, pdf.find("startxref") + 9)), Fault::TruncatedFile);
}

TEST(CosRefused, BrokenStructure_NamesTheByte) {
  const auto pdf = plain_pdf();
  const auto file = File::open(as_bytes(replaced(pdf, "trailer\n<<", "trailer\n((")), "", {});
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().what, Fault::CorruptFile);
  EXPECT_GT(file.error().where.byte_offset, startxref_of(pdf));
}

TEST(CosRefused, UpdateThatGivesOneObjectTwoPlaces_IsCorrupt) {
  const auto twice = [](bool is_update) {
    PdfRevisions pdf;
    pdf.object(1, "<</Type/Catalog>>").object(2, "22").end();
    if (is_update) pdf.object(2, "23").end();
    auto text = pdf.text();
    const auto at = text.rfind("trailer");
    return text.insert(at, "2 1\n0000000009 00000 n \n");
  };
  EXPECT_EQ(fault_of(twice(true)), Fault::CorruptFile);
  expect_readable(twice(false));
}

TEST(CosRefused, PrevThatLeadsNowhere_IsCorrupt) {
  EXPECT_EQ(fault_of(replaced(plain_pdf(), "/Root", "/Prev 20 /Root")), Fault::CorruptFile);
  EXPECT_EQ(fault_of(replaced(plain_pdf(), "/Root", "/Prev -5 /Root")), Fault::CorruptFile);
  EXPECT_EQ(fault_of(replaced(plain_pdf(), "/Root", "/Prev 99999999999 /Root")),
            Fault::CorruptFile);
  EXPECT_EQ(fault_of(replaced(plain_pdf(), "/Root", "/Prev (x) /Root")), Fault::CorruptFile);
}

TEST(CosRefused, FileWithoutACatalog_IsCorrupt) {
  EXPECT_EQ(fault_of(replaced(plain_pdf(), "/Root 1 0 R", "/Root 9 0 R")), Fault::CorruptFile);
}

}  // namespace
}  // namespace sohoa::cos
