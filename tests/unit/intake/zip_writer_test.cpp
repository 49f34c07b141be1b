#include "intake/zip_writer.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "core/file.h"

namespace sohoa {
namespace {

namespace fs = std::filesystem;

class ZipFile : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(::testing::TempDir()) / ("zip_writer_" + std::to_string(::getpid()));
    fs::create_directories(folder_);
    path_ = folder_ / "out.zip";
    stream_.open(path_, std::ios::binary);
  }
  void TearDown() override { fs::remove_all(folder_); }

  ZipWriter writer() {
    return ZipWriter([this](ByteView bytes) -> Result<void> {
      stream_.write(reinterpret_cast<const char*>(bytes.data()),
                    static_cast<std::streamsize>(bytes.size()));
      return {};
    });
  }
  int shell(const std::string& command) {
    stream_.close();
    return std::system((command + " >/dev/null 2>&1").c_str());  // NOLINT: a peer
  }

  fs::path folder_;
  fs::path path_;
  std::ofstream stream_;
};

TEST_F(ZipFile, IsWholeToUnzipAndPython) {
  ZipWriter zip = writer();
  ASSERT_TRUE(zip.add("data/Hồ sơ Nguyễn Văn A/đơn.jpg", as_bytes("pixels")));
  ASSERT_TRUE(zip.add("empty", {}));
  ASSERT_TRUE(zip.finish());
  EXPECT_EQ(shell("unzip -t '" + path_.string() + "'"), 0);
  EXPECT_EQ(shell("python3 -c \"import zipfile; z = zipfile.ZipFile('" + path_.string() +
                  "'); assert z.testzip() is None; "
                  "assert z.namelist() == ['data/Hồ sơ Nguyễn Văn A/đơn.jpg', 'empty']; "
                  "assert z.read('data/Hồ sơ Nguyễn Văn A/đơn.jpg') == b'pixels'\""),
            0);
}

TEST_F(ZipFile, WithMoreEntriesThan16BitsIsZip64) {
  ZipWriter zip = writer();
  for (int i = 0; i < 66'000; ++i) ASSERT_TRUE(zip.add(std::to_string(i), {}));
  ASSERT_TRUE(zip.finish());
  EXPECT_EQ(shell("python3 -c \"import zipfile; z = zipfile.ZipFile('" + path_.string() +
                  "'); assert len(z.namelist()) == 66000\""),
            0);
}

TEST(ZipWriter, LargeEntriesGetZip64Fields) {
  Bytes all;
  ZipWriter zip([&](ByteView bytes) -> Result<void> {
    all.insert(all.end(), bytes.begin(), bytes.end());
    return {};
  });
  ASSERT_TRUE(zip.begin({"big", 5ULL << 30U, 7}));  // announced only: its bytes do not matter here
  ASSERT_TRUE(zip.finish());
  const std::string text(as_text(all));
  const std::string size_64("\x00\x00\x00\x40\x01\x00\x00\x00", 8);
  const std::string local_64 = "big" + std::string("\1\0\x10\0", 4) + size_64 + size_64 + "PK\1\2";
  EXPECT_NE(text.find(local_64), std::string::npos);
  const std::string central_64 =
      "big" + std::string("\1\0\x10\0", 4) + size_64 + size_64 + "PK\5\6";
  EXPECT_NE(text.find(central_64), std::string::npos);
}

TEST(ZipWriter, GivesTheSameBytesEachTime) {
  const auto make = [] {
    Bytes all;
    ZipWriter zip([&](ByteView bytes) -> Result<void> {
      all.insert(all.end(), bytes.begin(), bytes.end());
      return {};
    });
    EXPECT_TRUE(zip.add("a", as_bytes("1")));
    EXPECT_TRUE(zip.finish());
    return all;
  };
  EXPECT_EQ(make(), make());
}

TEST(ZipWriter, AFileThatChangedMeanwhileIsNamed) {
  ZipWriter zip([](ByteView) -> Result<void> { return {}; });
  ASSERT_TRUE(zip.begin({"a", 3, crc32_of(as_bytes("abc"))}));
  ASSERT_TRUE(zip.write(as_bytes("abd")));
  const auto end = zip.end();
  ASSERT_FALSE(end);
  EXPECT_EQ(end.error().where.document, "a");
}

TEST(ZipWriter, TheSinksErrorComesThrough) {
  ZipWriter zip([](ByteView) -> Result<void> { return Error{Fault::DiskFull, {}, {}}; });
  EXPECT_EQ(zip.add("a", {}).error().what, Fault::DiskFull);
}

}  // namespace
}  // namespace sohoa
