// The checker must be able to fail: each test breaks a sound file in one way and expects the
// clause.
#include "support/pdfa_rules.h"

#include <functional>
#include <qpdf/Pl_Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFWriter.hh>

#include <gtest/gtest.h>

#include "compose_case.h"
#include "support/pdf_samples.h"

namespace sohoa {
namespace {

using testing::check_pdfa_2b;
using testing::describe;
using testing::names_clause;

const Bytes& sound() {
  static const Bytes kSound = [] {
    const Bytes jpeg = samples::jpeg(samples::scan(600, 800, 1), 200);
    return testing::must_compose({jpeg},
                                 {testing::page_with_text(0, samples::page_of_words(600, 800))},
                                 {"", "Tên", "2026-11-21T08:15:00Z"})
        .bytes;
  }();
  return kSound;
}

Bytes rewritten(const std::function<void(QPDF&, QPDFWriter&)>& change) {
  QPDF qpdf;
  const Bytes& bytes = sound();
  qpdf.processMemoryFile("sound", reinterpret_cast<const char*>(bytes.data()), bytes.size());
  Pl_Buffer buffer("out");
  QPDFWriter writer(qpdf);
  writer.setOutputPipeline(&buffer);
  writer.setDecodeLevel(qpdf_dl_none);
  writer.setNewlineBeforeEndstream(true);
  change(qpdf, writer);
  writer.write();
  const auto data = buffer.getBufferSharedPointer();
  return Bytes(data->getBuffer(), data->getBuffer() + data->getSize());
}

Bytes changed(const std::function<void(QPDF&)>& change) {
  return rewritten([&](QPDF& qpdf, QPDFWriter&) { change(qpdf); });
}

Bytes replaced(std::string from, const std::string& to) {
  std::string text(sound().begin(), sound().end());
  const std::size_t at = text.find(from);
  EXPECT_NE(at, text.npos) << from;
  text.replace(at, from.size(), to);
  return Bytes(text.begin(), text.end());
}

QPDFObjectHandle first_page(QPDF& qpdf) {
  return qpdf.getAllPages().at(0);
}
QPDFObjectHandle image_of(QPDF& qpdf) {
  return first_page(qpdf).getKey("/Resources").getKey("/XObject").getKey("/Im0");
}
QPDFObjectHandle font_of(QPDF& qpdf) {
  return first_page(qpdf).getKey("/Resources").getKey("/Font").getKey("/FSohoa");
}
QPDFObjectHandle descendant_of(QPDF& qpdf) {
  return font_of(qpdf).getKey("/DescendantFonts").getArrayItem(0);
}
QPDFObjectHandle parse(const char* text) {
  return QPDFObjectHandle::parse(text);
}

TEST(PdfaRules, SoundFile_HasNoFinding) {
  EXPECT_EQ(describe(check_pdfa_2b(sound())), "");
}

struct Breakage {
  const char* name;
  const char* clause;
  std::function<Bytes()> make;
};
void PrintTo(const Breakage& b, std::ostream* out) {
  *out << b.name;
}

class Broken : public ::testing::TestWithParam<Breakage> {};

TEST_P(Broken, IsFoundByItsClause) {
  const auto findings = check_pdfa_2b(GetParam().make());
  EXPECT_TRUE(names_clause(findings, GetParam().clause)) << describe(findings);
}

const std::vector<Breakage> kFileForm = {
    {"HeaderOfPdf2", "6.1.2", [] { return replaced("%PDF-1.7", "%PDF-2.0"); }},
    {"HeaderNotAtStart", "6.1.2", [] { return replaced("%PDF-1.7", "\n%PDF-1.7"); }},
    {"NoBinaryComment", "6.1.2", [] { return replaced("%\xbf\xf7\xa2\xfe", "%abcd"); }},
    {"DataAfterEnd",
     "6.1.3",
     [] {
       Bytes b = sound();
       for (const char c : std::string("\nsome trailing data"))
         b.push_back(static_cast<std::uint8_t>(c));
       return b;
     }},
    {"NoId", "6.1.3", [] { return replaced("/ID [", "/XX ["); }},
    {"Encrypted",
     "6.1.3",
     [] {
       return rewritten([](QPDF&, QPDFWriter& w) {
         w.setR6EncryptionParameters(
             "", "o", true, true, true, true, true, true, qpdf_r3p_full, true);
       });
     }},
    {"Truncated",
     "6.1.4",
     [] {
       Bytes b = sound();
       b.resize(b.size() - 400);
       return b;
     }},
    {"WrongStreamLength",
     "6.1.4",
     [] {
       return replaced("/Subtype /XML /Type /Metadata /Length ",
                       "/Subtype /XML /Type /Metadata /Length 1");
     }},
    {"NoEndOfLineBeforeEndstream",
     "6.1.7.1",
     [] { return rewritten([](QPDF&, QPDFWriter& w) { w.setNewlineBeforeEndstream(false); }); }},
    {"NoMetadata",
     "6.6.2.1",
     [] { return changed([](QPDF& q) { q.getRoot().removeKey("/Metadata"); }); }},
    {"BrokenXmp", "6.6.2.1", [] { return replaced("</rdf:RDF>", "</rdf:RDX>"); }},
    {"NoClaim", "6.6.4", [] { return replaced("<pdfaid:part>2<", "<pdfaid:part>3<"); }},
    {"OtherTitleInInfo",
     "6.6.3",
     [] {
       return changed([](QPDF& q) {
         q.getTrailer().getKey("/Info").replaceKey("/Title", QPDFObjectHandle::newString("khac"));
       });
     }},
    {"OtherDateInInfo",
     "6.6.3",
     [] {
       return changed([](QPDF& q) {
         q.getTrailer().getKey("/Info").replaceKey(
             "/CreationDate", QPDFObjectHandle::newString("D:20250101000000Z"));
       });
     }},
};

const std::vector<Breakage> kObjects = {
    {"NoOutputIntent",
     "6.2.3",
     [] { return changed([](QPDF& q) { q.getRoot().removeKey("/OutputIntents"); }); }},
    {"ProfileOfWrongSize",
     "6.2.3",
     [] {
       return changed([](QPDF& q) {
         auto p = q.getRoot().getKey("/OutputIntents").getArrayItem(0).getKey("/DestOutputProfile");
         const auto d = p.getStreamData();
         p.replaceStreamData(
             std::string(reinterpret_cast<const char*>(d->getBuffer()), d->getSize()) + "xxxx",
             QPDFObjectHandle::newNull(),
             QPDFObjectHandle::newNull());
       });
     }},
    {"LzwStream",
     "6.1.7.2",
     [] {
       return changed([](QPDF& q) {
         image_of(q).getDict().replaceKey("/Filter", parse("[/LZWDecode /DCTDecode]"));
       });
     }},
    {"ExternalStream",
     "6.1.7.1",
     [] {
       return changed(
           [](QPDF& q) { image_of(q).getDict().replaceKey("/FFilter", parse("/FlateDecode")); });
     }},
    {"Interpolate",
     "6.2.8.1",
     [] {
       return changed(
           [](QPDF& q) { image_of(q).getDict().replaceKey("/Interpolate", parse("true")); });
     }},
    {"Alternates",
     "6.2.8.1",
     [] {
       return changed(
           [](QPDF& q) { image_of(q).getDict().replaceKey("/Alternates", parse("[]")); });
     }},
    {"CmykImage",
     "6.2.4.3",
     [] {
       return changed(
           [](QPDF& q) { image_of(q).getDict().replaceKey("/ColorSpace", parse("/DeviceCMYK")); });
     }},
    {"CmykOperator",
     "6.2.4.3",
     [] {
       return changed([](QPDF& q) {
         first_page(q).replaceKey("/Contents", q.newStream("0 0 0 1 k 0 0 9 9 re f"));
       });
     }},
    {"DeepNesting",
     "6.1.13",
     [] {
       return changed([](QPDF& q) {
         std::string s;
         for (int i = 0; i < 30; ++i) s += "q ";
         for (int i = 0; i < 30; ++i) s += "Q ";
         first_page(q).replaceKey("/Contents", q.newStream(s));
       });
     }},
    {"HugePage",
     "6.1.13",
     [] {
       return changed(
           [](QPDF& q) { first_page(q).replaceKey("/MediaBox", parse("[0 0 20000 20000]")); });
     }},
    {"PostScriptXObject",
     "6.2.9",
     [] {
       return changed([](QPDF& q) { image_of(q).getDict().replaceKey("/Subtype", parse("/PS")); });
     }},
    {"TransferFunction",
     "6.2.5",
     [] {
       return changed([](QPDF& q) {
         first_page(q)
             .getKey("/Resources")
             .replaceKey("/ExtGState", parse("<< /G << /Type /ExtGState /TR /Identity >> >>"));
       });
     }},
    {"UnknownBlendMode",
     "6.2.10",
     [] {
       return changed([](QPDF& q) {
         first_page(q)
             .getKey("/Resources")
             .replaceKey("/ExtGState", parse("<< /G << /Type /ExtGState /BM /Glow >> >>"));
       });
     }},
    {"FontNotEmbedded",
     "6.2.11.4.1",
     [] {
       return changed(
           [](QPDF& q) { descendant_of(q).getKey("/FontDescriptor").removeKey("/FontFile2"); });
     }},
    {"WidthsDiffer",
     "6.2.11.5",
     [] {
       return changed([](QPDF& q) { descendant_of(q).replaceKey("/W", parse("[1 [123 456]]")); });
     }},
    {"NoGlyphMap",
     "6.2.11.3.2",
     [] { return changed([](QPDF& q) { descendant_of(q).removeKey("/CIDToGIDMap"); }); }},
    {"NotdefShown",
     "6.2.11.8",
     [] {
       return changed([](QPDF& q) {
         descendant_of(q)
             .getKey("/CIDToGIDMap")
             .replaceStreamData(
                 std::string(6, '\0'), QPDFObjectHandle::newNull(), QPDFObjectHandle::newNull());
       });
     }},
    {"NoUnicode",
     "6.2.11.7",
     [] { return changed([](QPDF& q) { font_of(q).removeKey("/ToUnicode"); }); }},
    {"SymbolicTrueTypeWithEncoding",
     "6.2.11.6",
     [] {
       return changed([](QPDF& q) {
         auto f = parse(
             "<< /Type /Font /Subtype /TrueType /BaseFont /X /Encoding /WinAnsiEncoding /FirstChar "
             "32 /LastChar 32 /Widths [250] >>");
         auto d = descendant_of(q).getKey("/FontDescriptor");
         f.replaceKey("/FontDescriptor", d);
         first_page(q).getKey("/Resources").getKey("/Font").replaceKey("/F9", f);
       });
     }},
    {"JavaScript",
     "6.5.1",
     [] {
       return changed([](QPDF& q) {
         q.getRoot().replaceKey("/OpenAction", parse("<< /S /JavaScript /JS (x) >>"));
       });
     }},
    {"LaunchBehindALink",
     "6.5.1",
     [] {
       return changed([](QPDF& q) {
         first_page(q).replaceKey(
             "/Annots",
             parse("[<< /Subtype /Link /Rect [0 0 9 9] /F 4 /A << /S /Launch /F (x) >> >>]"));
       });
     }},
    {"PageActions",
     "6.5.2",
     [] { return changed([](QPDF& q) { first_page(q).replaceKey("/AA", parse("<< >>")); }); }},
    {"AnnotationWithoutFlags",
     "6.3.2",
     [] {
       return changed([](QPDF& q) {
         first_page(q).replaceKey("/Annots", parse("[<< /Subtype /Link /Rect [0 0 9 9] >>]"));
       });
     }},
    {"AnnotationWithoutAppearance",
     "6.3.3",
     [] {
       return changed([](QPDF& q) {
         first_page(q).replaceKey("/Annots",
                                  parse("[<< /Subtype /Square /F 4 /Rect [0 0 9 9] >>]"));
       });
     }},
    {"MovieAnnotation",
     "6.3.1",
     [] {
       return changed([](QPDF& q) {
         first_page(q).replaceKey("/Annots", parse("[<< /Subtype /Movie /F 4 /Rect [0 0 9 9] >>]"));
       });
     }},
    {"XfaForm",
     "6.4.2",
     [] {
       return changed(
           [](QPDF& q) { q.getRoot().replaceKey("/AcroForm", parse("<< /Fields [] /XFA [] >>")); });
     }},
    {"EmbeddedFile",
     "6.8",
     [] {
       return changed([](QPDF& q) {
         q.getRoot().replaceKey("/Names", parse("<< /EmbeddedFiles << /Names [] >> >>"));
       });
     }},
    {"UnnamedLayers",
     "6.9",
     [] {
       return changed([](QPDF& q) {
         q.getRoot().replaceKey("/OCProperties", parse("<< /OCGs [] /D << >> >>"));
       });
     }},
    {"Requirements",
     "6.11",
     [] { return changed([](QPDF& q) { q.getRoot().replaceKey("/Requirements", parse("[]")); }); }},
};

std::string case_name(const ::testing::TestParamInfo<Breakage>& info) {
  return info.param.name;
}
INSTANTIATE_TEST_SUITE_P(FileForm, Broken, ::testing::ValuesIn(kFileForm), case_name);
INSTANTIATE_TEST_SUITE_P(Objects, Broken, ::testing::ValuesIn(kObjects), case_name);

}  // namespace
}  // namespace sohoa
