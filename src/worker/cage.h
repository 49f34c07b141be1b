// The cage: everything a process gives up for good before it looks at a document.
//
// Prepared once by the warm parent, entered by each child after the fork. What remains afterwards:
// its open descriptors, memory up to a bound, and reading fonts and models by name.
#pragma once

#include <filesystem>

#include "core/file.h"
#include "core/limits.h"
#include "core/result.h"
#include "worker/syscall_filter.h"

namespace sohoa {

class Cage {
 public:
  /// `tessdata` is readable inside, beside fonts, poppler-data and time zones.
  static Result<Cage> prepare(const std::filesystem::path& tessdata);

  /// For programs that open nothing by name: one filter, no folder readable.
  static Result<Cage> prepare_without_files();

  /// From here there is no way back: no_new_privs, not dumpable, rlimits, Landlock, every
  /// descriptor from `first_unused_fd` on closed, seccomp, in this order. `mapped_bytes` are the
  /// input files, which are mapped into the address space and must not count against the task's
  /// memory. A kernel without Landlock is borne (seccomp still forbids writing); any other failure
  /// is an Error and no document may be opened.
  Result<void> enter(const Limits& limits,
                     std::uint64_t mapped_bytes,
                     unsigned first_unused_fd,
                     Threads threads) const;

  bool has_landlock() const { return static_cast<bool>(landlock_); }

 private:
  UniqueFd landlock_;
  SyscallFilter filter_;
  SyscallFilter filter_with_threads_;
};

}  // namespace sohoa
