// K supervisors on K threads: the parallel loop of everything that reads documents.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

#include "core/result.h"
#include "worker/supervisor.h"

namespace sohoa {

/// Starts its supervisors once and keeps them warm between loops. Use from one thread.
class Crew {
 public:
  /// `workers` at least 1. Fails when not even one sohoa-worker can be started.
  static Result<Crew> start(const WorkerConfig& config, int workers);

  /// One piece of work. An Error ends the whole loop, so a bad page must be recorded, not returned.
  using Job = std::function<Result<void>(Supervisor& cage, std::size_t index)>;

  /// Runs `job` for 0 … count-1, in order of start, on all supervisors at once. Returns the first
  /// error, or Interrupted when `cancel` was set before all were done.
  Result<void> for_each(std::size_t count, const Job& job, const std::atomic<bool>& cancel);

  /// A supervisor for single tasks between loops.
  Supervisor& any() { return cages_.front(); }

 private:
  explicit Crew(std::vector<Supervisor> cages) : cages_(std::move(cages)) {}
  std::vector<Supervisor> cages_;
};

}  // namespace sohoa
