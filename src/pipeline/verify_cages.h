// The two programs a verification needs; the heavy one starts only for XML and containers.
#pragma once

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
    return &*reader_;
  }
  const Limits& limits() const { return verifier_.limits(); }

 private:
  Supervisor verifier_;
  WorkerConfig reader_config_;
  std::optional<Supervisor> reader_;
};

}  // namespace sohoa
