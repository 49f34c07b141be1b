// Working a received batch to its end: pages are read in parallel, components finished one by one.
//
// Each page is one commit: its reading as a blob, its row, its searchable text. Killed at any time,
// the next run finds what is done and does the rest.
#pragma once

#include <atomic>
#include <string>

#include "core/clock.h"
#include "core/limits.h"
#include "core/result.h"
#include "pipeline/crew.h"
#include "pipeline/progress_event.h"
#include "pipeline/site.h"
#include "pipeline/store.h"

namespace sohoa {

/// What the stages of one batch share. References outlive the work.
struct WorkContext {
  Store& store;
  const Site& site;
  const Clock& clock;
  const Limits& limits;
  std::string password;  ///< tried on encrypted files; empty: none
  const ProgressSink& progress;
  const std::atomic<bool>& cancel;
};

/// Reads every pending page of the batch and finishes every component whose pages are all read.
/// A page that fails is recorded and never stops the others. Errors: Interrupted, DiskFull,
/// IoFailure, WorkerLost; everything done until then is kept.
Result<void> work_batch(const WorkContext& work, Crew& crew, const std::string& batch);

}  // namespace sohoa
