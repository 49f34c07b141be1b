// The real sohoa-worker: what its libraries need works inside the cage.
//
// The input is made here: cover sheets drawn by one child are a born-digital PDF with fonts, a text
// layer and a QR code for the next.
#include <cstdlib>

#include <gtest/gtest.h>

#include "core/text.h"
#include "worker/supervisor.h"

namespace sohoa {
namespace {

const CoverSheet kSheet{
    "SOHOA1|000.00.19|KQ01|1/2|42", "000.00.19", "KQ01", "Giấy khai sinh", 1, 2};

Supervisor start(bool warm_ocr) {
  WorkerConfig config;
  config.program = SOHOA_BIN_DIR "/sohoa-worker";
  config.tessdata = default_tessdata();
  config.warm_ocr = warm_ocr;
  auto started = Supervisor::start(config);
  if (!started) ADD_FAILURE() << describe(started.error(), Lang::En);
  return std::move(*started);
}

/// A PDF of cover sheets, as a nameless file.
UniqueFd draw_cover(Supervisor& supervisor) {
  auto output = memory_file({});
  const auto drawn = supervisor.draw_covers({{kSheet}}, output->get());
  if (!drawn) ADD_FAILURE() << describe(drawn.error(), Lang::En);
  return std::move(*output);
}

std::string read_text(Supervisor& supervisor, int input, bool force_ocr) {
  ReadPageTask task;
  task.force_ocr = force_ocr;
  const auto page = supervisor.read_page(input, task, nullptr);
  if (!page) return describe(page.error(), Lang::En);
  EXPECT_EQ(page->reading.text.source, force_ocr ? TextSource::Ocr : TextSource::TextLayer);
  EXPECT_EQ(page->barcodes.size(), 1U);
  for (const Barcode& code : page->barcodes) EXPECT_EQ(code.text, kSheet.payload);
  return fold(plain_text(page->reading.text));
}

TEST(RealWorker, PassesItsSelfTest) {
  EXPECT_EQ(std::system(SOHOA_BIN_DIR "/sohoa-worker --self-test"), 0);
}

TEST(RealWorker, ReadsThePageThatItDrewFromItsLayerAndFromItsPixels) {
  auto supervisor = start(true);
  const UniqueFd pdf = draw_cover(supervisor);
  EXPECT_NE(read_text(supervisor, pdf.get(), false).find("giay khai sinh"), std::string::npos);
  EXPECT_NE(read_text(supervisor, pdf.get(), true).find("giay khai sinh"), std::string::npos);
}

TEST(RealWorker, InspectsAndComposesWhatItDrew) {
  auto supervisor = start(false);
  const UniqueFd pdf = draw_cover(supervisor);
  const auto info = supervisor.inspect(pdf.get(), {});
  ASSERT_TRUE(info) << describe(info.error(), Lang::En);
  EXPECT_EQ(info->format, Format::Pdf);
  EXPECT_EQ(info->pages.size(), 1U);
  const auto output = memory_file({});
  const auto report = supervisor.compose({pdf.get()}, {ComposePage{}}, {}, output->get());
  ASSERT_TRUE(report) << describe(report.error(), Lang::En);
  EXPECT_EQ(file_size(output->get()).value_or(0), report->bytes);
}

TEST(RealWorker, NamesThePageThatIsNotThere) {
  auto supervisor = start(true);
  const UniqueFd pdf = draw_cover(supervisor);
  ReadPageTask task;
  task.page_index = 7;
  const auto page = supervisor.read_page(pdf.get(), task, nullptr);
  ASSERT_FALSE(page);
  EXPECT_EQ(name(page.error().what), "page-out-of-range");
  EXPECT_EQ(page.error().where.page, 8);
}

TEST(RealWorker, SaysAtItsStartThatTheModelIsMissing) {
  WorkerConfig config;
  config.program = SOHOA_BIN_DIR "/sohoa-worker";
  config.tessdata = "/nonexistent";
  const auto started = Supervisor::start(config);
  ASSERT_FALSE(started);
  EXPECT_NE(name(started.error().what), "worker-lost") << started.error().detail;
}

}  // namespace
}  // namespace sohoa
