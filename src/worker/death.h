// Death has a name: what the kernel says about an ended child becomes an Error.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/bytes.h"
#include "core/limits.h"
#include "core/result.h"

namespace sohoa {

/// Who ended the child, when it did not end by itself.
enum class StopReason : std::uint8_t { None, Deadline, Cancel };

/// How one child ended and what it cost, as the warm parent saw it; the child has no say in it.
struct TaskEnd {
  bool by_signal = false;
  std::int32_t code = 0;  ///< signal number, else exit code
  StopReason stop = StopReason::None;
  double cpu_s = 0;
  std::uint64_t peak_bytes = 0;
};

Bytes encode(const TaskEnd& end);
Result<TaskEnd> decode_task_end(ByteView bytes);

/// The Error an end means; nullopt when the child left by itself with exit code 0.
///
/// Deadline and cancel come first (we sent the signal), then what the kernel enforces: SIGSYS is
/// ForbiddenCall, SIGXCPU CpuLimit, SIGXFSZ FileTooLarge. Everything else is WorkerCrashed with
/// the signal's name. A SIGKILL that is not ours is most likely the kernel's out-of-memory killer,
/// which tells of the machine and not of the page: WorkerCrashed too, so it is tried again.
std::optional<Error> name_death(const TaskEnd& end, const Limits& limits);

}  // namespace sohoa
