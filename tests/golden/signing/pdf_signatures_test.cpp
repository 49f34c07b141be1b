#include "signing/parsers/pdf_signatures.h"

#include <gtest/gtest.h>

#include "core/clock.h"
#include "golden/signing/cos_made.h"
#include "golden/signing/pdf_made.h"
#include "signing/parsers/pdf_signatures_value.h"

namespace sohoa {
namespace {

using cos::by_qpdf;
using testing::filled;
using testing::has;
using testing::kDetached;
using testing::only;
using testing::PdfRevisions;
using testing::read_ok;
using testing::signed_once;
using testing::with_form;

TEST(PdfSignatures, UnsignedFile_HasNone) {
  const auto reading = read_ok(with_form("<</FT/Sig/T(S)>>").text());
  EXPECT_TRUE(reading.signatures.empty());
  EXPECT_TRUE(reading.changes.empty());
  EXPECT_EQ(reading.pages, 1);
  EXPECT_EQ(reading.revisions.size(), 1U);
}

TEST(PdfSignatures, OneSignature_IsReadWithItsClaims) {
  const auto pdf =
      signed_once(kDetached + "/M(D:20251121081500+07'00')/Name(An)/Reason(Sao y)/Location(Hue)");
  const auto signature = only(filled(pdf, {11}));
  EXPECT_TRUE(signature.faults.empty());
  EXPECT_EQ(signature.facts.field, "S");
  EXPECT_EQ(signature.facts.sub_filter, "ETSI.CAdES.detached");
  EXPECT_EQ(signature.facts.revision, 1);
  EXPECT_EQ(signature.facts.object, 11);
  EXPECT_EQ(to_rfc3339(*signature.facts.claimed_at), "2025-11-21T01:15:00Z");
  EXPECT_EQ(signature.facts.name, "An");
  EXPECT_EQ(signature.facts.reason, "Sao y");
  EXPECT_EQ(signature.facts.location, "Hue");
  EXPECT_FALSE(signature.facts.removed_later);
  const auto gap = pdf.gap_of(11);
  const auto size = static_cast<std::int64_t>(pdf.text().size());
  EXPECT_EQ(signature.facts.byte_range,
            (std::vector<std::int64_t>{0, gap.begin, gap.end, size - gap.end}));
}

TEST(PdfSignatures, FieldNames_AreJoinedFromTheTop) {
  auto pdf = with_form("<</T(don)/FT/Sig/Kids[12 0 R]>>");
  pdf.object(12, "<</T(ky)/Parent 10 0 R/V 11 0 R>>").signature(11, kDetached).end();
  EXPECT_EQ(only(filled(pdf, {11})).facts.field, "don.ky");
}

TEST(PdfSignatures, ValueInTheFieldItself_IsFound) {
  auto pdf = with_form("null");
  pdf.object(
      10, "<</FT/Sig/T(S)/V<</Type/Sig" + kDetached + "/ByteRange[0 1 2 3]/Contents<30820102>>>>>");
  pdf.end();
  const auto signature = only(pdf.text());
  EXPECT_EQ(signature.facts.object, 0);
  EXPECT_EQ(signature.facts.field, "S");
}

TEST(PdfSignatures, Order_IsByRevisionThenPlace) {
  auto pdf = with_form("<</FT/Sig/T(S)>>");
  pdf.object(9, "<</Fields[20 0 R 10 0 R]>>").object(10, "<</FT/Sig/T(A)/V 11 0 R>>");
  pdf.signature(11, kDetached).object(20, "<</FT/Sig/T(B)>>").end();
  pdf.object(20, "<</FT/Sig/T(B)/V 21 0 R>>").signature(21, kDetached).end();
  const auto reading = read_ok(filled(pdf, {11, 21}));
  ASSERT_EQ(reading.signatures.size(), 2U);
  EXPECT_EQ(reading.signatures[0].facts.field, "A");
  EXPECT_EQ(reading.signatures[1].facts.field, "B");
  EXPECT_EQ(reading.signatures[1].facts.revision, 2);
  EXPECT_TRUE(reading.signatures[1].faults.empty());
}

// Traps 51 and 52.
TEST(PdfTimestamps, AreKnownBySubFilterWhateverTheTypeSays) {
  const auto signature =
      only(filled(signed_once("/Filter/Adobe.PPKLite/SubFilter/ETSI.RFC3161 "), {11}));
  EXPECT_TRUE(signature.facts.is_document_timestamp);
}

// Trap 10.
TEST(PdfRemoved, FormTakenAwayLater_DoesNotTakeTheSignatureWithIt) {
  auto pdf = signed_once();
  pdf.object(1, "<</Type/Catalog/Pages 2 0 R>>").end();
  const auto signature = only(filled(pdf, {11}));
  EXPECT_TRUE(signature.facts.removed_later);
  EXPECT_EQ(signature.facts.revision, 1);
  EXPECT_EQ(signature.facts.field, "S");
}

TEST(PdfRemoved, FieldFreedLater_LeavesTheSignature) {
  auto pdf = signed_once();
  pdf.free(10).free(11).end();
  EXPECT_TRUE(only(filled(pdf, {11})).facts.removed_later);
}

TEST(PdfRemoved, AnotherCatalogLater_LeavesTheSignature) {
  auto pdf = signed_once();
  pdf.object(30, "<</Type/Catalog/Pages 2 0 R>>")
      .end(cos::ending(testing::XrefFlavour::Table, "", 30));
  EXPECT_TRUE(only(filled(pdf, {11})).facts.removed_later);
}

TEST(PdfRemoved, LaterRevisionWithoutTheForm_KeepsItHeld) {
  auto pdf = signed_once();
  pdf.object(40, "(x)").end();
  EXPECT_FALSE(only(filled(pdf, {11})).facts.removed_later);
}

// Trap 6: a tail that names the section of before the signature.
TEST(PdfRemoved, SectionOfTheUnsignedRevisionNamedAgain_StillShowsTheSignature) {
  const auto unsigned_pdf = with_form("<</FT/Sig/T(S)>>");
  const auto first = unsigned_pdf.text().substr(unsigned_pdf.text().rfind("startxref"));
  const auto signature = only(filled(signed_once(), {11}) + first);
  EXPECT_EQ(signature.facts.object, 11);
  EXPECT_TRUE(signature.facts.removed_later);
}

// Trap 11.
TEST(PdfChanged, DictionaryWrittenAgain_IsReadAsItWasSigned) {
  auto pdf = signed_once(kDetached + "/Reason(first)");
  const auto gap = pdf.gap_of(11);
  const auto end = std::to_string(gap.end) + " " +
                   std::to_string(static_cast<std::int64_t>(pdf.text().size()) - gap.end);
  pdf.object(11,
             "<</Type/Sig" + kDetached + "/Reason(second)/ByteRange[0 " +
                 std::to_string(gap.begin) + " " + end + "]/Contents<30820102>>>");
  pdf.end();
  const auto signature = only(filled(pdf, {11}));
  EXPECT_EQ(signature.facts.reason, "first");
  EXPECT_EQ(signature.facts.revision, 1);
  EXPECT_TRUE(signature.faults.empty());
}

TEST(PdfChanged, DictionaryWithOtherRanges_IsASecondSignature) {
  auto pdf = signed_once();
  pdf.signature(11, kDetached).end();
  const auto reading = read_ok(filled(pdf, {11}));
  ASSERT_EQ(reading.signatures.size(), 2U);
  EXPECT_EQ(reading.signatures[0].facts.revision, 1);
  EXPECT_EQ(reading.signatures[1].facts.revision, 2);
}

// A later dictionary that claims the bytes of an earlier one: its gap holds another's value.
TEST(PdfChanged, DictionaryThatBorrowsRanges_IsAtFault) {
  auto pdf = signed_once();
  const auto gap = pdf.gap_of(11);
  const auto tail = static_cast<std::int64_t>(pdf.text().size()) - gap.end;
  pdf.object(9, "<</Fields[10 0 R 20 0 R]>>").object(20, "<</FT/Sig/T(T)/V 21 0 R>>");
  pdf.object(21,
             "<</Type/Sig" + kDetached + "/ByteRange[0 " + std::to_string(gap.begin) + " " +
                 std::to_string(gap.end) + " " + std::to_string(tail) + "]/Contents<30820102>>>");
  pdf.end();
  const auto reading = read_ok(filled(pdf, {11}));
  ASSERT_EQ(reading.signatures.size(), 2U);
  EXPECT_TRUE(reading.signatures[0].faults.empty());
  EXPECT_TRUE(has(reading.signatures[1], FormatFault::GapNotContents));
}

// Trap 8.
TEST(PdfOverlap, LaterSignatureThatLeavesOutAnEarlier_IsAtFault) {
  auto pdf = signed_once();
  pdf.object(9, "<</Fields[10 0 R 20 0 R]>>").object(20, "<</FT/Sig/T(T)/V 21 0 R>>");
  pdf.signature(21, kDetached).end();
  auto text = filled(pdf, {11, 21});
  const auto gap = pdf.gap_of(11);
  const auto from = text.rfind("/ByteRange [") + 12;
  char numbers[64];
  std::snprintf(numbers, sizeof numbers, "%010d %010lld", 0, static_cast<long long>(gap.begin));
  text.replace(from, 21, numbers);
  const auto reading = read_ok(text);
  ASSERT_EQ(reading.signatures.size(), 2U);
  EXPECT_FALSE(has(reading.signatures[0], FormatFault::RangesOverlap));
  EXPECT_TRUE(has(reading.signatures[1], FormatFault::RangesOverlap));
}

// Trap 9.
TEST(PdfShared, OneValueInTwoFields_IsOneSignatureAtFault) {
  auto pdf = with_form("<</FT/Sig/T(S)>>");
  pdf.object(9, "<</Fields[10 0 R 12 0 R]>>").object(10, "<</FT/Sig/T(A)/V 11 0 R>>");
  pdf.object(12, "<</FT/Sig/T(B)/V 11 0 R>>").signature(11, kDetached).end();
  const auto signature = only(filled(pdf, {11}));
  EXPECT_TRUE(has(signature, FormatFault::ValueSharedByFields));
  EXPECT_EQ(signature.facts.field, "A");
}

TEST(PdfShared, SecondFieldAddedLater_IsAFaultToo) {
  auto pdf = signed_once();
  pdf.object(9, "<</Fields[10 0 R 12 0 R]>>").object(12, "<</FT/Sig/T(B)/V 11 0 R>>").end();
  EXPECT_TRUE(has(only(filled(pdf, {11})), FormatFault::ValueSharedByFields));
}

TEST(PdfHidden, ValueThatNoFieldHolds_IsFound) {
  auto pdf = with_form("<</FT/Sig/T(S)>>");
  pdf.signature(11, kDetached).end();
  const auto signature = only(filled(pdf, {11}));
  EXPECT_EQ(signature.facts.object, 11);
  EXPECT_TRUE(signature.facts.field.empty());
  EXPECT_TRUE(signature.facts.removed_later);
}

TEST(PdfHidden, ValueInTheFirstRevisionOfASmallFile_IsFound) {
  PdfRevisions pdf;
  pdf.object(1, "<</Type/Catalog>>").signature(11, kDetached).end();
  EXPECT_EQ(only(filled(pdf, {11})).facts.object, 11);
}

TEST(PdfHidden, ValueAfterTheLastRevision_IsFound) {
  const auto pdf = with_form("<</FT/Sig/T(S)>>");
  const auto tail = "77 0 obj\n<</ByteRange[0 1 2 3]/Contents<3082>>>\nendobj\n";
  EXPECT_EQ(only(pdf.text() + tail).facts.object, 77);
}

TEST(PdfHidden, TextInsideAStream_IsNoSignature) {
  auto pdf = with_form("<</FT/Sig/T(S)>>");
  pdf.stream(11, "", "5 0 obj<</ByteRange[0 1 2 3]/Contents<3082>>>endobj").end();
  EXPECT_TRUE(read_ok(pdf.text()).signatures.empty());
}

// Not every producer lists a field in the form; poppler shows such a signature too.
TEST(PdfHidden, WidgetOnAPageThatTheFormLeavesOut_NamesItsField) {
  PdfRevisions pdf;
  pdf.object(1, "<</Type/Catalog/Pages 2 0 R>>").object(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>");
  pdf.object(3, "<</Type/Page/Parent 2 0 R/Annots[10 0 R]>>");
  pdf.object(10, "<</FT/Sig/T(S)/Parent 12 0 R/V 11 0 R/Rect[0 0 9 9]/Subtype/Widget>>");
  pdf.object(12, "<</T(A)>>").signature(11, kDetached).end();
  const auto signature = only(filled(pdf, {11}));
  EXPECT_EQ(signature.facts.field, "A.S");
  EXPECT_EQ(signature.facts.page, 1);
  EXPECT_TRUE(signature.faults.empty());
}

TEST(PdfHidden, UsageRightsOfAVendor_AreNoSignature) {
  auto pdf = with_form("<</FT/Sig/T(S)>>");
  pdf.object(1, "<</Type/Catalog/Pages 2 0 R/AcroForm 9 0 R/Perms<</UR3 11 0 R>>>>");
  pdf.signature(11, kDetached + "/Reference[<</TransformMethod/UR3>>]").end();
  EXPECT_TRUE(read_ok(filled(pdf, {11})).signatures.empty());
}

TEST(PdfCertification, WithTransformAndPerms_IsRead) {
  const std::string transform = "/Reference[<</TransformMethod/DocMDP/TransformParams<</P ";
  const auto certified = [&](const std::string& p, const std::string& catalog) {
    auto pdf = with_form("<</FT/Sig/T(S)>>", catalog);
    pdf.object(10, "<</FT/Sig/T(S)/V 11 0 R>>")
        .signature(11, kDetached + transform + p + ">>>>]")
        .end();
    return only(filled(pdf, {11})).facts;
  };
  EXPECT_TRUE(certified("1", "/Perms<</DocMDP 11 0 R>>").is_certification);
  EXPECT_EQ(certified("1", "/Perms<</DocMDP 11 0 R>>").docmdp, 1);
  EXPECT_EQ(certified("null", "/Perms<</DocMDP 11 0 R>>").docmdp, 2);
  EXPECT_EQ(certified("7", "/Perms<</DocMDP 11 0 R>>").docmdp, 1);
  EXPECT_FALSE(certified("3", "").is_certification);
  EXPECT_EQ(certified("3", "/Perms<</DocMDP 12 0 R>>").docmdp, 0);
}

TEST(PdfLocks, OfTheTransformAndOfTheField_AreRead) {
  const auto pdf =
      signed_once(kDetached +
                      "/Reference[<</TransformMethod/FieldMDP/TransformParams<</Action/Include"
                      "/Fields[(a.b)(Sig1)]>>>>]",
                  "/Lock<</Action/Exclude/Fields[(c)]/P 2>>");
  const auto facts = only(filled(pdf, {11})).facts;
  ASSERT_EQ(facts.locks.size(), 2U);
  EXPECT_EQ(facts.locks[0].action, FieldLock::Action::Exclude);
  EXPECT_EQ(facts.locks[0].fields, std::vector<std::string>{"c"});
  EXPECT_EQ(facts.locks[1].action, FieldLock::Action::Include);
  EXPECT_EQ(facts.locks[1].fields, (std::vector<std::string>{"a.b", "Sig1"}));
  EXPECT_EQ(facts.lock_docmdp, 2);
}

TEST(PdfLocks, WithAnUnknownAction_LockEverything) {
  const auto facts = only(filled(signed_once(kDetached, "/Lock<</Action/Perhaps>>"), {11})).facts;
  ASSERT_EQ(facts.locks.size(), 1U);
  EXPECT_EQ(facts.locks[0].action, FieldLock::Action::All);
}

TEST(PdfValue, CertificatesOfABareRsaValue_AreTaken) {
  const auto pdf = signed_once("/SubFilter/adbe.x509.rsa_sha1/Cert[(abc)<6465>]");
  const auto facts = only(filled(pdf, {11})).facts;
  ASSERT_EQ(facts.certificates.size(), 2U);
  EXPECT_EQ(as_text(facts.certificates[1]), "de");
  EXPECT_EQ(facts.hash_hints, std::vector<HashAlgorithm>{HashAlgorithm::Sha1});
}

TEST(PdfValue, DigestsAtTheHeadOfTheCms_AreHinted) {
  const std::string cms("\x30\x80\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03\x05\x00", 15);
  EXPECT_EQ(digest_hints(as_bytes(cms)), std::vector<HashAlgorithm>{HashAlgorithm::Sha512});
  EXPECT_TRUE(digest_hints({}).empty());
}

TEST(PdfPages, OfVisibleWidgets_AreCountedThroughTheTree) {
  PdfRevisions pdf;
  pdf.object(1, "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[10 0 R]>>>>");
  pdf.object(2, "<</Type/Pages/Kids[3 0 R 4 0 R 7 0 R]/Count 4>>");
  pdf.object(3, "<</Type/Page/Parent 2 0 R>>");
  pdf.object(4, "<</Type/Pages/Parent 2 0 R/Kids[5 0 R 6 0 R]/Count 2>>");
  pdf.object(5, "<</Type/Page/Parent 4 0 R>>")
      .object(6, "<</Type/Page/Parent 4 0 R/Annots[10 0 R]>>");
  pdf.object(7, "<</Type/Page/Parent 2 0 R/Annots[12 0 R]>>");
  pdf.end();
  const auto page = [&](const std::string& widget) {
    auto copy = pdf;
    copy.object(10, "<</FT/Sig/T(S)/V 11 0 R" + widget + ">>").signature(11, kDetached).end();
    return only(filled(copy, {11})).facts.page;
  };
  EXPECT_EQ(page("/Rect[0 0 9 9]/P 7 0 R"), 4);
  EXPECT_EQ(page("/Rect[0 0 9 9]/P 5 0 R"), 2);
  EXPECT_EQ(page("/Rect[0 0 9 9]"), 3);
  EXPECT_EQ(page("/Rect[0 0 0 0]/P 7 0 R"), 0);
  EXPECT_EQ(page("/Rect[0 0 9 9]/F 2/P 7 0 R"), 0);
  EXPECT_EQ(page(""), 0);
}

TEST(PdfStore, OfEveryRevision_IsCollectedOnce) {
  auto pdf = signed_once();
  pdf.stream(20, "", "cert-a")
      .stream(21, "", "crl")
      .stream(22, "", "ocsp")
      .stream(23, "", "cert-a");
  pdf.object(24,
             "<</Certs[20 0 R 23 0 R]/CRLs[21 0 R]/OCSPs[22 0 R]"
             "/VRI<</ABCD<</Cert[20 0 R 25 0 R]>>>>>>");
  pdf.stream(25, "", "cert-b");
  pdf.object(1, "<</Type/Catalog/Pages 2 0 R/AcroForm 9 0 R/DSS 24 0 R>>").end();
  pdf.object(1, "<</Type/Catalog/Pages 2 0 R/AcroForm 9 0 R>>").end();
  const auto reading = read_ok(filled(pdf, {11}));
  EXPECT_TRUE(reading.has_dss);
  ASSERT_EQ(reading.dss_certificates.size(), 2U);
  EXPECT_EQ(as_text(reading.dss_certificates[1]), "cert-b");
  EXPECT_EQ(reading.dss_crls.size(), 1U);
  EXPECT_EQ(reading.dss_ocsps.size(), 1U);
}

// Trap 12.
TEST(PdfEncrypted, WithoutThePassword_CannotBeRead) {
  const auto made = by_qpdf(filled(signed_once(), {11}), "--encrypt user owner 256 --");
  const auto reading = read_pdf_signatures(as_bytes(made), "", {});
  ASSERT_FALSE(reading);
  EXPECT_EQ(reading.error().what, Fault::NeedsPassword);
}

TEST(PdfEncrypted, WithThePassword_ShowsItsSignature) {
  const auto made =
      by_qpdf(filled(signed_once(kDetached + "/Reason(why)"), {11}), "--encrypt user owner 256 --");
  const auto reading = read_pdf_signatures(as_bytes(made), "user", {});
  ASSERT_TRUE(reading);
  EXPECT_TRUE(reading->is_encrypted);
  ASSERT_EQ(reading->signatures.size(), 1U);
  EXPECT_EQ(reading->signatures[0].facts.reason, "why");
  EXPECT_FALSE(has(reading->signatures[0], FormatFault::ContentsMissing));
}

TEST(PdfBroken, StructureWithASignatureInside_ShowsItAsFailed) {
  auto text = filled(signed_once(), {11});
  text.replace(text.rfind("startxref") + 10, 3, "999");
  const auto signature = only(text);
  EXPECT_TRUE(has(signature, FormatFault::Unparseable));
  EXPECT_EQ(signature.facts.object, 11);
}

TEST(PdfBroken, StructureWithoutOne_CannotBeRead) {
  auto text = with_form("<</FT/Sig/T(S)>>").text();
  text.replace(text.rfind("startxref") + 10, 3, "999");
  const auto reading = read_pdf_signatures(as_bytes(text), "", {});
  ASSERT_FALSE(reading);
  EXPECT_EQ(reading.error().what, Fault::CorruptFile);
}

}  // namespace
}  // namespace sohoa
