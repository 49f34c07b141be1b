// One child: a fork of the warm parent that carries out one task inside the cage, and leaves.
#pragma once

#include <vector>

#include "core/file.h"
#include "ocr/engine.h"
#include "worker/cage.h"
#include "worker/channel.h"

namespace sohoa {

/// A task with its descriptors (reply, inputs, side, output), as the parent received it.
struct ChildTask {
  RunRequest request;
  std::vector<UniqueFd> fds;
};

/// Called in the child right after the fork; never returns. Whatever the task finds, and how it
/// fails, goes down the reply pipe; the exit code is 0 once the last frame is written.
[[noreturn]] void run_child(ChildTask task, const Cage& cage, OcrEngine* engine, pid_t parent);

}  // namespace sohoa
