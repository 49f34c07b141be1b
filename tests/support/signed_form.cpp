#include "support/signed_form.h"

#include <stdexcept>

namespace sohoa::testing::form {

const char* const kCatalogBody =
    "<< /Type /Catalog /Pages 2 0 R /AcroForm 3 0 R /Metadata 36 0 R /Outlines 31 0 R "
    "/OCProperties << /OCGs [33 0 R] /D << /ON [33 0 R] >> >> /StructTreeRoot 34 0 R "
    "/Names 35 0 R /Lang (vi) >>";
const char* const kFormBody =
    "<< /Fields [12 0 R 14 0 R 17 0 R 20 0 R 23 0 R 25 0 R 28 0 R] /SigFlags 3 "
    "/DR << /Font << /Helv 10 0 R >> >> /DA (/Helv 10 Tf) >>";
const char* const kPage1Body =
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 6 0 R /Annots 38 0 R "
    "/Resources << /Font << /F1 10 0 R >> /XObject << /Im 8 0 R /Logo 24 0 R >> >> >>";
const char* const kAnnotsBody =
    "[12 0 R 14 0 R 18 0 R 19 0 R 21 0 R 23 0 R 25 0 R 28 0 R 29 0 R 30 0 R]";

namespace {

constexpr std::string_view kFormStream = "/Type /XObject /Subtype /Form /BBox [0 0 100 20]";

void add_pages(PdfRevisions& pdf) {
  pdf.object(kCatalog, kCatalogBody)
      .object(kPages, "<< /Type /Pages /Kids [4 0 R 5 0 R] /Count 2 >>")
      .object(kAcroForm, kFormBody)
      .object(kPage1, kPage1Body)
      .object(kPage2,
              "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents [7 0 R] "
              "/Resources 9 0 R >>")
      .stream(kContent1, "", "BT /F1 12 Tf 50 700 Td (to trinh) Tj ET /Im Do /Logo Do")
      .stream(kContent2, "", "BT /F1 12 Tf 50 700 Td (phu luc) Tj ET")
      .stream(kImage,
              "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 "
              "/ColorSpace /DeviceGray",
              "x")
      .object(kResources2, "<< /Font << /F1 10 0 R >> >>")
      .object(kFont,
              "<< /Type /Font /Subtype /TrueType /BaseFont /Helvetica /FontDescriptor 11 0 R >>")
      .object(kFontDescriptor, "<< /Type /FontDescriptor /FontName /Helvetica /Flags 32 >>");
}

void add_fields(PdfRevisions& pdf) {
  const std::string appearance =
      std::string(kFormStream) + " /Resources << /Font << /Helv 10 0 R >> >>";
  pdf.object(kName,
             "<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (An) /Rect [50 600 150 620] "
             "/P 4 0 R /AP << /N 13 0 R >> /DA (/Helv 10 Tf) >>")
      .stream(kNameAp, appearance, "/Tx BMC (An) Tj EMC")
      .object(kAgree,
              "<< /Type /Annot /Subtype /Widget /FT /Btn /T (agree) /V /Off /AS /Off "
              "/Rect [50 560 60 570] /P 4 0 R /AP << /N << /Yes 15 0 R /Off 16 0 R >> >> >>")
      .stream(kOnAp, kFormStream, "0 0 10 10 re f")
      .stream(kOffAp, kFormStream, "0 0 10 10 re s")
      .object(kChoice, "<< /FT /Btn /Ff 49152 /T (choice) /V /A /Kids [18 0 R 19 0 R] >>")
      .object(kChoiceA,
              "<< /Type /Annot /Subtype /Widget /Parent 17 0 R /AS /A /Rect [50 540 60 550] "
              "/P 4 0 R /AP << /N << /A 15 0 R /Off 16 0 R >> >> >>")
      .object(kChoiceB,
              "<< /Type /Annot /Subtype /Widget /Parent 17 0 R /AS /Off /Rect [70 540 80 550] "
              "/P 4 0 R /AP << /N << /B 15 0 R /Off 16 0 R >> >> >>")
      .object(kAddress, "<< /T (address) /Kids [21 0 R] >>")
      .object(kCity,
              "<< /Type /Annot /Subtype /Widget /FT /Tx /T (city) /Parent 20 0 R /V (Hue) "
              "/Rect [50 500 150 520] /P 4 0 R /AP << /N 22 0 R >> >>")
      .stream(kCityAp, appearance, "/Tx BMC (Hue) Tj EMC")
      .object(kStamp,
              "<< /Type /Annot /Subtype /Widget /FT /Tx /T (stamp) /V (x) /Rect [50 460 150 480] "
              "/P 4 0 R /AP << /N 24 0 R >> >>")
      .stream(kLogo, appearance, "0 0 20 20 re f");
}

void add_signatures(PdfRevisions& pdf) {
  pdf.object(kSig1,
             "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Sig1) /V 27 0 R /F 132 "
             "/Rect [300 100 400 140] /P 4 0 R /AP << /N 26 0 R >> >>")
      .stream(kSig1Ap, kFormStream, "(signed) Tj")
      .signature(kSig1Value,
                 "/Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /Reason (agreed)")
      .object(kSig2,
              "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Sig2) /F 4 "
              "/Rect [450 100 550 140] /P 4 0 R >>");
}

void add_rest(PdfRevisions& pdf) {
  pdf.object(kNote,
             "<< /Type /Annot /Subtype /Text /Rect [20 800 40 820] /Contents (see p. 2) /P 4 0 R "
             "/M (D:20260101000000Z) >>")
      .object(kLink,
              "<< /Type /Annot /Subtype /Link /Rect [20 20 90 40] "
              "/A << /S /URI /URI (https://example.vn) >> >>")
      .object(kOutlines, "<< /Type /Outlines /First 32 0 R /Last 32 0 R /Count 1 >>")
      .object(kOutlineItem, "<< /Title (Phan 1) /Parent 31 0 R /Dest [4 0 R /Fit] >>")
      .object(kLayer, "<< /Type /OCG /Name (draft) >>")
      .object(kStruct, "<< /Type /StructTreeRoot /K << /S /P /Pg 4 0 R /K 0 >> >>")
      .object(kNames, "<< /Dests << /Names [(top) [4 0 R /Fit]] >> >>")
      .stream(kXmp, "/Type /Metadata /Subtype /XML", "<x:xmpmeta/>")
      .object(kInfo, "<< /Title (To trinh) /ModDate (D:20260101000000Z) >>")
      .object(kAnnots1, kAnnotsBody);
}

}  // namespace

PdfRevisions signed_form(XrefFlavour flavour) {
  PdfRevisions pdf;
  add_pages(pdf);
  add_fields(pdf);
  add_signatures(pdf);
  add_rest(pdf);
  pdf.end({.flavour = flavour, .trailer = "/Info 37 0 R", .after_eof = "\n"});
  return pdf;
}

std::string edited(std::string body, const std::string& from, const std::string& to) {
  const auto at = body.find(from);
  if (at == std::string::npos) throw std::logic_error("nothing to edit: " + from);
  return body.replace(at, from.size(), to);
}

}  // namespace sohoa::testing::form
