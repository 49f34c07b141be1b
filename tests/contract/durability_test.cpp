// Killed at any system call, or with the power lost there: the old world or the new one, never a
// mixture, and the new one for certain once commit() has returned.
#include <cerrno>

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/syscall.h>

#include "contract/catalog_samples.h"
#include "contract/durable_disk.h"
#include "contract/stepped_process.h"
#include "contract/temp_folder.h"
#include "core/limits.h"
#include "storage/blob_store.h"
#include "storage/catalog.h"

namespace sohoa {
namespace {

namespace fs = std::filesystem;

/// Set by the child once its work is promised to be durable. Shared memory outlives a SIGKILL.
class Receipt {
 public:
  Receipt()
      : flag_(static_cast<volatile bool*>(
            ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0))) {}
  Receipt(const Receipt&) = delete;
  Receipt& operator=(const Receipt&) = delete;
  ~Receipt() { ::munmap(const_cast<bool*>(flag_), 4096); }

  void give() { *flag_ = true; }
  bool is_given() const { return *flag_; }

 private:
  volatile bool* flag_;
};

struct Store {
  std::unique_ptr<BlobStore> blobs;
  std::unique_ptr<Catalog> catalog;
};

Store open_store(const fs::path& folder) {
  return {*open_file_blob_store(folder / "blobs"),
          *open_sqlite_catalog(folder / "db" / "catalog.sqlite")};
}

/// What a page's work does: its reading as a blob, then its row and its words in one commit.
bool store_reading(Store& store, const std::string& reading) {
  const auto blob = put(*store.blobs, as_bytes(reading));
  auto transaction = store.catalog->begin();
  if (!blob || !transaction) return false;
  auto page = sample_page(1);
  page.reading = blob->digest;
  return (*transaction)->put(sample_batch()) && (*transaction)->put(sample_component(1)) &&
         (*transaction)->put(page) && (*transaction)->index_text(page.component, 1, reading) &&
         (*transaction)->commit();
}

constexpr const char* kOld = "bản đọc cũ";
constexpr const char* kNew = "bản đọc mới";

std::string world_of(Store& store) {
  std::string world;
  for (const char* word : {"cũ", "mới"}) {
    SearchQuery query;
    query.text = word;
    world += store.catalog->search(query)->empty() ? "" : word;
  }
  const auto pages = *store.catalog->pages(sample_component(1).id);
  for (const auto& page : pages) {
    const auto reading = get(*store.blobs, page.reading, kMiB);
    world += ":" + (reading ? std::string(as_text(*reading)) : "lost");
  }
  return world;
}

const std::string kOldWorld = std::string("cũ:") + kOld;
const std::string kNewWorld = std::string("mới:") + kNew;

enum class Cut { Killed, PowerLost };
enum class Before { Nothing, OldReading };

class Durability : public testing::TestWithParam<std::tuple<Cut, Before>> {
 protected:
  void SetUp() override {
    fs::create_directory(template_);
    if (std::get<Before>(GetParam()) == Before::Nothing) return;
    Store store = open_store(template_);
    ASSERT_TRUE(store_reading(store, kOld));
  }
  fs::path make_world(int step) const {
    const fs::path folder = temp_.path() / std::to_string(step);
    fs::copy(template_, folder, fs::copy_options::recursive);
    return folder;
  }
  std::string world_before() const {
    return std::get<Before>(GetParam()) == Before::Nothing ? "" : kOldWorld;
  }

  /// What is found after a cut, `disk` being what was durable then.
  fs::path found_after(const fs::path& folder, const DurableDisk& disk) const {
    if (std::get<Cut>(GetParam()) == Cut::Killed) return folder;
    const fs::path found = folder.string() + "-found";
    disk.restore_into(found);
    return found;
  }

  void expect_whole(const fs::path& folder, bool is_promised) const {
    Store store = open_store(folder);
    const std::string world = world_of(store);
    EXPECT_TRUE(world == kNewWorld || (!is_promised && world == world_before())) << world;
    EXPECT_TRUE(fs::is_empty(folder / "blobs" / "tmp"));
    EXPECT_TRUE(store_reading(store, kNew)) << "what has no receipt can be sent again";
    EXPECT_EQ(world_of(store), kNewWorld);
  }

