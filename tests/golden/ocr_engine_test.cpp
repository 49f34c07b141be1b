// The engine against pages drawn here: what it reads, where the words are, and why.
#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>
#include <string>

#include <gtest/gtest.h>

#include "core/text.h"
#include "golden/error_rate.h"
#include "golden/ocr_render.h"
#include "ocr/engine/pixels.h"
#include "ocr/engine/tesseract_engine.h"

namespace sohoa {
namespace {

using testing::draw_page;
using testing::official_letter;
using testing::official_letter_text;

/// One model for all tests of this program, as in the worker.
OcrEngine& engine() {
  static const auto loaded = make_tesseract_engine("/usr/share/tesseract-ocr/5/tessdata", "vie");
  EXPECT_TRUE(loaded.has_value());
  return **loaded;
}

PageReading read(const Raster& page, const ReadOptions& options = {}) {
  Result<PageReading> reading = engine().read(page, options);
  EXPECT_TRUE(reading.has_value()) << describe(reading.error(), Lang::En);
  return reading ? std::move(*reading) : PageReading{};
}

double letter_error_rate(const PageReading& reading) {
  return testing::character_errors(official_letter_text(), plain_text(reading.text)).rate();
}

const PreparationStep* step(const PageReading& reading, std::string_view name) {
  const auto found = std::find_if(
      reading.steps.begin(), reading.steps.end(), [&](const auto& s) { return s.step == name; });
  return found == reading.steps.end() ? nullptr : &*found;
}

const Word* word(const PageReading& reading, std::string_view text) {
  for (const Line& line : reading.text.lines) {
    for (const Word& w : line.words) {
      if (w.text == text) return &w;
    }
  }
  return nullptr;
}

/// The page turned clockwise on a sheet of the same size.
Raster skewed(const Raster& page, double angle_deg) {
  const Point centre{page.width_px() / 2.0, page.height_px() / 2.0};
  const auto to_source = ocr::Homography::turn(-angle_deg, centre);
  return ocr::warped(page, to_source, page.width_px(), page.height_px(), 255);
}

TEST(TesseractEngine, OfficialLetter_IsReadInOrder) {
  const PageReading reading = read(draw_page(official_letter()));
  EXPECT_LT(letter_error_rate(reading), 0.02) << plain_text(reading.text);
  EXPECT_EQ(reading.text.source, TextSource::Ocr);
  EXPECT_EQ(reading.text.rotation_deg, 0);
  EXPECT_GT(mean_confidence(reading.text), 0.85);
}

TEST(TesseractEngine, PageTurnedAnyWay_IsReadAlike) {
  const Raster upright = draw_page(official_letter());
  for (const int turn : {90, 180, 270}) {
    const PageReading reading = read(ocr::quarter_turned(upright, turn));
    EXPECT_EQ(reading.text.rotation_deg, 360 - turn);
    EXPECT_EQ(reading.text.width_px, upright.width_px());
    EXPECT_LT(letter_error_rate(reading), 0.02) << turn;
  }
}

TEST(TesseractEngine, OrientationMayBeLeftAlone) {
  ReadOptions options;
  options.fix_orientation = false;
  const PageReading reading = read(ocr::quarter_turned(draw_page(official_letter()), 180), options);
  EXPECT_EQ(reading.text.rotation_deg, 0);
}

TEST(TesseractEngine, SkewedPage_KeepsWordBoxesOnTheSkewedPage) {
  const Raster straight = draw_page(official_letter());
  constexpr double kSkew_deg = 3;
  const PageReading reading = read(skewed(straight, kSkew_deg));
  EXPECT_LT(letter_error_rate(reading), 0.02) << plain_text(reading.text);
  EXPECT_NEAR(reading.text.skew_deg, kSkew_deg, 0.2);
  const PageReading level = read(straight);
  const Word* there = word(level, "dpi");
  const Word* here = word(reading, "dpi");
  ASSERT_TRUE(there != nullptr && here != nullptr);
  const Point centre{straight.width_px() / 2.0, straight.height_px() / 2.0};
  const Point expected = ocr::Homography::turn(
      kSkew_deg, centre)({there->box.x + there->box.w / 2.0, there->box.y + there->box.h / 2.0});
  EXPECT_NEAR(here->box.x + here->box.w / 2.0, expected.x, 6);
  EXPECT_NEAR(here->box.y + here->box.h / 2.0, expected.y, 6);
  EXPECT_NEAR(reading.text.lines[8].slope_deg, kSkew_deg, 0.2);
}

TEST(TesseractEngine, FineScan_IsReadAtWorkingResolutionAndBoxesStayInScanPixels) {
  const PageReading reading = read(draw_page(official_letter(), 300));
  EXPECT_LT(letter_error_rate(reading), 0.02) << plain_text(reading.text);
  const Word* found = word(reading, "GIÁM");
  ASSERT_NE(found, nullptr);
  EXPECT_NEAR(found->box.x, 135 / 25.4 * 300, 12);
}

TEST(TesseractEngine, PageWithoutResolution_IsTakenForA4) {
  Raster page = draw_page(official_letter());
  page.set_dpi(0);
  const PageReading reading = read(page);
  EXPECT_NEAR(reading.text.dpi, 200, 3);
  EXPECT_LT(letter_error_rate(reading), 0.02);
}

TEST(TesseractEngine, FaintPrint_IsRead) {
  EXPECT_LT(letter_error_rate(read(draw_page(official_letter(), 200, 165))), 0.03);
}

TEST(TesseractEngine, SealOverTheSignature_IsFadedAndTheNameRead) {
  const Raster page = testing::with_red_seal(draw_page(official_letter()), 140, 128);
  const PageReading reading = read(page);
  ASSERT_NE(step(reading, "ink-removal"), nullptr);
  EXPECT_TRUE(step(reading, "ink-removal")->applied);
  EXPECT_LT(letter_error_rate(reading), 0.03) << plain_text(reading.text);
}

TEST(TesseractEngine, RedTitle_IsTextAndNoStamp) {
  const Raster grey = draw_page(official_letter());
  Raster page(grey.width_px(), grey.height_px(), 3, grey.dpi());
  for (std::int32_t y = 0; y < grey.height_px(); ++y) {
    for (std::int32_t x = 0; x < grey.width_px(); ++x) {
      const std::uint8_t v = grey.row(y)[x];
      std::uint8_t* out = page.row(y) + 3 * static_cast<std::ptrdiff_t>(x);
      out[0] = std::max<std::uint8_t>(v, 190);
      out[1] = out[2] = v;
    }
  }
  const PageReading reading = read(page);
  EXPECT_FALSE(step(reading, "ink-removal")->applied);
  EXPECT_LT(letter_error_rate(reading), 0.03);
}

TEST(TesseractEngine, PhotographOnADarkTable_IsFlattenedAndRead) {
  const Raster sheet = draw_page(official_letter());
  const double w = sheet.width_px();
  const double h = sheet.height_px();
  const auto to_sheet = ocr::Homography::corners(
      {Point{190, 170}, Point{1750, 120}, Point{1860, 2420}, Point{110, 2380}},
      {Point{0, 0}, Point{w, 0}, Point{w, h}, Point{0, h}});
  Raster photo = ocr::warped(sheet, to_sheet, 2000, 2600, 40);
  photo.set_dpi(72);
  const PageReading reading = read(photo);
  EXPECT_TRUE(step(reading, "flatten")->applied);
  EXPECT_LT(letter_error_rate(reading), 0.03) << plain_text(reading.text);
}

TEST(TesseractEngine, Speckles_AreWiped) {
  Raster page = draw_page(official_letter(), 300);
  std::uint32_t seed = 1;
  for (int i = 0; i < 9'000; ++i) {
    seed = seed * 1'664'525U + 1'013'904'223U;
    const auto x = static_cast<std::int32_t>((seed >> 8) % 2'470);
    seed = seed * 1'664'525U + 1'013'904'223U;
    const auto y = static_cast<std::int32_t>((seed >> 8) % 3'500);
    page.row(y)[x] = page.row(y)[x + 1] = page.row(y + 1)[x] = 0;
  }
  const PageReading reading = read(page);
  EXPECT_TRUE(step(reading, "despeckle")->applied);
  EXPECT_LT(letter_error_rate(reading), 0.04) << plain_text(reading.text);
}

TEST(TesseractEngine, EmptyPageWithPunchedHoles_IsBlankAndReadsNothing) {
  Raster page = draw_page({});
  for (const double cy : {900.0, 1500.0}) {
    for (std::int32_t y = 0; y < page.height_px(); ++y) {
      for (std::int32_t x = 0; x < 200; ++x) {
        if (std::hypot(x - 95, y - cy) < 23) page.row(y)[x] = 5;
      }
    }
  }
  const PageReading reading = read(page);
  EXPECT_TRUE(reading.text.blank);
  EXPECT_TRUE(reading.text.lines.empty());
  EXPECT_EQ(reading.text.source, TextSource::None);
}

TEST(TesseractEngine, OneShortLine_IsNotABlankPage) {
  const PageReading reading = read(draw_page({{90, 140, "Trang 2", 13}}));
  EXPECT_FALSE(reading.text.blank);
  EXPECT_EQ(plain_text(reading.text), "Trang 2");
}

TEST(TesseractEngine, TickBoxes_AreReadAsEmptyOrTicked) {
  Raster page = draw_page({{40, 60, "Giấy khai sinh", 13}, {40, 67, "Học bạ, văn bằng", 13}});
  testing::draw_tick_box(page, 33, 61.5, true);
  testing::draw_tick_box(page, 33, 68.5, false);
  EXPECT_EQ(plain_text(read(page).text), "☒ Giấy khai sinh\n☐ Học bạ, văn bằng");
}

TEST(TesseractEngine, WhitePrintOnBlack_IsInvertedAndRead) {
  Raster page = draw_page(official_letter());
  ocr::invert(page);
  const PageReading reading = read(page);
  EXPECT_TRUE(step(reading, "inversion")->applied);
  EXPECT_LT(letter_error_rate(reading), 0.02) << plain_text(reading.text);
}

TEST(TesseractEngine, RuledTable_IsReadRowByRow) {
  Raster page = draw_page({{32, 62, "TT"},
                           {52, 62, "Tên giấy tờ"},
                           {122, 62, "Số lượng"},
                           {34, 72, "1"},
                           {52, 72, "Giấy khai sinh"},
                           {130, 72, "02"},
                           {34, 82, "2"},
                           {52, 82, "Sổ hộ khẩu"},
                           {130, 82, "15"}});
  const auto at = [](double mm) { return static_cast<std::int32_t>(mm / 25.4 * 200); };
  for (const double y : {60.0, 70.0, 80.0, 90.0}) {
    std::fill_n(page.row(at(y)) + at(30), at(130), std::uint8_t{20});
    std::fill_n(page.row(at(y) + 1) + at(30), at(130), std::uint8_t{20});
  }
  for (const double x : {30.0, 50.0, 120.0, 160.0}) {
    for (std::int32_t y = at(60); y < at(90); ++y) page.row(y)[at(x)] = page.row(y)[at(x) + 1] = 20;
  }
  EXPECT_EQ(plain_text(read(page).text),
            "TT Tên giấy tờ Số lượng\n1 Giấy khai sinh 02\n2 Sổ hộ khẩu 15");
}

TEST(TesseractEngine, TextIsNfcAndConfidenceIsAShare) {
  for (const Line& line : read(draw_page(official_letter())).text.lines) {
    for (const Word& w : line.words) {
      EXPECT_EQ(w.text, to_nfc(w.text));
      EXPECT_GE(w.confidence, 0);
      EXPECT_LE(w.confidence, 1);
      EXPECT_FALSE(w.box.is_empty());
    }
  }
}

TEST(TesseractEngine, SamePageScannedAgain_HasNearlyTheSameHash) {
  const Raster page = draw_page(official_letter());
  const auto first = read(page).measures.dct_hash;
  const auto again = read(skewed(page, 0.4)).measures.dct_hash;
  const auto other = read(draw_page({{30, 200, "Một trang khác hẳn"}})).measures.dct_hash;
  EXPECT_LE(std::popcount(first ^ again), 8);
  EXPECT_GT(std::popcount(first ^ other), 12);
}

TEST(TesseractEngine, OddShapes_AreSurvived) {
  for (const auto& [w, h] : {std::pair{1, 1}, {3, 3000}, {5000, 2}, {40, 40}, {64, 64}}) {
    EXPECT_TRUE(engine().read(Raster(w, h, 1, 200), {}).has_value()) << w << "x" << h;
    EXPECT_TRUE(engine().read(Raster(w, h, 3, 0), {}).has_value()) << w << "x" << h;
  }
}

TEST(TesseractEngine, OtherLanguage_IsRefusedNotGuessed) {
  ReadOptions options;
  options.language = "eng";
  const auto reading = engine().read(Raster(100, 100, 1, 200), options);
  ASSERT_FALSE(reading.has_value());
  EXPECT_EQ(reading.error().what, Fault::UnsupportedFeature);
}

TEST(TesseractEngine, SamePageTwice_GivesTheSameReading) {
  const Raster page = draw_page(official_letter());
  EXPECT_EQ(plain_text(read(page).text), plain_text(read(page).text));
}

TEST(MakeTesseractEngine, MissingModel_IsAnError) {
  EXPECT_FALSE(make_tesseract_engine("/nonexistent", "vie").has_value());
}

}  // namespace
}  // namespace sohoa
