#include "worker/death.h"

#include <csignal>
#include <cstring>

#include "core/wire.h"

namespace sohoa {
namespace {

std::string signal_name(int signal) {
  const char* abbreviation = ::sigabbrev_np(signal);
  return abbreviation != nullptr ? std::string("SIG") + abbreviation
                                 : "signal " + std::to_string(signal);
}

Error name_signal(int signal, const Limits& limits) {
  switch (signal) {
    case SIGSYS:
      return {Fault::ForbiddenCall, signal_name(signal), {}};
    case SIGXCPU:
      return {Fault::CpuLimit, std::to_string(limits.task_cpu_s) + " s of CPU", {}};
    case SIGXFSZ:
      return {Fault::FileTooLarge,
              "output above " + std::to_string(limits.task_file_bytes) + " bytes",
              {}};
    case SIGKILL:
      return {Fault::WorkerCrashed, "SIGKILL, perhaps by lack of memory on this machine", {}};
    default:
      return {Fault::WorkerCrashed, signal_name(signal), {}};
  }
}

}  // namespace

Bytes encode(const TaskEnd& end) {
  WireWriter out;
  out.boolean(end.by_signal);
  out.i32(end.code);
  out.u8(static_cast<std::uint8_t>(end.stop));
  out.f64(end.cpu_s);
  out.u64(end.peak_bytes);
  return out.take();
}

Result<TaskEnd> decode_task_end(ByteView bytes) {
  WireReader in(bytes);
  TaskEnd end;
  end.by_signal = in.boolean();
  end.code = in.i32();
  end.stop = in.enumerator(StopReason::Cancel);
  end.cpu_s = in.f64();
  end.peak_bytes = in.u64();
  if (!in.is_finished()) return Error{Fault::WorkerLost, "status is not well formed", {}};
  return end;
}

std::optional<Error> name_death(const TaskEnd& end, const Limits& limits) {
  if (end.stop == StopReason::Deadline) {
    return Error{Fault::DeadlineExceeded, std::to_string(limits.task_deadline_s) + " s", {}};
  }
  if (end.stop == StopReason::Cancel) return Error{Fault::Interrupted, {}, {}};
  if (end.by_signal) return name_signal(end.code, limits);
  if (end.code == 0) return std::nullopt;
  return Error{Fault::WorkerCrashed, "exit code " + std::to_string(end.code), {}};
}

}  // namespace sohoa
