#include <algorithm>
#include <cmath>
#include <fstream>
#include <qpdf/QPDF.hh>
#include <regex>
#include <sstream>

#include <fcntl.h>
#include <gtest/gtest.h>

#include "compose_case.h"
#include "core/text.h"
#include "support/pdf_samples.h"
#include "support/pdfa_rules.h"

namespace sohoa {
namespace {

using samples::file_of;
using samples::page_of_words;
using samples::run;
using testing::compose;
using testing::must_compose;
using testing::page_with_text;

constexpr std::int32_t kW = 1000;
constexpr std::int32_t kH = 1400;

Bytes grey_jpeg() {
  return samples::jpeg(samples::scan(kW, kH, 1), 200);
}

/// Words as pdftotext finds them: text and box in points of the page as shown.
struct Found {
  std::string text;
  double x0, y0, x1, y1;
};
std::vector<Found> words_in(const Bytes& pdf) {
  static const std::regex kWord(
      R"re(<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]*)</word>)re");
  const std::string html = run("pdftotext -cropbox -raw -bbox " + file_of(pdf, "words.pdf") + " -");
  std::vector<Found> found;
  for (std::sregex_iterator it(html.begin(), html.end(), kWord), none; it != none; ++it) {
    found.push_back({(*it)[5],
                     std::stod((*it)[1]),
                     std::stod((*it)[2]),
                     std::stod((*it)[3]),
                     std::stod((*it)[4])});
  }
  return found;
}

/// Every word is there, in order, and its box is off by at most `tolerance` points.
void expect_words(const Bytes& pdf, const PageText& page, double pt_per_px, double tolerance) {
  const std::vector<Found> found = words_in(pdf);
  std::size_t i = 0;
  for (const Line& line : page.lines) {
    for (const Word& word : line.words) {
      ASSERT_LT(i, found.size());
      EXPECT_EQ(found[i].text, word.text);
      EXPECT_NEAR(found[i].x0, word.box.x * pt_per_px, tolerance) << word.text;
      // One scaling a line: a word ends within an eighth of its length.
      EXPECT_NEAR(found[i].x1, word.box.right() * pt_per_px, tolerance + word.box.w * pt_per_px / 8)
          << word.text;
      EXPECT_NEAR(
          (found[i].y0 + found[i].y1) / 2, (word.box.y + word.box.h / 2.0) * pt_per_px, tolerance)
          << word.text;
      ++i;
    }
  }
  EXPECT_EQ(i, found.size());
}

void expect_opens(const Bytes& pdf) {
  const std::string path = file_of(pdf, "opens.pdf");
  int status = -1;
  run("qpdf --check " + path, &status);
  EXPECT_EQ(status, 0);
  EXPECT_NE(run("pdfinfo " + path, &status).find("Pages:"), std::string::npos);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(run("pdftotext " + path + " - >/dev/null", &status), "");
  EXPECT_EQ(status, 0);
}

bool contains(const Bytes& all, const Bytes& part) {
  return std::search(all.begin(), all.end(), part.begin(), part.end()) != all.end();
}

TEST(SearchablePdf, OfOneJpeg_HoldsItsBytesAndItsTextAndConforms) {
  const PageText text = page_of_words(kW, kH);
  const auto out = must_compose({grey_jpeg()},
                                {page_with_text(0, text)},
                                {"", "Tờ khai <số 1> & 2", "2026-11-21T08:15:00+07:00"});
  EXPECT_TRUE(contains(out.bytes, grey_jpeg()));
  EXPECT_EQ(out.report.bytes, out.bytes.size());
  EXPECT_TRUE(out.report.is_pdfa);
  EXPECT_EQ(testing::describe(testing::check_pdfa_2b(out.bytes)), "");
  expect_opens(out.bytes);
  expect_words(out.bytes, text, 0.36, 0.6);
}

TEST(SearchablePdf, MadeTwice_IsTheSameBytes) {
  const std::vector<ComposePage> pages = {page_with_text(0, page_of_words(kW, kH))};
  EXPECT_EQ(must_compose({grey_jpeg()}, pages).bytes, must_compose({grey_jpeg()}, pages).bytes);
}

TEST(SearchablePdf, OfOtherInput_HasAnotherId) {
  const std::vector<ComposePage> pages = {page_with_text(0, page_of_words(kW, kH))};
  const auto id_of = [&](const Bytes& jpeg) {
    const Bytes bytes = must_compose({jpeg}, pages).bytes;
    QPDF qpdf;
    qpdf.processMemoryFile("x", reinterpret_cast<const char*>(bytes.data()), bytes.size());
    return qpdf.getTrailer().getKey("/ID").getArrayItem(0).getStringValue();
  };
  EXPECT_NE(id_of(grey_jpeg()), id_of(samples::jpeg(samples::scan(kW, kH, 3), 200)));
}

class Turned : public ::testing::TestWithParam<std::tuple<int, bool>> {};

TEST_P(Turned, PageWithRotateAndCropBox_TakesWordsWhereTheyAreShown) {
  const auto [rotate, crop] = GetParam();
  const double share = crop ? 0.8 : 1.0;
  const auto w = static_cast<std::int32_t>(kW * share);
  const auto h = static_cast<std::int32_t>(kH * share);
  const PageText text = rotate % 180 == 0 ? page_of_words(w, h) : page_of_words(h, w);
  const auto out =
      must_compose({samples::image_pdf({grey_jpeg()}, rotate, crop)}, {page_with_text(0, text)});
  EXPECT_TRUE(contains(out.bytes, grey_jpeg()));
  EXPECT_EQ(testing::describe(testing::check_pdfa_2b(out.bytes)), "");
  expect_words(out.bytes, text, 0.36, 0.7);
}

INSTANTIATE_TEST_SUITE_P(AllTurns,
                         Turned,
                         ::testing::Combine(::testing::Values(0, 90, 180, 270), ::testing::Bool()));

TEST(SearchablePdf, OfAScanReadSideways_IsShownUpright) {
  PageText text = page_of_words(kH, kW);
  text.rotation_deg = 90;
  const auto out = must_compose({grey_jpeg()}, {page_with_text(0, text)});
  EXPECT_NE(run("pdfinfo " + file_of(out.bytes, "up.pdf")).find("Page rot:        90"),
            std::string::npos);
  expect_words(out.bytes, text, 0.36, 0.7);
}

TEST(SearchablePdf, WithSlopingLines_FollowsThem) {
  for (const double slope : {-3.0, 2.0}) {
    const PageText text = page_of_words(kW, kH, slope);
    const auto out = must_compose({grey_jpeg()}, {page_with_text(0, text)});
    // pdftotext gives the upright hull of a slanted word: wider by the height times the slope.
    const std::vector<Found> found = words_in(out.bytes);
    ASSERT_EQ(found.size(), word_count(text));
    std::size_t i = 0;
    for (const Line& line : text.lines) {
      for (const Word& word : line.words) {
        EXPECT_EQ(found[i].text, word.text);
        EXPECT_NEAR((found[i].x0 + found[i].x1) / 2, (word.box.x + word.box.w / 2.0) * 0.36, 1.0);
        EXPECT_NEAR((found[i].y0 + found[i].y1) / 2, (word.box.y + word.box.h / 2.0) * 0.36, 1.5);
        ++i;
      }
    }
  }
}

TEST(SearchablePdf, TextComesOutExactlyInReadingOrder) {
  const PageText text = page_of_words(kW, kH);
  const auto out = must_compose({grey_jpeg()}, {page_with_text(0, text)});
  std::string wanted;
  for (const Line& line : text.lines) {
    for (const Word& word : line.words) wanted += word.text + " ";
  }
  EXPECT_EQ(squeeze(run("pdftotext -raw " + file_of(out.bytes, "t.pdf") + " -")), squeeze(wanted));
}

TEST(SearchablePdf, CharactersBeyondTheBasicPlane_ComeBack) {
  PageText text = page_of_words(kW, kH);
  text.lines.resize(1);
  text.lines[0].words.resize(2);
  text.lines[0].words[0].text = "\xF0\xA1\x97\x96\xF0\xA9\xA4\xA9";  // chữ Nôm
  text.lines[0].words[1].text = "\xE4\xB8\xAD(\\)";
  const auto out = must_compose({grey_jpeg()}, {page_with_text(0, text)});
  EXPECT_EQ(testing::describe(testing::check_pdfa_2b(out.bytes)), "");
  EXPECT_EQ(squeeze(run("pdftotext -raw " + file_of(out.bytes, "n.pdf") + " -")),
            text.lines[0].words[0].text + " " + text.lines[0].words[1].text);
}

TEST(SearchablePdf, OfManyPages_CostsUnderFourKilobytesAPage) {
  PageText text = page_of_words(1654, 2339);  // about 1,500 characters
  for (int i = 0; i < 2; ++i) {
    const std::size_t count = text.lines.size();
    for (std::size_t k = 0; k < count && text.lines.size() < 40; ++k) {
      Line line = text.lines[k];
      for (Word& word : line.words) word.box.y += 55 * (i + 1);
      text.lines.push_back(line);
    }
  }
  std::vector<ComposePage> pages;
  const Bytes jpeg = samples::jpeg(samples::scan(1654, 2339, 1), 200);
  for (int i = 0; i < 10; ++i) pages.push_back(page_with_text(i, text));
  const Bytes pdf = samples::image_pdf(std::vector<Bytes>(10, jpeg));
  const auto out = must_compose({pdf}, pages);
  EXPECT_GT(plain_text(text).size(), 1500U);
  EXPECT_LT(out.bytes.size(), pdf.size() + 10 * 4096);
}

TEST(SearchablePdf, DigitalPageWithoutNewText_IsLeftAsItIs) {
  const Bytes digital = samples::digital_pdf({"Quyết định số 12/QĐ-UBND", "Điều 1. Phê duyệt"});
  ComposePage keep;
  const auto out = must_compose({digital}, {keep});
  EXPECT_TRUE(out.report.is_pdfa) << (out.report.notes.empty() ? "" : out.report.notes[0]);
  EXPECT_EQ(testing::describe(testing::check_pdfa_2b(out.bytes)), "");
  const std::string text = run("pdftotext " + file_of(out.bytes, "d.pdf") + " -");
  EXPECT_NE(text.find("Quyết định số 12/QĐ-UBND"), std::string::npos);
  expect_opens(out.bytes);
}

TEST(SearchablePdf, EarlierInvisibleLayer_IsReplacedNotDoubled) {
  PageText bad = page_of_words(kW, kH);
  for (Line& line : bad.lines) {
    for (Word& word : line.words) word.text = "Ceng";
  }
  const auto first = must_compose({grey_jpeg()}, {page_with_text(0, bad)});
  const PageText good = page_of_words(kW, kH);
  const auto second = must_compose({first.bytes}, {page_with_text(0, good)});
  EXPECT_EQ(testing::describe(testing::check_pdfa_2b(second.bytes)), "");
  EXPECT_TRUE(contains(second.bytes, grey_jpeg()));
  expect_words(second.bytes, good, 0.36, 0.7);
}

TEST(SearchablePdf, MixOfSources_KeepsOutputOrder) {
  const Bytes digital = samples::digital_pdf({"Trang kỹ thuật số"});
  ComposePage second;
  second.source = 1;
  const auto out =
      must_compose({grey_jpeg(), digital}, {page_with_text(0, page_of_words(kW, kH)), second});
  EXPECT_EQ(testing::describe(testing::check_pdfa_2b(out.bytes)), "");
  const std::string text = run("pdftotext " + file_of(out.bytes, "m.pdf") + " -");
  EXPECT_LT(text.find("Cộng hoà"), text.find("Trang kỹ thuật số"));
}

TEST(SearchablePdf, EncryptedWithAnOwnerPassword_ComesOutOpen) {
  const Bytes locked = samples::encrypted(samples::image_pdf({grey_jpeg()}), "", "chu");
  const auto out = must_compose({locked}, {page_with_text(0, page_of_words(kW, kH))});
  EXPECT_EQ(testing::describe(testing::check_pdfa_2b(out.bytes)), "");
  EXPECT_TRUE(contains(out.bytes, grey_jpeg()));
}

TEST(SearchablePdf, EncryptedWithAUserPassword_NeedsIt) {
  const Bytes locked = samples::encrypted(samples::image_pdf({grey_jpeg()}), "bí mật", "chu");
  const std::vector<ComposePage> pages = {page_with_text(0, page_of_words(kW, kH))};
  const auto refused = compose({locked}, pages);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().what, Fault::NeedsPassword);
  EXPECT_TRUE(compose({locked}, pages, {"bí mật", "", ""}));
}

TEST(SearchablePdf, SignedSource_IsNeverRewritten) {
  const Bytes signed_pdf = samples::raw_pdf(
      "1 0 obj << /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [5 0 R] /SigFlags 3 >> >> "
      "endobj\n"
      "2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n"
      "3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >> endobj\n"
      "5 0 obj << /FT /Sig /T (S) /V 6 0 R >> endobj\n"
      "6 0 obj << /Type /Sig /Filter /Adobe.PPKLite /ByteRange [0 9 19 9] /Contents <00> >> "
      "endobj");
  const auto refused = compose({signed_pdf}, {page_with_text(0, page_of_words(kW, kH))});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().what, Fault::SignedPdf);
}

