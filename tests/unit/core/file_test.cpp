#include "core/file.h"

#include <filesystem>

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace sohoa {
namespace {

class FileTest : public ::testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("sohoa-file-" + std::to_string(::getpid()));
};

TEST_F(FileTest, AtomicWriteReplacesTheWholeFile) {
  const auto path = folder_ / "a.txt";
  ASSERT_TRUE(write_file_atomically(path, as_bytes("old and longer")));
  ASSERT_TRUE(write_file_atomically(path, as_bytes("new")));
  const auto bytes = read_file(path, 100);
  ASSERT_TRUE(bytes);
  EXPECT_EQ(as_text(*bytes), "new");
}

TEST_F(FileTest, ReadingMoreThanTheBoundIsNamed) {
  const auto path = folder_ / "big";
  ASSERT_TRUE(write_file_atomically(path, Bytes(1000)));
  const auto bytes = read_file(path, 999);
  ASSERT_FALSE(bytes);
  EXPECT_EQ(bytes.error().what, Fault::FileTooLarge);
  EXPECT_EQ(bytes.error().where.document, path.string());
}

TEST_F(FileTest, AMissingFileIsNamed) {
  const auto fd = open_read(folder_ / "none");
  ASSERT_FALSE(fd);
  EXPECT_EQ(fd.error().what, Fault::FileNotFound);
}

// A child with a small file-size limit meets EFBIG as a real full disk meets ENOSPC.
TEST_F(FileTest, AFullDiskLeavesTheOldFileAndIsNamed) {
  const auto path = folder_ / "kept";
  ASSERT_TRUE(write_file_atomically(path, as_bytes("kept")));
  const pid_t child = ::fork();
  if (child == 0) {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{512, 512};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    const auto written = write_file_atomically(path, Bytes(4096));
    ::_exit(!written && written.error().what == Fault::DiskFull ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(as_text(*read_file(path, 100)), "kept");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 1);
}

}  // namespace
}  // namespace sohoa
