#include <cmath>
#include <sstream>

#include <gtest/gtest.h>
#include <tiff.h>

#include "compose_case.h"
#include "intake/readers/page_source.h"
#include "support/pdf_samples.h"
#include "support/pdfa_rules.h"

namespace sohoa {
namespace {

using samples::Picture;
using samples::scan;
using testing::must_compose;
using testing::page_with_text;

constexpr std::int32_t kW = 700;
constexpr std::int32_t kH = 903;  // not a multiple of any strip or MCU height

/// Samples of one PNM file as grey levels. PBM has 1 for black.
Bytes grey_of_pnm(const Bytes& pnm) {
  const char kind = static_cast<char>(pnm[1]);
  const std::size_t head = kind == '4' ? 2 : 3;  // lines before the samples
  std::size_t at = 0;
  for (std::size_t line = 0; line < head; ++at) line += pnm[at] == '\n' ? 1 : 0;
  Bytes grey;
  if (kind == '4') {
    constexpr std::size_t kRow = (kW + 7) / 8;
    for (; at + kRow <= pnm.size(); at += kRow) {
      for (std::size_t x = 0; x < kW; ++x)
        grey.push_back((pnm[at + x / 8] >> (7 - x % 8) & 1) != 0 ? 0 : 255);
    }
    return grey;
  }
  const std::size_t step = kind == '6' ? 3 : 1;
  for (; at + step <= pnm.size(); at += step) {
    const double v = step == 1 ? pnm[at] : 0.3 * pnm[at] + 0.59 * pnm[at + 1] + 0.11 * pnm[at + 2];
    grey.push_back(static_cast<std::uint8_t>(std::lround(v)));
  }
  return grey;
}

/// What a foreign decoder takes out of the page's images, strips joined, as grey levels.
Bytes shown_grey(const Bytes& pdf) {
  const std::string path = samples::file_of(pdf, "shown.pdf");
  samples::run("rm -f " + path + "-*; pdfimages " + path + " " + path);
  std::istringstream names(samples::run("ls " + path + "-*"));
  Bytes grey;
  for (std::string name; std::getline(names, name) && grey.size() < kW * kH;) {
    const auto pnm = read_file(name, 1ULL << 28);
    if (!pnm || pnm->size() < 8) return {};
    const Bytes part = grey_of_pnm(*pnm);
    grey.insert(grey.end(), part.begin(), part.end());
  }
  return grey;
}

/// Mean distance of grey levels. Colour weights of renderers differ a little, hence a mean.
double distance(const Bytes& shown, const std::vector<double>& wanted) {
  if (shown.size() != wanted.size()) return 1e9;
  double sum = 0;
  for (std::size_t i = 0; i < shown.size(); ++i) sum += std::abs(shown[i] - wanted[i]);
  return sum / static_cast<double>(shown.size());
}

std::vector<double> grey_of(const Picture& p) {
  std::vector<double> grey;
  for (std::size_t i = 0; i < p.pixels.size(); i += static_cast<std::size_t>(p.channels)) {
    grey.push_back(p.channels == 1
                       ? p.pixels[i]
                       : 0.3 * p.pixels[i] + 0.59 * p.pixels[i + 1] + 0.11 * p.pixels[i + 2]);
  }
  return grey;
}

std::vector<double> bilevel_of(const Picture& p) {
  std::vector<double> grey = grey_of(p);
  for (double& v : grey) v = v < 128 ? 0 : 255;
  return grey;
}

testing::Composed composed(const Bytes& image) {
  auto out = must_compose({image}, {page_with_text(0, samples::page_of_words(kW, kH))});
  EXPECT_EQ(testing::describe(testing::check_pdfa_2b(out.bytes)), "");
  EXPECT_TRUE(out.report.is_pdfa);
  return out;
}

TEST(ImageSource, GreyPng_PassesItsDataThrough) {
  const Picture picture = scan(kW, kH, 1);
  const Bytes png = samples::png(picture, 0, 8, false, 200);
  const auto out = composed(png);
  EXPECT_TRUE(out.report.notes.empty());
  EXPECT_LT(distance(shown_grey(out.bytes), grey_of(picture)), 0.5);
}

struct PngCase {
  int colour;
  int depth;
  bool interlaced;
};
class PngForms : public ::testing::TestWithParam<PngCase> {};

TEST_P(PngForms, OpenAndConform) {
  const auto [colour, depth, interlaced] = GetParam();
  const Picture picture = scan(kW, kH, colour == 2 || colour == 6 ? 3 : 1);
  const auto out = composed(samples::png(picture, colour, depth, interlaced, 200));
  const Bytes shown = shown_grey(out.bytes);
  ASSERT_EQ(shown.size(), static_cast<std::size_t>(kW * kH));
  if (colour == 0 && depth >= 8) {
    EXPECT_LT(distance(shown, grey_of(picture)), 1.0);
  }
  if (colour == 2) {
    EXPECT_LT(distance(shown, grey_of(picture)), 2.0);
  }
}

INSTANTIATE_TEST_SUITE_P(All,
                         PngForms,
                         ::testing::Values(PngCase{0, 1, false},
                                           PngCase{0, 2, false},
                                           PngCase{0, 4, false},
                                           PngCase{0, 16, false},
                                           PngCase{2, 8, false},
                                           PngCase{2, 16, false},
                                           PngCase{3, 8, false},
                                           PngCase{3, 4, false},
                                           PngCase{0, 8, true},
                                           PngCase{2, 8, true},
                                           PngCase{4, 8, false},
                                           PngCase{6, 8, false}));

TEST(ImageSource, FaxTiffInOneStrip_PassesItsBytesThrough) {
  const Picture picture = scan(kW, kH, 1);
  const auto out = composed(samples::tiff(picture, COMPRESSION_CCITTFAX4, kH, 1, 200, true));
  EXPECT_TRUE(out.report.notes.empty());
  EXPECT_LT(distance(shown_grey(out.bytes), bilevel_of(picture)), 0.5);
}

class TiffForms : public ::testing::TestWithParam<std::tuple<int, int, int>> {};

TEST_P(TiffForms, ShowTheSamePicture) {
  const auto [compression, rows, channels] = GetParam();
  const bool bilevel = compression == COMPRESSION_CCITTFAX4 || compression == COMPRESSION_CCITTFAX3;
  const Picture picture = scan(kW, kH, channels);
  const auto out = composed(samples::tiff(picture, compression, rows, 1, 200, bilevel));
  const double most = compression == COMPRESSION_JPEG ? 4.0 : 1.0;
  EXPECT_LT(distance(shown_grey(out.bytes), bilevel ? bilevel_of(picture) : grey_of(picture)),
            most);
}

INSTANTIATE_TEST_SUITE_P(All,
                         TiffForms,
                         ::testing::Values(std::tuple{COMPRESSION_CCITTFAX4, 300, 1},
                                           std::tuple{COMPRESSION_CCITTFAX4, 16, 1},
                                           std::tuple{COMPRESSION_CCITTFAX3, 903, 1},
                                           std::tuple{COMPRESSION_LZW, 64, 1},
                                           std::tuple{COMPRESSION_LZW, 64, 3},
                                           std::tuple{COMPRESSION_PACKBITS, 903, 1},
                                           std::tuple{COMPRESSION_NONE, 100, 3},
                                           std::tuple{COMPRESSION_ADOBE_DEFLATE, 903, 1},
                                           std::tuple{COMPRESSION_JPEG, 903, 1},
                                           std::tuple{COMPRESSION_JPEG, 16, 1},
                                           std::tuple{COMPRESSION_JPEG, 16, 3},
                                           std::tuple{COMPRESSION_JPEG, 904, 3}));

TEST(ImageSource, JpegStripsOfATiff_BecomeOneJpegWithoutRecoding) {
  const Bytes tiff = samples::tiff(scan(kW, kH, 1), COMPRESSION_JPEG, 16, 1, 200, false);
  const auto out = composed(tiff);
  EXPECT_TRUE(out.report.notes.empty());
  EXPECT_LT(out.bytes.size(), tiff.size() + 6000);
  const std::string list = samples::run("pdfimages -list " + samples::file_of(out.bytes, "j.pdf"));
  EXPECT_NE(list.find("jpeg"), std::string::npos) << list;
}

TEST(ImageSource, SecondPageOfATiff_IsFound) {
  const Bytes tiff = samples::tiff(scan(kW, kH, 1), COMPRESSION_CCITTFAX4, kH, 2, 200, true);
  const auto out = must_compose({tiff},
                                {page_with_text(1, samples::page_of_words(kW, kH)),
                                 page_with_text(0, samples::page_of_words(kW, kH))});
  EXPECT_NE(
      samples::run("pdfinfo " + samples::file_of(out.bytes, "p.pdf")).find("Pages:           2"),
      std::string::npos);
  const auto missing = testing::compose({tiff}, {page_with_text(2, {})});
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().what, Fault::PageOutOfRange);
}

TEST(ImageSource, CmykJpegWithoutProfile_IsNotClaimed) {
  const Bytes jpeg = samples::jpeg(scan(kW, kH, 1), 200, true);
  const auto out = must_compose({jpeg}, {page_with_text(0, samples::page_of_words(kW, kH))});
  EXPECT_FALSE(out.report.is_pdfa);
  EXPECT_NE(std::search(out.bytes.begin(), out.bytes.end(), jpeg.begin(), jpeg.end()),
            out.bytes.end());
}

TEST(ImageSource, TruncatedJpeg_IsKeptButNotClaimed) {
  Bytes jpeg = samples::jpeg(scan(kW, kH, 1), 200);
  jpeg.resize(jpeg.size() / 2);
  const auto out = must_compose({jpeg}, {page_with_text(0, samples::page_of_words(kW, kH))});
  EXPECT_FALSE(out.report.is_pdfa);
}

TEST(ImageSource, ExifOrientation_TurnsThePage) {
  Bytes jpeg = samples::jpeg(scan(kW, kH, 1), 200);
  // APP1 with one entry: Orientation 6, "turn clockwise to see it upright".
  const Bytes exif = {0xff, 0xe1, 0, 34, 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8,
                      0,    1,    1, 18, 0,   3,   0,   0,   0, 1, 0,   6,   0, 0,  0, 0, 0, 0};
  jpeg.insert(jpeg.begin() + 2, exif.begin(), exif.end());
  const PageText text = samples::page_of_words(kH, kW);
  const auto out = must_compose({jpeg}, {page_with_text(0, text)});
  const std::string info = samples::run("pdfinfo " + samples::file_of(out.bytes, "o.pdf"));
  EXPECT_NE(info.find("Page rot:        90"), std::string::npos) << info;
}

TEST(ImageSource, SomethingElse_IsRefused) {
  const std::string html = "<!DOCTYPE html><html></html>";
  const auto refused = testing::compose({Bytes(html.begin(), html.end())}, {page_with_text(0, {})});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().what, Fault::UnknownFormat);
  const auto empty = testing::compose({Bytes{}}, {page_with_text(0, {})});
  ASSERT_FALSE(empty);
  EXPECT_EQ(empty.error().what, Fault::EmptyFile);
}

}  // namespace
}  // namespace sohoa