TEST(SearchablePdf, ActiveContent_IsTakenOutAndTold) {
  const Bytes evil = samples::raw_pdf(
      "1 0 obj << /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) "
      ">> >> endobj\n"
      "2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n"
      "3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /AA << /O << /S /Launch /F (x) "
      ">> >>\n"
      "  /Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /Launch /F (/bin/true) "
      ">> >>] >> endobj");
  const auto out = must_compose({evil}, {page_with_text(0, page_of_words(595, 842))});
  const std::string qdf = run("qpdf --qdf " + file_of(out.bytes, "e.pdf") + " -");
  EXPECT_EQ(qdf.find("/JavaScript"), std::string::npos);
  EXPECT_EQ(qdf.find("/Launch"), std::string::npos);
  EXPECT_NE(std::find(out.report.notes.begin(), out.report.notes.end(), "removed Launch action"),
            out.report.notes.end());
}

TEST(SearchablePdf, FontNotEmbedded_IsSearchableWithoutTheClaim) {
  const Bytes plain = samples::raw_pdf(
      "1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n"
      "2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n"
      "3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << "
      "/Font << /F1 4 0 R >> >> >> endobj\n"
      "4 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >> endobj\n"
      "5 0 obj << /Length 44 >> stream\nBT /F1 14 Tf 2 0 0 2 72 760 Tm (cu) Tj ET q  \nendstream "
      "endobj");
  const PageText text = page_of_words(595, 842);
  const auto out = must_compose({plain}, {page_with_text(0, text)});
  EXPECT_FALSE(out.report.is_pdfa);
  EXPECT_EQ(run("qpdf --qdf " + file_of(out.bytes, "f.pdf") + " -").find("pdfaid"),
            std::string::npos);
  // The old content left q open and a text matrix behind; the layer stands in its own space.
  const std::vector<Found> found = words_in(out.bytes);
  EXPECT_NE(
      std::find_if(found.begin(), found.end(), [](const Found& f) { return f.text == "nghĩa"; }),
      found.end());
}

TEST(SearchablePdf, FullDisk_IsNamed) {
  const std::vector<Bytes> sources = {grey_jpeg()};
  const UniqueFd fd(open("/dev/full", O_WRONLY));  // NOLINT
  const std::vector<ByteView> views(sources.begin(), sources.end());
  const auto result = compose_searchable_pdf(
      views, {page_with_text(0, page_of_words(kW, kH))}, {}, Limits{}, fd.get());
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().what, Fault::DiskFull);
}

}  // namespace
}  // namespace sohoa
