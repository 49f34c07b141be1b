// Input made to break us. Each case names the answer it must get; the process must stay small.
#include <filesystem>
#include <map>

#include <gtest/gtest.h>
#include <sys/resource.h>

#include "core/file.h"
#include "golden/intake/image_makers.h"
#include "hostile/intake/raw_zip.h"
#include "intake/readers/archive_reader.h"
#include "intake/readers/page_source.h"

namespace sohoa {
namespace {

namespace fs = std::filesystem;
using namespace std::string_literals;
using namespace testing;

// What came out of an archive: the content of each entry, or the name of its refusal, in order.
struct Unpacked {
  std::vector<std::pair<std::string, std::string>> entries;
  std::string failure;  // of the whole archive

  std::string told() const {
    std::string text;
    for (const auto& [name, outcome] : entries) text += name + "=" + outcome + " ";
    return text + failure;
  }
};

class Collector {
 public:
  Result<void> take(const ArchiveFrame& frame) {
    using Kind = ArchiveFrame::Kind;
    if (frame.kind == Kind::Begin) out_.entries.emplace_back(frame.name, "");
    if (frame.kind == Kind::Data) content_ += as_text(frame.data);
    if (frame.kind == Kind::End) out_.entries.back().second = content_;
    if (frame.kind == Kind::Refused) out_.entries.back().second = name(frame.refusal->what);
    if (frame.kind == Kind::Data) {
      EXPECT_LE(frame.data.size(), 256U * 1024);
    } else {
      content_.clear();
    }
    return {};
  }
  Unpacked out_;

