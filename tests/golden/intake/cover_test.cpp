// Cover sheets as they are used: drawn, printed and scanned (poppler's pdftoppm), turned, read
// back.
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <numbers>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include "core/file.h"
#include "intake/readers/barcode_reader.h"
#include "intake/readers/cover_writer.h"
#include "intake/separator.h"

// fontconfig keeps its caches until the process ends.
extern "C" const char* __lsan_default_suppressions() {  // NOLINT: the sanitizer's name
  return "leak:libfontconfig";
}

namespace sohoa {
namespace {

namespace fs = std::filesystem;

std::vector<CoverSheet> two_covers() {
  const CoverRequest requests[] = {
      {"000.00.15.H19-240615-0001", "TP1", "Đơn đề nghị cấp bản sao trích lục hộ tịch"},
      {"000.00.15.H19-240615-0001", "KQ.G15.000127", "Trích lục khai sinh (bản sao)"}};
  return make_covers(requests).value();
}

Bytes cover_pdf() {
  const UniqueFd file = std::move(*memory_file({}));
  EXPECT_TRUE(write_cover_pdf(two_covers(), file.get()));
  ::lseek(file.get(), 0, SEEK_SET);
  return read_all(file.get(), 1 << 24U).value();
}

Raster read_pgm(const fs::path& path, double dpi) {
  std::ifstream file(path, std::ios::binary);
  std::string magic;
  std::int32_t width = 0;
  std::int32_t height = 0;
  int top = 0;
  file >> magic >> width >> height >> top;
  file.get();
  Raster page(width, height, 1, dpi);
  file.read(reinterpret_cast<char*>(page.row(0)),
            static_cast<std::streamsize>(page.stride()) * height);
  EXPECT_EQ(magic, "P5");
  return page;
}

// The page turned about its middle by any angle, as a sheet fed askew; white beyond its edges.
Raster turned(const Raster& page, double angle_deg) {
  const bool is_quarter = std::lround(std::abs(angle_deg)) == 90;
  const std::int32_t width = is_quarter ? page.height_px() : page.width_px();
  const std::int32_t height = is_quarter ? page.width_px() : page.height_px();
  Raster out(width, height, 1, page.dpi());
  const double angle = angle_deg * std::numbers::pi / 180;
  for (std::int32_t y = 0; y < height; ++y) {
    for (std::int32_t x = 0; x < width; ++x) {
      const double dx = x - width / 2.0;
      const double dy = y - height / 2.0;
      const auto u =
          std::lround(std::cos(angle) * dx + std::sin(angle) * dy + page.width_px() / 2.0);
      const auto v =
          std::lround(-std::sin(angle) * dx + std::cos(angle) * dy + page.height_px() / 2.0);
      const bool is_inside = u >= 0 && v >= 0 && u < page.width_px() && v < page.height_px();
      out.row(y)[x] = is_inside ? page.row(static_cast<std::int32_t>(v))[u] : 255;
    }
  }
  return out;
}

class CoverSheets : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(::testing::TempDir()) / ("covers_" + std::to_string(::getpid()));
    fs::create_directories(folder_);
    const Bytes pdf = cover_pdf();
    ASSERT_TRUE(write_file_atomically(folder_ / "covers.pdf", pdf));
  }
  void TearDown() override { fs::remove_all(folder_); }

  int shell(const std::string& command) {
    return std::system(("cd '" + folder_.string() + "' && " + command).c_str());  // NOLINT: a peer
  }
  Raster scan(int page, int dpi) {
    EXPECT_EQ(shell("pdftoppm -gray -r " + std::to_string(dpi) + " covers.pdf scan"), 0);
    return read_pgm(folder_ / ("scan-" + std::to_string(page) + ".pgm"), dpi);
  }

  fs::path folder_;
};

