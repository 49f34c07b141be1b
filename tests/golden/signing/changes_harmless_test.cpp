// Changes that need nobody's permission: traps 15, 16, 24, and what a producer leaves behind.
#include <gtest/gtest.h>

#include "changes_case.h"

namespace sohoa::testing {
namespace {

using namespace form;

class EachFlavour : public ::testing::TestWithParam<XrefFlavour> {
 protected:
  PdfRevisions pdf_ = signed_form(GetParam());
  RevisionEnd end_{.flavour = GetParam(), .trailer = "/Info 37 0 R", .after_eof = "\n"};
};
INSTANTIATE_TEST_SUITE_P(Xref,
                         EachFlavour,
                         ::testing::Values(XrefFlavour::Table, XrefFlavour::Stream));

TEST_P(EachFlavour, AFileOfOneRevisionHasNoChanges) {
  const Outcome outcome(pdf_);
  EXPECT_TRUE(outcome.changes().empty()) << outcome;
  EXPECT_EQ(outcome.judged(1), Modification::None);
}

TEST_P(EachFlavour, AnEmptyUpdateIsAllowed) {
  pdf_.end(end_);
  const Outcome outcome(pdf_);
  EXPECT_TRUE(outcome.is_harmless()) << outcome;
  EXPECT_TRUE(outcome.is_allowed(1));
}

TEST_P(EachFlavour, TheSameContentAgainIsAllowed) {
  pdf_.object(kPage1, kPage1Body).object(kCatalog, kCatalogBody).object(kAcroForm, kFormBody);
  pdf_.stream(kContent2, "", "BT /F1 12 Tf 50 700 Td (phu luc) Tj ET");
  pdf_.end(end_);
  const Outcome outcome(pdf_);
  EXPECT_TRUE(outcome.has(ChangeKind::SameContent, kPage1)) << outcome;
  EXPECT_TRUE(outcome.has(ChangeKind::SameContent, kContent2)) << outcome;
  EXPECT_TRUE(outcome.is_harmless()) << outcome;
}

TEST_P(EachFlavour, KeysInAnotherOrderAreTheSame) {
  pdf_.object(kFont,
              "<< /BaseFont /Helvetica /FontDescriptor 11 0 R /Subtype /True#54ype /Type /Font >>");
  pdf_.end(end_);
  EXPECT_TRUE(Outcome(pdf_).is_harmless()) << Outcome(pdf_);
}

TEST_P(EachFlavour, AnObjectUnderANewNumberIsTheSame) {
  pdf_.object(kPage1, edited(kPage1Body, "/Contents 6 0 R", "/Contents 50 0 R"));
  pdf_.stream(50, "", "BT /F1 12 Tf 50 700 Td (to trinh) Tj ET /Im Do /Logo Do");
  pdf_.end(end_);
  EXPECT_TRUE(Outcome(pdf_).is_harmless()) << Outcome(pdf_);
}

TEST_P(EachFlavour, AnObjectNobodyReachesIsAllowed) {
  pdf_.object(60, "<< /Type /Page /Contents 6 0 R >>").end(end_);
  const Outcome outcome(pdf_);
  EXPECT_TRUE(outcome.has(ChangeKind::Unreachable, 60)) << outcome;
  EXPECT_TRUE(outcome.is_allowed(1));
}

TEST_P(EachFlavour, FreeingAnOrphanAndUsingItsNumberIsAllowed) {
  pdf_.object(60, "<< /Old true >>").end(end_);
  pdf_.free(60).end(end_);
  pdf_.object(60, "[/New]").end(end_);
  const Outcome outcome(pdf_);
  EXPECT_TRUE(outcome.is_harmless()) << outcome;
}

TEST_P(EachFlavour, XmpAndInfoMayChange) {
  pdf_.stream(kXmp, "/Type /Metadata /Subtype /XML", "<x:xmpmeta>later</x:xmpmeta>");
  pdf_.object(kInfo, "<< /Title (To trinh) /ModDate (D:20260201000000Z) >>").end(end_);
  const Outcome outcome(pdf_);
  EXPECT_TRUE(outcome.has(ChangeKind::Metadata, kXmp)) << outcome;
  EXPECT_TRUE(outcome.has(ChangeKind::Metadata, kInfo)) << outcome;
  EXPECT_TRUE(outcome.is_allowed(1)) << outcome;
}

TEST_P(EachFlavour, AProducersMarkMayBeAdded) {
  pdf_.object(kCatalog, edited(kCatalogBody, "/Lang", "/ITXT (5.5.13) /Lang")).end(end_);
  EXPECT_TRUE(Outcome(pdf_).is_harmless()) << Outcome(pdf_);
}

TEST_P(EachFlavour, ExtensionsMayBeAdded) {
  pdf_.object(kCatalog,
              edited(kCatalogBody,
                     "/Lang",
                     "/Extensions << /ESIC << /BaseVersion /1.7 /ExtensionLevel 5 >> >> /Lang"));
  pdf_.end(end_);
  const Outcome outcome(pdf_);
  EXPECT_TRUE(outcome.has(ChangeKind::Extensions, kCatalog)) << outcome;
  EXPECT_TRUE(outcome.is_allowed(1)) << outcome;
}

TEST(HarmlessChanges, ObjectsMovedIntoAnObjectStreamAreTheSame) {
  PdfRevisions pdf = signed_form(XrefFlavour::Stream);
  pdf.packed(kPage1, kPage1Body)
      .packed(kFontDescriptor, "<< /Type /FontDescriptor /FontName /Helvetica /Flags 32 >>");
  pdf.end({.flavour = XrefFlavour::Stream, .trailer = "/Info 37 0 R", .after_eof = "\n"});
  const Outcome outcome(pdf);
  EXPECT_TRUE(outcome.has(ChangeKind::SameContent, kPage1)) << outcome;
  EXPECT_TRUE(outcome.is_harmless()) << outcome;
}

TEST(HarmlessChanges, BlankBytesBehindTheEndAreAllowed) {
  PdfRevisions pdf = signed_form();
  pdf.raw("\r\n \r\n");
  EXPECT_TRUE(Outcome(pdf).is_allowed(1)) << Outcome(pdf);
}

// ---- Trap 16: the security store -------------------------------------------------------------

std::string with_dss(const std::string& dss) {
  return edited(kCatalogBody, "/Lang", "/DSS " + dss + " /Lang");
}

PdfRevisions with_store() {
  PdfRevisions pdf = signed_form();
  pdf.object(kCatalog, with_dss("50 0 R"));
  pdf.object(50, "<< /Type /DSS /Certs [51 0 R] /VRI << /AB << /Cert [51 0 R] >> >> >>");
  pdf.stream(51, "", "certificate").end();
  return pdf;
}

TEST(SecurityStore, MayBeAddedUnderP1) {
  const Outcome outcome(with_store());
  EXPECT_TRUE(outcome.has(ChangeKind::SecurityStore, 50)) << outcome;
  EXPECT_TRUE(outcome.has(ChangeKind::SecurityStore, 51)) << outcome;
  EXPECT_TRUE(outcome.is_allowed(1)) << outcome;
}

TEST(SecurityStore, MayGrow) {
  PdfRevisions pdf = with_store();
  pdf.object(50,
             "<< /Type /DSS /Certs [51 0 R 52 0 R] /CRLs [53 0 R] /VRI << /AB << /Cert [51 0 R] "
             "/CRL [53 0 R] >> /CD << /TU (D:2026) >> >> >>");
  pdf.stream(52, "", "issuer").stream(53, "", "crl").end();
  EXPECT_TRUE(Outcome(pdf).is_allowed(1)) << Outcome(pdf);
}

TEST(SecurityStore, AnEntryUnderANewNumberStays) {
  PdfRevisions pdf = with_store();
  pdf.object(50, "<< /Type /DSS /Certs [52 0 R] /VRI << /AB << /Cert [52 0 R] >> >> >>");
  pdf.stream(52, "", "certificate").end();
  EXPECT_TRUE(Outcome(pdf).is_allowed(1)) << Outcome(pdf);
}

TEST(SecurityStore, NothingMayBeTakenOut) {
  PdfRevisions pdf = with_store();
  pdf.object(50, "<< /Type /DSS /Certs [51 0 R] >>").end();
  EXPECT_TRUE(Outcome(pdf).has(ChangeKind::StoreChanged)) << Outcome(pdf);
  EXPECT_TRUE(Outcome(pdf).is_forbidden());
}

TEST(SecurityStore, NothingMayBeReplaced) {
  PdfRevisions pdf = with_store();
  pdf.stream(51, "", "another").end();
  EXPECT_TRUE(Outcome(pdf).has(ChangeKind::StoreChanged, 51)) << Outcome(pdf);
  EXPECT_TRUE(Outcome(pdf).is_forbidden());
}

TEST(SecurityStore, MayNotBeRemovedAsAWhole) {
  PdfRevisions pdf = with_store();
  pdf.object(kCatalog, kCatalogBody).end();
  EXPECT_TRUE(Outcome(pdf).has(ChangeKind::StoreChanged)) << Outcome(pdf);
}

}  // namespace
}  // namespace sohoa::testing
