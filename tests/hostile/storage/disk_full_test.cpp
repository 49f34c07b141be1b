// The disk fills up: DiskFull, nothing half visible, and work goes on once there is room again.
#include <csignal>
#include <fstream>

#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

#include "contract/item_samples.h"
#include "contract/temp_folder.h"
#include "core/limits.h"
#include "storage/blob_store.h"
#include "storage/catalog.h"

namespace sohoa {
namespace {

namespace fs = std::filesystem;

/// A way to run out of room, and to get some back. Each test works in a child process of its own.
struct Shortage {
  std::string name;
  bool (*begin)(const fs::path& folder);  ///< false: not permitted here
  void (*relieve)(const fs::path& folder);
};

// Both leave room for the empty schema and a few documents.

// A small disk in a mount namespace of the child's own.
bool begin_small_disk(const fs::path& folder) {
  const bool is_apart = ::unshare(CLONE_NEWNS) == 0 || ::unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0;
  if (!is_apart) return false;
  ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr);
  if (::mount("tmpfs", folder.c_str(), "tmpfs", 0, "size=6000k") != 0) return false;
  std::ofstream(folder / "filler") << std::string(2'048 * kKiB, 'f');
  return true;
}

void relieve_small_disk(const fs::path& folder) {
  fs::remove(folder / "filler");
}

// A bound on every file, which needs no rights: write() fails with EFBIG.
bool set_file_bound(rlim_t bytes) {
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit limit{};
  ::getrlimit(RLIMIT_FSIZE, &limit);
  limit.rlim_cur = bytes;
  return ::setrlimit(RLIMIT_FSIZE, &limit) == 0;
}

const Shortage kSmallDisk{"SmallDisk", begin_small_disk, relieve_small_disk};
const Shortage kFileBound{"FileBound",
                          [](const fs::path&) { return set_file_bound(1'200 * kKiB); },
                          [](const fs::path&) { set_file_bound(RLIM_INFINITY); }};

/// Mounting may be forbidden (a container without rights); the file bound always works.
std::vector<Shortage> possible_shortages() {
  TempFolder probe;
  const pid_t child = ::fork();
  if (child == 0) ::_exit(begin_small_disk(probe.path()) ? 0 : 1);
  int status = 0;
  ::waitpid(child, &status, 0);
  if (status != 0) return {kFileBound};
  return {kFileBound, kSmallDisk};
}

class FullDisk : public testing::TestWithParam<Shortage> {
 protected:
  /// Runs `test` in a child that meets the shortage; it must return an empty string.
  void run_short_of_room(std::string (*test)(const fs::path&, const Shortage&)) {
    const auto body = [&] {
      if (!GetParam().begin(folder_.path())) std::_Exit(2);
      const std::string complaint = test(folder_.path(), GetParam());
      std::cerr << complaint << '\n';
      std::_Exit(complaint.empty() ? 0 : 1);
    };
    EXPECT_EXIT(body(), testing::ExitedWithCode(0), "");
  }

  TempFolder folder_;
};

#define REQUIRE(condition) \
  if (!(condition)) return std::string("line ") + std::to_string(__LINE__) + ": " #condition

std::string blobs_run_out(const fs::path& folder, const Shortage& shortage) {
  const auto store = *open_file_blob_store(folder / "blobs");
  std::vector<Digest> kept;
  Result<BlobRef> last = Error{};
  for (std::size_t size = 64 * kKiB;; size += 32 * kKiB) {
    const Bytes content(size, 0x42);
    last = put(*store, content);
    if (!last) {
      REQUIRE(last.error().what == Fault::DiskFull);
      REQUIRE(!*store->has(sha256(content)));
      break;
    }
    kept.push_back(last->digest);
  }
  REQUIRE(kept.size() > 2);
  REQUIRE(fs::is_empty(folder / "blobs" / "tmp"));
  for (const Digest& digest : kept) REQUIRE(store->verify(digest));
  shortage.relieve(folder);
  REQUIRE(put(*store, Bytes(300 * kKiB, 0x43)));
  return "";
}

/// One document of 100 kB of text nobody else has.
Result<void> add_document(Catalog& catalog, std::int32_t ordinal) {
  std::string text;
  for (int i = 0; i < 10'000; ++i) text += std::to_string(ordinal * 100'000 + i) + " ";
  const auto transaction = TRY(catalog.begin());
  TRY(transaction->put(sample_batch()));
  TRY(transaction->put(sample_component(ordinal)));
  TRY(transaction->put(sample_item(ordinal)));
  TRY(transaction->index_text(sample_component(ordinal).id, 1, text));
  return transaction->commit();
}

std::string first_words_found(Catalog& catalog, std::int32_t documents) {
  for (std::int32_t i = 1; i <= documents; ++i) {
    ItemQuery query;
    query.text = std::to_string(i * 100'000);
    REQUIRE(catalog.find_items(query)->size() == 1);
  }
  return "";
}

std::string catalog_runs_out(const fs::path& folder, const Shortage& shortage) {
  auto catalog = *open_sqlite_catalog(folder / "catalog.sqlite");
  std::int32_t kept = 0;
  while (true) {
    const auto added = add_document(*catalog, kept + 1);
    if (!added && added.error().what != Fault::DiskFull) return added.error().detail;
    if (!added) break;
    ++kept;
  }
  REQUIRE(kept > 0);
  REQUIRE(catalog->components(sample_batch().id)->size() == static_cast<std::size_t>(kept));
  REQUIRE(first_words_found(*catalog, kept).empty());
  shortage.relieve(folder);
  const auto added = add_document(*catalog, kept + 1);
  if (!added) return "after relief: " + added.error().detail;
  catalog = *open_sqlite_catalog(folder / "catalog.sqlite");
  return first_words_found(*catalog, kept + 1);
}

TEST_P(FullDisk, BlobsSayDiskFullAndLeaveNothingHalf) {
  run_short_of_room(blobs_run_out);
}

TEST_P(FullDisk, TheCatalogSaysDiskFullAndKeepsWhatItPromised) {
  run_short_of_room(catalog_runs_out);
}

INSTANTIATE_TEST_SUITE_P(Shortages,
                         FullDisk,
                         testing::ValuesIn(possible_shortages()),
                         [](const auto& shortage) { return shortage.param.name; });

}  // namespace
}  // namespace sohoa