TEST_F(CoverSheets, AreReadBackAtEveryResolutionAndAngle) {
  const auto sheets = two_covers();
  for (const int dpi : {100, 150, 200, 300}) {
    const Raster page = scan(2, dpi);
    for (const double angle : {0.0, 90.0, 180.0, -90.0, 2.5, -4.0, 17.0}) {
      const auto codes = read_barcodes(turned(page, angle), {}, {});
      ASSERT_EQ(codes.size(), 1U) << dpi << " dpi, " << angle << "°";
      EXPECT_EQ(codes[0].text, sheets[1].payload) << dpi << " dpi, " << angle << "°";
      EXPECT_EQ(codes[0].format, "QRCode");
      EXPECT_EQ(parse_cover(codes[0].text).value().number, 2);
    }
  }
}

TEST_F(CoverSheets, AreReadUnderAStampAndSpeckle) {
  Raster page = scan(1, 200);
  const Box code = read_barcodes(page, {}, {}).at(0).box;
  EXPECT_GE(code.w, 40 * 200 / 254);  // the code itself is at least 4 cm wide
  unsigned noise = 12345;
  for (std::int32_t i = 0; i < page.width_px() * page.height_px() / 100; ++i) {
    noise = noise * 1103515245U + 12345U;
    const auto at = (noise >> 4U) % static_cast<unsigned>(page.width_px() * page.height_px());
    page.row(0)[at] = noise & 0x10000 ? 0 : 255;
  }
  for (std::int32_t y = 0; y < code.h / 6; ++y) {
    for (std::int32_t x = 0; x < code.w / 3; ++x)
      page.row(code.y + code.h / 2 + y)[code.x + code.w / 2 + x] = 60;
  }
  const auto codes = read_barcodes(page, {}, {});
  ASSERT_EQ(codes.size(), 1U);
  EXPECT_EQ(codes[0].text, two_covers()[0].payload);
}

TEST_F(CoverSheets, SayTheSameInLettersForPeople) {
  ASSERT_EQ(shell("pdftotext -layout covers.pdf covers.txt"), 0);
  const Bytes bytes = read_file(folder_ / "covers.txt", 1 << 20U).value();
  const std::string text(as_text(bytes));
  const auto sheets = two_covers();
  for (const auto& words : {std::string("TỜ BÌA THÀNH PHẦN HỒ SƠ"),
                            sheets[0].payload,
                            sheets[0].title,
                            std::string("KQ.G15.000127"),
                            std::string("2/2")}) {
    EXPECT_NE(text.find(words), std::string::npos) << words;
  }
}

TEST_F(CoverSheets, AreTheSameBytesEachTime) {
  EXPECT_EQ(cover_pdf(), cover_pdf());
}

TEST(CoverPdf, WithoutAPayloadIsRefused) {
  const UniqueFd file = std::move(*memory_file({}));
  std::vector<CoverSheet> sheets = two_covers();
  sheets[1].payload.clear();
  EXPECT_EQ(write_cover_pdf(sheets, file.get()).error().what, Fault::BadCoverSheet);
  sheets[1].payload.assign(5000, 'x');
  EXPECT_EQ(write_cover_pdf(sheets, file.get()).error().what, Fault::BadCoverSheet);
}

TEST(CoverPdf, ToAFullDiskSaysSo) {
  const UniqueFd full(::open("/dev/full", O_WRONLY));
  ASSERT_TRUE(full);
  EXPECT_EQ(write_cover_pdf(two_covers(), full.get()).error().what, Fault::DiskFull);
}

TEST(ReadBarcodes, OnABlankPageAndOnNoiseFindsNothing) {
  Raster page(1654, 2339, 3, 200);
  EXPECT_TRUE(read_barcodes(page, {}, {}).empty());
  unsigned noise = 1;
  for (std::size_t i = 0; i < page.pixels().size(); ++i) {
    noise = noise * 1103515245U + 12345U;
    page.row(0)[i] = static_cast<std::uint8_t>(noise >> 16U);
  }
  EXPECT_TRUE(read_barcodes(page, {}, {}).empty());
  EXPECT_TRUE(read_barcodes(Raster(), {}, {}).empty());
  EXPECT_TRUE(read_barcodes(Raster(1, 1, 1, 0), {}, {}).empty());
}

}  // namespace
}  // namespace sohoa
