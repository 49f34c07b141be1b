// Objects with two faces, prepared before signing: what is harmless in one role is held to the
// other one too.
#include <gtest/gtest.h>

#include "changes_case.h"

namespace sohoa::testing {
namespace {

using namespace form;

/// One page whose only form is called `name`; the update exchanges its content.
PdfRevisions form_called(const std::string& name, const std::string& kind) {
  PdfRevisions pdf;
  const std::string entries = "/Type /XObject /Subtype /" + kind + " /BBox [0 0 9 9]";
  pdf.object(1, "<< /Type /Catalog /Pages 2 0 R >>");
  pdf.object(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
  pdf.object(3,
             "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << "
             "/XObject << /" +
                 name + " 5 0 R >> >> >>");
  pdf.stream(4, "", "/" + name + " Do").stream(5, entries, "0 g").end();
  pdf.stream(5, "/Type /XObject /Subtype /Form /BBox [0 0 9 9]", "1 g").end();
  return pdf;
}

TEST(TwoFaces, AFormMayBeCalledLikeAHarmlessKey) {
  for (const char* name : {"Metadata", "Length", "LastModified", "Filter", "Parent", "Data", "P"}) {
    const Outcome outcome(form_called(name, "Form"));
    EXPECT_TRUE(outcome.has(ChangeKind::PageResources, 5)) << name << "\n" << outcome;
  }
}

TEST(TwoFaces, AFormMayPretendToBeXmp) {
  const Outcome outcome(form_called("Metadata", "XML"));
  EXPECT_TRUE(outcome.is_forbidden(3)) << outcome;
}

TEST(TwoFaces, TheCatalogueMayBeAnActionToo) {
  PdfRevisions pdf;
  pdf.object(1, "<< /Type /Catalog /Pages 2 0 R /OpenAction 1 0 R >>");
  pdf.object(2, "<< /Type /Pages /Kids [] /Count 0 >>").end();
  pdf.object(1, "<< /Type /Catalog /Pages 2 0 R /OpenAction 1 0 R /S /JavaScript /JS (x) >>").end();
  const Outcome outcome(pdf);
  EXPECT_TRUE(outcome.has(ChangeKind::Actions)) << outcome;
}

TEST(TwoFaces, AnAnnotationMayBeAnActionToo) {
  PdfRevisions pdf;
  const std::string note = "<< /Subtype /Text /Rect [0 0 9 9] /S /JavaScript ";
  pdf.object(1, "<< /Type /Catalog /Pages 2 0 R /OpenAction 4 0 R >>");
  pdf.object(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
  pdf.object(3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Annots [4 0 R] >>");
  pdf.object(4, note + "/JS (a) >>").end();
  pdf.object(4, note + "/JS (b) >>").end();
  EXPECT_TRUE(Outcome(pdf).is_forbidden(3)) << Outcome(pdf);
}

TEST(TwoFaces, AResourceMayBeInheritedByAnOddWay) {
  PdfRevisions pdf;
  pdf.object(1, "<< /Type /Catalog /Pages 2 0 R >>");
  pdf.object(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
  pdf.object(3, "<< /Type /Page /Parent 4 0 R /MediaBox [0 0 9 9] /Contents 6 0 R >>");
  pdf.object(4, "<< /Type /Pages /Kids [3 0 R] /Count 1 /Resources << /Font << /F 5 0 R >> >> >>");
  pdf.object(5, "<< /Type /Font /BaseFont /A >>").stream(6, "", "/F 9 Tf (x) Tj").end();
  pdf.object(5, "<< /Type /Font /BaseFont /B >>").end();
  EXPECT_TRUE(Outcome(pdf).is_forbidden(3)) << Outcome(pdf);
}

TEST(TwoFaces, AnotherCatalogueWithTheSameEntriesIsTheSame) {
  PdfRevisions pdf = signed_form();
  pdf.object(60, kCatalogBody).end({.trailer = "/Info 37 0 R", .root = 60});
  EXPECT_TRUE(Outcome(pdf).is_harmless()) << Outcome(pdf);
  pdf.stream(kContent1, "", "other").end({.trailer = "/Info 37 0 R", .root = 60});
  EXPECT_TRUE(Outcome(pdf).has(ChangeKind::PageContent, kContent1)) << Outcome(pdf);
}

TEST(TwoFaces, AnotherCatalogueWithOtherPagesIsForbidden) {
  PdfRevisions pdf = signed_form();
  pdf.object(60, edited(kCatalogBody, "/Pages 2 0 R", "/Pages 61 0 R"));
  pdf.object(61, "<< /Type /Pages /Kids [62 0 R] /Count 1 >>");
  pdf.object(62, "<< /Type /Page /Parent 61 0 R /MediaBox [0 0 9 9] >>");
  pdf.end({.trailer = "/Info 37 0 R", .root = 60});
  EXPECT_TRUE(Outcome(pdf).has(ChangeKind::PageTree)) << Outcome(pdf);
}

TEST(TwoFaces, AnExchangeIsComparedInEachRole) {
  PdfRevisions pdf = signed_form();
  // One new object stands for the note's popup text and for the page's content at once.
  pdf.object(kPage1, edited(kPage1Body, "/Contents 6 0 R", "/Contents 60 0 R"));
  pdf.object(kNote, "<< /Type /Annot /Subtype /Text /Rect [20 800 40 820] /RC 60 0 R >>");
  pdf.stream(60, "", "other").end({.trailer = "/Info 37 0 R"});
  EXPECT_TRUE(Outcome(pdf).has(ChangeKind::PageContent)) << Outcome(pdf);
}

TEST(TwoFaces, TreesThatShareTheirBranchesAreComparedOnce) {
  PdfRevisions pdf;
  const auto tree = [&pdf](std::int32_t first) {
    for (std::int32_t number = first; number < first + 50; ++number) {
      const std::string kid = std::to_string(number + 1) + " 0 R";
      pdf.object(number, "<< /Type /Pages /Count 1 /Kids [" + kid + " " + kid + "] >>");
    }
    pdf.object(first + 50, "<< /Type /Page >>");
  };
  pdf.object(1, "<< /Type /Catalog /Pages 100 0 R >>");
  tree(100);
  pdf.end();
  pdf.object(1, "<< /Type /Catalog /Pages 200 0 R >>");
  tree(200);
  pdf.end();
  EXPECT_EQ(Outcome(pdf).changes().size(), 52U);  // and it ends
}

}  // namespace
}  // namespace sohoa::testing
