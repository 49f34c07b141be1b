// A batch on its whole way: packed from a folder, unpacked in the cage's reader, held against its
// manifest, and read into components.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "core/file.h"
#include "intake/bagit.h"
#include "intake/batch_json.h"
#include "intake/pack.h"
#include "intake/readers/archive_reader.h"

namespace sohoa {
namespace {

namespace fs = std::filesystem;

struct Received {
  std::vector<BagFile> files;
  std::map<std::string, std::string> content;
};

Received receive(int fd) {
  Received received;
  std::string name;
  std::string content;
  const auto sink = [&](const ArchiveFrame& frame) -> Result<void> {
    using Kind = ArchiveFrame::Kind;
    EXPECT_NE(frame.kind, Kind::Refused) << name;
    if (frame.kind == Kind::Begin) name = frame.name;
    if (frame.kind == Kind::Data) content += as_text(frame.data);
    if (frame.kind == Kind::End) {
      received.files.push_back({name, sha256(content), content.size()});
      received.content[name] = std::move(content);
      content.clear();
    }
    return {};
  };
  const auto result = unpack_zip(fd, {}, sink);
  EXPECT_TRUE(result) << describe(result.error(), Lang::En);
  return received;
}

class Batch : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(::testing::TempDir()) / ("batch_" + std::to_string(::getpid()));
    fs::remove_all(folder_);
    fs::create_directories(folder_ / "in/H99.15-260803-0001");
    for (const char* name : {"TP1-2.jpg", "TP1-10.jpg", "TP1-1.jpg", "e\xCC\x81.jpg"}) {
      std::ofstream(folder_ / "in/H99.15-260803-0001" / name) << name;
    }
    zip_ = UniqueFd(::open((folder_ / "b.zip").c_str(), O_RDWR | O_CREAT, 0600));
    PackRequest request;
    request.folder = folder_ / "in";
    ASSERT_TRUE(pack_batch(request, {}, zip_.get(), {}));
  }
  void TearDown() override { fs::remove_all(folder_); }

  fs::path folder_;
  UniqueFd zip_;
};

TEST_F(Batch, ArrivesAsItWasPacked) {
  const Received received = receive(zip_.get());
  const auto text = [&](const char* name) { return received.content.at(name); };
  const auto bag = parse_bag({text("bagit.txt"),
                              text("bag-info.txt"),
                              text("manifest-sha256.txt"),
                              text("tagmanifest-sha256.txt")},
                             {});
  ASSERT_TRUE(bag) << describe(bag.error(), Lang::En);
  EXPECT_TRUE(check_bag(*bag, received.files).empty());
  const auto batch = parse_batch_json(text("batch.json"), {});
  ASSERT_TRUE(batch) << describe(batch.error(), Lang::En);
  ASSERT_EQ(batch->components.size(), 1U);
  const std::string folder = "data/H99.15-260803-0001/";
  EXPECT_EQ(batch->components[0].files,
            (std::vector{folder + "TP1-1.jpg", folder + "TP1-2.jpg", folder + "TP1-10.jpg"}));
  EXPECT_TRUE(received.content.contains(folder + "\xC3\xA9.jpg"));
}

TEST_F(Batch, AFileChangedOnTheWayIsNamed) {
  Received received = receive(zip_.get());
  const auto bag = parse_bag(
      {received.content["bagit.txt"], {}, received.content["manifest-sha256.txt"], {}}, {});
  ASSERT_TRUE(bag);
  for (auto& file : received.files) {
    if (file.name.ends_with("TP1-2.jpg")) file.digest = sha256("other");
  }
  const auto findings = check_bag(*bag, received.files);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].fault, Fault::DigestMismatch);
  EXPECT_EQ(findings[0].name, "data/H99.15-260803-0001/TP1-2.jpg");
}

}  // namespace
}  // namespace sohoa
