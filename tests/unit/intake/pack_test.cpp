#include "intake/pack.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "core/file.h"

namespace sohoa {
namespace {

namespace fs = std::filesystem;

class PackBatch : public ::testing::Test {
 protected:
  void SetUp() override {
    base_ = fs::path(::testing::TempDir()) / ("pack_" + std::to_string(::getpid()));
    folder_ = base_ / "lô 1";
    fs::remove_all(base_);
    fs::create_directories(folder_);
    request_.folder = folder_;
    request_.station = "Quầy 3";
    request_.software = "sohoa test";
  }
  void TearDown() override { fs::remove_all(base_); }

  void put(const std::string& name, const std::string& content) {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << content;
  }
  Result<PackReport> pack(const PackProgressSink& progress = {}, const Limits& limits = {}) {
    const UniqueFd out(::open(zip().c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600));
    return pack_batch(request_, limits, out.get(), progress);
  }
  fs::path zip() const { return base_ / "lo.zip"; }
  int shell(const std::string& command) {
    const std::string in_base = "cd '" + base_.string() + "' && ";
    return std::system((in_base + "(" + command + ") >/dev/null 2>&1").c_str());  // NOLINT: a peer
  }

  fs::path base_;
  fs::path folder_;
  PackRequest request_;
};

TEST_F(PackBatch, IsABagToOtherTools) {
  put("H99.15-260803-0001/TP1-1.jpg", "one");
  put("H99.15-260803-0001/TP1-2.jpg", "two");
  put("giấy khác/ghi chú.jpg", "note");
  const auto report = pack();
  ASSERT_TRUE(report) << describe(report.error(), Lang::En);
  EXPECT_EQ(report->files, 3);
  EXPECT_EQ(report->bytes, 10U);
  ASSERT_EQ(report->submission.components.size(), 1U);
  EXPECT_EQ(report->submission.components[0].files.size(), 2U);
  EXPECT_EQ(report->submission.unassigned.size(), 1U);
  // unzip checks the archive, sha256sum the manifests: the commands the RFC was made for.
  EXPECT_EQ(
      shell("unzip -q lo.zip -d out && cd out && sha256sum -c manifest-sha256.txt && "
            "sha256sum -c tagmanifest-sha256.txt && grep -q 'Payload-Oxum: 10.3' bag-info.txt"),
      0);
  EXPECT_EQ(shell("python3 -c \"import json; b = json.load(open('out/batch.json')); "
                  "assert b['station'] == 'Quầy 3'; "
                  "assert b['components'][0]['dossier'] == 'H99.15-260803-0001'\""),
            0);
}

TEST_F(PackBatch, KeepsWhatBatchJsonSaysAndChecksItsFiles) {
  put("D1/a.jpg", "a");
  put("batch.json",
      R"({"station":"S","components":[{"dossier":"X","component":"Y","files":["data/D1/a.jpg"]}]})");
  const auto report = pack();
  ASSERT_TRUE(report) << describe(report.error(), Lang::En);
  EXPECT_EQ(report->submission.components[0].dossier, "X");
  EXPECT_EQ(report->submission.station, "S");
  EXPECT_EQ(report->files, 1);
  fs::remove(folder_ / "D1/a.jpg");
  put("D1/b.jpg", "b");
  const auto missing = pack();
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().what, Fault::MissingFile);
  EXPECT_EQ(missing.error().where.document, "data/D1/a.jpg");
}

TEST_F(PackBatch, DoesNotFollowLinksAndSaysWhatItLeftOut) {
  put("D1/TP1.jpg", "a");
  fs::create_symlink("/etc/passwd", folder_ / "D1/TP2.jpg");
  fs::create_directory_symlink("/etc", folder_ / "D2");
  put("D1/CON.jpg", "device");
  const auto report = pack();
  ASSERT_TRUE(report);
  EXPECT_EQ(report->files, 1);
  EXPECT_EQ(report->left_out.size(), 3U);
  EXPECT_NE(shell("unzip -l lo.zip | grep -q TP2"), 0);
}

TEST_F(PackBatch, GivesTheSameBytesEachTime) {
  put("D1/TP1.jpg", "a");
  put("D1/TP10.jpg", "b");
  ASSERT_TRUE(pack());
  const Bytes first = read_file(zip(), 1 << 20U).value();
  ASSERT_TRUE(pack());
  EXPECT_EQ(read_file(zip(), 1 << 20U).value(), first);
}

TEST_F(PackBatch, TellsItsProgressAndCanBeStopped) {
  put("D1/TP1.jpg", std::string(600'000, 'a'));
  std::uint64_t last = 0;
  ASSERT_TRUE(pack([&](const PackProgress& progress) {
    EXPECT_GE(progress.bytes_done, last);
    EXPECT_EQ(progress.bytes, 1'200'000U);
    last = progress.bytes_done;
    return true;
  }));
  EXPECT_EQ(last, 1'200'000U);
  EXPECT_EQ(pack([](const PackProgress&) { return false; }).error().what, Fault::Interrupted);
}

TEST_F(PackBatch, DoesNotMakeABatchThatWouldBeRefused) {
  EXPECT_EQ(pack().error().what, Fault::EmptyFile);
  put("D1/TP1.jpg", "12345");
  put("D1/TP2.jpg", "12345");
  Limits limits;
  limits.entry_bytes = 4;
  EXPECT_EQ(pack({}, limits).error().what, Fault::EntryTooLarge);
  limits = {};
  limits.archive_bytes = 9;
  EXPECT_EQ(pack({}, limits).error().what, Fault::ArchiveTooLarge);
  limits = {};
  limits.archive_entries = 6;  // the five tag files count

  EXPECT_EQ(pack({}, limits).error().what, Fault::TooManyEntries);
  put("D1/tp1.JPG", "x");
  EXPECT_EQ(pack().error().what, Fault::DuplicateName);
  request_.folder = base_ / "none";
  EXPECT_EQ(pack().error().what, Fault::FileNotFound);
}

TEST_F(PackBatch, ToAFullDiskSaysSo) {
  put("D1/TP1.jpg", "a");
  const UniqueFd full(::open("/dev/full", O_WRONLY));
  EXPECT_EQ(pack_batch(request_, {}, full.get(), {}).error().what, Fault::DiskFull);
}

}  // namespace
}  // namespace sohoa
