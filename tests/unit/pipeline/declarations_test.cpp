#include "pipeline/declarations.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "intake/bagit.h"

namespace sohoa {
namespace {

constexpr const char* kBatchJson =
    R"({"station":"trạm 3","operator":"B","scanned_at":"2026-11-20T08:00:00+07:00","components":[
        {"dossier":"H19.15-261121-0001","component":"TP01","kind":"component","files":["data/a.pdf"]}]})";

// A batch in a memory store.
class Batch {
 public:
  Batch& add(const std::string& name, const std::string& content) {
    entries_.push_back({name, put(*blobs_, as_bytes(content)).value(), {}});
    return *this;
  }

  // Tag files for the payload that stands under `folder` now.
  Batch& seal(const std::string& folder = "") {
    std::vector<BagFile> payload;
    for (const Entry& entry : entries_) {
      const std::string name = entry.name.substr(folder.size());
      if (name.starts_with("data/")) payload.push_back({name, entry.blob.digest, entry.blob.bytes});
    }
    for (const TagFile& tag : make_bag_tags(payload, {}, {"trạm", "thử", UtcTime{}})) {
      add(folder + tag.name, tag.content);
    }
    return *this;
  }

  void replace(const std::string& name, const std::string& content) {
    const auto same_name = [&](const Entry& entry) { return entry.name == name; };
    std::find_if(entries_.begin(), entries_.end(), same_name)->blob =
        put(*blobs_, as_bytes(content)).value();
  }

  void remove(const std::string& name) {
    std::erase_if(entries_, [&](const Entry& entry) { return entry.name == name; });
  }

  Result<Declarations> read() { return read_declarations(*blobs_, entries_, Limits{}); }
  std::vector<PlannedComponent> plan() { return plan_components(entries_, read().value()); }

 private:
  std::unique_ptr<BlobStore> blobs_ = make_memory_blob_store();
  std::vector<Entry> entries_;
};

TEST(Declarations, ASoundBagHasNoFaultsAndItsTagFilesAreNoPapers) {
  Batch batch;
  batch.add("data/a.pdf", "a").add("batch.json", kBatchJson).seal();
  const auto declared = batch.read().value();
  EXPECT_TRUE(declared.faults.empty());
  EXPECT_EQ(declared.submission.station, "trạm 3");
  const auto planned = batch.plan();
  ASSERT_EQ(planned.size(), 1U);
  EXPECT_EQ(planned[0].declaration.component, "TP01");
  EXPECT_TRUE(planned[0].problems.empty());
}

TEST(Declarations, ABagMayStandInATopFolder) {
  Batch batch;
  batch.add("lô/data/a.pdf", "a").add("lô/batch.json", kBatchJson).seal("lô/");
  const auto planned = batch.plan();
  ASSERT_EQ(planned.size(), 1U);
  ASSERT_EQ(planned[0].files.size(), 1U);
  EXPECT_EQ(planned[0].files[0].name, "lô/data/a.pdf");
  EXPECT_TRUE(planned[0].problems.empty());
}

TEST(Declarations, AChangedFileIsADigestMismatch) {
  Batch batch;
  batch.add("data/a.pdf", "a").add("batch.json", kBatchJson).seal().replace("data/a.pdf", "b");
  const auto declared = batch.read().value();
  ASSERT_TRUE(declared.faults.contains("data/a.pdf"));
  EXPECT_EQ(declared.faults.at("data/a.pdf").what, Fault::DigestMismatch);
}

TEST(Declarations, AMissingFileThatNothingClaimsBecomesAComponentThatSaysSo) {
  Batch batch;
  batch.add("data/a.pdf", "a").add("data/b.pdf", "b").add("batch.json", kBatchJson).seal();
  batch.remove("data/b.pdf");
  const auto planned = batch.plan();
  ASSERT_EQ(planned.size(), 2U);
  EXPECT_EQ(planned[1].declaration.title, "data/b.pdf");
  ASSERT_FALSE(planned[1].problems.empty());
  EXPECT_EQ(planned[1].problems[0].what, Fault::MissingFile);
}

TEST(Declarations, AFileTheManifestDoesNotNameIsReported) {
  Batch batch;
  batch.add("data/a.pdf", "a").add("batch.json", kBatchJson).seal().add("data/thêm.pdf", "x");
  const auto declared = batch.read().value();
  ASSERT_TRUE(declared.faults.contains("data/thêm.pdf"));
  EXPECT_EQ(declared.faults.at("data/thêm.pdf").what, Fault::BadManifest);
  EXPECT_EQ(batch.plan().size(), 2U);
}

TEST(Declarations, ManifestsOfOtherAlgorithmsAreNoPapers) {
  Batch batch;
  batch.add("data/a.pdf", "a").add("batch.json", kBatchJson).seal();
  batch.add("manifest-sha512.txt", "…").add("tagmanifest-sha512.txt", "…");
  EXPECT_EQ(batch.plan().size(), 1U);
}

TEST(Declarations, APlainFolderMayCarryABatchJson) {
  Batch batch;
  batch.add("a.pdf", "a").add("batch.json", kBatchJson);
  const auto planned = batch.plan();
  ASSERT_EQ(planned.size(), 1U);
  EXPECT_EQ(planned[0].declaration.dossier, "H19.15-261121-0001");
  EXPECT_EQ(planned[0].files[0].name, "a.pdf");
}

TEST(Declarations, NamesSpeakWhereNothingElseDoes) {
  Batch batch;
  batch.add("H19.15-261121-0001/TP01-2.jpg", "2").add("H19.15-261121-0001/TP01-1.jpg", "1");
  const auto planned = batch.plan();
  ASSERT_EQ(planned.size(), 1U);
  EXPECT_EQ(planned[0].declaration.component, "TP01");
  ASSERT_EQ(planned[0].files.size(), 2U);
  EXPECT_EQ(planned[0].files[0].name, "H19.15-261121-0001/TP01-1.jpg");
}

TEST(Declarations, ABrokenBatchJsonIsAnErrorOfTheWholeBatch) {
  Batch batch;
  batch.add("a.pdf", "a").add("batch.json", "{");
  const auto declared = batch.read();
  ASSERT_FALSE(declared);
  EXPECT_EQ(declared.error().what, Fault::BadBatchJson);
  EXPECT_EQ(declared.error().where.document, "batch.json");
}

}  // namespace
}  // namespace sohoa
