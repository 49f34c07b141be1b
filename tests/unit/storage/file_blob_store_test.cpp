// What is particular to blobs kept as files.
#include <fstream>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "contract/temp_folder.h"
#include "core/limits.h"
#include "storage/blob_store.h"

namespace sohoa {
namespace {

namespace fs = std::filesystem;

class FileBlobStore : public testing::Test {
 protected:
  fs::path path_of(const Digest& digest) const {
    return root_ / digest.hex().substr(0, 2) / digest.hex().substr(2);
  }
  void overwrite(const Digest& digest, const std::string& bytes) const {
    fs::remove(path_of(digest));
    std::ofstream(path_of(digest)) << bytes;
  }
  std::string damage_of(const Digest& digest) {
    const auto verified = store_->verify(digest);
    if (verified) return "none";
    EXPECT_EQ(verified.error().what, Fault::BlobDamaged);
    return verified.error().detail.substr(0, verified.error().detail.find(':'));
  }

  TempFolder folder_;
  const fs::path root_ = folder_.path() / "blobs";
  std::unique_ptr<BlobStore> store_ = *open_file_blob_store(root_);
  const Digest digest_ = put(*store_, as_bytes("nội dung"))->digest;
};

TEST_F(FileBlobStore, KeepsABlobUnderItsDigestReadOnly) {
  struct stat status {};
  ASSERT_EQ(::stat(path_of(digest_).c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0333U, 0U);
  EXPECT_EQ(status.st_nlink, 1U);
  EXPECT_TRUE(fs::is_empty(root_ / "tmp"));
}

TEST_F(FileBlobStore, VerifyNamesWhatIsWrong) {
  EXPECT_EQ(damage_of(digest_), "none");
  overwrite(digest_, "nội dunG");
  EXPECT_EQ(damage_of(digest_), "corrupt");
  overwrite(digest_, "");
  EXPECT_EQ(damage_of(digest_), "short");
  fs::remove(path_of(digest_));
  EXPECT_EQ(damage_of(digest_), "missing");
  fs::create_directory(path_of(digest_));
  EXPECT_EQ(damage_of(digest_), "unreadable");
}

TEST_F(FileBlobStore, ALinkInPlaceOfABlobIsNotFollowed) {
  const fs::path elsewhere = folder_.path() / "elsewhere";
  std::ofstream(elsewhere) << "nội dung";
  fs::remove(path_of(digest_));
  fs::create_symlink(elsewhere, path_of(digest_));
  EXPECT_EQ(damage_of(digest_), "unreadable");
}

TEST_F(FileBlobStore, GetRefusesACorruptBlob) {
  overwrite(digest_, "nội dunG");
  EXPECT_EQ(get(*store_, digest_, kMiB).error().what, Fault::BlobDamaged);
}

TEST_F(FileBlobStore, ADamagedBlobIsMendedWhenGoodBytesComeAgain) {
  for (const char* damage : {"", "nội", "nội dunG"}) {
    overwrite(digest_, damage);
    ASSERT_TRUE(put(*store_, as_bytes("nội dung")));
    EXPECT_EQ(damage_of(digest_), "none") << damage;
  }
}

TEST_F(FileBlobStore, AGoodBlobIsKeptAsItIsWhenItComesAgain) {
  struct stat before {};
  struct stat after {};
  ASSERT_EQ(::stat(path_of(digest_).c_str(), &before), 0);
  ASSERT_TRUE(put(*store_, as_bytes("nội dung")));
  ASSERT_EQ(::stat(path_of(digest_).c_str(), &after), 0);
  EXPECT_EQ(before.st_ino, after.st_ino);
}

TEST_F(FileBlobStore, OpeningRemovesWhatADeadWriterLeft) {
  const pid_t child = ::fork();
  if (child == 0) {
    auto writer = *store_->create();
    (void)writer->write(as_bytes("half"));
    ::_exit(0);
  }
  ASSERT_EQ(::waitpid(child, nullptr, 0), child);
  EXPECT_FALSE(fs::is_empty(root_ / "tmp"));
  ASSERT_TRUE(open_file_blob_store(root_));
  EXPECT_TRUE(fs::is_empty(root_ / "tmp"));
}

TEST_F(FileBlobStore, OpeningLeavesTheFilesOfALivingWriterAlone) {
  auto writer = *store_->create();
  ASSERT_TRUE(writer->write(as_bytes("đang ghi")));
  ASSERT_TRUE(open_file_blob_store(root_));
  const auto blob = writer->commit();
  ASSERT_TRUE(blob);
  EXPECT_TRUE(store_->verify(blob->digest));
}

TEST_F(FileBlobStore, ARootThatCannotBeMadeIsAnError) {
  std::ofstream(folder_.path() / "file") << "x";
  EXPECT_FALSE(open_file_blob_store(folder_.path() / "file" / "blobs"));
}

}  // namespace
}  // namespace sohoa
