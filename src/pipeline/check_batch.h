// Looking at a batch without taking it in.
#pragma once

#include <filesystem>
#include <vector>

#include "core/limits.h"
#include "core/result.h"
#include "pipeline/progress_event.h"
#include "pipeline/split_plan.h"
#include "worker/supervisor.h"

namespace sohoa {

/// The components a ZIP or folder would be split into, with the problems of each, by the same rules
/// as submitting it. Uses a temporary folder that is gone afterwards; no page is read.
Result<std::vector<PlannedComponent>> check_batch(const std::filesystem::path& source,
                                                  Supervisor& cage,
                                                  const Limits& limits,
                                                  const ProgressSink& progress);

}  // namespace sohoa
