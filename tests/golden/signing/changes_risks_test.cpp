// Constructs prepared before the first signature (trap 28): told, never judged.
#include <algorithm>

#include <gtest/gtest.h>

#include "changes_case.h"
#include "signing/parsers/pdf_changes.h"

namespace sohoa::testing {
namespace {

std::vector<RiskFinding> risks_of(const PdfRevisions& pdf) {
  const Bytes bytes = pdf.bytes();
  const auto file = cos::File::open(bytes, "", Limits{});
  if (!file) {
    ADD_FAILURE() << "cannot be opened";
    return {};
  }
  return find_risks(*file, 0);
}

/// One page with an embedded font and nothing odd; what stands in the placeholders is odd.
struct Oddities {
  std::string catalog;
  std::string page;
  std::string font = "/FontDescriptor 6 0 R";
};

PdfRevisions page_with(const Oddities& odd) {
  PdfRevisions pdf;
  pdf.object(1, "<< /Type /Catalog /Pages 2 0 R " + odd.catalog + " >>");
  pdf.object(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
  pdf.object(3,
             "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents 4 0 R " + odd.page +
                 " /Resources << /Font << /F 5 0 R >> /XObject << /X 8 0 R >> >> >>");
  pdf.stream(4, "", "/F 9 Tf (x) Tj");
  pdf.object(5, "<< /Type /Font /Subtype /TrueType " + odd.font + " >>");
  pdf.object(6, "<< /Type /FontDescriptor /FontFile2 7 0 R >>").stream(7, "", "glyphs");
  pdf.stream(8, "/Subtype /Form /BBox [0 0 9 9]", "0 g");
  return pdf;
}

TEST(Risks, AnOrdinaryPageHasNone) {
  PdfRevisions pdf = page_with({});
  pdf.end();
  EXPECT_TRUE(risks_of(pdf).empty());
}

struct Row {
  const char* name;
  RiskKind kind;
  std::int32_t page;
  Oddities odd;
};
void PrintTo(const Row& row, std::ostream* out) {
  *out << row.name;
}

class EachRisk : public ::testing::TestWithParam<Row> {};
INSTANTIATE_TEST_SUITE_P(
    Trap28,
    EachRisk,
    ::testing::Values(
        Row{"LayerOff",
            RiskKind::HiddenLayer,
            0,
            {"/OCProperties << /D << /OFF [9 0 R] >> >>", "", ""}},
        Row{"LayersOff",
            RiskKind::HiddenLayer,
            0,
            {"/OCProperties << /D << /BaseState /OFF >> >>", "", ""}},
        Row{"Script",
            RiskKind::JavaScript,
            0,
            {"/Names << /JavaScript << /Names [] >> >>", "", ""}},
        Row{"OpenScript",
            RiskKind::OpenAction,
            0,
            {"/OpenAction << /S /JavaScript /JS (x) >>", "", ""}},
        Row{"File",
            RiskKind::EmbeddedFile,
            0,
            {"/Names << /EmbeddedFiles << /Names [] >> >>", "", ""}},
        Row{"Xfa", RiskKind::XfaForm, 0, {"/AcroForm << /Fields [] /XFA 4 0 R >>", "", ""}},
        Row{"Launch",
            RiskKind::ExternalReference,
            1,
            {"", "/Annots [<< /Subtype /Link /Rect [0 0 1 1] /A << /S /Launch /F (x) >> >>]", ""}},
        Row{"Overlaid",
            RiskKind::OverlaidForm,
            1,
            {"", "/Annots [<< /Subtype /FreeText /Rect [0 0 80 80] >>]", ""}},
        Row{"Attached",
            RiskKind::EmbeddedFile,
            1,
            {"", "/Annots [<< /Subtype /FileAttachment /Rect [0 0 1 1] >>]", ""}},
        Row{"Font", RiskKind::NotEmbeddedFont, 1, {"", "", "/BaseFont /Helvetica"}}),
    [](const auto& test) { return test.param.name; });

TEST_P(EachRisk, IsFoundWithItsPage) {
  Oddities odd = GetParam().odd;
  if (odd.font.empty()) odd.font = "/FontDescriptor 6 0 R";
  PdfRevisions pdf = page_with(odd);
  pdf.end();
  const auto risks = risks_of(pdf);
  const auto found = std::find_if(risks.begin(), risks.end(), [](const RiskFinding& risk) {
    return risk.kind == GetParam().kind;
  });
  ASSERT_NE(found, risks.end());
  EXPECT_EQ(found->page, GetParam().page);
}

TEST(Risks, AnImageNobodyShowsIsShadowContent) {
  PdfRevisions pdf = page_with({});
  pdf.stream(12, "/Type /XObject /Subtype /Image /Width 1 /Height 1", "x").end();
  const auto risks = risks_of(pdf);
  ASSERT_EQ(risks.size(), 1U);
  EXPECT_EQ(risks[0].kind, RiskKind::UnusedContent);
  EXPECT_EQ(risks[0].object, 12);
}

}  // namespace
}  // namespace sohoa::testing
