// K supervisors on K threads, fed from one bounded queue.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>

#include "worker/supervisor.h"

namespace sohoa {

/// Jobs run in the order they were submitted, each on whichever supervisor is free. A job reports
/// its own outcome; the pool knows none. Safe to use from many threads.
class WorkerPool {
 public:
  using Job = std::function<void(Supervisor&)>;

  /// Starts `workers` supervisors at once and waits until all are warm. At most `queue_length` jobs
  /// wait beside those that run.
  static Result<std::unique_ptr<WorkerPool>> start(const WorkerConfig& config,
                                                   std::size_t workers,
                                                   std::size_t queue_length);
  /// As stop().
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  /// Waits for room in the queue; false, and the job is dropped, once the pool is stopping.
  bool submit(Job job);
  /// Waits until every job submitted so far is done.
  void drain();
  /// Drops the jobs that wait, lets those that run finish, joins the threads.
  void stop();
  /// Sets cancelled(), then stop(): running tasks that were given the flag end within 100 ms.
  void cancel();
  /// To be handed to Supervisor::run and read_page by the jobs.
  const std::atomic<bool>& cancelled() const;

  std::size_t size() const;

 private:
  struct State;
  explicit WorkerPool(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace sohoa
