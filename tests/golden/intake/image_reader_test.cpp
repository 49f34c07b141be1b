#include <cmath>
#include <filesystem>

#include <gtest/gtest.h>
#include <tiff.h>

#include "core/file.h"
#include "golden/intake/image_makers.h"
#include "intake/readers/page_source.h"

namespace sohoa {
namespace {

namespace fs = std::filesystem;
using namespace testing;

struct Opened {
  std::unique_ptr<PageSource> source;
  std::vector<std::string> notes;

  Raster page(std::int32_t index = 0) {
    auto raster = source->render(index, notes);
    EXPECT_TRUE(raster) << describe(raster.error(), Lang::En);
    return raster ? std::move(*raster) : Raster();
  }
};

// The bytes must outlive what is opened on them.
Opened open(const Bytes& bytes, const Limits& limits = {}) {
  auto source = open_image(bytes, limits);
  EXPECT_TRUE(source) << describe(source.error(), Lang::En);
  return {source ? std::move(*source) : nullptr, {}};
}

// Letters for the middles of the four quarters, row by row: K black, R red, r its grey, W white.
char letter(const Raster& page, double x, double y) {
  const auto column = static_cast<std::size_t>(page.width_px() * x);
  const auto* pixel = page.row(static_cast<std::int32_t>(page.height_px() * y)) +
                      column * static_cast<std::size_t>(page.channels());
  if (pixel[0] > 235) return 'W';
  if (pixel[0] < 25) return 'K';
  if (page.channels() == 3 && pixel[0] > 170 && pixel[1] < 40) return 'R';
  return page.channels() == 1 && pixel[0] > 40 && pixel[0] < 90 ? 'r' : '?';
}

std::string corners(const Raster& page) {
  return {letter(page, 0.12, 0.12),
          letter(page, 0.88, 0.12),
          letter(page, 0.12, 0.88),
          letter(page, 0.88, 0.88)};
}

TEST(JpegPage, IsDecodedInEveryColourSpace) {
  struct Case {
    JpegSpec spec;
    std::string corners;
  };
  JpegSpec grey, progressive, cmyk;
  grey.components = 1;
  progressive.progressive = true;
  cmyk.components = 4;
  const Case cases[] = {{{}, "KRWW"}, {grey, "KrWW"}, {progressive, "KRWW"}, {cmyk, "KRWW"}};
  for (const auto& c : cases) {
    const Bytes bytes = make_jpeg(c.spec);
    Opened jpeg = open(bytes);
    EXPECT_EQ(corners(jpeg.page()), c.corners) << c.spec.components;
    EXPECT_TRUE(jpeg.notes.empty());
  }
}

TEST(JpegPage, IsTurnedByItsExifOrientation) {
  const char* expected[9] = {"", "KRWW", "RKWW", "WWRK", "WWKR", "KWRW", "WKWR", "WRWK", "RWKW"};
  const int degrees[9] = {0, 0, 0, 180, 180, 90, 90, 270, 270};
  for (int orientation = 1; orientation <= 8; ++orientation) {
    JpegSpec spec;
    spec.exif_orientation = orientation;
    const Bytes bytes = make_jpeg(spec);
    Opened jpeg = open(bytes);
    const Raster page = jpeg.page();
    EXPECT_EQ(corners(page), expected[orientation]) << orientation;
    EXPECT_EQ(page.width_px(), orientation <= 4 ? kWidth : kHeight);
    EXPECT_EQ(jpeg.source->info().pages[0].rotate_deg, degrees[orientation]);
  }
}

TEST(JpegPage, ResolutionComesFromJfifElseExifAndIsBelievedOnlyOnPaper) {
  struct Case {
    int jfif_dpi;
    int exif_dpi;
    int width;
    double expected;
  };
  const Case cases[] = {{200, 0, 160, 200},
                        {0, 300, 160, 300},
                        {72, 300, 160, 300},
                        {72, 0, 4000, 0},
                        {0, 72, 4000, 0},
                        {300, 72, 160, 300},
                        {600, 0, 7000, 600},
                        {0, 0, 160, 0}};
  for (const auto& c : cases) {
    JpegSpec spec;
    spec.jfif_dpi = c.jfif_dpi;
    spec.exif_dpi = c.exif_dpi;
    spec.exif_orientation = 1;
    spec.width = c.width;
    const Bytes bytes = make_jpeg(spec);
    EXPECT_EQ(open(bytes).page().dpi(), c.expected) << c.jfif_dpi << " " << c.exif_dpi;
  }
}

TEST(JpegPage, CutShortKeepsItsUpperPartAndSaysHowMuchIsMissing) {
  JpegSpec spec;
  spec.width = 800;
  spec.height = 1200;
  Bytes bytes = make_jpeg(spec);
  bytes.resize(bytes.size() * 6 / 10);
  Opened jpeg = open(bytes);
  const Raster page = jpeg.page();
  EXPECT_EQ(corners(page), "KRWW");
  ASSERT_EQ(jpeg.notes.size(), 1U);
  EXPECT_TRUE(jpeg.notes[0].starts_with("image data ends early: lower ")) << jpeg.notes[0];
}

TEST(JpegPage, WithoutItsEndMarkerIsWhole) {
  Bytes bytes = make_jpeg({});
  bytes.resize(bytes.size() - 2);
  Opened jpeg = open(bytes);
  EXPECT_EQ(corners(jpeg.page()), "KRWW");
  EXPECT_TRUE(jpeg.notes.empty());
}

TEST(JpegPage, ProgressiveCutShortIsWholeInLessDetail) {
  JpegSpec spec;
  spec.progressive = true;
  spec.width = 800;
  spec.height = 1200;
  Bytes bytes = make_jpeg(spec);
  bytes.resize(bytes.size() * 8 / 10);
  Opened jpeg = open(bytes);
  EXPECT_EQ(corners(jpeg.page()), "KRWW");
  ASSERT_EQ(jpeg.notes.size(), 1U);
}

TEST(JpegPage, WithNothingToDecodeIsTruncated) {
  const Bytes whole = make_jpeg({});
  for (const std::size_t size : {3UL, 20UL, 100UL, 600UL}) {
    const Bytes bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    auto source = open_image(bytes, {});
    std::vector<std::string> notes;
    const auto error = source ? (*source)->render(0, notes).error() : source.error();
    EXPECT_EQ(error.what, Fault::TruncatedFile) << size;
  }
}

TEST(PngPage, OfEveryKindBecomesEightBitsOnWhite) {
  struct Case {
    PngKind kind;
    std::string corners;
  };
  const Case cases[] = {
      {PngKind::Grey1, "KKWW"},
      {PngKind::Grey8, "KrWW"},
      {PngKind::Grey16, "KrWW"},
      {PngKind::GreyAlpha, "KrWW"},
      {PngKind::Palette, "KRWW"},
      {PngKind::GreyPalette, "KrWW"},
      {PngKind::Rgb8, "KRWW"},
      {PngKind::Rgba, "KRWW"},
  };
  for (const auto& c : cases) {
    for (const bool interlaced : {false, true}) {
      const Bytes bytes = make_png({c.kind, interlaced, 300});
      Opened png = open(bytes);
      const Raster page = png.page();
      EXPECT_EQ(corners(page), c.corners) << static_cast<int>(c.kind) << interlaced;
      EXPECT_NEAR(page.dpi(), 300, 0.02);
      EXPECT_TRUE(png.notes.empty());
    }
  }
}

TEST(PngPage, CutShortKeepsItsRows) {
  Bytes bytes = make_png({PngKind::Rgb8, false, 0});
  bytes.resize(bytes.size() - 60);
  Opened png = open(bytes);
  EXPECT_EQ(corners(png.page()).substr(0, 2), "KR");
  ASSERT_EQ(png.notes.size(), 1U);
  EXPECT_TRUE(png.notes[0].starts_with("image data ends early")) << png.notes[0];
}

TEST(PngPage, WithADamagedHeaderIsAnError) {
  Bytes bytes = make_png({PngKind::Rgb8, false, 0});
  bytes[20] ^= 0xFF;
  EXPECT_EQ(open_image(bytes, {}).error().what, Fault::CorruptFile);
  bytes.resize(30);
  EXPECT_EQ(open_image(bytes, {}).error().what, Fault::TruncatedFile);
}

TiffSpec tiff(TiffPixels pixels, int compression, bool white_is_zero = false) {
  TiffSpec spec;
  spec.pixels = pixels;
  spec.compression = compression;
  spec.white_is_zero = white_is_zero;
  return spec;
}

TEST(TiffPages, AreDecodedInEveryCompressionOfficesUse) {
  using enum TiffPixels;
  const std::vector<TiffSpec> specs = {tiff(Bilevel, COMPRESSION_CCITTFAX4, true),
                                       tiff(Bilevel, COMPRESSION_CCITTFAX4),
                                       tiff(Bilevel, COMPRESSION_CCITTFAX3, true),
                                       tiff(Bilevel, COMPRESSION_PACKBITS),
                                       tiff(Grey, COMPRESSION_LZW),
                                       tiff(Grey, COMPRESSION_NONE, true),
                                       tiff(Grey, COMPRESSION_JPEG),
                                       tiff(Rgb, COMPRESSION_JPEG),
                                       tiff(Rgb, COMPRESSION_ADOBE_DEFLATE),
                                       tiff(Palette, COMPRESSION_LZW)};
  const char* expected[] = {
      "KKWW", "KKWW", "KKWW", "KKWW", "KrWW", "KrWW", "KrWW", "KRWW", "KRWW", "KRWW"};
  const Bytes bytes = make_tiff(specs);
  Opened file = open(bytes);
  ASSERT_EQ(file.source->info().pages.size(), specs.size());
  for (std::size_t i = 0; i < specs.size(); ++i) {
    const Raster page = file.page(static_cast<std::int32_t>(i));
    EXPECT_EQ(corners(page), expected[i]) << i;
    EXPECT_EQ(page.dpi(), 200) << i;
  }
  EXPECT_TRUE(file.notes.empty());
}

TEST(TiffPages, MayBeReadInAnyOrder) {
  const Bytes bytes = make_tiff({tiff(TiffPixels::Rgb, 1), tiff(TiffPixels::Bilevel, 1)});
  Opened file = open(bytes);
  EXPECT_EQ(corners(file.page(1)), "KKWW");
  EXPECT_EQ(corners(file.page(0)), "KRWW");
  EXPECT_EQ(corners(file.page(1)), "KKWW");
  EXPECT_EQ(file.source->render(2, file.notes).error().what, Fault::PageOutOfRange);
}

TEST(TiffPages, InTilesAreReadToo) {
  for (const auto pixels : {TiffPixels::Grey, TiffPixels::Rgb, TiffPixels::Bilevel}) {
    TiffSpec spec = tiff(pixels, COMPRESSION_LZW);
    spec.tiled = true;
    const Bytes bytes = make_tiff({spec});
    Opened file = open(bytes);
    EXPECT_EQ(corners(file.page())[0], 'K');
    EXPECT_EQ(corners(file.page()).substr(2), "WW");
    EXPECT_TRUE(file.notes.empty());
  }
}

TEST(TiffPages, FollowOrientationAndUnit) {
  TiffSpec spec = tiff(TiffPixels::Rgb, COMPRESSION_LZW);
  spec.orientation = 6;
  spec.per_centimetre = true;
  spec.x_dpi = spec.y_dpi = 300 / 2.54;
  const Bytes bytes = make_tiff({spec});
  Opened file = open(bytes);
  const Raster page = file.page();
  EXPECT_EQ(corners(page), "WKWR");
  EXPECT_NEAR(page.dpi(), 300, 0.01);
}

TEST(TiffPages, FromAFaxAreMadeSquare) {
  TiffSpec spec = tiff(TiffPixels::Bilevel, COMPRESSION_CCITTFAX3, true);
  spec.x_dpi = 204;
  spec.y_dpi = 98;
  const Bytes bytes = make_tiff({spec});
  Opened file = open(bytes);
  const Raster page = file.page();
  EXPECT_EQ(page.width_px(), kWidth);
  EXPECT_EQ(page.height_px(), kHeight * 204 / 98);
  EXPECT_EQ(page.dpi(), 204);
  EXPECT_EQ(corners(page), "KKWW");
}

// Offset of the directory that follows the one at `offset`; `field` tells where its link stands.
std::uint32_t u32_at(const Bytes& bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 4; i-- > 0;) value = value << 8U | bytes[at + i];
  return value;
}

std::size_t link_after(const Bytes& bytes, std::size_t directory) {
  const std::size_t entries = bytes[directory] + std::size_t{256} * bytes[directory + 1];
  return directory + 2 + entries * 12;
}

TEST(TiffPages, WithABrokenChainKeepTheGoodPagesAndReportTheBad) {
  Bytes bytes = make_tiff({tiff(TiffPixels::Grey, 1), tiff(TiffPixels::Rgb, 1)});
  const std::size_t link = link_after(bytes, u32_at(bytes, 4));
  for (std::size_t i = 0; i < 4; ++i) bytes[link + i] = 0x7F;
  Opened file = open(bytes);
  ASSERT_EQ(file.source->info().pages.size(), 2U);
  EXPECT_TRUE(file.source->info().is_damaged);
  EXPECT_EQ(corners(file.page(0)), "KrWW");
  const auto bad = file.source->render(1, file.notes);
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().where.page, 2);
}

