#include <ctime>

#include <gtest/gtest.h>

#include "golden/signing/cos_made.h"
#include "golden/signing/pdf_made.h"

namespace sohoa {
namespace {

using testing::filled;
using testing::has;
using testing::kDetached;
using testing::only;
using testing::PdfRevisions;
using testing::read_ok;
using testing::signed_once;
using testing::with_form;

double cpu_s() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

/// A field whose value is a dictionary of these entries.
std::string with_value(const std::string& entries) {
  auto pdf = with_form("<</FT/Sig/T(S)/V 11 0 R>>");
  pdf.object(11, "<</Type/Sig" + kDetached + entries + ">>").end();
  return pdf.text();
}

struct Odd {
  const char* entries;
  FormatFault fault;
};

class PdfOddValue : public ::testing::TestWithParam<Odd> {};

TEST_P(PdfOddValue, IsShownAndAtFault) {
  const auto signature = only(with_value(GetParam().entries));
  EXPECT_TRUE(has(signature, GetParam().fault));
  EXPECT_EQ(signature.facts.field, "S");
}

// Traps 2 and 4.
INSTANTIATE_TEST_SUITE_P(
    Traps,
    PdfOddValue,
    ::testing::Values(
        Odd{"/ByteRange[0 1e9 2 3]/Contents<3082>", FormatFault::Unparseable},
        Odd{"/Contents<3082>", FormatFault::ByteRangeMissing},
        Odd{"/ByteRange null/Contents<3082>", FormatFault::ByteRangeMissing},
        Odd{"/ByteRange[0 1 2]/Contents<3082>", FormatFault::ByteRangeMalformed},
        Odd{"/ByteRange[0 1 2 3 4]/Contents<3082>", FormatFault::ByteRangeMalformed},
        Odd{"/ByteRange[0 1.0 2 3]/Contents<3082>", FormatFault::ByteRangeMalformed},
        Odd{"/ByteRange[0 -1 2 3]/Contents<3082>", FormatFault::ByteRangeMalformed},
        Odd{"/ByteRange[0 1 2 3 0 R]/Contents<3082>", FormatFault::ByteRangeMalformed},
        Odd{"/ByteRange[0 9.9 99999999999999999999 (x)]/Contents<3082>",
            FormatFault::ByteRangeMalformed},
        Odd{"/ByteRange 2 0 R/Contents<3082>", FormatFault::ByteRangeMalformed},
        Odd{"/ByteRange[0 0 0 0]/Contents<3082>", FormatFault::GapNotContents},
        Odd{"/ByteRange[0 15 20 5]/Contents<3082>", FormatFault::GapNotContents},
        Odd{"/ByteRange[0 1 2 3]", FormatFault::ContentsMissing},
        Odd{"/ByteRange[0 1 2 3]/Contents null", FormatFault::ContentsMissing},
        Odd{"/ByteRange[0 1 2 3]/Contents<>", FormatFault::ContentsMissing},
        Odd{"/ByteRange[0 1 2 3]/Contents<000000>", FormatFault::ContentsMissing},
        Odd{"/ByteRange[0 1 2 3]/Contents(0\\202)", FormatFault::ContentsMissing},
        Odd{"/ByteRange[0 1 2 3]/Contents 2 0 R", FormatFault::ContentsMissing},
        Odd{"/ByteRange[0 1 2 3]/Contents<3082>/Contents<3083>", FormatFault::DuplicateKey},
        Odd{"/ByteRange[0 1 2 3]/Contents<3082>/SubFilter/x.y", FormatFault::UnknownSubFilter}));

TEST(PdfOddField, ValueThatCannotBeRead_IsShownAsFailed) {
  auto pdf = with_form("<</FT/Sig/T(S)/V 11 0 R>>");
  pdf.object(11, "<</Type/Sig/Contents<30 ((((").end();
  EXPECT_TRUE(has(only(pdf.text()), FormatFault::Unparseable));
  auto number = with_form("<</FT/Sig/T(S)/V 7>>");
  EXPECT_TRUE(has(only(number.text()), FormatFault::Unparseable));
}

TEST(PdfHostile, ThreeThousandFieldsOnOneValue_AreOneSignatureSoon) {
  auto pdf = with_form("<</FT/Sig/T(S)>>");
  std::string fields;
  for (int i = 100; i < 3'100; ++i) {
    fields += std::to_string(i) + " 0 R ";
    pdf.object(i, "<</FT/Sig/T(F" + std::to_string(i) + ")/V 11 0 R/Rect[0 0 9 9]/P 3 0 R>>");
  }
  pdf.object(9, "<</Fields[" + fields + "]>>").signature(11, kDetached).end();
  for (int i = 0; i < 20; ++i) pdf.object(9, "<</Fields[" + fields + "]>>").end();
  const auto text = filled(pdf, {11});
  const auto begin = cpu_s();
  EXPECT_TRUE(has(only(text), FormatFault::ValueSharedByFields));
  EXPECT_LT(cpu_s() - begin, 1.0);
}

TEST(PdfHostile, KidsThatLoop_EndQuietly) {
  auto pdf = with_form("<</T(S)/FT/Sig/Kids[10 0 R 12 0 R]/Parent 12 0 R>>");
  pdf.object(12, "<</T(K)/Kids[10 0 R 12 0 R]/Parent 10 0 R/V 11 0 R>>").signature(11, kDetached);
  pdf.end();
  EXPECT_EQ(only(filled(pdf, {11})).facts.field, "S.K");
}

TEST(PdfHostile, SixtyThousandLevelsOfFields_CannotBeRead) {
  PdfRevisions pdf;
  pdf.object(1, "<</Type/Catalog/AcroForm<</Fields[10 0 R]>>>>");
  for (int i = 10; i < 60'010; ++i)
    pdf.object(i, "<</FT/Sig/T(x)/Kids[" + std::to_string(i + 1) + " 0 R]>>");
  pdf.end();
  const auto begin = cpu_s();
  const auto reading = read_pdf_signatures(as_bytes(pdf.text()), "", {});
  ASSERT_FALSE(reading);
  EXPECT_EQ(reading.error().what, Fault::CorruptFile);
  EXPECT_LT(cpu_s() - begin, 1.0);
}

TEST(PdfHostile, FormThatCannotBeRead_IsNotUnsigned) {
  auto pdf = with_form("<</FT/Sig/T(S)>>");
  pdf.object(9, "<</Fields[" + std::string(60'000, '[')).end();
  EXPECT_FALSE(read_pdf_signatures(as_bytes(pdf.text()), "", {}));
}

TEST(PdfHostile, UnreadableListFullOfValues_IsLookedIntoOnce) {
  auto pdf = with_form("<</FT/Sig/T(S)>>");
  std::string list;
  for (int i = 0; i < 30'000; ++i) list += "<</V<</ByteRange[0 1 2 3]>>>>";
  pdf.object(9, "<</Fields[" + list + std::string(100, '[')).end();
  const auto begin = cpu_s();
  EXPECT_FALSE(read_pdf_signatures(as_bytes(pdf.text()), "", {}));
  EXPECT_LT(cpu_s() - begin, 2.0);
}

// Each object begins inside the string of the one before: parsing all of them would be quadratic.
TEST(PdfHostile, ObjectsInsideEachOther_RunOutOfWork) {
  PdfRevisions pdf;
  std::string fields;
  for (int i = 100; i < 20'000; ++i) {
    pdf.repoint(i, static_cast<std::int64_t>(pdf.text().size()));
    pdf.raw(std::to_string(i) + " 0 obj ((");
    fields += std::to_string(i) + " 0 R ";
  }
  pdf.raw(std::string(3'000'000, 'x'));
  pdf.object(1, "<</Type/Catalog/AcroForm<</Fields[" + fields + "]>>>>").end();
  Limits limits;
  limits.inflate_bytes = 16 * kMiB;
  const auto begin = cpu_s();
  const auto reading = read_pdf_signatures(as_bytes(pdf.text()), "", limits);
  ASSERT_FALSE(reading);
  EXPECT_LT(cpu_s() - begin, 2.0);
}

TEST(PdfHostile, OneListAsKidsOfEveryField_IsBounded) {
  PdfRevisions pdf;
  std::string list;
  for (int i = 100; i < 8'000; ++i) {
    list += std::to_string(i) + " 0 R ";
    pdf.object(i, "<</T(x)/Kids 9 0 R>>");
  }
  pdf.object(9, "[" + list + "]").object(1, "<</Type/Catalog/AcroForm<</Fields 9 0 R>>>>").end();
  const auto begin = cpu_s();
  static_cast<void>(read_pdf_signatures(as_bytes(pdf.text()), "", {}));
  EXPECT_LT(cpu_s() - begin, 2.0);
}

TEST(PdfHostile, ManyRevisionsOfALargeForm_AreBounded) {
  PdfRevisions pdf;
  std::string fields;
  for (int i = 100; i < 5'000; ++i) {
    fields += std::to_string(i) + " 0 R ";
    pdf.object(i, "<</FT/Tx/T(F" + std::to_string(i) + ")>>");
  }
  pdf.object(9, "<</Fields[" + fields + "]>>").object(1, "<</Type/Catalog/AcroForm 9 0 R>>").end();
  for (int i = 0; i < 900; ++i) pdf.object(100, "<</FT/Tx/T(F)/V(x)>>").end();
  const auto begin = cpu_s();
  static_cast<void>(read_pdf_signatures(as_bytes(pdf.text()), "", {}));
  EXPECT_LT(cpu_s() - begin, 3.0);
}

TEST(PdfHostile, MoreFieldsThanTheBound_AreRefused) {
  PdfRevisions pdf;
  std::string list;
  for (int i = 0; i < 600; ++i) list += "<</T(x)>>";
  pdf.object(1, "<</Type/Catalog/AcroForm<</Fields[" + list + "]>>>>").end();
  Limits limits;
  limits.form_fields = 10;
  const auto reading = read_pdf_signatures(as_bytes(pdf.text()), "", limits);
  ASSERT_FALSE(reading);
  EXPECT_EQ(reading.error().what, Fault::TooManyEntries);
}

TEST(PdfHostile, PageTreeThatLoops_GivesNoPage) {
  PdfRevisions pdf;
  pdf.object(1, "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[10 0 R]>>>>");
  pdf.object(2, "<</Type/Pages/Kids[3 0 R 2 0 R]/Count 2147483647/Parent 3 0 R>>");
  pdf.object(3, "<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count -7>>").end();
  pdf.object(10, "<</FT/Sig/T(S)/V 11 0 R/Rect[0 0 9 9]/P 3 0 R>>").signature(11, kDetached).end();
  EXPECT_EQ(only(filled(pdf, {11})).facts.page, 0);
}

TEST(PdfHostile, MoreSignaturesThanTheBound_AreRefused) {
  auto pdf = with_form("null");
  std::string fields;
  for (int i = 100; i < 110; ++i) {
    fields += std::to_string(i) + " 0 R ";
    pdf.object(i, "<</FT/Sig/V<</ByteRange[0 " + std::to_string(i) + " 2 3]/Contents<30>>>>>");
  }
  pdf.object(9, "<</Fields[" + fields + "]>>").end();
  Limits limits;
  limits.signatures = 8;
  EXPECT_EQ(read_pdf_signatures(as_bytes(pdf.text()), "", limits).error().what,
            Fault::TooManyEntries);
}

TEST(PdfHostile, StoreThatNamesOneStreamAMillionTimes_IsReadOnce) {
  auto pdf = signed_once();
  std::string list;
  for (int i = 0; i < 200'000; ++i) list += "20 0 R ";
  pdf.stream(20, "", "cert").object(21, "[" + list + "]");
  pdf.object(24, "<</Certs 21 0 R/CRLs 21 0 R/VRI<</A<</Cert 21 0 R>>/B<</Cert 21 0 R>>>>>>");
  pdf.object(1, "<</Type/Catalog/Pages 2 0 R/AcroForm 9 0 R/DSS 24 0 R>>").end();
  const auto begin = cpu_s();
  EXPECT_EQ(read_ok(filled(pdf, {11})).dss_certificates.size(), 1U);
  EXPECT_LT(cpu_s() - begin, 1.5);
}

TEST(PdfHostile, HundredThousandMentionsOfARange_AreNotAllLookedInto) {
  auto text = with_form("<</FT/Sig/T(S)>>").text();
  for (int i = 0; i < 100'000; ++i) text += "/ByteRange [0 1 2 3] ";
  const auto begin = cpu_s();
  EXPECT_TRUE(read_ok(text).signatures.empty());
  EXPECT_LT(cpu_s() - begin, 2.0);
}

TEST(PdfHostile, CutAndFlippedFiles_AreAlwaysAnswered) {
  auto pdf = signed_once(kDetached, "/Lock<</Action/Include/Fields[(S)]>>");
  pdf.stream(20, "", "cert")
      .object(1, "<</Type/Catalog/AcroForm 9 0 R/DSS<</Certs[20 0 R]>>>>")
      .end();
  const auto text = filled(pdf, {11});
  int shown = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    static_cast<void>(read_pdf_signatures(as_bytes(text.substr(0, i)), "", {}));
    auto changed = text;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    const auto reading = read_pdf_signatures(as_bytes(changed), "", {});
    shown += reading && !reading->signatures.empty() ? 1 : 0;
  }
  EXPECT_GT(shown, static_cast<int>(text.size() / 2));
}

}  // namespace
}  // namespace sohoa
