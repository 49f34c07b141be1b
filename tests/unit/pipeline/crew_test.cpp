// The loop over real sohoa-workers, without a model and without a document.
#include "pipeline/crew.h"

#include <mutex>
#include <set>

#include <gtest/gtest.h>

namespace sohoa {
namespace {

WorkerConfig light_worker() {
  WorkerConfig config;
  config.program = SOHOA_BIN_DIR "/sohoa-worker";
  config.tessdata = default_tessdata();
  config.warm_ocr = false;
  return config;
}

TEST(Crew, EveryJobRunsOnce) {
  Crew crew = Crew::start(light_worker(), 3).value();
  std::mutex mutex;
  std::multiset<std::size_t> seen;
  const std::atomic<bool> cancel{false};
  const auto job = [&](Supervisor&, std::size_t index) -> Result<void> {
    const std::lock_guard lock(mutex);
    seen.insert(index);
    return {};
  };
  ASSERT_TRUE(crew.for_each(50, job, cancel));
  EXPECT_EQ(seen.size(), 50U);
  EXPECT_EQ(std::set<std::size_t>(seen.begin(), seen.end()).size(), 50U);
}

TEST(Crew, TheFirstErrorEndsTheLoop) {
  Crew crew = Crew::start(light_worker(), 1).value();
  std::size_t started = 0;
  const std::atomic<bool> cancel{false};
  const auto job = [&](Supervisor&, std::size_t index) -> Result<void> {
    ++started;
    if (index == 3) return Error{Fault::DiskFull, "", {}};
    return {};
  };
  const auto done = crew.for_each(50, job, cancel);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().what, Fault::DiskFull);
  EXPECT_EQ(started, 4U);
}

TEST(Crew, SetAsideItStopsAndSaysSo) {
  Crew crew = Crew::start(light_worker(), 2).value();
  std::atomic<bool> cancel{false};
  std::atomic<int> started = 0;
  const auto job = [&](Supervisor&, std::size_t) -> Result<void> {
    if (++started == 5) cancel = true;
    return {};
  };
  const auto done = crew.for_each(1'000, job, cancel);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().what, Fault::Interrupted);
  EXPECT_LT(started, 10);
}

TEST(Crew, CancelledAfterTheLastJobItIsDone) {
  Crew crew = Crew::start(light_worker(), 1).value();
  std::atomic<bool> cancel{false};
  const auto job = [&](Supervisor&, std::size_t index) -> Result<void> {
    cancel = index == 2;
    return {};
  };
  EXPECT_TRUE(crew.for_each(3, job, cancel));
}

TEST(Crew, WithoutTheProgramItCannotStart) {
  WorkerConfig config = light_worker();
  config.program = "/không/có/sohoa-worker";
  EXPECT_EQ(Crew::start(config, 2).error().what, Fault::FileNotFound);
}

}  // namespace
}  // namespace sohoa
