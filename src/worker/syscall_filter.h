// Seccomp: the system calls a child may make. A list of what is allowed; all else is death.
#pragma once

#include <cstdint>
#include <vector>

#include <linux/filter.h>

#include "core/result.h"

namespace sohoa {

/// Whether the child may start threads of its own process. Only for tasks that open no document:
/// Pango asks fontconfig from a thread.
enum class Threads : std::uint8_t { Forbidden, Allowed };

/// A compiled filter. Three answers:
///  - allowed: reading what is open, memory without execution, time, own signals, leaving;
///  - refused with an errno: what honest libraries try and can do without (opening for writing,
///    making folders, executable memory, asking a terminal): EACCES, ENOTTY;
///  - killed with SIGSYS: everything else, so sockets, exec, fork, threads, ptrace, memfd,
///  io_uring,
///    foreign architectures.
class SyscallFilter {
 public:
  /// Compiles the list; once, in the warm parent (about a millisecond).
  static Result<SyscallFilter> compile(Threads threads);
  /// The same law for programs that open nothing by name: thirty instructions instead of hundreds,
  /// because the kernel translates them anew for each child. No libseccomp; on other machines than
  /// x86-64 it is compile(Threads::Forbidden).
  static Result<SyscallFilter> lean();
  /// Enters it for good, allowing signals to this very process only. Needs no_new_privs.
  Result<void> enter() const;

 private:
  std::vector<sock_filter> program_;
};

}  // namespace sohoa
