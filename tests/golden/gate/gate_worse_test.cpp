// Sound pages made worse, one thing at a time: each gives its own finding and no other.
#include <bit>
#include <functional>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "golden/gate/gate_page.h"
#include "golden/gate/worse.h"
#include "golden/load_image.h"
#include "intake/duplicate_page.h"
#include "ocr/engine/measure.h"
#include "ocr/engine/tesseract_engine.h"

namespace sohoa {
namespace {

namespace fs = std::filesystem;
using namespace testing;  // NOLINT: the makers of worse pages

const fs::path kSamples = fs::path(SOHOA_SOURCE_DIR) / "samples/ho-so";

struct Harm {
  std::string name;
  std::function<Raster(const Raster&)> act;
  std::string finding;  ///< empty: too little to be told
};

std::vector<Harm> harms() {
  return {
      {"blurred by 0.05 mm", [](const Raster& p) { return blurred(p, 0.05); }, ""},
      {"blurred by 0.1 mm", [](const Raster& p) { return blurred(p, 0.1); }, ""},
      {"blurred by 0.3 mm", [](const Raster& p) { return blurred(p, 0.3); }, "blurred"},
      {"darkened to 70 %", [](const Raster& p) { return darkened(p, 0.7); }, ""},
      {"darkened to 40 %", [](const Raster& p) { return darkened(p, 0.4); }, "too-dark"},
      {"washed out", [](const Raster& p) { return washed_out(p, 0.3); }, "too-light"},
      {"levels flattened", [](const Raster& p) { return flattened(p, 0.35); }, "low-contrast"},
      {"shifted by 5 mm", [](const Raster& p) { return shifted_left(p, 5); }, ""},
      {"shifted by 60 mm", [](const Raster& p) { return shifted_left(p, 60); }, "cut-edge"},
  };
}

std::set<std::string> words(const std::string& text) {
  std::istringstream in(text);
  return {std::istream_iterator<std::string>(in), {}};
}

void expect_only(const StoredPage& sound, const Raster& pixels, const Harm& harm) {
  auto expected = words(page_findings(sound));
  if (!harm.finding.empty()) expected.insert(harm.finding);
  const StoredPage worse = with_pixels(sound, harm.act(pixels));
  EXPECT_EQ(words(page_findings(worse)), expected) << harm.name;
}

// A report and a request at 200 dpi in colour, a letter at 300 dpi in grey, a page under a stamp.
TEST(GateWorse, EachHarmGivesItsOwnFindingAndNoOther) {
  const char* pages[] = {"H19.15-260605-0012/TP02.jpg",
                         "H19.15-260605-0012/TP03.png",
                         "H18.19.10-260826-8754/TP03.jpg",
                         "H18.19.10-260826-8754/TP01.jpg"};
  for (const char* name : pages) {
    SCOPED_TRACE(name);
    const StoredPage sound = measured_pages(kSamples / name).at(0);
    const Raster pixels = load_image(kSamples / name);
    for (const Harm& harm : harms()) expect_only(sound, pixels, harm);
  }
}

TEST(GateWorse, APageHalvedInResolutionIsTooCoarse) {
  StoredPage page = measured_pages(kSamples / "H19.15-260605-0012/TP02.jpg").at(0);
  EXPECT_EQ(page_findings(page), "");
  page.result->info.image_dpi_y = 100;  // as a fax machine halves it
  EXPECT_EQ(page_findings(page), "dpi-low");
}

/// The page as the worker would have stored it, text and all.
StoredPage read_page(OcrEngine& engine, const Raster& pixels, std::int32_t ordinal) {
  StoredPage page;
  page.record.state = PageState::Done;
  page.record.ordinal = ordinal;
  page.result.emplace();
  page.result->reading = engine.read(pixels, {}).value();
  page.result->info.image_dpi = page.result->info.image_dpi_y = pixels.dpi();
  page.record.dct_hash = page.result->reading.measures.dct_hash;
  return page;
}

TEST(GateWorse, ASheetScannedTwiceIsNamedAndKept) {
  const auto engine = make_tesseract_engine("/usr/share/tesseract-ocr/5/tessdata", "vie").value();
  const Raster report = load_image(kSamples / "H19.15-260605-0012/TP02.jpg");
  const Raster request = load_image(kSamples / "H18.19.10-260826-8754/TP01.jpg");
  ComponentPages loaded;
  loaded.component.dossier = "H19.15-260605-0012";
  loaded.component.pages_declared = 3;
  loaded.pages = {read_page(*engine, report, 1),
                  read_page(*engine, request, 2),
                  read_page(*engine, shifted_left(blurred(report, 0.05), 1), 3)};
  const auto findings = review_pages(loaded, {});
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(findings[0].text_vi, "Đã đếm 3 trang nội dung, 1 trang lặp lại.");
  EXPECT_EQ(findings[1].id, "duplicate-page");
  EXPECT_EQ(findings[1].page, 3);
  EXPECT_EQ(findings[1].measure, "1");
  EXPECT_EQ(gate(findings), "warn");
  EXPECT_EQ(loaded.pages.size(), 3U);
  EXPECT_EQ(loaded.component.state, ComponentState::Working);
}

/// The same page as it is stored when it came with its text: nothing is recognised.
StoredPage kept_page(const StoredPage& read, const Raster& pixels, std::int32_t ordinal) {
  StoredPage page = with_pixels(read, pixels);
  page.record.ordinal = ordinal;
  page.record.blank = false;
  page.result->reading.text.source = TextSource::TextLayer;
  return page;
}

// One hash for both ways: a scan that came again as a PDF with a text layer, or as the document it
// was printed from, is the same sheet.
TEST(GateWorse, ASheetReadOnceAndKeptOnceIsOneSheet) {
  const auto engine = make_tesseract_engine("/usr/share/tesseract-ocr/5/tessdata", "vie").value();
  const Raster report = load_image(kSamples / "H19.15-260605-0012/TP02.jpg");
  const Raster request = load_image(kSamples / "H18.19.10-260826-8754/TP01.jpg");
  const Raster again = shifted_left(blurred(report, 0.05), 1);
  ComponentPages loaded;
  loaded.component.dossier = "H19.15-260605-0012";
  const StoredPage first = read_page(*engine, report, 1);
  loaded.pages = {first, read_page(*engine, request, 2), kept_page(first, again, 3)};
  review_pages(loaded, {});
  EXPECT_EQ(loaded.pages[1].record.duplicate_of, 0);
  EXPECT_EQ(loaded.pages[2].record.duplicate_of, 1);
  const auto bits_to = [&](const Raster& pixels) {
    return std::popcount(first.record.dct_hash ^ ocr::dct_hash(ocr::luminance(pixels)));
  };
  EXPECT_LE(bits_to(again), DuplicateProfile{}.hash_bits_max) << "a page born digital";
  EXPECT_GT(bits_to(request), DuplicateProfile{}.hash_bits_max);
}

}  // namespace
}  // namespace sohoa
