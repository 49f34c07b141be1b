// Signatures after signatures: traps 9 to 11, 16, 19, 25.
#include <functional>

#include <gtest/gtest.h>

#include "changes_case.h"

namespace sohoa::testing {
namespace {

using namespace form;

constexpr const char* kPades = "/Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached";
constexpr const char* kTimestamp = "/Filter /Adobe.PPKLite /SubFilter /ETSI.RFC3161";
constexpr const char* kAppearance = "/Type /XObject /Subtype /Form /BBox [0 0 100 40]";

Outcome after(const std::function<void(PdfRevisions&)>& append) {
  PdfRevisions pdf = signed_form();
  append(pdf);
  pdf.end({.trailer = "/Info 37 0 R"});
  return Outcome(pdf);
}

/// A new field 50 with value 51, on page 1.
void add_field(PdfRevisions& pdf, const std::string& widget) {
  pdf.object(kAcroForm, edited(kFormBody, "28 0 R]", "28 0 R 50 0 R]"));
  pdf.object(kAnnots1, edited(kAnnotsBody, "]", " 50 0 R]"));
  pdf.object(
      50,
      "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Sig9) /V 51 0 R /P 4 0 R " + widget + " >>");
}

TEST(LaterSignatures, InAFieldThatWaitedAreAllowedFromP2On) {
  const Outcome outcome = after([](PdfRevisions& pdf) {
    pdf.object(kSig2,
               "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Sig2) /V 50 0 R /F 132 "
               "/Rect [450 100 550 140] /P 4 0 R /AP << /N 51 0 R >> >>");
    pdf.signature(50, kPades).stream(51, kAppearance, "(signed) Tj");
  });
  EXPECT_EQ(outcome.the(ChangeKind::SignatureFilled).field, "Sig2");
  EXPECT_TRUE(outcome.is_allowed(0)) << outcome;
  EXPECT_TRUE(outcome.is_allowed(2)) << outcome;
  EXPECT_TRUE(outcome.is_forbidden(1)) << outcome;
}

TEST(LaterSignatures, InANewHiddenFieldAreAllowedFromP2On) {
  const Outcome outcome = after([](PdfRevisions& pdf) {
    add_field(pdf, "/Rect [0 0 0 0] /F 132");
    pdf.signature(51, kPades);
  });
  EXPECT_EQ(outcome.the(ChangeKind::SignatureFieldHidden).field, "Sig9");
  EXPECT_TRUE(outcome.is_allowed(2)) << outcome;
  EXPECT_TRUE(outcome.is_forbidden(1)) << outcome;
}

TEST(LaterSignatures, InANewVisibleFieldAreForbiddenUnderP2) {
  const Outcome outcome = after([](PdfRevisions& pdf) {
    add_field(pdf, "/Rect [0 0 90 40] /F 4 /AP << /N 52 0 R >>");
    pdf.signature(51, kPades).stream(52, kAppearance, "(signed) Tj");
  });
  const Change change = outcome.the(ChangeKind::SignatureFieldVisible);
  EXPECT_EQ(change.field, "Sig9");
  EXPECT_TRUE(outcome.is_forbidden(2)) << outcome;
  EXPECT_TRUE(outcome.is_forbidden(1));
  EXPECT_TRUE(outcome.is_allowed(3)) << outcome;
  EXPECT_TRUE(outcome.is_allowed(0));
}

TEST(LaterSignatures, MayBringTheFirstForm) {
  PdfRevisions pdf;
  pdf.object(1, "<< /Type /Catalog /Pages 2 0 R >>");
  pdf.object(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
  pdf.object(3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>").end();
  pdf.object(1, "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] /SigFlags 3 >> >>");
  pdf.object(3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Annots [4 0 R] >>");
  pdf.object(4,
             "<< /Type /Annot /Subtype /Widget /FT /Sig /T (S) /V 5 0 R /Rect [0 0 0 0] /P 3 0 R "
             ">>");
  pdf.signature(5, kTimestamp).end();
  const Outcome outcome(pdf);
  EXPECT_TRUE(outcome.has(ChangeKind::DocumentTimestamp)) << outcome;
  EXPECT_TRUE(outcome.is_allowed(1)) << outcome;
}

// ---- Document time-stamps (traps 16, 51)
// ----------------------------------------------------------

TEST(DocumentTimestamps, AreAllowedUnderP1WhateverTheyCallThemselves) {
  const Outcome outcome = after([](PdfRevisions& pdf) {
    add_field(pdf, "/Rect [0 0 0 0] /F 132");
    pdf.signature(51, kTimestamp);  // writes /Type /Sig
  });
  EXPECT_TRUE(outcome.has(ChangeKind::DocumentTimestamp, 51)) << outcome;
  EXPECT_TRUE(outcome.is_allowed(1)) << outcome;
}

TEST(DocumentTimestamps, ThatShowThemselvesAreNoHousekeeping) {
  const Outcome outcome = after([](PdfRevisions& pdf) {
    add_field(pdf, "/Rect [0 0 90 90] /AP << /N 52 0 R >>");
    pdf.signature(51, kTimestamp).stream(52, kAppearance, "x");
  });
  EXPECT_TRUE(outcome.is_forbidden(1)) << outcome;
}

// ---- Traps 9 to 11
// --------------------------------------------------------------------------------

TEST(EarlierSignatures, MayNotBeEdited) {
  const Outcome outcome = after([](PdfRevisions& pdf) {
    pdf.signature(kSig1Value,
                  "/Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /Reason (refused)");
  });
  EXPECT_TRUE(outcome.has(ChangeKind::SignatureChanged, kSig1Value)) << outcome;
  EXPECT_TRUE(outcome.is_forbidden(3));
}

TEST(EarlierSignatures, MayNotBeExchanged) {
  const Outcome outcome = after([](PdfRevisions& pdf) {
    pdf.object(kSig1,
               "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Sig1) /V 50 0 R /F 132 "
               "/Rect [300 100 400 140] /P 4 0 R /AP << /N 26 0 R >> >>");
    pdf.signature(50, kPades);
  });
  EXPECT_EQ(outcome.the(ChangeKind::SignatureChanged).field, "Sig1");
}

TEST(EarlierSignatures, KeepTheirAppearance) {
  const Outcome outcome =
      after([](PdfRevisions& pdf) { pdf.stream(kSig1Ap, kAppearance, "(signed by another) Tj"); });
  EXPECT_TRUE(outcome.has(ChangeKind::FieldInconsistent, kSig1Ap)) << outcome;
}

TEST(EarlierSignatures, StayWithTheForm) {
  const Outcome field =
      after([](PdfRevisions& pdf) { pdf.object(kAcroForm, edited(kFormBody, "25 0 R ", "")); });
  EXPECT_EQ(field.the(ChangeKind::SignatureChanged).field, "Sig1");
  const Outcome form = after(
      [](PdfRevisions& pdf) { pdf.object(kCatalog, edited(kCatalogBody, "/AcroForm 3 0 R", "")); });
  EXPECT_EQ(form.the(ChangeKind::SignatureChanged).field, "Sig1");
  const Outcome freed = after([](PdfRevisions& pdf) { pdf.free(kSig1); });
  EXPECT_TRUE(freed.has(ChangeKind::SignatureChanged, kSig1)) << freed;
  const Outcome page =
      after([](PdfRevisions& pdf) { pdf.object(kAnnots1, edited(kAnnotsBody, "25 0 R ", "")); });
  EXPECT_TRUE(page.is_forbidden(3)) << page;
}

TEST(EarlierSignatures, FillNoSecondField) {
  const Outcome outcome = after([](PdfRevisions& pdf) {
    pdf.object(kSig2,
               "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Sig2) /V 27 0 R /F 132 "
               "/Rect [450 100 550 140] /P 4 0 R /AP << /N 26 0 R >> >>");
  });
  EXPECT_EQ(outcome.the(ChangeKind::SignatureChanged).field, "Sig2");
  const Outcome added = after([](PdfRevisions& pdf) {
    add_field(pdf, "/Rect [0 0 90 90] /AP << /N 26 0 R >>");
    pdf.object(50,
               "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Sig9) /V 27 0 R "
               "/Rect [0 0 90 90] /AP << /N 26 0 R >> >>");
  });
  EXPECT_TRUE(added.has(ChangeKind::SignatureChanged)) << added;
}

TEST(EarlierSignatures, OneNewValueFillsOneField) {
  const Outcome outcome = after([](PdfRevisions& pdf) {
    add_field(pdf, "/Rect [0 0 0 0]");
    pdf.object(kSig2,
               "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Sig2) /V 51 0 R /F 132 "
               "/Rect [450 100 550 140] /P 4 0 R >>");
    pdf.signature(51, kPades);
  });
  EXPECT_TRUE(outcome.has(ChangeKind::SignatureChanged)) << outcome;
}

TEST(EarlierSignatures, LendTheirNameToNobody) {
  const Outcome outcome = after([](PdfRevisions& pdf) {
    pdf.object(kAcroForm, edited(kFormBody, "28 0 R]", "28 0 R 50 0 R]"));
    pdf.object(50, "<< /FT /Sig /T (Sig1) /V 51 0 R >>").signature(51, kPades);
  });
  EXPECT_TRUE(outcome.has(ChangeKind::FieldAdded)) << outcome;
}

TEST(EarlierSignatures, LeaveTheirLocksAlone) {
  const Outcome outcome = after([](PdfRevisions& pdf) {
    pdf.object(kSig2,
               "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Sig2) /F 4 /Rect [450 100 550 140] "
               "/P 4 0 R /SV << /Type /SV /Ff 1 >> >>");
  });
  EXPECT_TRUE(outcome.is_forbidden(3)) << outcome;
}

// ---- Trap 25
// -----------------------------------------------------------------------------------------

TEST(LaterCertifications, AreNamedAsSignaturesAndWidenNothing) {
  const Outcome outcome = after([](PdfRevisions& pdf) {
    add_field(pdf, "/Rect [0 0 0 0]");
    pdf.signature(51,
                  std::string(kPades) +
                      " /Reference [<< /Type /SigRef /TransformMethod /DocMDP /Data 1 0 R "
                      "/TransformParams << /P 3 >> >>]");
    pdf.object(kCatalog, edited(kCatalogBody, "/Lang", "/Perms << /DocMDP 51 0 R >> /Lang"));
  });
  EXPECT_TRUE(outcome.has(ChangeKind::SignatureFilled, kCatalog)) << outcome;
  EXPECT_TRUE(outcome.is_allowed(2)) << outcome;
}

TEST(LaterCertifications, DoNotReplaceTheFirst) {
  PdfRevisions pdf;
  pdf.object(1, "<< /Type /Catalog /Pages 2 0 R /Perms << /DocMDP 3 0 R >> >>");
  pdf.object(2, "<< /Type /Pages /Kids [] /Count 0 >>").signature(3, kPades).end();
  pdf.object(1, "<< /Type /Catalog /Pages 2 0 R /Perms << /DocMDP 4 0 R >> >>");
  pdf.signature(4, kPades).end();
  EXPECT_TRUE(Outcome(pdf).has(ChangeKind::SignatureChanged)) << Outcome(pdf);
  pdf.object(1, "<< /Type /Catalog /Pages 2 0 R >>").end();
  EXPECT_TRUE(Outcome(pdf).is_forbidden(3));
}

}  // namespace
}  // namespace sohoa::testing
