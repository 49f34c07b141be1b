// Judging again what was judged before: on schedule, and when trust data, profile or catalogues
// changed. A paper that no longer counts is told to every dossier that reused it.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>

#include "pipeline/assess.h"

namespace sohoa {

struct RejudgeOptions {
  UtcTime before{};         ///< verdicts older than this are due, whatever they rest on
  std::int32_t slice = 64;  ///< items asked for at once
  std::int32_t most = 0;    ///< stop after so many; 0: all that are due
  const std::atomic<bool>* cancel = nullptr;
};

struct RejudgeReport {
  std::int64_t due = 0;  ///< when the run began
  std::int64_t judged = 0;
  std::int64_t changed = 0;  ///< the class is another one than before
  std::int64_t lost = 0;     ///< of these: may be relied on no more
  std::int64_t notices = 0;  ///< to dossiers that reused them
  /// Which class became which other one, and how often; "" is one that was never judged.
  std::map<std::pair<std::string, std::string>, std::int64_t> steps;
  std::int64_t failed = 0;  ///< could not be judged (a blob is damaged, …); each has an event
  bool was_interrupted = false;
};

/// Told of each item once its commit is done.
using RejudgeProgress = std::function<void(const RejudgeReport&)>;

/// Oldest verdict first, one commit an item: verdict, the item's class, events and notices. A run
/// that was interrupted goes on where it stopped; a second one finds nothing due. An item that
/// cannot be judged is left with its old verdict, noted as "item.judge-failed", and the others go
/// on. A paper that may be relied on no more opens a review ("legal") for an officer. The run
/// itself is an event: "rejudge.done" of the subject "rejudge". Errors: those that would meet the
/// next item too (store busy, worker lost).
Result<RejudgeReport> rejudge(const AssessContext& context,
                              const RejudgeOptions& options,
                              const RejudgeProgress& progress);

}  // namespace sohoa