  TempFolder temp_{"/dev/shm"};  // thousands of fsyncs: memory keeps the test short
  const fs::path template_ = temp_.path() / "template";
};

void replace_reading(const fs::path& folder, Receipt& receipt) {
  Store store = open_store(folder);
  if (!store_reading(store, kNew)) ::_exit(1);
  receipt.give();
}

TEST_P(Durability, HoldsAtEverySystemCall) {
  bool is_over = false;
  for (int step = 0; !is_over && !HasFailure(); ++step) {
    SCOPED_TRACE("cut before system call " + std::to_string(step));
    const fs::path folder = make_world(step);
    Receipt receipt;
    DurableDisk disk(folder);
    SteppedProcess child([&] { replace_reading(folder, receipt); });
    for (int i = 0; i < step && !is_over; ++i) {
      auto call = child.next_call();
      is_over = !call || !child.finish_call(*call);
      if (!is_over) disk.after_call(child, *call);
    }
    child.kill();
    expect_whole(found_after(folder, disk), receipt.is_given());
    if (is_over) {
      EXPECT_EQ(child.ending(), 0);
      EXPECT_GT(step, 100) << "the work was stepped through";
      RecordProperty("system_calls", step);
    }
    fs::remove_all(folder);
    fs::remove_all(folder.string() + "-found");
  }
}

bool is_sync(const SteppedProcess::Call& call) {
  return call.number == SYS_fsync || call.number == SYS_fdatasync;
}

struct FailedSync {
  bool is_found = false;       ///< there was such a call before the receipt
  bool was_of_a_file = false;  /// else of a folder
};

/// Lets the child run to its end, but the sync number `target` fails with EIO.
FailedSync run_with_failing_sync(SteppedProcess& child,
                                 DurableDisk& disk,
                                 const Receipt& receipt,
                                 int target) {
  FailedSync failed;
  while (auto call = child.next_call()) {
    if (is_sync(*call) && target-- == 0 && !receipt.is_given()) {
      failed = {true, !disk.is_folder(child, *call)};
      child.fail_call(EIO);
    } else if (child.finish_call(*call)) {
      disk.after_call(child, *call);
    }
  }
  return failed;
}

// A failed fsync of data never becomes a receipt: the process ends at once (exit 6), because asking
// a second time may be answered with a lie. SQLite does not look at what the fsync of a folder
// says; there a receipt is allowed when another sync has made the name safe, which the PowerLost
// variants prove.
TEST_P(Durability, AFailedFsyncEndsTheProcessWithoutAReceipt) {
  FailedSync failed{true, false};
  int files = 0;
  for (int target = 0; failed.is_found && !HasFailure(); ++target) {
    SCOPED_TRACE("sync " + std::to_string(target) + " fails");
    const fs::path folder = make_world(target);
    Receipt receipt;
    DurableDisk disk(folder);
    SteppedProcess child([&] { replace_reading(folder, receipt); });
    failed = run_with_failing_sync(child, disk, receipt, target);
    EXPECT_FALSE(failed.was_of_a_file && receipt.is_given());
    EXPECT_EQ(child.ending(), receipt.is_given() ? 0 : 6);
    files += failed.was_of_a_file ? 1 : 0;
    expect_whole(found_after(folder, disk), receipt.is_given());
  }
  EXPECT_GE(files, 2) << "the blob and the commit";
}

std::string name_of(const testing::TestParamInfo<std::tuple<Cut, Before>>& info) {
  const auto [cut, before] = info.param;
  return std::string(cut == Cut::Killed ? "Killed" : "PowerLost") +
         (before == Before::Nothing ? "InAFreshStore" : "WhileReplacing");
}

INSTANTIATE_TEST_SUITE_P(Cuts,
                         Durability,
                         testing::Combine(testing::Values(Cut::Killed, Cut::PowerLost),
                                          testing::Values(Before::Nothing, Before::OldReading)),
                         name_of);

}  // namespace
}  // namespace sohoa
