#include "app/output.h"

#include <fstream>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "contract/temp_folder.h"

namespace sohoa {
namespace {

namespace fs = std::filesystem;

std::string content_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::size_t files_in(const fs::path& folder) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

class OutputTest : public testing::Test {
 protected:
  std::string path(const char* name) const { return (folder_.path() / name).string(); }
  TempFolder folder_;
};

TEST_F(OutputTest, AFileAppearsOnlyWhenItIsComplete) {
  {
    OutputFile out = OutputFile::create(path("a.pdf")).value();
    ASSERT_TRUE(write_all(out.fd(), as_bytes("nội dung")));
    EXPECT_FALSE(fs::exists(path("a.pdf")));
    ASSERT_TRUE(out.commit());
  }
  EXPECT_EQ(content_of(path("a.pdf")), "nội dung");
  EXPECT_EQ(files_in(folder_.path()), 1U);
}

TEST_F(OutputTest, WhatFailsLeavesTheOldFileAndNothingElse) {
  ASSERT_TRUE(write_output(path("a.pdf"), "cũ"));
  {
    OutputFile out = OutputFile::create(path("a.pdf")).value();
    ASSERT_TRUE(write_all(out.fd(), as_bytes("dở dang")));
  }
  EXPECT_EQ(content_of(path("a.pdf")), "cũ");
  EXPECT_EQ(files_in(folder_.path()), 1U);
}

TEST_F(OutputTest, MovedFromItRemovesNothing) {
  OutputFile first = OutputFile::create(path("a.pdf")).value();
  {
    OutputFile second = std::move(first);
    ASSERT_TRUE(second.commit());
  }
  EXPECT_TRUE(fs::exists(path("a.pdf")));
}

TEST_F(OutputTest, AMissingFolderIsNamedBeforeTheWork) {
  EXPECT_EQ(check_output(path("không có/a.pdf")).error().what, Fault::FileNotFound);
  EXPECT_EQ(check_output(folder_.path().string()).error().what, Fault::OutputExists);
  EXPECT_TRUE(check_output(path("a.pdf")));
  EXPECT_TRUE(check_output("-"));
  EXPECT_TRUE(check_output(""));
}

TEST_F(OutputTest, AnExistingFileIsReplacedOnlyWhenAllowed) {
  ASSERT_TRUE(write_output(path("a.pdf"), "cũ"));
  EXPECT_EQ(refuse_existing(path("a.pdf"), false).error().what, Fault::OutputExists);
  EXPECT_TRUE(refuse_existing(path("a.pdf"), true));
  EXPECT_TRUE(refuse_existing(path("b.pdf"), false));
}

// A pipe stands for /dev/null here: a rename over either would destroy it.
TEST_F(OutputTest, APipeIsWrittenIntoAndNeverReplaced) {
  ASSERT_EQ(::mkfifo(path("ống").c_str(), 0600), 0);
  const UniqueFd reader(::open(path("ống").c_str(), O_RDONLY | O_NONBLOCK));
  ASSERT_TRUE(write_output(path("ống"), "một"));
  OutputFile out = OutputFile::create(path("ống")).value();
  ASSERT_TRUE(write_all(out.fd(), as_bytes(" hai")));
  ASSERT_TRUE(out.commit());
  EXPECT_TRUE(fs::is_fifo(path("ống")));
  EXPECT_EQ(as_text(read_all(reader.get(), 100).value()), "một hai");
}

TEST_F(OutputTest, AnEmptyPathWritesNothing) {
  ASSERT_TRUE(write_output("", "x"));
  EXPECT_EQ(files_in(folder_.path()), 0U);
}

}  // namespace
}  // namespace sohoa