TEST(TiffPages, InALoopAreReadOnce) {
  Bytes bytes = make_tiff({tiff(TiffPixels::Grey, 1), tiff(TiffPixels::Rgb, 1)});
  const std::uint32_t first = u32_at(bytes, 4);
  const std::size_t link = link_after(bytes, u32_at(bytes, link_after(bytes, first)));
  for (std::size_t i = 0; i < 4; ++i) bytes[link + i] = static_cast<std::uint8_t>(first >> (8 * i));
  const auto source = open_image(bytes, {});
  ASSERT_TRUE(source);
  EXPECT_LE((*source)->info().pages.size(), 3U);
}

TEST(TiffPages, AnUnreadablePageIsAnErrorOfThatPageOnly) {
  Bytes bytes = make_tiff({tiff(TiffPixels::Grey, COMPRESSION_LZW), tiff(TiffPixels::Grey, 1)});
  std::fill(bytes.begin() + 8, bytes.begin() + 100, std::uint8_t{0xEE});
  Opened file = open(bytes);
  std::vector<std::string> notes;
  const auto first = file.source->render(0, notes);
  EXPECT_TRUE(!first || !notes.empty());
  EXPECT_EQ(corners(file.page(1)), "KrWW");
}

// Which of our pages came from other people's tools decode without a note.
TEST(SharedPages, AreAllReadAsTheirManifestSays) {
  const fs::path folder = fs::path(SOHOA_SOURCE_DIR) / "../shared/data/ocr/pages";
  if (!fs::exists(folder)) GTEST_SKIP() << "no shared data beside this clone";
  int images = 0;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".pdf") continue;
    const Bytes bytes = read_file(entry.path(), 64 << 20U).value();
    Opened file = open(bytes);
    const Raster page = file.page();
    EXPECT_GT(page.width_px(), 1000) << entry.path();
    EXPECT_TRUE(file.notes.empty()) << entry.path();
    ++images;
  }
  EXPECT_GT(images, 10);
}

}  // namespace
}  // namespace sohoa
