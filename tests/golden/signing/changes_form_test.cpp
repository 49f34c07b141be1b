// Form filling: what belongs together changes together (traps 17, 20 to 22).
#include <functional>

#include <gtest/gtest.h>

#include "changes_case.h"

namespace sohoa::testing {
namespace {

using namespace form;

constexpr const char* kFormEntries =
    "/Type /XObject /Subtype /Form /BBox [0 0 100 20] /Resources << /Font << /Helv 10 0 R >> >>";

std::string name_with(const std::string& value, const std::string& appearance) {
  return "<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V " + value +
         " /Rect [50 600 150 620] /P 4 0 R /AP << /N " + appearance + " >> /DA (/Helv 10 Tf) >>";
}

Outcome after(const std::function<void(PdfRevisions&)>& append) {
  PdfRevisions pdf = signed_form();
  append(pdf);
  pdf.end({.trailer = "/Info 37 0 R"});
  return Outcome(pdf);
}

TEST(FormFilling, ValueAndAppearanceTogetherAreAllowed) {
  const Outcome outcome = after([](PdfRevisions& pdf) {
    pdf.object(kName, name_with("(Binh)", "13 0 R"));
    pdf.stream(kNameAp, kFormEntries, "/Tx BMC (Binh) Tj EMC");
  });
  const Change change = outcome.the(ChangeKind::FieldFilled);
  EXPECT_EQ(change.field, "name");
  EXPECT_EQ(change.page, 1);
  EXPECT_EQ(change.path, "/Root/AcroForm/Fields[0]/V");
  EXPECT_TRUE(outcome.is_allowed(0)) << outcome;
  EXPECT_TRUE(outcome.is_allowed(2));
  EXPECT_TRUE(outcome.is_allowed(3));
  EXPECT_TRUE(outcome.is_forbidden(1)) << "trap 17";
}

TEST(FormFilling, WithANewAppearanceStreamAndItsOwnFontIsAllowed) {
  const Outcome outcome = after([](PdfRevisions& pdf) {
    pdf.object(kName, name_with("(Binh)", "50 0 R"));
    pdf.stream(
        50,
        "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F 51 0 R >> >>",
        "(Binh) Tj");
    pdf.object(51, "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>");
    pdf.object(kAcroForm, edited(kFormBody, "/Helv 10 0 R", "/Helv 10 0 R /F 51 0 R"));
  });
  EXPECT_TRUE(outcome.is_allowed(2)) << outcome;
}

TEST(FormFilling, OfANestedFieldHasItsWholeName) {
  const Outcome outcome = after([](PdfRevisions& pdf) {
    pdf.object(kCity,
               "<< /Type /Annot /Subtype /Widget /FT /Tx /T (city) /Parent 20 0 R /V (Da Nang) "
               "/Rect [50 500 150 520] /P 4 0 R /AP << /N 22 0 R >> >>");
    pdf.stream(kCityAp, kFormEntries, "/Tx BMC (Da Nang) Tj EMC");
  });
  EXPECT_EQ(outcome.the(ChangeKind::FieldFilled).field, "address.city");
  EXPECT_TRUE(outcome.is_allowed(2)) << outcome;
}

TEST(FormFilling, AppearanceWithoutValueIsForbidden) {
  const Outcome outcome =
      after([](PdfRevisions& pdf) { pdf.stream(kNameAp, kFormEntries, "/Tx BMC (Khac) Tj EMC"); });
  EXPECT_EQ(outcome.the(ChangeKind::FieldInconsistent).field, "name");
  EXPECT_TRUE(outcome.is_forbidden(3)) << outcome;
}

TEST(FormFilling, ValueWithoutAppearanceIsForbidden) {
  const Outcome outcome =
      after([](PdfRevisions& pdf) { pdf.object(kName, name_with("(Binh)", "13 0 R")); });
  EXPECT_TRUE(outcome.has(ChangeKind::FieldInconsistent, kName)) << outcome;
  EXPECT_TRUE(outcome.is_forbidden(3));
}

TEST(FormFilling, ValueAloneIsAllowedWhereReadersMakeTheAppearance) {
  const Outcome outcome = after([](PdfRevisions& pdf) {
    pdf.object(kName, name_with("(Binh)", "13 0 R"));
    pdf.object(kAcroForm, edited(kFormBody, "/SigFlags", "/NeedAppearances true /SigFlags"));
  });
  EXPECT_TRUE(outcome.is_allowed(2)) << outcome;
}

TEST(FormFilling, AnEmptyValueThatAppearsDoesNotExcuseAnAppearance) {
  const Outcome outcome = after([](PdfRevisions& pdf) {
    pdf.object(kSig2,
               "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Sig2) /F 4 "
               "/Rect [450 100 550 140] /P 4 0 R /AP << /N 50 0 R >> >>");
    pdf.stream(50, kFormEntries, "(signed) Tj");
  });
  EXPECT_TRUE(outcome.has(ChangeKind::FieldInconsistent)) << outcome;
}

struct Look {
  const char* name;
  const char* from;
  const char* to;
};

class EachLook : public ::testing::TestWithParam<Look> {};
INSTANTIATE_TEST_SUITE_P(Widget,
                         EachLook,
                         ::testing::Values(Look{"Moved", "50 600", "50 100"},
                                           Look{"Hidden", "/P 4", "/F 2 /P 4"},
                                           Look{"Restyled", "/Helv 10 Tf", "/Helv 1 Tf"},
                                           Look{"Renamed", "(name)", "(nama)"},
                                           Look{"Retyped", "/Tx", "/Ch"},
                                           Look{"DefaultValue", "/P 4", "/DV (x) /P 4"},
                                           Look{"Scripted", "/P 4", "/AA << /K << >> >> /P 4"},
                                           Look{"Layered", "/P 4", "/OC 33 0 R /P 4"}),
                         [](const auto& test) { return test.param.name; });

TEST_P(EachLook, OfAFieldMayNotChangeEvenWhileItIsFilled) {
  const Outcome outcome = after([](PdfRevisions& pdf) {
    pdf.object(kName, edited(name_with("(Binh)", "13 0 R"), GetParam().from, GetParam().to));
    pdf.stream(kNameAp, kFormEntries, "/Tx BMC (Binh) Tj EMC");
  });
  EXPECT_TRUE(outcome.is_forbidden(3)) << outcome;
}

// ---- Buttons
// -------------------------------------------------------------------------------------

std::string agree_with(const std::string& value, const std::string& state) {
  return "<< /Type /Annot /Subtype /Widget /FT /Btn /T (agree) /V /" + value + " /AS /" + state +
         " /Rect [50 560 60 570] /P 4 0 R /AP << /N << /Yes 15 0 R /Off 16 0 R >> >> >>";
}

TEST(Buttons, ATickIsValueAndStateTogether) {
  const Outcome ticked =
      after([](PdfRevisions& pdf) { pdf.object(kAgree, agree_with("Yes", "Yes")); });
  EXPECT_EQ(ticked.the(ChangeKind::FieldFilled).field, "agree");
  EXPECT_TRUE(ticked.is_allowed(2)) << ticked;
}

TEST(Buttons, StateAndValueThatDisagreeAreForbidden) {
  EXPECT_TRUE(after([](PdfRevisions& pdf) {
                pdf.object(kAgree, agree_with("Off", "Yes"));
              }).has(ChangeKind::FieldInconsistent));
  EXPECT_TRUE(after([](PdfRevisions& pdf) {
                pdf.object(kAgree, agree_with("Yes", "Off"));
              }).has(ChangeKind::FieldInconsistent));
  EXPECT_TRUE(after([](PdfRevisions& pdf) {
                pdf.object(kAgree, agree_with("Yes", "No"));
              }).has(ChangeKind::FieldInconsistent));
}

std::string choice_kid(const std::string& on, const std::string& state, int left) {
  return "<< /Type /Annot /Subtype /Widget /Parent 17 0 R /AS /" + state + " /Rect [" +
         std::to_string(left) + " 540 " + std::to_string(left + 10) +
         " 550] /P 4 0 R /AP << /N << /" + on + " 15 0 R /Off 16 0 R >> >> >>";
}

TEST(Buttons, ARadioButtonChangesItsGroupAndItsKids) {
  const Outcome outcome = after([](PdfRevisions& pdf) {
    pdf.object(kChoice, "<< /FT /Btn /Ff 49152 /T (choice) /V /B /Kids [18 0 R 19 0 R] >>");
    pdf.object(kChoiceA, choice_kid("A", "Off", 50)).object(kChoiceB, choice_kid("B", "B", 70));
  });
  EXPECT_EQ(outcome.the(ChangeKind::FieldFilled).field, "choice");
  EXPECT_TRUE(outcome.is_allowed(2)) << outcome;
}

TEST(Buttons, AKidAloneIsForbidden) {
  const Outcome outcome =
      after([](PdfRevisions& pdf) { pdf.object(kChoiceB, choice_kid("B", "B", 70)); });
  EXPECT_TRUE(outcome.has(ChangeKind::FieldInconsistent)) << outcome;
}

TEST(Buttons, APushButtonHasNothingToFill) {
  PdfRevisions pdf;
  const auto button = [](const char* more) {
    return std::string("<< /Subtype /Widget /FT /Btn /Ff 65536 /T (go) /AP << /N 4 0 R >> ") +
           "/Rect [0 0 9 9] " + more + " >>";
  };
  pdf.object(1, "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [3 0 R] >> >>");
  pdf.object(2, "<< /Type /Pages /Kids [] /Count 0 >>").object(3, button(""));
  pdf.stream(4, kFormEntries, "(go) Tj").end();
  pdf.object(3, button("/V /x")).stream(4, kFormEntries, "(gone) Tj").end();
  EXPECT_TRUE(Outcome(pdf).has(ChangeKind::FieldInconsistent, 3)) << Outcome(pdf);
}

TEST(FormFilling, AValueThatIsAnObjectOfItsOwnNeedsItsAppearanceToo) {
  PdfRevisions pdf;
  pdf.object(1, "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [3 0 R] >> >>");
  pdf.object(2, "<< /Type /Pages /Kids [] /Count 0 >>");
  pdf.object(3, "<< /FT /Tx /T (a) /V 5 0 R /AP << /N 4 0 R >> /Rect [0 0 9 9] >>");
  pdf.stream(4, kFormEntries, "(1) Tj").object(5, "(1)").end();
  PdfRevisions alone = pdf;
  alone.object(5, "(2)").end();
  EXPECT_TRUE(Outcome(alone).has(ChangeKind::FieldInconsistent, 5)) << Outcome(alone);
  pdf.object(5, "(2)").stream(4, kFormEntries, "(2) Tj").end();
  EXPECT_TRUE(Outcome(pdf).is_allowed(2)) << Outcome(pdf);
}

TEST(FormFilling, DetailsOfAValueDoNotStandForIt) {
  const Outcome outcome = after([](PdfRevisions& pdf) {
    pdf.object(kName, edited(name_with("(An)", "13 0 R"), "/P 4", "/TI 3 /RV (x) /P 4"));
    pdf.stream(kNameAp, kFormEntries, "/Tx BMC (Khac) Tj EMC");
  });
  EXPECT_TRUE(outcome.has(ChangeKind::FieldInconsistent)) << outcome;
}

// ---- Trap 22: appearances that mean something elsewhere
// ------------------------------------------

TEST(SharedAppearances, ThatAPageShowsTooAreForbidden) {
  const Outcome outcome = after([](PdfRevisions& pdf) {
    pdf.object(kStamp,
               "<< /Type /Annot /Subtype /Widget /FT /Tx /T (stamp) /V (y) /Rect [50 460 150 480] "
               "/P 4 0 R /AP << /N 24 0 R >> >>");
    pdf.stream(kLogo, kFormEntries, "0 0 90 90 re f");
  });
  EXPECT_TRUE(outcome.has(ChangeKind::SharedAppearance, kLogo)) << outcome;
  EXPECT_TRUE(outcome.has(ChangeKind::PageResources, kLogo)) << outcome;
  EXPECT_TRUE(outcome.is_forbidden(3));
}

TEST(SharedAppearances, OfAnotherFieldAreForbidden) {
  const Outcome outcome = after([](PdfRevisions& pdf) {
    pdf.object(kAgree, agree_with("Yes", "Yes"));
    pdf.stream(kOnAp, "/Type /XObject /Subtype /Form /BBox [0 0 100 20]", "0 0 99 99 re f");
  });
  EXPECT_TRUE(outcome.has(ChangeKind::FieldInconsistent, kOnAp)) << outcome;
}

TEST(SharedAppearances, FontsOfThePageMayNotChangeWithAField) {
  const Outcome outcome = after([](PdfRevisions& pdf) {
    pdf.object(kName, name_with("(Binh)", "13 0 R"));
    pdf.stream(kNameAp, kFormEntries, "/Tx BMC (Binh) Tj EMC");
    pdf.object(kFont, "<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>");
  });
  EXPECT_TRUE(outcome.has(ChangeKind::PageResources, kFont)) << outcome;
}

// ---- Fields that come and go
// ---------------------------------------------------------------------

TEST(Fields, MayNotBeAdded) {
  const Outcome outcome = after([](PdfRevisions& pdf) {
    pdf.object(kAcroForm, edited(kFormBody, "28 0 R]", "28 0 R 50 0 R]"));
    pdf.object(50, "<< /FT /Tx /T (more) /V (x) >>");
  });
  EXPECT_EQ(outcome.the(ChangeKind::FieldAdded).field, "more");
  EXPECT_TRUE(outcome.is_forbidden(3)) << outcome;
}

TEST(Fields, MayNotBePutOnThePageBesideTheForm) {
  const Outcome outcome = after([](PdfRevisions& pdf) {
    pdf.object(kAnnots1, edited(kAnnotsBody, "]", " 50 0 R]"));
    pdf.object(50, "<< /Subtype /Widget /FT /Tx /T (more) /V (x) /Rect [0 0 9 9] >>");
  });
  EXPECT_TRUE(outcome.has(ChangeKind::FieldAdded)) << outcome;
}

TEST(Fields, MayNotBeRemovedFromFormOrPage) {
  const Outcome form =
      after([](PdfRevisions& pdf) { pdf.object(kAcroForm, edited(kFormBody, "[12 0 R ", "[")); });
  EXPECT_EQ(form.the(ChangeKind::FieldRemoved).field, "name");
  const Outcome page =
      after([](PdfRevisions& pdf) { pdf.object(kAnnots1, edited(kAnnotsBody, "[12 0 R ", "[")); });
  EXPECT_EQ(page.the(ChangeKind::FieldRemoved).field, "name");
}

TEST(Fields, UnderTwoParentsHaveNoNameThatCouldBeLocked) {
  PdfRevisions pdf = signed_form();
  pdf.object(kAcroForm, edited(kFormBody, "[12 0 R", "[50 0 R"));
  pdf.object(50, "<< /T (a) /Kids [51 0 R] >>").object(51, "<< /FT /Tx /T (x) /V (1) >>");
  pdf.object(kAddress, "<< /T (address) /Kids [21 0 R 51 0 R] >>");
  pdf.end({.trailer = "/Info 37 0 R"});
  pdf.object(51, "<< /FT /Tx /T (x) /V (2) >>").end({.trailer = "/Info 37 0 R"});
  EXPECT_TRUE(Outcome(pdf).has(ChangeKind::FieldInconsistent, 51)) << Outcome(pdf);
}

}  // namespace
}  // namespace sohoa::testing
