// An identity card with its QR code, printed in its real size, read by the real worker.
#include <memory>

#include <gtest/gtest.h>
#include <qrencode.h>

#include "core/file.h"
#include "golden/load_image.h"
#include "intake/id_card_qr.h"
#include "intake/paper_qr.h"
#include "support/pdf_samples.h"
#include "worker/supervisor.h"

namespace sohoa {
namespace {

namespace fs = std::filesystem;

const fs::path kCard = fs::path(SOHOA_SOURCE_DIR) / "samples/ho-so/H18.19.10-260826-8754/TP02.jpg";
const fs::path kReceipt =
    fs::path(SOHOA_SOURCE_DIR) / "samples/ho-so/H18.19.10-260826-8754/TN01.jpg";

constexpr std::string_view kPayload =
    "033391164735||PHÙNG VĂN SỸ|01011995|Nữ|Thôn Phú Long, Hậu Mỹ Trinh, Mỏ Cày Nam, Hòa "
    "Bình|12052021";

struct FreeQr {
  void operator()(QRcode* code) const { QRcode_free(code); }
};

void fill(Raster& page, const Box& box, std::uint8_t level) {
  for (std::int32_t y = box.y; y < box.bottom(); ++y) {
    std::uint8_t* row = page.row(y) + static_cast<std::ptrdiff_t>(box.x) * page.channels();
    std::fill_n(row, box.w * page.channels(), level);
  }
}

/// Modules of `module_px` with the quiet zone of four that ISO/IEC 18004 asks for.
void stick_qr(Raster& page, std::string_view payload, std::int32_t module_px, Point at) {
  const std::unique_ptr<QRcode, FreeQr> code(
      QRcode_encodeData(static_cast<int>(payload.size()),
                        reinterpret_cast<const unsigned char*>(payload.data()),
                        0,
                        QR_ECLEVEL_M));
  ASSERT_TRUE(code);
  const auto x0 = static_cast<std::int32_t>(at.x);
  const auto y0 = static_cast<std::int32_t>(at.y);
  const std::int32_t side = (code->width + 8) * module_px;
  fill(page, {x0, y0, side, side}, 255);
  for (int i = 0; i < code->width * code->width; ++i) {
    if ((code->data[i] & 1U) == 0) continue;
    const std::int32_t x = x0 + (4 + i % code->width) * module_px;
    const std::int32_t y = y0 + (4 + i / code->width) * module_px;
    fill(page, {x, y, module_px, module_px}, 20);
  }
}

Bytes as_jpeg(const Raster& page) {
  samples::Picture picture;
  picture.width = page.width_px();
  picture.height = page.height_px();
  picture.channels = page.channels();
  picture.pixels = page.pixels();
  return samples::jpeg(picture, static_cast<int>(page.dpi()));
}

PageResult read_by_worker(const Bytes& image) {
  WorkerConfig config;
  config.program = SOHOA_BIN_DIR "/sohoa-worker";
  config.tessdata = default_tessdata();
  auto worker = Supervisor::start(config);
  if (!worker) {
    ADD_FAILURE() << describe(worker.error(), Lang::En);
    return {};
  }
  const auto input = memory_file(image);
  auto page = worker->read_page(input->get(), {}, nullptr);
  if (!page) ADD_FAILURE() << describe(page.error(), Lang::En);
  return page ? std::move(*page) : PageResult{};
}

TEST(GateCard, TheCardsCodeIsReadFromAScanAndAgreesWithThePrint) {
  Raster card = testing::load_image(kCard);
  ASSERT_FALSE(card.is_empty());
  stick_qr(card, kPayload, 5, {1'750, 60});  // 0.42 mm at 300 dpi, as on the card
  const PageResult page = read_by_worker(as_jpeg(card));
  ASSERT_EQ(page.barcodes.size(), 1U);
  EXPECT_EQ(page.barcodes[0].text, kPayload);
  const auto read = parse_id_card_qr(page.barcodes[0].text);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->number, "033391164735");
  EXPECT_EQ(read->birth_date, "1995-01-01");
  EXPECT_EQ(read->residence, "Thôn Phú Long, Hậu Mỹ Trinh, Mỏ Cày Nam, Hòa Bình");
  EXPECT_NE(plain_text(page.reading.text).find(read->number), std::string::npos);
  EXPECT_EQ(page.reading.measures.pixels, PixelKind::Colour);
}

TEST(GateCard, ACodeWeWriteOnAnIssuedPaperIsReadBack) {
  Raster receipt = testing::load_image(kReceipt);
  ASSERT_FALSE(receipt.is_empty());
  PaperQr paper;
  paper.dossier = "H18.19.10-260826-8754";
  paper.procedure = "1.004873";
  paper.owner_id = "007193237552";
  paper.title = "Giấy tiếp nhận hồ sơ và hẹn trả kết quả";
  paper.system = "Hệ thống thông tin giải quyết TTHC";
  paper.exported_at = "2026-08-26T09:10:00";
  paper.due_at = "2026-09-09";
  // Top left of the first page (Điều 26); four pixels at 200 dpi are half a millimetre.
  stick_qr(receipt, encode_paper_qr(paper), 4, {20, 20});
  const PageResult page = read_by_worker(as_jpeg(receipt));
  ASSERT_EQ(page.barcodes.size(), 1U);
  EXPECT_EQ(parse_paper_qr(page.barcodes[0].text), paper);
}

}  // namespace
}  // namespace sohoa
