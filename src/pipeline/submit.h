// One batch from its files to its receipt, interruptible and resumable.
#pragma once

#include <filesystem>
#include <string>

#include "core/result.h"
#include "pipeline/attest.h"
#include "pipeline/receipt.h"
#include "pipeline/work.h"

namespace sohoa {

struct SubmitOptions {
  WorkerConfig worker;
  int workers = 1;
  std::string password;
  VerdictText verdict_text;  ///< how verdicts are written beside attestations
  ProgressSink progress = [](const ProgressEvent&) {};
};

/// Receives `source` (ZIP, folder or single file), splits it, reads it, understands and files it.
/// The same batch again continues where it stopped, or gives the same receipt when it was done.
/// Interrupted when `cancel` was set: what was received and read is kept.
Result<Receipt> submit_batch(Store& store,
                             const Site& site,
                             const std::filesystem::path& source,
                             const SubmitOptions& options,
                             const Clock& clock,
                             const std::atomic<bool>& cancel);

/// The same for a batch that was received before, by its id: what an officer's signature was
/// awaited for is read and filed. NoSuchBatch.
Result<Receipt> continue_batch(Store& store,
                               const Site& site,
                               const std::string& batch,
                               const SubmitOptions& options,
                               const Clock& clock,
                               const std::atomic<bool>& cancel);

}  // namespace sohoa
