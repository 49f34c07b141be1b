#include "worker/answer_fit.h"

#include <cmath>

#include <gtest/gtest.h>

#include "unit/worker/samples.h"

namespace sohoa {
namespace {

/// What the service makes of `page` after the child fitted it.
PageResult through_the_wire(PageResult page) {
  fit(page, {});
  auto decoded = decode_page_result(encode(page), {});
  if (!decoded) {
    ADD_FAILURE() << decoded.error().detail;
    return {};
  }
  return *std::move(decoded);
}

TEST(Fit, LeavesAPageWithinItsBoundsAlone) {
  PageResult page = samples::page_result();
  fit(page, {});
  EXPECT_EQ(encode(page), encode(samples::page_result()));
}

TEST(Fit, TrimsABoxThatSticksOutOfThePage) {
  PageResult page = samples::page_result();
  page.reading.text.lines[0].words[0].box = {-20, 2300, 100, 100};
  const auto text = through_the_wire(std::move(page)).reading.text;
  EXPECT_EQ(text.lines[0].words[0].box, (Box{0, 2300, 80, 39}));
}

TEST(Fit, KeepsAPixelOfABoxThatIsWhollyOutside) {
  PageResult page = samples::page_result();
  page.reading.text.lines[0].words[0].box = {9'000, -50, 10, 10};
  const auto text = through_the_wire(std::move(page)).reading.text;
  EXPECT_EQ(text.lines[0].words[0].box, (Box{1653, 0, 1, 1}));
}

TEST(Fit, SplitsAWordAtItsSpacesAndSharesItsBox) {
  PageResult page = samples::page_result();
  page.reading.text.lines[1].words[0] = {"hai\u00A0ba", {100, 260, 60, 25}, 0.5};
  const auto line = through_the_wire(std::move(page)).reading.text.lines[1];
  ASSERT_EQ(line.words.size(), 2U);
  EXPECT_EQ(line.words[0].text, "hai");
  EXPECT_EQ(line.words[0].box, (Box{100, 260, 30, 25}));
  EXPECT_EQ(line.words[1].text, "ba");
  EXPECT_EQ(line.words[1].box, (Box{140, 260, 20, 25}));
}

TEST(Fit, DropsWordsAndLinesWithoutText) {
  PageResult page = samples::page_result();
  page.reading.text.lines[0].words[0].text = "\x01";
  page.reading.text.lines[1].words[0].text = " ";
  EXPECT_EQ(plain_text(through_the_wire(std::move(page)).reading.text), "định");
}

TEST(Fit, MakesNonsenseNumbersZero) {
  PageResult page = samples::page_result();
  page.reading.measures.edge_width_mm = std::nan("");
  page.reading.measures.ink_share = 1.0000001;
  page.info.image_share = 1.02;
  page.reading.text.lines[0].slope_deg = INFINITY;
  const auto fitted = through_the_wire(std::move(page));
  EXPECT_EQ(fitted.reading.measures.edge_width_mm, 0);
  EXPECT_EQ(fitted.reading.measures.ink_share, 1);
  EXPECT_EQ(fitted.info.image_share, 1);
}

TEST(Fit, CutsAPageOfNoiseAndSaysSo) {
  PageResult page = samples::page_result();
  auto& lines = page.reading.text.lines;
  lines.resize(30'000, lines[0]);  // two words each
  const auto fitted = through_the_wire(std::move(page));
  EXPECT_LE(word_count(fitted.reading.text), 50'000U);
  EXPECT_EQ(fitted.notes.back(), "more words than a page may have: cut");
}

TEST(Fit, ShortensNotesAndBarcodes) {
  PageResult page = samples::page_result();
  page.notes.resize(1'000, "note");
  page.barcodes.resize(100, page.barcodes[0]);
  const auto fitted = through_the_wire(std::move(page));
  EXPECT_EQ(fitted.notes.size(), 256U);
  EXPECT_EQ(fitted.barcodes.size(), 64U);
}

TEST(Turned, TurnsABoxWithItsRaster) {
  const Box box{10, 20, 30, 40};  // in a raster of 100 × 200
  EXPECT_EQ(turned(box, 100, 200, 0), box);
  EXPECT_EQ(turned(box, 100, 200, 90), (Box{140, 10, 40, 30}));
  EXPECT_EQ(turned(box, 100, 200, 180), (Box{60, 140, 30, 40}));
  EXPECT_EQ(turned(box, 100, 200, 270), (Box{20, 60, 40, 30}));
}

TEST(Turned, FourQuarterTurnsAreNone) {
  Box box{10, 20, 30, 40};
  for (int turn = 0; turn < 4; ++turn) {
    box = turned(box, turn % 2 == 0 ? 100 : 200, turn % 2 == 0 ? 200 : 100, 90);
  }
  EXPECT_EQ(box, (Box{10, 20, 30, 40}));
}

}  // namespace
}  // namespace sohoa