 private:
  std::string content_;
};

Unpacked unpack_fd(int fd, const Limits& limits) {
  Collector collector;
  const auto result =
      unpack_zip(fd, limits, [&](const ArchiveFrame& frame) { return collector.take(frame); });
  if (!result) collector.out_.failure = name(result.error().what);
  return collector.out_;
}

Unpacked unpack(const Bytes& zip, const Limits& limits = {}) {
  const UniqueFd file = std::move(*memory_file(zip));
  return unpack_fd(file.get(), limits);
}

RawEntry plain(const std::string& name, const std::string& content = "x") {
  RawEntry entry;
  entry.name = name;
  entry.content = content;
  return entry;
}

std::string fault_of_image(const Bytes& bytes, const Limits& limits = {}) {
  auto source = open_image(bytes, limits);
  if (!source) return std::string(name(source.error().what));
  std::vector<std::string> notes;
  const auto page = (*source)->render(0, notes);
  return page ? "" : std::string(name(page.error().what));
}

TEST(HostileImage, SizesBeyondTheBoundAreRefusedFromTheHeader) {
  EXPECT_EQ(fault_of_image(png_header(60'000, 60'000)), "too-many-pixels");
  EXPECT_EQ(fault_of_image(tiff_header(60'000, 60'000)), "too-many-pixels");
  EXPECT_EQ(fault_of_image(png_header(0x7FFFFFFF, 1)), "too-many-pixels");
  EXPECT_EQ(fault_of_image(tiff_header(0xFFFFFFFF, 0xFFFFFFFF)), "too-many-pixels");
  EXPECT_EQ(fault_of_image(png_header(20'000, 20'000)), "too-many-pixels");
  EXPECT_EQ(fault_of_image(tiff_header(0, 100)), "corrupt-file");
  const auto error = open_image(png_header(60'000, 60'000), {}).error();
  EXPECT_NE(error.detail.find("60000 x 60000"), std::string::npos) << error.detail;
}

TEST(HostileImage, AJpegThatClaimsAHugeSizeIsRefusedToo) {
  Bytes bytes = make_jpeg({});
  const std::string text(as_text(bytes));
  const auto frame = text.find("\xFF\xC0");
  ASSERT_NE(frame, std::string::npos);
  bytes[frame + 5] = bytes[frame + 7] = 0xFF;  // height and width, high bytes
  EXPECT_EQ(fault_of_image(bytes), "too-many-pixels");
}

TEST(HostileImage, AProgressiveJpegOfEndlessScansIsStopped) {
  JpegSpec spec;
  spec.progressive = true;
  const Bytes whole = make_jpeg(spec);
  const std::string text(as_text(whole));
  const auto last = text.rfind("\xFF\xDA");
  std::string bomb = text.substr(0, last);
  const std::string scan = text.substr(last, text.size() - 2 - last);
  for (int i = 0; i < 5'000; ++i) bomb += scan;
  const Bytes bytes(bomb.begin(), bomb.end());
  EXPECT_EQ(fault_of_image(bytes), "corrupt-file");
}

TEST(HostileImage, WhatIsNoImageIsNamed) {
  EXPECT_EQ(fault_of_image({}), "empty-file");
  const std::string html = "<html>404</html>";
  EXPECT_EQ(fault_of_image(Bytes(html.begin(), html.end())), "unknown-format");
  EXPECT_EQ(fault_of_image({'I', 'I', 42, 0}), "corrupt-file");
  EXPECT_EQ(fault_of_image({'I', 'I', 42, 0, 8, 0, 0, 0}), "corrupt-file");
}

// Any damage is an answer, never a crash: run under the sanitizers by the full check.
TEST(HostileImage, RandomDamageNeverBreaksTheReader) {
  JpegSpec progressive;
  progressive.progressive = true;
  TiffSpec g4, lzw, tiled;
  g4.compression = 4;
  lzw.compression = 5;
  lzw.pixels = TiffPixels::Rgb;
  tiled.tiled = true;
  const Bytes seeds[] = {make_jpeg({}),
                         make_jpeg(progressive),
                         make_png({PngKind::Rgba, true, 0}),
                         make_png({PngKind::Palette, false, 0}),
                         make_tiff({g4, lzw, tiled})};
  unsigned state = 1;
  const auto next = [&] { return (state = state * 1664525U + 1013904223U) >> 8U; };
  Limits limits;
  limits.page_pixels = 1'000'000;
  int read = 0;
  for (int round = 0; round < 1'000; ++round) {
    Bytes bytes = seeds[round % 5];
    for (unsigned i = 0; i < 1 + next() % 8; ++i) {
      bytes[next() % bytes.size()] = static_cast<std::uint8_t>(next());
    }
    if (next() % 4 == 0) bytes.resize(next() % bytes.size());
    read += fault_of_image(bytes, limits).empty() ? 1 : 0;
  }
  EXPECT_GT(read, 100);
}

TEST(HostileZip, UnsafeNamesAreRefusedAndTheGoodOneIsRead) {
  RawEntry link = plain("link.pdf", "/etc/passwd");
  link.mode = 0120777;
  RawEntry device = plain("null.jpg");
  device.mode = 0020666;
  const Unpacked found = unpack(raw_zip({plain("../../up.txt"),
                                         plain("/abs.txt"),
                                         plain("a\\..\\b"),
                                         plain("C:/w.txt"),
                                         plain("CON.jpg"),
                                         link,
                                         device,
                                         plain("đơn.jpg", "pixels")}));
  EXPECT_EQ(found.told(),
            "../../up.txt=unsafe-name /abs.txt=unsafe-name a\\..\\b=unsafe-name "
            "C:/w.txt=unsafe-name CON.jpg=unsafe-name link.pdf=unsafe-name "
            "null.jpg=unsafe-name đơn.jpg=pixels ");
}

TEST(HostileZip, ANulInANameRefusesTheArchiveByThatName) {
  EXPECT_EQ(unpack(raw_zip({plain("ok"), plain("nul\0x"s)})).told(), "unsafe-name");
}

TEST(HostileZip, OfTwoEntriesWithOneNameNeitherIsRead) {
  EXPECT_EQ(unpack(raw_zip({plain("a.jpg"), plain("b.jpg"), plain("a.jpg")})).told(),
            "a.jpg=duplicate-name b.jpg=x a.jpg=duplicate-name ");
  EXPECT_EQ(unpack(raw_zip({plain("A.JPG"), plain("a.jpg")})).told(),
            "A.JPG=duplicate-name a.jpg=duplicate-name ");
  EXPECT_EQ(unpack(raw_zip({plain("\xC3\xA9"), plain("e\xCC\x81")})).told(),
            "é=duplicate-name é=duplicate-name ");
}

TEST(HostileZip, OverlappingEntriesRefuseTheArchive) {
  RawEntry shared = zeros("b.jpg", 100'000);
  shared.shares_data_of = 0;
  shared.name = "a.jpg";
  EXPECT_EQ(unpack(raw_zip({zeros("a.jpg", 100'000), shared})).told(), "overlapping-entries");
  RawEntry large = plain("a.jpg");
  Bytes zip = raw_zip({large});
  const std::string text(as_text(zip));
  zip[text.find("PK\1\2") + 20] = 100;  // reaches into the directory
  EXPECT_EQ(unpack(zip).told(), "overlapping-entries");
}

TEST(HostileZip, BombsAreRefusedByTheBoundTheyBreak) {
  EXPECT_EQ(unpack(raw_zip({zeros("bomb.tif", 20'000'000), plain("ok")})).told(),
            "bomb.tif=ratio-too-high ok=x ");
  RawEntry liar = zeros("liar.tif", 20'000'000);
  liar.declared_bytes = 1000;
  const Unpacked lied = unpack(raw_zip({liar, plain("ok")}));
  EXPECT_TRUE(lied.entries[0].second == "ratio-too-high" ||
              lied.entries[0].second == "corrupt-file")
      << lied.told();
  EXPECT_EQ(lied.entries[1].second, "x");
  Limits limits;
  limits.entry_bytes = 10;
  EXPECT_EQ(unpack(raw_zip({plain("large", "12345678901"), plain("ok")}), limits).told(),
            "large=entry-too-large ok=x ");
  limits = {};
  limits.archive_bytes = 10;
  EXPECT_EQ(unpack(raw_zip({plain("a", "123456"), plain("b", "123456")}), limits).failure,
            "archive-too-large");
  limits = {};
  limits.archive_entries = 2;
  EXPECT_EQ(unpack(raw_zip({plain("a"), plain("b"), plain("c")}), limits).told(),
            "too-many-entries");
}

TEST(HostileZip, AnArchiveInsideIsRefusedByContent) {
  const Bytes inner = raw_zip({plain("x")});
  const std::string tar = std::string(257, 'a') + "ustar" + std::string(300, '\0');
  EXPECT_EQ(unpack(raw_zip({plain("photo.jpg", std::string(as_text(inner))),
                            plain("b.pdf", "\x1F\x8B\x08rest"),
                            plain("c", tar),
                            plain("ok")}))
                .told(),
            "photo.jpg=nested-archive b.pdf=nested-archive c=nested-archive ok=x ");
}

TEST(HostileZip, DamagedEntriesAreRefusedAndTheRestIsRead) {
  RawEntry wrong = plain("wrong.jpg", "pixels");
  wrong.crc32 = 1;
  RawEntry locked = plain("locked.pdf", "0123456789abcdef");
  locked.flags = 0x0801;
  EXPECT_EQ(unpack(raw_zip({wrong, locked, plain("ok")})).told(),
            "wrong.jpg=corrupt-file locked.pdf=needs-password ok=x ");
}

TEST(HostileZip, AFileThatIsCutOrNoZipIsNamed) {
  Bytes zip = raw_zip({plain("a", std::string(1000, 'a')), plain("b")});
  EXPECT_EQ(unpack({}).told(), "empty-file");
  EXPECT_EQ(unpack({'h', 'e', 'l', 'l', 'o'}).told(), "corrupt-file");
  for (std::size_t size = 4; size < zip.size(); ++size) {
    const Unpacked cut =
        unpack(Bytes(zip.begin(), zip.begin() + static_cast<std::ptrdiff_t>(size)));
    EXPECT_EQ(cut.told(), "truncated-file") << size;
  }
}

// APPNOTE 4.5.3: the 32-bit offset is all ones and the ZIP64 field holds the true one.
Bytes zip_with_offset_64(std::uint64_t offset) {
  std::string zip(as_text(raw_zip({plain("a.pdf")})));
  const std::size_t central = zip.find("PK\1\2");
  std::string field = "\1\0\x08\0"s;
  for (unsigned i = 0; i < 8; ++i) field += static_cast<char>(offset >> (8 * i));
  zip[central + 30] = static_cast<char>(field.size());
  zip.replace(central + 42, 4, "\xFF\xFF\xFF\xFF");
  zip.insert(central + 46 + 5, field);  // after the name
  zip[zip.rfind("PK\5\6") + 12] += static_cast<char>(field.size());
  const ByteView view = as_bytes(zip);
  return Bytes(view.begin(), view.end());
}

TEST(HostileZip, AnOffsetNoFileCanHaveIsDamageAndNotADiskFailure) {
  EXPECT_EQ(unpack(zip_with_offset_64(0)).told(), unpack(raw_zip({plain("a.pdf")})).told());
  EXPECT_EQ(unpack(zip_with_offset_64(1ULL << 40U)).told(), "corrupt-file");
  EXPECT_EQ(unpack(zip_with_offset_64(~0ULL)).told(), "corrupt-file");
}

TEST(HostileZip, TwoReadingsOfANameRefuseTheArchive) {
  RawEntry two_faced = plain("good.jpg");
  two_faced.local_name = "evil.exe";
  EXPECT_EQ(unpack(raw_zip({two_faced})).told(), "corrupt-file");
}

TEST(HostileZip, TheSinksErrorStopsTheWork) {
  const UniqueFd file = std::move(*memory_file(raw_zip({plain("a"), plain("b")})));
  int frames = 0;
  const auto result = unpack_zip(file.get(), {}, [&](const ArchiveFrame&) -> Result<void> {
    ++frames;
    return Error{Fault::DiskFull, {}, {}};
  });
  EXPECT_EQ(result.error().what, Fault::DiskFull);
  EXPECT_EQ(frames, 1);
}

TEST(HostileZip, RandomDamageNeverBreaksTheReader) {
  const Bytes seed =
      raw_zip({plain("a.jpg", "pixels"), zeros("b.tif", 5'000), plain("c/d.pdf", "%PDF-1.4")});
  unsigned state = 7;
  const auto next = [&] { return (state = state * 1664525U + 1013904223U) >> 8U; };
  int read = 0;
  for (int round = 0; round < 3'000; ++round) {
    Bytes bytes = seed;
    for (unsigned i = 0; i < 1 + next() % 4; ++i) {
      bytes[next() % bytes.size()] = static_cast<std::uint8_t>(next());
    }
    read += unpack(bytes).failure.empty() ? 1 : 0;
  }
  EXPECT_GT(read, 100);
}

class SharedContainers : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(SOHOA_SOURCE_DIR) / "../shared/data/ocr/containers";
    if (!fs::exists(folder_)) GTEST_SKIP() << "no shared data beside this clone";
  }
  Unpacked archive(const char* file) {
    const UniqueFd fd = std::move(*open_read(folder_ / file));
    Unpacked found = unpack_fd(fd.get(), {});
    for (auto& [name, outcome] : found.entries) {
      if (outcome.size() > 100) outcome = std::to_string(outcome.size());
    }
    return found;
  }
  std::string image(const char* file) {
    const Bytes bytes = read_file(folder_ / file, 1 << 24U).value();
    return fault_of_image(bytes);
  }

  fs::path folder_;
};

TEST_F(SharedContainers, ArchivesGetTheirAnswers) {
  EXPECT_EQ(archive("batch_good.zip").told(),
            "Hồ sơ Nguyễn Văn A/01 đơn đề nghị.jpg=163413 "
            "Hồ sơ Nguyễn Văn A/02 giấy khai sinh.tif=21890 Hồ sơ Trần Thị B/căn cước.jpg=379804 "
            "Hồ sơ Trần Thị B/quyết định.tif=45002 ");
  EXPECT_EQ(archive("batch_bomb.zip").told(), "anh0.tif=ratio-too-high anh1.tif=ratio-too-high ");
  EXPECT_EQ(archive("batch_nested.zip").entries[0].second, "nested-archive");
  EXPECT_EQ(archive("batch_truncated.zip").told(), "truncated-file");
  EXPECT_EQ(
      archive("batch_slip.zip").told(),
      "../../outside.txt=unsafe-name /abs/outside.txt=unsafe-name a\\..\\..\\b.txt=unsafe-name "
      "link.pdf=unsafe-name dup.jpg=duplicate-name dup.jpg=duplicate-name CON.jpg=unsafe-name "
      "ok.jpg=163413 ");
}

TEST_F(SharedContainers, ImagesGetTheirAnswers) {
  EXPECT_EQ(image("bomb_60000.png"), "too-many-pixels");
  EXPECT_EQ(image("bomb_60000.tif"), "too-many-pixels");
  EXPECT_EQ(image("zero.tif"), "empty-file");
  EXPECT_EQ(image("not_an_image.jpg"), "unknown-format");
  EXPECT_EQ(image("truncated.jpg"), "");
  EXPECT_EQ(image("corrupt.tif"), "");
}

TEST_F(SharedContainers, ACorruptTiffKeepsItsGoodPageAndSaysWhatIsMissing) {
  const Bytes bytes = read_file(folder_ / "corrupt.tif", 1 << 24U).value();
  auto source = open_image(bytes, {});
  ASSERT_TRUE(source);
  ASSERT_EQ((*source)->info().pages.size(), 2U);
  std::vector<std::string> notes;
  EXPECT_TRUE((*source)->render(0, notes));
  EXPECT_TRUE(notes.empty());
  EXPECT_TRUE((*source)->render(1, notes));
  EXPECT_FALSE(notes.empty());
}

// The last test of the file: nothing above may have made the process large.
TEST(HostileInput, NeverMakesTheProcessLarge) {
  rusage usage{};
  ASSERT_EQ(::getrusage(RUSAGE_SELF, &usage), 0);
#if !defined(__SANITIZE_ADDRESS__)
  EXPECT_LT(usage.ru_maxrss, 256 * 1024);
#endif
}

}  // namespace
}  // namespace sohoa
