#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "golden/signing/cos_made.h"
#include "signing/parsers/cos_file.h"
#include "support/pdf_revisions.h"

namespace sohoa::cos {
namespace {

using testing::PdfRevisions;
using testing::XrefFlavour;

std::int64_t number_in(const File& file, std::int32_t revision, std::int32_t object) {
  const auto value = file.view(revision).get(Ref{object, 0});
  return value.integer() == nullptr ? -1 : *value.integer();
}

PdfRevisions three_revisions(XrefFlavour second) {
  PdfRevisions pdf;
  pdf.object(1, "<</Type/Catalog>>").object(2, "20").object(3, "30").end();
  pdf.object(2, "21").end(ending(second));
  pdf.free(2).object(9, "90").end();
  return pdf;
}

TEST(CosRevisions, EachRevision_IsReadOnItsOwn) {
  for (const auto flavour : {XrefFlavour::Table, XrefFlavour::Stream}) {
    const auto pdf = three_revisions(flavour);
    const auto file = opened(pdf.text());
    ASSERT_EQ(file.revision_count(), 3);
    EXPECT_EQ(number_in(file, 0, 2), 20);
    EXPECT_EQ(number_in(file, 1, 2), 21);
    EXPECT_EQ(number_in(file, 1, 3), 30);
    EXPECT_TRUE(file.view(2).get(Ref{2, 0}).is_null());
    EXPECT_EQ(number_in(file, 2, 9), 90);
    EXPECT_TRUE(file.view(1).get(Ref{9, 0}).is_null());
  }
}

TEST(CosRevisions, Ends_AreWhereTheBuilderSaysTheyAre) {
  const auto pdf = three_revisions(XrefFlavour::Table);
  const auto file = opened(pdf.text());
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(file.revisions()[i].end, pdf.ends()[i]);
    EXPECT_EQ(file.revisions()[i].eof_end, pdf.ends()[i] - 1);
  }
  EXPECT_TRUE(file.notes().empty());
}

TEST(CosRevisions, OwnEntries_AreThoseOfTheSection) {
  const auto pdf = three_revisions(XrefFlavour::Table);
  const auto file = opened(pdf.text());
  ASSERT_EQ(file.written_by(2).size(), 2U);
  EXPECT_EQ(file.written_by(2)[0].number, 2);
  EXPECT_EQ(file.written_by(2)[0].location.kind, Location::Kind::Free);
  EXPECT_EQ(file.written_by(2)[1].location.offset, pdf.offset_of(9));
}

TEST(CosRevisions, PackedObjects_AreReadFromTheirStream) {
  PdfRevisions pdf;
  pdf.object(1, "<</Type/Catalog>>").packed(5, "<</A (x)>>").packed(6, "66");
  pdf.end(ending(XrefFlavour::Stream));
  const auto file = opened(pdf.text());
  EXPECT_EQ(number_in(file, 0, 6), 66);
  EXPECT_EQ(*file.newest().get(Ref{5, 0}).dict()->get("A")->string(), "x");
  EXPECT_EQ(file.newest().locate(6)->kind, Location::Kind::InStream);
}

TEST(CosRevisions, ObjectStreamWrittenAgain_ChangesWhatIsInIt) {
  PdfRevisions pdf;
  pdf.object(1, "<</Type/Catalog>>").packed(5, "55");
  pdf.end(ending(XrefFlavour::Stream));
  pdf.stream(6, "/Type/ObjStm/N 1/First 4", "5 0 99").end(ending(XrefFlavour::Stream));
  const auto file = opened(pdf.text());
  EXPECT_EQ(number_in(file, 0, 5), 55);
  EXPECT_EQ(number_in(file, 1, 5), 99);
}

TEST(CosRevisions, ManyRevisions_AreLookedUpThroughTheIndex) {
  PdfRevisions pdf;
  pdf.object(1, "<</Type/Catalog>>").object(2, "1000").object(3, "3").end();
  for (int i = 1; i < 60; ++i) pdf.object(2, std::to_string(1000 + i)).end();
  const auto file = opened(pdf.text());
  ASSERT_EQ(file.revision_count(), 60);
  for (int i = 0; i < 60; ++i) EXPECT_EQ(number_in(file, i, 2), 1000 + i);
  EXPECT_EQ(number_in(file, 59, 3), 3);
  EXPECT_FALSE(file.view(59).locate(77).has_value());
}

TEST(CosRevisions, MoreRevisionsThanTheBound_AreRefused) {
  PdfRevisions pdf;
  pdf.object(1, "<</Type/Catalog>>").end();
  for (int i = 0; i < 12; ++i) pdf.object(2, "1").end();
  Limits limits;
  limits.revisions = 10;
  EXPECT_EQ(File::open(as_bytes(pdf.text()), "", limits).error().what, Fault::TooManyEntries);
}

TEST(CosRevisions, GenerationThatDoesNotFit_IsNull) {
  PdfRevisions pdf;
  pdf.object(1, "<</Type/Catalog>>").object(2, "7", 3).end();
  const auto file = opened(pdf.text());
  EXPECT_EQ(*file.newest().get(Ref{2, 3}).integer(), 7);
  EXPECT_TRUE(file.newest().get(Ref{2, 0}).is_null());
}

TEST(CosRevisions, EntryThatPointsAtAnotherObject_IsDamagedAndNull) {
  PdfRevisions pdf;
  pdf.object(1, "<</Type/Catalog>>").object(2, "7");
  pdf.repoint(3, pdf.offset_of(2)).end();
  const auto file = opened(pdf.text());
  EXPECT_TRUE(file.newest().get(Ref{3, 0}).is_null());
  EXPECT_TRUE(file.newest().is_damaged(Ref{3, 0}));
  EXPECT_FALSE(file.newest().is_damaged(Ref{2, 0}));
  EXPECT_FALSE(file.newest().is_damaged(Ref{99, 0}));
}

TEST(CosRevisions, StreamWhoseLengthIsAReference_FollowsItsRevision) {
  PdfRevisions pdf;
  const std::string data = "abc endstream defg";
  pdf.object(1, "<</Type/Catalog>>").object(3, "3");
  pdf.object(2, "<</Length 3 0 R>>stream\n" + data + "\nendstream").end();
  pdf.object(3, "18").end();
  const auto file = opened(pdf.text());
  EXPECT_EQ(file.view(0).get(Ref{2, 0}).stream()->length, 3);
  EXPECT_EQ(file.view(1).get(Ref{2, 0}).stream()->length, 18);
}

TEST(CosRevisions, StreamUnderAnImageCodec_IsKnownNotToBeDecodedWholly) {
  PdfRevisions pdf;
  pdf.object(1, "<</Type/Catalog>>").stream(2, "/Filter[/AHx/DCTDecode]", "FFD8>");
  pdf.stream(3, "/Filter/ASCIIHexDecode", "FFD8>").end();
  const auto file = opened(pdf.text());
  const auto view = file.newest();
  EXPECT_FALSE(view.decodes_wholly(*view.get(Ref{2, 0}).stream()));
  EXPECT_TRUE(view.decodes_wholly(*view.get(Ref{3, 0}).stream()));
}

TEST(CosRevisions, HybridSection_HidesInItsStreamWhatTheTableLeavesFree) {
  PdfRevisions pdf;
  pdf.object(1, "<</Type/Catalog>>").object(2, "2");
  const auto hidden = static_cast<std::int64_t>(pdf.text().size());
  pdf.raw("7 0 obj\n77\nendobj\n");
  const auto stream_at = static_cast<std::int64_t>(pdf.text().size());
  const std::string rows = {1, static_cast<char>(hidden >> 8), static_cast<char>(hidden & 0xFF), 0};
  pdf.raw("8 0 obj\n<</Type/XRef/W[1 2 1]/Index[7 1]/Size 9/Length 4>>stream\n" + rows +
          "\nendstream\nendobj\n");
  pdf.free(7, 0).end(ending(XrefFlavour::Table, "/XRefStm " + std::to_string(stream_at)));
  const auto file = opened(pdf.text());
  EXPECT_TRUE(file.revisions()[0].has_hybrid_xref);
  EXPECT_EQ(number_in(file, 0, 7), 77);
  EXPECT_EQ(number_in(file, 0, 2), 2);
}

TEST(CosRevisions, LinearisedFile_IsOneRevision) {
  PdfRevisions plain;
  plain.object(1, "<</Type/Catalog/Pages 2 0 R>>");
  plain.object(2, "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>");
  for (const int page : {3, 4})
    plain.object(page, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<<>>>>");
  plain.end();
  for (const std::string how : {"--object-streams=generate", "--object-streams=disable"}) {
    const auto made = by_qpdf(plain.text(), "--linearize " + how);
    const auto file = opened(made);
    EXPECT_TRUE(file.is_linearised());
    ASSERT_EQ(file.revision_count(), 1) << how;
    EXPECT_EQ(file.revisions()[0].end, static_cast<std::int64_t>(made.size()));
    const auto root = file.newest().get(file.newest().trailer(), "Root");
    const auto pages = file.newest().get(*root.dict(), "Pages");
    EXPECT_EQ(file.newest().get(*pages.dict(), "Kids").array()->size(), 2U);
  }
}

TEST(CosRevisions, UpdateOfALinearisedFile_IsTheSecondRevision) {
  PdfRevisions plain;
  plain.object(1, "<</Type/Catalog/Pages 2 0 R>>");
  plain.object(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>");
  plain.object(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>").end();
  const auto made = by_qpdf(plain.text(), "--linearize --object-streams=disable");
  const auto first_page_at = std::stoll(made.substr(made.rfind("startxref") + 9));
  PdfRevisions updated(made, first_page_at, 20);
  updated.object(30, "30").end(ending(XrefFlavour::Table, "", root_number(made)));
  const auto file = opened(updated.text());
  ASSERT_EQ(file.revision_count(), 2);
  EXPECT_EQ(file.revisions()[0].end, static_cast<std::int64_t>(made.size()));
  EXPECT_EQ(number_in(file, 1, 30), 30);
}

TEST(CosRevisions, ObjectStreamsByQpdf_AreReadWholly) {
  PdfRevisions plain;
  plain.object(1, "<</Type/Catalog/Pages 2 0 R/Names[10 0 R 11 0 R 12 0 R]>>");
  plain.object(2, "<</Type/Pages/Kids[]/Count 0>>");
  for (int i = 10; i < 13; ++i) plain.object(i, "<</Value " + std::to_string(i * i) + ">>");
  plain.end();
  const auto made = by_qpdf(plain.text(), "--object-streams=generate");
  const auto file = opened(made);
  const auto newest = file.newest();
  const auto root = newest.get(newest.trailer(), "Root");
  const auto names = newest.get(*root.dict(), "Names");
  ASSERT_EQ(names.array()->size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    const auto value = newest.resolve((*names.array())[i]);
    EXPECT_EQ(*value.dict()->get("Value")->integer(),
              static_cast<std::int64_t>((10 + i) * (10 + i)));
  }
}

}  // namespace
}  // namespace sohoa::cos
