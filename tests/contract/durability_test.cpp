// Killed at any system call, or with the power lost there: the old world or the new one, never a
// mixture, and the new one for certain once commit() has returned.
#include <cerrno>

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/syscall.h>

#include "contract/durable_disk.h"
#include "contract/item_samples.h"
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
  auto page = sample_page(2);
  page.reading = blob->digest;
  auto item = sample_item(2);
  item.summary.clear();
  Transaction& tx = **transaction;
  return tx.put(sample_batch()) && tx.put(sample_component(1)) && tx.put(sample_component(2)) &&
         tx.put(item) && tx.put(page) && tx.index_text(page.component, 1, reading) && tx.commit();
}

constexpr const char* kOld = "bản đọc cũ";
constexpr const char* kNew = "bản đọc mới";

std::string world_of(Store& store) {
  std::string world;
  for (const char* word : {"cũ", "mới"}) {
    ItemQuery query;
    query.text = word;
    world += store.catalog->find_items(query)->empty() ? "" : word;
  }
  const auto pages = *store.catalog->pages(sample_component(2).id);
  for (const auto& page : pages) {
    const auto reading = get(*store.blobs, page.reading, kMiB);
    world += ":" + (reading ? std::string(as_text(*reading)) : "lost");
  }
  return world;
}

const std::string kOldWorld = std::string("cũ:") + kOld;
const std::string kNewWorld = std::string("mới:") + kNew;

/// What filing does: the coded item and all that rests on it, in one commit. Once.
bool file_item(Store& store) {
  const auto item = sample_item(1);
  const auto known = store.catalog->find_item(item.code);
  if (!known || *known) return static_cast<bool>(known);
  const auto transaction = store.catalog->begin();
  if (!transaction) return false;
  Transaction& tx = **transaction;
  return tx.put(item) && tx.add_alias("CU.001", item.code) &&
         tx.put_fields(item.component, {sample_field("a", 1), sample_field("b", 2)}) &&
         tx.append(sample_verdict("FULL", 1)) && tx.put(sample_review("owner", 1)) &&
         tx.append(sample_reuse(item.code, "D2")) && tx.append(sample_step(item.code, "extend")) &&
         tx.put(sample_notice("D2")) && tx.append(sample_event()) && tx.commit();
}

/// One letter for each kind of record that filing leaves.
std::string filed_world(Store& store) {
  Catalog& catalog = *store.catalog;
  const auto item = sample_item(1);
  ItemQuery query;
  query.text = "cap lai";
  const std::pair<char, std::size_t> found[] = {
      {'i', *catalog.find_item("cu.001") ? 1U : 0U},
      {'t', catalog.find_items(query)->size()},
      {'f', catalog.fields(item.component)->size()},
      {'v', catalog.verdicts(item.component)->size()},
      {'r', catalog.reviews({})->size()},
      {'u', catalog.reuses_of_dossier("D2")->size()},
      {'l', catalog.life(item.code)->size()},
      {'n', catalog.notices("")->size()},
      {'e', catalog.events(sample_event().subject)->size()}};
  std::string world;
  for (const auto& [letter, count] : found) world += std::string(count, letter);
  return world;
}

enum class Cut { Killed, PowerLost };
enum class Work { FirstReading, NewReading, Filing };

/// What the child does, and the worlds on either side of it.
struct Job {
  bool (*work)(Store& store);
  std::string (*world)(Store& store);
  std::string before;
  std::string after;
};

Job job_of(Work work) {
  const auto read = [](Store& store) { return store_reading(store, kNew); };
  if (work == Work::Filing) return {file_item, filed_world, "", "itffvrulne"};
  return {read, world_of, work == Work::FirstReading ? "" : kOldWorld, kNewWorld};
}

class Durability : public testing::TestWithParam<std::tuple<Cut, Work>> {
 protected:
  void SetUp() override {
    fs::create_directory(template_);
    if (std::get<Work>(GetParam()) == Work::FirstReading) return;
    Store store = open_store(template_);
    ASSERT_TRUE(store_reading(store, kOld));
  }
  fs::path make_world(int step) const {
    const fs::path folder = temp_.path() / std::to_string(step);
    fs::copy(template_, folder, fs::copy_options::recursive);
    return folder;
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
    const std::string world = job_.world(store);
    EXPECT_TRUE(world == job_.after || (!is_promised && world == job_.before)) << world;
    EXPECT_TRUE(fs::is_empty(folder / "blobs" / "tmp"));
    EXPECT_TRUE(job_.work(store)) << "what has no receipt can be done again";
    EXPECT_EQ(job_.world(store), job_.after);
  }

  TempFolder temp_{"/dev/shm"};  // thousands of fsyncs: memory keeps the test short
  const fs::path template_ = temp_.path() / "template";
  const Job job_ = job_of(std::get<Work>(GetParam()));
};

void do_work(const fs::path& folder, const Job& job, Receipt& receipt) {
  Store store = open_store(folder);
  if (!job.work(store)) ::_exit(1);
  receipt.give();
}

TEST_P(Durability, HoldsAtEverySystemCall) {
  bool is_over = false;
  for (int step = 0; !is_over && !HasFailure(); ++step) {
    SCOPED_TRACE("cut before system call " + std::to_string(step));
    const fs::path folder = make_world(step);
    Receipt receipt;
    DurableDisk disk(folder);
    SteppedProcess child([&] { do_work(folder, job_, receipt); });
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
    SteppedProcess child([&] { do_work(folder, job_, receipt); });
    failed = run_with_failing_sync(child, disk, receipt, target);
    EXPECT_FALSE(failed.was_of_a_file && receipt.is_given());
    EXPECT_EQ(child.ending(), receipt.is_given() ? 0 : 6);
    files += failed.was_of_a_file ? 1 : 0;
    expect_whole(found_after(folder, disk), receipt.is_given());
  }
  EXPECT_GE(files, std::get<Work>(GetParam()) == Work::Filing ? 1 : 2) << "the blob, the commit";
}

std::string name_of(const testing::TestParamInfo<std::tuple<Cut, Work>>& info) {
  const auto [cut, work] = info.param;
  const std::string how = cut == Cut::Killed ? "Killed" : "PowerLost";
  if (work == Work::Filing) return how + "WhileFiling";
  return how + (work == Work::FirstReading ? "InAFreshStore" : "WhileReplacing");
}

INSTANTIATE_TEST_SUITE_P(
    Cuts,
    Durability,
    testing::Combine(testing::Values(Cut::Killed, Cut::PowerLost),
                     testing::Values(Work::FirstReading, Work::NewReading, Work::Filing)),
    name_of);

}  // namespace
}  // namespace sohoa
