#include "pipeline/crew.h"

#include <mutex>
#include <optional>
#include <thread>

namespace sohoa {
namespace {

// What the threads of one loop share.
class Loop {
 public:
  Loop(std::size_t count, const Crew::Job& job, const std::atomic<bool>& cancel)
      : count_(count), job_(job), cancel_(cancel) {}

  void work(Supervisor& cage) {
    while (const auto index = next()) {
      if (auto done = job_(cage, *index); !done) fail(std::move(done).error());
    }
  }

  Result<void> outcome() {
    if (error_) return *error_;
    if (cancel_ && started_ < count_) return Error{Fault::Interrupted, "", {}};
    return {};
  }

 private:
  std::optional<std::size_t> next() {
    const std::lock_guard lock(mutex_);
    if (error_ || cancel_ || started_ >= count_) return std::nullopt;
    return started_++;
  }

  void fail(Error error) {
    const std::lock_guard lock(mutex_);
    if (!error_) error_ = std::move(error);
  }

  const std::size_t count_;
  const Crew::Job& job_;
  const std::atomic<bool>& cancel_;
  std::mutex mutex_;
  std::size_t started_ = 0;
  std::optional<Error> error_;
};

}  // namespace

Result<Crew> Crew::start(const WorkerConfig& config, int workers) {
  std::vector<Supervisor> cages;
  for (int i = 0; i < workers; ++i) {
    auto cage = Supervisor::start(config);
    // A machine too small for all of them works on with those it could start.
    if (!cage && cages.empty()) return std::move(cage).error();
    if (!cage) break;
    cages.push_back(*std::move(cage));
  }
  return Crew(std::move(cages));
}

Result<void> Crew::for_each(std::size_t count, const Job& job, const std::atomic<bool>& cancel) {
  Loop loop(count, job, cancel);
  std::vector<std::jthread> threads;
  for (std::size_t i = 1; i < cages_.size() && i < count; ++i) {
    threads.emplace_back([&loop, cage = &cages_[i]] { loop.work(*cage); });
  }
  loop.work(cages_.front());
  threads.clear();  // joins
  return loop.outcome();
}

}  // namespace sohoa
