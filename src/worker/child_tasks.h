// The tasks as carried out inside the cage. Linked by sohoa-worker only.
#pragma once

#include <functional>
#include <memory>

#include "core/limits.h"
#include "core/result.h"
#include "ocr/engine.h"
#include "worker/task.h"

namespace sohoa {

/// What the warm parent prepared, and the descriptors of this task.
struct ChildContext {
  OcrEngine* engine = nullptr;  ///< null when started without OCR
  Limits limits;
  std::vector<int> inputs;
  int side = -1;
  int output = -1;
  std::function<Result<void>(ByteView frame)> reply;  ///< sends one frame
};

/// Carries out one task; whatever it finds is sent through `context.reply`.
Result<void> run_child_task(const Task& task, const ChildContext& context);

}  // namespace sohoa
