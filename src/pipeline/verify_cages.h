// The two programs a verification needs; the heavy one starts only for XML and containers.
#pragma once

#include <chrono>
#include <optional>
#include <utility>

#include "core/result.h"
#include "worker/supervisor.h"

namespace sohoa {

/// Not thread-safe: one a thread, as its supervisors.
class VerifyCages {
 public:
  /// `reader` says how to start sohoa-worker when it is wanted.
  VerifyCages(Supervisor verifier, WorkerConfig reader)
      : verifier_(std::move(verifier)), reader_config_(std::move(reader)) {}

  /// sohoa-verifier: PDF, CMS, certificates.
  Supervisor& verifier() { return verifier_; }
  /// sohoa-worker: XML and ZIP. Started by the first call; about 30 ms.
  Result<Supervisor*> reader() {
    if (!reader_) reader_.emplace(TRY(Supervisor::start(reader_config_)));
    reader_->end_by(end_by_);
    return &*reader_;
  }
  /// The next file begins: all its tasks together end within limits.verify_deadline_s. Whole
  /// seconds are rounded up on the way, so one is kept back.
  void begin_file() {
    end_by_ =
        std::chrono::steady_clock::now() + std::chrono::seconds(limits().verify_deadline_s - 1);
    verifier_.end_by(end_by_);
    if (reader_) reader_->end_by(end_by_);
  }
  /// See Supervisor::let_go().
  void let_go() {
    verifier_.let_go();
    if (reader_) reader_->let_go();
  }
  const Limits& limits() const { return verifier_.limits(); }

 private:
  Supervisor verifier_;
  WorkerConfig reader_config_;
  std::optional<Supervisor> reader_;
  std::chrono::steady_clock::time_point end_by_ = std::chrono::steady_clock::time_point::max();
};

/// Starts sohoa-verifier beside the worker of `config`; `many` files will come one after another.
/// Returns before it is ready: the first task waits.
Result<VerifyCages> start_verify_cages(const WorkerConfig& config, bool many);

}  // namespace sohoa
