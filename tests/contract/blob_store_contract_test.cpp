// What every blob store must do, run over each of them.
#include <future>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "contract/temp_folder.h"
#include "core/limits.h"
#include "storage/blob_store.h"

namespace sohoa {
namespace {

struct FileStore {
  TempFolder folder;
  std::unique_ptr<BlobStore> store = *open_file_blob_store(folder.path() / "a" / "blobs");
};

struct MemoryStore {
  std::unique_ptr<BlobStore> store = make_memory_blob_store();
};

template <class Fixture>
class BlobStoreContract : public testing::Test {
 protected:
  BlobStore& store() { return *fixture_.store; }

 private:
  Fixture fixture_;
};
using Stores = testing::Types<FileStore, MemoryStore>;
TYPED_TEST_SUITE(BlobStoreContract, Stores);

TYPED_TEST(BlobStoreContract, GivesBackTheBytesUnderTheirDigest) {
  const auto blob = put(this->store(), as_bytes("hồ sơ"));
  ASSERT_TRUE(blob);
  EXPECT_EQ(blob->digest, sha256("hồ sơ"));
  EXPECT_EQ(blob->bytes, 8U);
  EXPECT_EQ(as_text(*get(this->store(), blob->digest, kMiB)), "hồ sơ");
}

TYPED_TEST(BlobStoreContract, KeepsTheEmptyBlob) {
  const auto blob = put(this->store(), {});
  ASSERT_TRUE(blob);
  EXPECT_TRUE(get(this->store(), blob->digest, kMiB)->empty());
  EXPECT_TRUE(this->store().verify(blob->digest));
}

TYPED_TEST(BlobStoreContract, TheSameBytesTwiceAreOneBlob) {
  const auto first = put(this->store(), as_bytes("x"));
  const auto second = put(this->store(), as_bytes("x"));
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->digest, second->digest);
}

TYPED_TEST(BlobStoreContract, WhatIsNotCommittedIsNotThere) {
  {
    auto writer = *this->store().create();
    ASSERT_TRUE(writer->write(as_bytes("lost")));
    EXPECT_FALSE(*this->store().has(sha256("lost")));
  }
  EXPECT_FALSE(*this->store().has(sha256("lost")));
}

TYPED_TEST(BlobStoreContract, HashesWhatATaskWroteThroughTheDescriptor) {
  auto writer = *this->store().create();
  ASSERT_TRUE(writer->write(as_bytes("một ")));
  ASSERT_EQ(::write(writer->fd(), "hai", 3), 3);
  const auto blob = writer->commit();
  ASSERT_TRUE(blob);
  EXPECT_EQ(blob->digest, sha256("một hai"));
  EXPECT_EQ(blob->bytes, 9U);
}

TYPED_TEST(BlobStoreContract, StreamsManyPiecesAndStopsAtTheBound) {
  const Bytes content(3 * kMiB + 17, 0x5A);
  const auto source = *memory_file(content);
  const auto blob = put_stream(this->store(), source.get(), 4 * kMiB);
  ASSERT_TRUE(blob);
  EXPECT_EQ(blob->digest, sha256(content));
  ASSERT_EQ(::lseek(source.get(), 0, SEEK_SET), 0);
  const auto refused = put_stream(this->store(), source.get(), 3 * kMiB);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().what, Fault::FileTooLarge);
}

TYPED_TEST(BlobStoreContract, AnAbsentBlobIsNotFoundAndVerifiesAsMissing) {
  const Digest absent = sha256("absent");
  EXPECT_EQ(this->store().open(absent).error().what, Fault::FileNotFound);
  const auto verified = this->store().verify(absent);
  ASSERT_FALSE(verified);
  EXPECT_EQ(verified.error().what, Fault::BlobDamaged);
  EXPECT_EQ(verified.error().detail.find("missing"), 0U);
}

TYPED_TEST(BlobStoreContract, ARecordedLengthThatDiffersIsDamage) {
  const auto blob = put(this->store(), as_bytes("four"));
  ASSERT_TRUE(blob);
  EXPECT_TRUE(open_sized(this->store(), *blob));
  EXPECT_EQ(open_sized(this->store(), {blob->digest, 9}).error().what, Fault::BlobDamaged);
  EXPECT_EQ(verify(this->store(), {blob->digest, 9}).error().detail, "short: 4 of 9 bytes");
}

TYPED_TEST(BlobStoreContract, EachOpenReadsFromTheStart) {
  const auto blob = put(this->store(), as_bytes("abc"));
  ASSERT_TRUE(blob);
  const auto first = *this->store().open(blob->digest);
  const auto second = *this->store().open(blob->digest);
  EXPECT_EQ(as_text(*read_all(first.get(), 10)), "abc");
  EXPECT_EQ(as_text(*read_all(second.get(), 10)), "abc");
}

TYPED_TEST(BlobStoreContract, ManyThreadsMayWriteTheSameAndDifferentBlobs) {
  std::vector<std::future<bool>> threads;
  for (int t = 0; t < 8; ++t) {
    threads.push_back(std::async(std::launch::async, [&, t] {
      bool ok = true;
      for (int i = 0; i < 20; ++i) {
        const std::string own = std::to_string(t) + "/" + std::to_string(i);
        ok = ok && put(this->store(), as_bytes("shared" + std::to_string(i))) &&
             put(this->store(), as_bytes(own)) && this->store().verify(sha256(own));
      }
      return ok;
    }));
  }
  for (auto& thread : threads) EXPECT_TRUE(thread.get());
}

}  // namespace
}  // namespace sohoa
