#include "worker/pool.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace sohoa {
namespace {

/// Starting is mostly waiting for each process to load its model, so all start at once.
Result<std::vector<Supervisor>> start_all(const WorkerConfig& config, std::size_t count) {
  std::vector<std::future<Result<Supervisor>>> starting;
  for (std::size_t i = 0; i < count; ++i) {
    starting.push_back(std::async(std::launch::async, [&] { return Supervisor::start(config); }));
  }
  std::vector<Supervisor> started;
  for (auto& one : starting) started.push_back(TRY(one.get()));
  return started;
}

}  // namespace

struct WorkerPool::State {
  std::mutex mutex;
  std::condition_variable work_or_stop;
  std::condition_variable room_or_idle;
  std::deque<Job> waiting;
  std::size_t queue_length = 0;
  std::size_t running = 0;
  bool stopping = false;
  std::atomic<bool> cancelled{false};
  std::vector<Supervisor> supervisors;
  std::vector<std::thread> threads;

  /// The next job; empty when the pool stops.
  Job next() {
    std::unique_lock lock(mutex);
    work_or_stop.wait(lock, [this] { return stopping || !waiting.empty(); });
    if (stopping) return {};
    Job job = std::move(waiting.front());
    waiting.pop_front();
    ++running;
    return job;
  }

  void done() {
    const std::lock_guard lock(mutex);
    --running;
    room_or_idle.notify_all();
  }

  void serve(Supervisor& supervisor) {
    while (Job job = next()) {
      room_or_idle.notify_all();
      job(supervisor);
      done();
    }
  }
};

WorkerPool::WorkerPool(std::unique_ptr<State> state) : state_(std::move(state)) {}

WorkerPool::~WorkerPool() {
  stop();
}

Result<std::unique_ptr<WorkerPool>> WorkerPool::start(const WorkerConfig& config,
                                                      std::size_t workers,
                                                      std::size_t queue_length) {
  auto state = std::make_unique<State>();
  state->queue_length = std::max<std::size_t>(queue_length, 1);
  state->supervisors = TRY(start_all(config, workers));
  for (Supervisor& supervisor : state->supervisors) {
    state->threads.emplace_back([&supervisor, owner = state.get()] { owner->serve(supervisor); });
  }
  return std::unique_ptr<WorkerPool>(new WorkerPool(std::move(state)));
}

bool WorkerPool::submit(Job job) {
  std::unique_lock lock(state_->mutex);
  state_->room_or_idle.wait(
      lock, [this] { return state_->stopping || state_->waiting.size() < state_->queue_length; });
  if (state_->stopping) return false;
  state_->waiting.push_back(std::move(job));
  state_->work_or_stop.notify_one();
  return true;
}

void WorkerPool::drain() {
  std::unique_lock lock(state_->mutex);
  state_->room_or_idle.wait(lock,
                            [this] { return state_->waiting.empty() && state_->running == 0; });
}

void WorkerPool::stop() {
  {
    const std::lock_guard lock(state_->mutex);
    state_->stopping = true;
    state_->waiting.clear();
  }
  state_->work_or_stop.notify_all();
  state_->room_or_idle.notify_all();
  for (std::thread& thread : state_->threads) {
    if (thread.joinable()) thread.join();
  }
}

void WorkerPool::cancel() {
  state_->cancelled = true;
  stop();
}

const std::atomic<bool>& WorkerPool::cancelled() const {
  return state_->cancelled;
}

std::size_t WorkerPool::size() const {
  return state_->supervisors.size();
}

}  // namespace sohoa
