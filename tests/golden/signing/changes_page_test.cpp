// Changes of what a reader sees or does: traps 5-7, 18, 23, 27, 29. Each case is one update to the
// same signed form; whatever the certification says, it is forbidden (annotations but for P = 3).
#include <functional>

#include <gtest/gtest.h>

#include "changes_case.h"

namespace sohoa::testing {
namespace {

using namespace form;

struct Attack {
  const char* name;
  ChangeKind kind;
  std::function<void(PdfRevisions&)> append;
};

void PrintTo(const Attack& attack, std::ostream* out) {
  *out << attack.name;
}

std::string catalog_with(const std::string& more) {
  return edited(kCatalogBody, "/Lang", more + " /Lang");
}

std::string page1_with(const std::string& more) {
  return edited(kPage1Body, "/Contents", more + " /Contents");
}

const std::vector<Attack>& attacks() {
  static const std::vector<Attack> kAll = {
      {"ContentOverwritten",
       ChangeKind::PageContent,
       [](PdfRevisions& pdf) { pdf.stream(kContent1, "", "BT (other) Tj ET"); }},
      {"ContentExchanged",
       ChangeKind::PageContent,
       [](PdfRevisions& pdf) {
         pdf.object(kPage1, edited(kPage1Body, "/Contents 6 0 R", "/Contents 7 0 R"));
       }},
      {"ContentAppended",
       ChangeKind::PageContent,
       [](PdfRevisions& pdf) {
         pdf.object(kPage1, edited(kPage1Body, "/Contents 6 0 R", "/Contents [6 0 R 50 0 R]"));
         pdf.stream(50, "", "1 1 1 rg 0 0 600 800 re f");
       }},
      {"ContentFreed", ChangeKind::PageContent, [](PdfRevisions& pdf) { pdf.free(kContent1); }},
      {"ContentRemoved",
       ChangeKind::PageContent,
       [](PdfRevisions& pdf) { pdf.object(kPage1, edited(kPage1Body, "/Contents 6 0 R", "")); }},
      {"FontOverwritten",
       ChangeKind::PageResources,
       [](PdfRevisions& pdf) {
         pdf.object(kFont, "<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>");
       }},
      {"FontDescriptorOverwritten",
       ChangeKind::PageResources,
       [](PdfRevisions& pdf) {
         pdf.object(kFontDescriptor, "<< /Type /FontDescriptor /FontFile2 50 0 R >>");
         pdf.stream(50, "", "glyphs");
       }},
      {"ImageOverwritten",
       ChangeKind::PageResources,
       [](PdfRevisions& pdf) {
         pdf.stream(kImage,
                    "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 "
                    "/ColorSpace /DeviceGray",
                    "y");
       }},
      {"ResourcesOverwritten",
       ChangeKind::PageResources,
       [](PdfRevisions& pdf) { pdf.object(kResources2, "<< /Font << /F1 50 0 R >> >>"); }},
      {"ResourcesInherited",
       ChangeKind::PageResources,
       [](PdfRevisions& pdf) {
         pdf.object(kPages,
                    "<< /Type /Pages /Kids [4 0 R 5 0 R] /Count 2 /Resources << /Font << >> >> >>");
       }},
      {"MediaBoxMoved",
       ChangeKind::PageBox,
       [](PdfRevisions& pdf) { pdf.object(kPage1, edited(kPage1Body, "595 842", "595 400")); }},
      {"CropBoxAdded",
       ChangeKind::PageBox,
       [](PdfRevisions& pdf) { pdf.object(kPage1, page1_with("/CropBox [0 0 10 10]")); }},
      {"PageTurned",
       ChangeKind::PageBox,
       [](PdfRevisions& pdf) { pdf.object(kPage1, page1_with("/Rotate 180")); }},
      {"PageAdded",
       ChangeKind::PageTree,
       [](PdfRevisions& pdf) {
         pdf.object(kPages, "<< /Type /Pages /Kids [4 0 R 5 0 R 50 0 R] /Count 3 >>");
         pdf.object(50, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 10 10] >>");
       }},
      {"PageRemoved",
       ChangeKind::PageTree,
       [](PdfRevisions& pdf) { pdf.object(kPages, "<< /Type /Pages /Kids [4 0 R] /Count 1 >>"); }},
      {"PagesReordered",
       ChangeKind::PageTree,
       [](PdfRevisions& pdf) {
         pdf.object(kPages, "<< /Type /Pages /Kids [5 0 R 4 0 R] /Count 2 >>");
       }},
      {"PageFreed", ChangeKind::PageTree, [](PdfRevisions& pdf) { pdf.free(kPage2); }},
      {"PageMadeANode",
       ChangeKind::Undefined,
       [](PdfRevisions& pdf) {
         pdf.object(kPage2,
                    "<< /Type /Pages /Parent 2 0 R /MediaBox [0 0 595 842] /Contents [7 0 R] "
                    "/Resources 9 0 R /Kids [4 0 R] >>");
       }},
      {"LayerSwitchedOff",
       ChangeKind::OptionalContent,
       [](PdfRevisions& pdf) {
         pdf.object(kCatalog, edited(kCatalogBody, "/ON [33 0 R]", "/OFF [33 0 R]"));
       }},
      {"LayerRenamed",
       ChangeKind::OptionalContent,
       [](PdfRevisions& pdf) { pdf.object(kLayer, "<< /Type /OCG /Name (final) >>"); }},
      {"OpenActionAdded",
       ChangeKind::Actions,
       [](PdfRevisions& pdf) {
         pdf.object(kCatalog, catalog_with("/OpenAction << /S /JavaScript /JS (x) >>"));
       }},
      {"PageActionAdded",
       ChangeKind::Actions,
       [](PdfRevisions& pdf) {
         pdf.object(kPage1, page1_with("/AA << /O << /S /JavaScript /JS (x) >> >>"));
       }},
      {"ScriptAdded",
       ChangeKind::Actions,
       [](PdfRevisions& pdf) {
         pdf.object(kNames,
                    "<< /Dests << /Names [(top) [4 0 R /Fit]] >> /JavaScript << /Names [(a) << /S "
                    "/JavaScript /JS (x) >>] >> >>");
       }},
      {"FileEmbedded",
       ChangeKind::EmbeddedFiles,
       [](PdfRevisions& pdf) {
         pdf.object(
             kNames,
             "<< /Dests << /Names [(top) [4 0 R /Fit]] >> /EmbeddedFiles << /Names [] >> >>");
       }},
      {"DestinationMoved",
       ChangeKind::Catalog,
       [](PdfRevisions& pdf) {
         pdf.object(kNames, "<< /Dests << /Names [(top) [5 0 R /Fit]] >> >>");
       }},
      {"OutlineRenamed",
       ChangeKind::Outlines,
       [](PdfRevisions& pdf) {
         pdf.object(kOutlineItem, "<< /Title (Phan 9) /Parent 31 0 R /Dest [4 0 R /Fit] >>");
       }},
      {"StructureChanged",
       ChangeKind::Structure,
       [](PdfRevisions& pdf) {
         pdf.object(kStruct, "<< /Type /StructTreeRoot /K << /S /H1 /Pg 4 0 R /K 0 >> >>");
       }},
      {"LanguageChanged",
       ChangeKind::Catalog,
       [](PdfRevisions& pdf) { pdf.object(kCatalog, edited(kCatalogBody, "(vi)", "50 0 R")); }},
      {"XfaAdded",
       ChangeKind::Xfa,
       [](PdfRevisions& pdf) {
         pdf.object(kAcroForm, edited(kFormBody, "/SigFlags", "/XFA 50 0 R /SigFlags"));
         pdf.stream(50, "", "<xdp/>");
       }},
      {"LinkTurned",
       ChangeKind::Actions,
       [](PdfRevisions& pdf) {
         pdf.object(kLink,
                    "<< /Type /Annot /Subtype /Link /Rect [20 20 90 40] "
                    "/A << /S /URI /URI (https://example.com) >> >>");
       }},
      {"UnknownPageKey",
       ChangeKind::Undefined,
       [](PdfRevisions& pdf) {
         pdf.object(kPage1, edited(kPage1Body, "/Parent", "/Undocumented << >> /Parent"));
       }},
      {"KeyTwice",
       ChangeKind::Undefined,
       [](PdfRevisions& pdf) {
         pdf.object(kPage1, edited(kPage1Body, "/Type /Page", "/Contents 7 0 R /Type /Page"));
       }},
      {"PageLabelsAdded",
       ChangeKind::Catalog,
       [](PdfRevisions& pdf) {
         pdf.object(kCatalog, catalog_with("/PageLabels << /Nums [0 << /P (x) >>] >>"));
       }},
  };
  return kAll;
}

class EachAttack : public ::testing::TestWithParam<Attack> {};
INSTANTIATE_TEST_SUITE_P(OnThePage,
                         EachAttack,
                         ::testing::ValuesIn(attacks()),
                         [](const auto& test) { return test.param.name; });

TEST_P(EachAttack, IsNamedAndForbidden) {
  PdfRevisions pdf = signed_form();
  GetParam().append(pdf);
  pdf.end({.trailer = "/Info 37 0 R"});
  const Outcome outcome(pdf);
  EXPECT_TRUE(outcome.has(GetParam().kind)) << outcome;
  for (const std::int32_t p : {0, 1, 2, 3}) EXPECT_TRUE(outcome.is_forbidden(p)) << p;
}

TEST_P(EachAttack, IsForbiddenEvenWhenUndone) {
  PdfRevisions pdf = signed_form();
  const PdfRevisions original = pdf;
  GetParam().append(pdf);
  pdf.end({.trailer = "/Info 37 0 R"});
  // Everything the attack may have touched, as it was.
  for (const std::int32_t number : {kCatalog, kPages, kAcroForm, kPage1, kPage2, kContent1}) {
    const auto begin = static_cast<std::size_t>(original.offset_of(number));
    const std::string text = original.text().substr(begin);
    const auto body = text.find("obj\n") + 4;
    pdf.object(number, text.substr(body, text.find("\nendobj") - body));
  }
  pdf.end({.trailer = "/Info 37 0 R"});
  EXPECT_TRUE(Outcome(pdf).is_forbidden(3)) << Outcome(pdf);
}

// ---- Object streams: changes without a word in the xref ---------------------------------------

TEST(PageChanges, AnObjectStreamWrittenAnewChangesWhatIsInIt) {
  PdfRevisions pdf = signed_form(XrefFlavour::Stream);
  const RevisionEnd end{.flavour = XrefFlavour::Stream, .trailer = "/Info 37 0 R"};
  const std::int32_t container = pdf.next_number();
  pdf.packed(kResources2, "<< /Font << /F1 10 0 R >> >>").end(end);
  ASSERT_TRUE(Outcome(pdf).is_harmless()) << Outcome(pdf);
  const std::string inner = std::to_string(kResources2) + " 0 << /Font << /F1 11 0 R >> >>";
  pdf.stream(container, "/Type /ObjStm /N 1 /First 4", inner).end(end);
  const Outcome outcome(pdf);
  EXPECT_TRUE(outcome.has(ChangeKind::PageResources, kResources2)) << outcome;
}

// ---- Annotations (trap 18) --------------------------------------------------------------------

PdfRevisions with_annot(const std::string& annot) {
  PdfRevisions pdf = signed_form();
  pdf.object(kAnnots1, edited(kAnnotsBody, "]", " 50 0 R]")).object(50, annot);
  pdf.end({.trailer = "/Info 37 0 R"});
  return pdf;
}

TEST(Annotations, MayBeAddedUnderP3Only) {
  const Outcome outcome(with_annot("<< /Type /Annot /Subtype /Text /Rect [1 1 9 9] >>"));
  EXPECT_EQ(outcome.the(ChangeKind::AnnotationAdded).page, 1);
  EXPECT_TRUE(outcome.is_allowed(3)) << outcome;
  EXPECT_TRUE(outcome.is_forbidden(2));
  EXPECT_TRUE(outcome.is_forbidden(1));
  EXPECT_TRUE(outcome.is_forbidden(0));
}

TEST(Annotations, ThatPaintOverContentAreMarked) {
  EXPECT_TRUE(Outcome(with_annot("<< /Subtype /FreeText /Rect [50 600 300 800] >>"))
                  .the(ChangeKind::AnnotationAdded)
                  .covers_content);
  EXPECT_FALSE(Outcome(with_annot("<< /Subtype /FreeText /Rect [900 900 950 950] >>"))
                   .the(ChangeKind::AnnotationAdded)
                   .covers_content);
  EXPECT_FALSE(Outcome(with_annot("<< /Subtype /Highlight /Rect [50 600 300 800] >>"))
                   .the(ChangeKind::AnnotationAdded)
                   .covers_content);
}

TEST(Annotations, WithAScriptAreNeverAllowed) {
  const Outcome outcome(
      with_annot("<< /Subtype /Link /Rect [1 1 9 9] /A << /S /JavaScript /JS (x) >> >>"));
  EXPECT_TRUE(outcome.has(ChangeKind::Actions)) << outcome;
  EXPECT_TRUE(outcome.is_forbidden(3));
}

TEST(Annotations, MayBeChangedAndRemovedUnderP3) {
  PdfRevisions changed = signed_form();
  changed.object(kNote, "<< /Type /Annot /Subtype /Text /Rect [20 800 40 820] /Contents (no) >>");
  changed.end({.trailer = "/Info 37 0 R"});
  EXPECT_TRUE(Outcome(changed).has(ChangeKind::AnnotationChanged, kNote)) << Outcome(changed);
  EXPECT_TRUE(Outcome(changed).is_allowed(3)) << Outcome(changed);
  EXPECT_TRUE(Outcome(changed).is_forbidden(2));

  PdfRevisions removed = signed_form();
  removed.object(kAnnots1, edited(kAnnotsBody, "29 0 R", "")).free(kNote);
  removed.end({.trailer = "/Info 37 0 R"});
  EXPECT_TRUE(Outcome(removed).has(ChangeKind::AnnotationRemoved)) << Outcome(removed);
  EXPECT_TRUE(Outcome(removed).is_allowed(3)) << Outcome(removed);
}

TEST(Annotations, InAnArrayThatBecameDirectAreTheSame) {
  PdfRevisions pdf = signed_form();
  pdf.object(kPage1, edited(kPage1Body, "38 0 R", kAnnotsBody));
  pdf.end({.trailer = "/Info 37 0 R"});
  EXPECT_TRUE(Outcome(pdf).is_harmless()) << Outcome(pdf);
}

// ---- Traps 5 to 7 -------------------------------------------------------------------------------

TEST(Structure, BytesBehindTheLastRevisionAreForbidden) {
  PdfRevisions pdf = signed_form();
  pdf.raw("<html>a polyglot</html>");
  const Outcome outcome(pdf);
  EXPECT_TRUE(outcome.has(ChangeKind::TrailingBytes)) << outcome;
  EXPECT_TRUE(outcome.is_forbidden(3));
}

TEST(Structure, AnEntryThatPointsIntoSignedBytesIsForbidden) {
  PdfRevisions pdf = signed_form();
  pdf.repoint(kContent1, pdf.offset_of(kContent2));
  pdf.end({.trailer = "/Info 37 0 R"});
  const Outcome outcome(pdf);
  EXPECT_TRUE(outcome.has(ChangeKind::XrefRepointed, kContent1)) << outcome;
  EXPECT_TRUE(outcome.is_forbidden(3));
}

TEST(Structure, ATableThatRepeatsAllOldEntriesIsAllowed) {
  PdfRevisions pdf = signed_form();
  for (std::int32_t number = 1; number < kNext; ++number)
    pdf.repoint(number, pdf.offset_of(number));
  pdf.end({.trailer = "/Info 37 0 R"});
  EXPECT_TRUE(Outcome(pdf).is_harmless()) << Outcome(pdf);
}

}  // namespace
}  // namespace sohoa::testing
