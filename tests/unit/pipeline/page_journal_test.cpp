#include <csignal>

#include <sys/resource.h>

#include "pipeline/read_document.h"
#include "unit/pipeline/made.h"

namespace sohoa {
namespace {

namespace fs = std::filesystem;

class PageJournalTest : public testing::Test {
 protected:
  fs::path path() const { return folder_.path() / "ra.pdf.part"; }
  Result<PageJournal> open(std::string_view work = "một") {
    return PageJournal::open(path(), sha256(work), Limits{});
  }
  std::string content() const {
    std::ifstream in(path(), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void set_content(const std::string& bytes) const { made::write_file(path(), bytes); }

  TempFolder folder_;
};

TEST_F(PageJournalTest, PagesOfAnEarlierRunAreThere) {
  {
    auto journal = open().value();
    ASSERT_TRUE(journal.append(4, made::page_result("bốn")));
    ASSERT_TRUE(journal.append(2, made::page_result("hai")));
  }
  const auto journal = open().value();
  ASSERT_EQ(journal.pages().size(), 2U);
  EXPECT_EQ(plain_text(journal.pages().at(4).reading.text), "bốn");
}

TEST_F(PageJournalTest, CutAnywhereOnlyTheTornRecordIsLost) {
  std::size_t one_record = 0;
  {
    auto journal = open().value();
    ASSERT_TRUE(journal.append(0, made::page_result("không")));
    one_record = fs::file_size(path());
    ASSERT_TRUE(journal.append(1, made::page_result("một")));
  }
  const std::string whole = content();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    set_content(whole.substr(0, size));
    auto journal = open();
    ASSERT_TRUE(journal) << size;
    ASSERT_EQ(journal->pages().size(), size >= one_record ? 1U : 0U) << size;
  }
}

TEST_F(PageJournalTest, WhatFollowsATornRecordIsReadableAgain) {
  {
    auto journal = open().value();
    ASSERT_TRUE(journal.append(0, made::page_result("không")));
    ASSERT_TRUE(journal.append(1, made::page_result("một")));
  }
  fs::resize_file(path(), fs::file_size(path()) - 3);
  ASSERT_TRUE(open().value().append(7, made::page_result("bảy")));
  const auto journal = open().value();
  EXPECT_TRUE(journal.pages().contains(0));
  EXPECT_FALSE(journal.pages().contains(1));
  EXPECT_TRUE(journal.pages().contains(7));
}

TEST_F(PageJournalTest, AFlippedByteIsNotBelieved) {
  ASSERT_TRUE(open().value().append(0, made::page_result("không")));
  std::string bytes = content();
  bytes[bytes.size() - 20] = static_cast<char>(bytes[bytes.size() - 20] ^ 1);
  set_content(bytes);
  EXPECT_TRUE(open().value().pages().empty());
}

TEST_F(PageJournalTest, AJournalOfOtherWorkIsReplaced) {
  ASSERT_TRUE(open("một").value().append(0, made::page_result("không")));
  EXPECT_TRUE(open("hai").value().pages().empty());
  EXPECT_TRUE(open("một").value().pages().empty()) << "the first one's pages are gone";
}

TEST_F(PageJournalTest, AForeignFileIsLeftAlone) {
  set_content("half a download of somebody's browser");
  const auto journal = open();
  ASSERT_FALSE(journal);
  EXPECT_EQ(journal.error().what, Fault::OutputExists);
  EXPECT_EQ(content(), "half a download of somebody's browser");
}

TEST_F(PageJournalTest, TwoRunsDoNotShareOneJournal) {
  const auto first = open();
  ASSERT_TRUE(first);
  const auto second = open();
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().what, Fault::StoreBusy);
}

TEST_F(PageJournalTest, RemovedItLeavesNothing) {
  auto journal = open().value();
  journal.remove();
  EXPECT_TRUE(fs::is_empty(folder_.path()));
}

// A disk that is full, played by the bound on file size.
class SmallDisk {
 public:
  explicit SmallDisk(rlim_t bytes) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    old_ = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  ~SmallDisk() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, old_);
  }

 private:
  rlimit before_{};
  void (*old_)(int) = nullptr;
};

TEST_F(PageJournalTest, AFullDiskIsNamedAndLeavesNoTornRecord) {
  auto journal = open().value();
  ASSERT_TRUE(journal.append(0, made::page_result("không")));
  const auto good = fs::file_size(path());
  {
    const SmallDisk disk(good + 10);
    const auto full = journal.append(1, made::page_result("một"));
    ASSERT_FALSE(full);
    EXPECT_EQ(full.error().what, Fault::DiskFull);
  }
  EXPECT_EQ(fs::file_size(path()), good);
  ASSERT_TRUE(journal.append(2, made::page_result("hai")));
}

}  // namespace
}  // namespace sohoa
