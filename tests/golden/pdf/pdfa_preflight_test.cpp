// A second opinion on our PDF/A by a foreign validator: Apache PDFBox Preflight, Debian's
// libpdfbox2-java (with libactivation-java and libjaxb-api-java, which its jar needs).
//
// Preflight knows part 1 level B only. Of what we use, part 1 forbids just object streams and the
// newer header, so each file is judged as its part 1 twin: qpdf unpacks the object streams and
// writes %PDF-1.4, and the claim is changed to part 1. Fonts, metadata, colour, images, streams
// and annotations are then judged by somebody who never saw our code.
#include <filesystem>
#include <sstream>

#include <gtest/gtest.h>
#include <tiff.h>

#include "compose_case.h"
#include "support/pdf_samples.h"

namespace sohoa {
namespace {

using samples::file_of;
using samples::run;
using testing::must_compose;
using testing::page_with_text;

std::string class_path() {
  std::string path;
  for (const char* jar : {"preflight",
                          "pdfbox2",
                          "fontbox2",
                          "xmpbox",
                          "commons-logging",
                          "commons-io",
                          "javax.activation",
                          "jaxb-api"}) {
    path += std::string("/usr/share/java/") + jar + ".jar:";
  }
  return path;
}

Bytes claiming_part_1(Bytes pdf) {
  const std::string claim = "<pdfaid:part>2<";
  const auto at = std::search(pdf.begin(), pdf.end(), claim.begin(), claim.end());
  EXPECT_NE(at, pdf.end());
  if (at != pdf.end()) *(at + static_cast<std::ptrdiff_t>(claim.size()) - 2) = '1';
  return pdf;
}

/// What Preflight says of the part 1 twin of `pdf`.
std::string verdict(const Bytes& pdf) {
  const std::string from = file_of(claiming_part_1(pdf), "claim.pdf");
  const std::string twin = from + ".twin.pdf";
  run("qpdf --object-streams=disable --newline-before-endstream --force-version=1.4 " + from + " " +
      twin);
  return run("java -cp " + class_path() + " org.apache.pdfbox.preflight.Validator_A1b " + twin);
}

constexpr const char* kValid = "is a valid PDF/A-1b file";

struct Source {
  const char* name;
  Bytes (*make)();
};
void PrintTo(const Source& source, std::ostream* out) {
  *out << source.name;
}

class Preflight : public ::testing::TestWithParam<Source> {};

TEST_P(Preflight, AcceptsWhatWeWrite) {
  const auto out = must_compose({GetParam().make()},
                                {page_with_text(0, samples::page_of_words(700, 903))},
                                {"", "Tờ khai <1> & 2", "2026-11-21T08:15:00+07:00"});
  ASSERT_TRUE(out.report.is_pdfa);
  const std::string said = verdict(out.bytes);
  EXPECT_NE(said.find(kValid), std::string::npos) << said;
}

samples::Picture grey() {
  return samples::scan(700, 903, 1);
}
samples::Picture colour() {
  return samples::scan(700, 903, 3);
}

INSTANTIATE_TEST_SUITE_P(
    All,
    Preflight,
    ::testing::Values(
        Source{"grey JPEG", [] { return samples::jpeg(grey(), 200); }},
        Source{"colour JPEG", [] { return samples::jpeg(colour(), 200); }},
        Source{"PDF, turned and cropped",
               [] { return samples::image_pdf({samples::jpeg(colour(), 200)}, 90, true); }},
        Source{"encrypted PDF",
               [] {
                 return samples::encrypted(
                     samples::image_pdf({samples::jpeg(grey(), 200)}), "", "x");
               }},
        Source{"PNG", [] { return samples::png(grey(), 0, 8, false, 200); }},
        Source{"palette PNG", [] { return samples::png(grey(), 3, 8, false, 200); }},
        Source{"fax TIFF",
               [] { return samples::tiff(grey(), COMPRESSION_CCITTFAX4, 300, 1, 200, true); }},
        Source{"LZW TIFF",
               [] { return samples::tiff(colour(), COMPRESSION_LZW, 64, 1, 200, false); }},
        Source{"JPEG TIFF",
               [] { return samples::tiff(colour(), COMPRESSION_JPEG, 16, 1, 200, false); }}));

TEST(PreflightItself, RefusesAPlainPdf) {
  const std::string raw = file_of(samples::image_pdf({samples::jpeg(grey(), 200)}), "raw.pdf");
  const std::string said =
      run("java -cp " + class_path() + " org.apache.pdfbox.preflight.Validator_A1b " + raw);
  EXPECT_NE(said.find("is not a valid PDF/A-1b file"), std::string::npos) << said;
}

}  // namespace
}  // namespace sohoa
