#include "pipeline/receive.h"

#include "unit/pipeline/made.h"

namespace sohoa {
namespace {

namespace fs = std::filesystem;

class ReceiveTest : public testing::Test {
 protected:
  fs::path inbox() const { return data_.folder.path() / "vào"; }
  Result<BatchRecord> receive(const fs::path& source) {
    return receive_batch(data_.store, source, clock_, limits_, made::quiet());
  }

  made::TempStore data_;
  made::FixedClock clock_;
  Limits limits_;
};

TEST_F(ReceiveTest, TheSameContentIsTheSameBatchWhateverTheFolderIsCalled) {
  made::write_file(inbox() / "một/TP01.pdf", "nội dung");
  made::write_file(inbox() / "hai/TP01.pdf", "nội dung");
  const auto first = receive(inbox() / "một").value();
  const auto again = receive(inbox() / "hai").value();
  EXPECT_EQ(first.id, again.id);
  EXPECT_EQ(again.source_name, "một") << "the row that was there stays";
  EXPECT_EQ(data_.store.catalog->batches().value().size(), 1U);
}

TEST_F(ReceiveTest, AnotherByteIsAnotherBatch) {
  made::write_file(inbox() / "một/TP01.pdf", "nội dung");
  made::write_file(inbox() / "hai/TP01.pdf", "nội dung.");
  EXPECT_NE(receive(inbox() / "một").value().id, receive(inbox() / "hai").value().id);
}

TEST_F(ReceiveTest, EveryFileOfAFolderIsStoredUnderItsDigest) {
  made::write_file(inbox() / "lô/H1-1/TP01.pdf", "a");
  made::write_file(inbox() / "lô/H1-1/TP02.pdf", "b");
  const auto batch = receive(inbox() / "lô/").value();
  EXPECT_EQ(batch.source_name, "lô") << "a slash at the end is no name";
  const auto files = data_.store.catalog->batch_files(batch.id).value();
  ASSERT_EQ(files.size(), 2U);
  EXPECT_EQ(files[0].name, "H1-1/TP01.pdf");
  EXPECT_TRUE(data_.store.blobs->has(sha256("b")).value());
}

TEST_F(ReceiveTest, LinksAreNotFollowed) {
  made::write_file(inbox() / "kín/mật.pdf", "bí mật");
  made::write_file(inbox() / "lô/TP01.pdf", "a");
  fs::create_symlink(inbox() / "kín/mật.pdf", inbox() / "lô/nối.pdf");
  fs::create_directory_symlink(inbox() / "kín", inbox() / "lô/thư mục");
  fs::create_symlink(inbox() / "không có", inbox() / "lô/hỏng.pdf");
  const auto batch = receive(inbox() / "lô").value();
  EXPECT_EQ(data_.store.catalog->batch_files(batch.id).value().size(), 1U);
  EXPECT_FALSE(data_.store.blobs->has(sha256("bí mật")).value());
}

TEST_F(ReceiveTest, TwoSpellingsOfOneNameAreRefusedAndNotDropped) {
  made::write_file(inbox() / "lô/\u00e0.pdf", "a");
  made::write_file(inbox() / "lô/a\u0300.pdf", "b");
  const auto refused = receive(inbox() / "lô");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().what, Fault::DuplicateName);
}

TEST_F(ReceiveTest, TooManyFilesAreRefusedByTheBound) {
  limits_.archive_entries = 2;
  for (const char* name : {"lô/1", "lô/2", "lô/3"}) made::write_file(inbox() / name, name);
  EXPECT_EQ(receive(inbox() / "lô").error().what, Fault::TooManyEntries);
  EXPECT_TRUE(data_.store.catalog->batches().value().empty());
}

TEST_F(ReceiveTest, AnEmptyFolderAndAMissingOneAreNamed) {
  fs::create_directories(inbox() / "trống");
  EXPECT_EQ(receive(inbox() / "trống").error().what, Fault::EmptyFile);
  EXPECT_EQ(receive(inbox() / "không có").error().what, Fault::FileNotFound);
}

TEST_F(ReceiveTest, ASingleFileIsABatchOfOne) {
  made::write_file(inbox() / "đơn.pdf", "%PDF-1.7");
  const auto batch = receive(inbox() / "đơn.pdf").value();
  const auto files = data_.store.catalog->batch_files(batch.id).value();
  ASSERT_EQ(files.size(), 1U);
  EXPECT_EQ(files[0].name, "đơn.pdf");
}

TEST(Store, AFolderWithoutAStoreIsSaidSo) {
  const TempFolder folder;
  const auto none = open_store(folder.path());
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().what, Fault::NoStore);
}

}  // namespace
}  // namespace sohoa
