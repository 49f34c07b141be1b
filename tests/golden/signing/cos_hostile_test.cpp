// Files built to exhaust or to mislead: each ends in an Error or in nulls, soon.
#include <ctime>
#include <functional>

#include <gtest/gtest.h>
#include <zlib.h>

#include "golden/signing/cos_made.h"
#include "support/pdf_revisions.h"

namespace sohoa::cos {
namespace {

using testing::PdfRevisions;
using testing::XrefFlavour;

/// Header, what is asked for, and an xref stream with these entries and rows.
std::string with_xref_stream(const std::string& entries, const std::string& rows) {
  std::string pdf = "%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n";
  const auto at = pdf.size();
  pdf += "2 0 obj\n<</Type/XRef/Root 1 0 R" + entries + "/Length " + std::to_string(rows.size()) +
         ">>stream\n" + rows + "\nendstream\nendobj\nstartxref\n" + std::to_string(at) +
         "\n%%EOF\n";
  return pdf;
}

std::string outcome(const std::string& pdf) {
  const auto file = File::open(as_bytes(pdf), "", {});
  return file ? "opened" : std::string(name(file.error().what));
}

double cpu_s(const std::function<void()>& work) {
  const auto begin = std::clock();
  work();
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

TEST(CosHostile, PrevThatNamesItself_IsALoop) {
  std::string pdf = "%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n";
  const auto at = std::to_string(pdf.size());
  pdf += "xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n<</Root 1 0 R/Prev " + at +
         ">>\nstartxref\n" + at + "\n%%EOF\n";
  EXPECT_EQ(outcome(pdf), "corrupt-file");
}

TEST(CosHostile, TwoSectionsThatNameEachOther_AreALoop) {
  std::string pdf = "%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n";
  const auto first = pdf.size();
  pdf += "xref\n0 1\n0000000000 65535 f \ntrailer\n<</Root 1 0 R/Prev 0000000200>>\n";
  pdf.resize(200, ' ');
  pdf += "xref\n1 1\n0000000009 00000 n \ntrailer\n<</Root 1 0 R/Prev " + std::to_string(first) +
         ">>\nstartxref\n200\n%%EOF\n";
  EXPECT_EQ(outcome(pdf), "corrupt-file");
}

TEST(CosHostile, WidthsAndRunsThatLie_AreCorruptOrCut) {
  EXPECT_EQ(outcome(with_xref_stream("/W[9 9 9]/Size 3", "abc")), "corrupt-file");
  EXPECT_EQ(outcome(with_xref_stream("/W[-1 2 1]/Size 3", "abc")), "corrupt-file");
  EXPECT_EQ(outcome(with_xref_stream("/W[0 0 0]/Size 3", "abc")), "corrupt-file");
  EXPECT_EQ(outcome(with_xref_stream("/W[1 2]/Size 3", "abc")), "corrupt-file");
  EXPECT_EQ(outcome(with_xref_stream("/W[1 2 1]/Size 3/Index[-5 3]", "abc")), "corrupt-file");
  EXPECT_EQ(outcome(with_xref_stream("/W[1 2 1]/Size 3/Index[0 (x)]", "abc")), "corrupt-file");
  const std::string catalog("\0\0\0\0\1\0\x09\0", 8);
  EXPECT_EQ(outcome(with_xref_stream("/W[1 2 1]/Size 9223372036854775807", catalog)), "opened");
  EXPECT_EQ(outcome(with_xref_stream("/W[1 2 1]/Index[0 2 5 999999999]/Size 1", catalog)),
            "opened");
}

TEST(CosHostile, NumbersAtTheEdgeOfTheirType_DoNotWrap) {
  const std::string rows("\1\0\x09\0\1\0\x09\0\1\0\x09\0", 12);
  const auto pdf = with_xref_stream("/W[1 2 1]/Index[1 1 2147483647 2]/Size 1", rows);
  const auto file = opened(pdf);
  EXPECT_TRUE(file.newest().get(Ref{2147483647, 0}).is_null());
  EXPECT_TRUE(file.newest().get(Ref{-1, 0}).is_null());
  std::string wide("\1", 1);
  wide += std::string(8, '\xFF') + std::string(8, '\xFF');
  EXPECT_EQ(outcome(with_xref_stream("/W[1 8 8]/Index[1 1]/Size 2", wide)), "corrupt-file");
}

TEST(CosHostile, XrefStreamBomb_IsTooLarge) {
  std::string zeros(100 * 1024 * 1024, '\0');
  std::string packed(compressBound(zeros.size()), '\0');
  uLongf size = packed.size();
  compress(reinterpret_cast<Bytef*>(packed.data()),
           &size,
           reinterpret_cast<const Bytef*>(zeros.data()),
           zeros.size());
  packed.resize(size);
  EXPECT_EQ(outcome(with_xref_stream("/W[1 1 1]/Size 99999999/Filter/FlateDecode", packed)),
            "inflate-too-large");
}

TEST(CosHostile, TableThatClaimsMoreThanItHolds_IsCorrupt) {
  PdfRevisions pdf;
  pdf.object(1, "<</Type/Catalog>>").end();
  auto text = pdf.text();
  EXPECT_EQ(outcome(text.replace(text.find("0 2\n"), 3, "0 1999999")), "corrupt-file");
  EXPECT_EQ(outcome(text.replace(text.find("0 1999999"), 9, "0 9223372036854775807")),
            "too-many-entries");
  EXPECT_EQ(outcome(text.replace(text.find("0 9223"), 21, "9223372036854775807 1")),
            "corrupt-file");
}

TEST(CosHostile, LengthsThatNameThemselves_AreNull) {
  PdfRevisions pdf;
  pdf.object(1, "<</Type/Catalog>>");
  for (int i = 2; i < 100; ++i)
    pdf.object(i,
               "<</Length " + std::to_string(i == 99 ? 2 : i + 1) + " 0 R>>stream\nabc\nendstream");
  pdf.end();
  const auto file = opened(pdf.text());
  EXPECT_LT(cpu_s([&] {
              for (int i = 2; i < 100; ++i) {
                const auto object = file.newest().get(Ref{i, 0});
                EXPECT_TRUE(object.stream() == nullptr || object.stream()->length == 3);
              }
            }),
            0.5);
}

TEST(CosHostile, ReferencesInACircle_ResolveToNull) {
  PdfRevisions pdf;
  pdf.object(1, "<</Type/Catalog>>").object(2, "3 0 R").object(3, "2 0 R").end();
  const auto file = opened(pdf.text());
  EXPECT_TRUE(file.newest().resolve(Object(Ref{2, 0})).is_null());
}

TEST(CosHostile, ObjectStreamThatLies_GivesDamagedObjects) {
  for (const std::string entries : {"/Type/ObjStm/N 99999999999/First 4",
                                    "/Type/ObjStm/N -1/First 4",
                                    "/Type/ObjStm/N 1/First -4",
                                    "/Type/ObjStm/N 1/First 99999",
                                    "/N 1/First 4",
                                    "/Type/ObjStm/N 1/First 4/Filter/FlateDecode"}) {
    PdfRevisions pdf;
    pdf.object(1, "<</Type/Catalog>>").packed(5, "55").end(ending(XrefFlavour::Stream));
    pdf.stream(6, entries, "7 0 99").end(ending(XrefFlavour::Stream));
    const auto file = opened(pdf.text());
    EXPECT_TRUE(file.newest().is_damaged(Ref{5, 0})) << entries;
  }
}

TEST(CosHostile, ObjectStreamInsideItself_IsDamaged) {
  PdfRevisions pdf;
  pdf.object(1, "<</Type/Catalog>>").packed(5, "55").end(ending(XrefFlavour::Stream));
  pdf.packed(6, "66").end(ending(XrefFlavour::Stream));
  const auto file = opened(pdf.text());
  EXPECT_TRUE(file.newest().is_damaged(Ref{5, 0}));
}

TEST(CosHostile, MillionTinySubsections_CostWhatTheyWeigh) {
  std::string pdf = "%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n";
  const auto at = pdf.size();
  pdf += "xref\n1 1\n0000000009 00000 n \n";
  for (int i = 0; i < 300'000; ++i)
    pdf += std::to_string(900'000 - 2 * i) + " 1\n0000000009 00000 n \n";
  pdf += "trailer\n<</Root 1 0 R>>\nstartxref\n" + std::to_string(at) + "\n%%EOF\n";
  EXPECT_LT(cpu_s([&] { EXPECT_EQ(outcome(pdf), "opened"); }), 1.0);
}

TEST(CosHostile, StreamsWithoutEnd_AreNotSearchedForEver) {
  PdfRevisions pdf;
  pdf.object(1, "<</Type/Catalog>>");
  for (int i = 2; i < 20'000; ++i) pdf.object(i, "<</Length 1>>stream\nabc");
  pdf.raw(std::string(4'000'000, 'x')).end();
  Limits limits;
  limits.inflate_bytes = 4 * kMiB;
  const auto text = pdf.text();
  const auto file = File::open(as_bytes(text), "", limits);
  ASSERT_TRUE(file);
  EXPECT_LT(cpu_s([&] {
              for (int i = 2; i < 20'000; ++i) EXPECT_TRUE(file->newest().get(Ref{i, 0}).is_null());
            }),
            2.0);
  EXPECT_TRUE(file->is_exhausted());
}

// Every prefix and every flipped byte of a file with all kinds of sections is answered.
TEST(CosHostile, CutAndFlippedFiles_AreAlwaysAnswered) {
  PdfRevisions pdf;
  pdf.object(1, "<</Type/Catalog/A[1 (x) <</B/C>>]>>").packed(5, "<</D 5>>");
  pdf.end(ending(XrefFlavour::Stream));
  pdf.object(2, "<</E(\\101)>>").free(5).end();
  const auto text = pdf.text();
  const auto touch = [](const std::string& bytes) {
    const auto file = File::open(as_bytes(bytes), "", {});
    for (int i = 0; file && i < 8; ++i) static_cast<void>(file->newest().get(Ref{i, 0}));
    return file.has_value();
  };
  for (std::size_t i = 0; i < text.size(); ++i) touch(text.substr(0, i));
  int opened_files = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (const int flip : {1, 16, 255}) {
      auto changed = text;
      changed[i] = static_cast<char>(changed[i] ^ flip);
      opened_files += touch(changed) ? 1 : 0;
    }
  }
  EXPECT_GT(opened_files, 100);
}

}  // namespace
}  // namespace sohoa::cos
