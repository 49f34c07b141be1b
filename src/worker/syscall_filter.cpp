#include "worker/syscall_filter.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <memory>
#include <span>

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "core/file.h"

namespace sohoa {
namespace {

struct ReleaseFilter {
  void operator()(void* filter) const { ::seccomp_release(filter); }
};
using Filter = std::unique_ptr<void, ReleaseFilter>;

// The list is compiled before the child exists; this number stands for its process id and is
// exchanged when the child enters. Above PID_MAX_LIMIT (2^22), so it is no process.
constexpr std::uint32_t kOwnPid = 0x50484F41;

constexpr std::array kAllowed = {
    // open files
    SCMP_SYS(read),
    SCMP_SYS(readv),
    SCMP_SYS(pread64),
    SCMP_SYS(preadv),
    SCMP_SYS(write),
    SCMP_SYS(writev),
    SCMP_SYS(pwrite64),
    SCMP_SYS(pwritev),
    SCMP_SYS(lseek),
    SCMP_SYS(close),
    SCMP_SYS(fstat),
    SCMP_SYS(fstatfs),
    SCMP_SYS(getdents64),
    SCMP_SYS(dup),
    SCMP_SYS(fsync),
    SCMP_SYS(fdatasync),
    SCMP_SYS(ftruncate),
    SCMP_SYS(fadvise64),
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    // names: what they reveal is whether a file exists; opening is for Landlock to allow
    SCMP_SYS(newfstatat),
    SCMP_SYS(stat),
    SCMP_SYS(lstat),
    SCMP_SYS(statx),
    SCMP_SYS(statfs),
    SCMP_SYS(access),
    SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2),
    SCMP_SYS(readlink),
    SCMP_SYS(readlinkat),
    SCMP_SYS(getcwd),
    // memory
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    SCMP_SYS(brk),
    // time, randomness, locks
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_getres),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(nanosleep),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(times),
    SCMP_SYS(getrandom),
    SCMP_SYS(futex),
    SCMP_SYS(sched_yield),
    SCMP_SYS(restart_syscall),
    // who am I
    SCMP_SYS(getpid),
    SCMP_SYS(getppid),
    SCMP_SYS(gettid),
    SCMP_SYS(getuid),
    SCMP_SYS(geteuid),
    SCMP_SYS(getgid),
    SCMP_SYS(getegid),
    SCMP_SYS(uname),
    SCMP_SYS(sysinfo),
    SCMP_SYS(getrusage),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(getrlimit),
    // own signals and the end
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
};

// Fontconfig renews stale caches, Leptonica and glib try temporary files: told no, they go on.
constexpr std::array kRefused = {
    SCMP_SYS(creat),     SCMP_SYS(mkdir),    SCMP_SYS(mkdirat), SCMP_SYS(unlink),
    SCMP_SYS(unlinkat),  SCMP_SYS(rmdir),    SCMP_SYS(rename),  SCMP_SYS(renameat),
    SCMP_SYS(renameat2), SCMP_SYS(link),     SCMP_SYS(linkat),  SCMP_SYS(symlink),
    SCMP_SYS(symlinkat), SCMP_SYS(chmod),    SCMP_SYS(fchmod),  SCMP_SYS(fchmodat),
    SCMP_SYS(chown),     SCMP_SYS(fchown),   SCMP_SYS(lchown),  SCMP_SYS(fchownat),
    SCMP_SYS(utimensat), SCMP_SYS(truncate), SCMP_SYS(flock),
};

constexpr std::uint32_t kWriteFlags =
    O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND | (O_TMPFILE & ~O_DIRECTORY);

constexpr std::uint64_t kThreadFlags = CLONE_THREAD | CLONE_VM | CLONE_SIGHAND;

/// When the bits `mask` of argument `index` equal `value`.
scmp_arg_cmp masked(unsigned index, std::uint64_t mask, std::uint64_t value) {
  return {index, SCMP_CMP_MASKED_EQ, mask, value};
}

/// When argument `index` is `value`.
scmp_arg_cmp equal(unsigned index, std::uint64_t value) {
  return {index, SCMP_CMP_EQ, value, 0};
}

class Builder {
 public:
  Builder() : filter_(::seccomp_init(SCMP_ACT_KILL_PROCESS)) {
    if (!filter_) failed_ = -ENOMEM;
    attribute(SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
  }

  void rule(std::uint32_t action, int call) { check(::seccomp_rule_add(get(), action, call, 0)); }
  void rule(std::uint32_t action, int call, const scmp_arg_cmp& when) {
    check(::seccomp_rule_add(get(), action, call, 1, when));
  }
  void rule(std::uint32_t action, int call, const scmp_arg_cmp& a, const scmp_arg_cmp& b) {
    check(::seccomp_rule_add(get(), action, call, 2, a, b));
  }

  Result<std::vector<sock_filter>> finish() {
    const UniqueFd file(::memfd_create("filter", MFD_CLOEXEC));
    if (!file) return errno_error("memfd_create");
    check(::seccomp_export_bpf(get(), file.get()));
    if (failed_ != 0) return Error{Fault::Internal, "seccomp rule " + std::to_string(failed_), {}};
    std::vector<sock_filter> program(TRY(file_size(file.get())) / sizeof(sock_filter));
    const auto bytes = std::as_writable_bytes(std::span(program));
    if (::pread(file.get(), bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
      return errno_error("read filter");
    }
    return program;
  }

 private:
  scmp_filter_ctx get() { return filter_.get(); }
  void attribute(scmp_filter_attr attribute, std::uint32_t value) {
    check(::seccomp_attr_set(get(), attribute, value));
  }
  void check(int result) {
    if (result != 0 && failed_ == 0) failed_ = result;
  }

  Filter filter_;
  int failed_ = 0;
};

// Opening: for reading only. fcntl: flags of descriptors and copies, no locks, leases or signals.
void add_file_rules(Builder& list) {
  const auto read_only = masked(2, kWriteFlags, O_RDONLY);
  list.rule(SCMP_ACT_ALLOW, SCMP_SYS(openat), read_only);
  list.rule(SCMP_ACT_ALLOW, SCMP_SYS(open), masked(1, kWriteFlags, O_RDONLY));
  for (const int flag : {O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_APPEND}) {
    const auto bit = static_cast<std::uint64_t>(flag);
    list.rule(SCMP_ACT_ERRNO(EACCES), SCMP_SYS(openat), masked(2, bit, bit));
    list.rule(SCMP_ACT_ERRNO(EACCES), SCMP_SYS(open), masked(1, bit, bit));
  }
  for (const int command : {F_GETFD, F_SETFD, F_GETFL, F_DUPFD, F_DUPFD_CLOEXEC}) {
    const auto value = static_cast<std::uint64_t>(command);
    list.rule(SCMP_ACT_ALLOW, SCMP_SYS(fcntl), equal(1, value));
  }
  list.rule(SCMP_ACT_ERRNO(ENOTTY), SCMP_SYS(ioctl));
}

// Memory is never executable again once the child runs; a library that wants to load another is
// told no.
void add_memory_rules(Builder& list) {
  for (const int call : {SCMP_SYS(mmap), SCMP_SYS(mprotect)}) {
    list.rule(SCMP_ACT_ALLOW, call, masked(2, PROT_EXEC, 0));
    list.rule(SCMP_ACT_ERRNO(EACCES), call, masked(2, PROT_EXEC, PROT_EXEC));
  }
}

// abort() sends a signal to itself, and nobody else may be sent one. Limits may be read, not set.
void add_process_rules(Builder& list) {
  list.rule(SCMP_ACT_ALLOW, SCMP_SYS(tgkill), equal(0, kOwnPid));
  list.rule(SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), equal(0, 0), equal(2, 0));
}

// clone3 keeps its flags in memory where no filter sees them: glibc is told it does not exist and
// uses clone, of which only the kind that makes a thread is let through.
void add_thread_rules(Builder& list) {
  list.rule(SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3));
  list.rule(SCMP_ACT_ALLOW, SCMP_SYS(clone), masked(0, kThreadFlags, kThreadFlags));
  list.rule(SCMP_ACT_ALLOW, SCMP_SYS(prctl), equal(0, PR_SET_NAME));
  list.rule(SCMP_ACT_ALLOW, SCMP_SYS(rseq));
  list.rule(SCMP_ACT_ALLOW, SCMP_SYS(sched_getscheduler));
  list.rule(SCMP_ACT_ALLOW, SCMP_SYS(sched_getparam));
}

// What a child needs that only computes: its descriptors, memory, time, the way out.
constexpr std::array kLean = {
    SCMP_SYS(read),       SCMP_SYS(write),        SCMP_SYS(mmap),           SCMP_SYS(munmap),
    SCMP_SYS(brk),        SCMP_SYS(mprotect),     SCMP_SYS(mremap),         SCMP_SYS(madvise),
    SCMP_SYS(pread64),    SCMP_SYS(writev),       SCMP_SYS(lseek),          SCMP_SYS(fstat),
    SCMP_SYS(newfstatat), SCMP_SYS(close),        SCMP_SYS(clock_gettime),  SCMP_SYS(gettimeofday),
    SCMP_SYS(time),       SCMP_SYS(getrandom),    SCMP_SYS(futex),          SCMP_SYS(getpid),
    SCMP_SYS(gettid),     SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn),
    SCMP_SYS(exit),       SCMP_SYS(exit_group),   SCMP_SYS(tgkill),
};
constexpr std::array kLeanRefused = {SCMP_SYS(openat), SCMP_SYS(open), SCMP_SYS(ioctl)};

constexpr std::uint32_t kRefusal = SECCOMP_RET_ERRNO | EACCES;

/// Offsets in struct seccomp_data (linux/seccomp.h); low halves of arguments on x86-64.
constexpr std::uint32_t kNumberAt = 0;
constexpr std::uint32_t kArchitectureAt = 4;
constexpr std::uint32_t kArgument0At = 16;
constexpr std::uint32_t kArgument2At = 32;

sock_filter load(std::uint32_t offset) {
  return BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offset);
}
sock_filter answer(std::uint32_t action) {
  return BPF_STMT(BPF_RET | BPF_K, action);
}
/// Skips `over` instructions unless the loaded word equals `value`.
sock_filter unless_equal(std::uint32_t value, std::uint8_t over) {
  return BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, over);
}

using Program = std::vector<sock_filter>;

// "call: answer", where the number is loaded already.
void add_answer(Program& program, int call, std::uint32_t action) {
  program.push_back(unless_equal(static_cast<std::uint32_t>(call), 1));
  program.push_back(answer(action));
}

// Memory is never executable; a signal goes to this process only.
void add_argument_rules(Program& program, int call) {
  program.push_back(unless_equal(static_cast<std::uint32_t>(call), 4));
  if (call == SCMP_SYS(tgkill)) {
    program.push_back(load(kArgument0At));
    program.push_back(unless_equal(kOwnPid, 1));
    program.push_back(answer(SECCOMP_RET_ALLOW));
    program.push_back(answer(SECCOMP_RET_KILL_PROCESS));
    return;
  }
  program.push_back(load(kArgument2At));
  program.push_back(BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 0, 1));
  program.push_back(answer(kRefusal));
  program.push_back(answer(SECCOMP_RET_ALLOW));
}

bool has_argument_rules(int call) {
  return call == SCMP_SYS(mmap) || call == SCMP_SYS(mprotect) || call == SCMP_SYS(tgkill);
}

Program lean_program() {
  Program program = {load(kArchitectureAt),
                     BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_X86_64, 1, 0),
                     answer(SECCOMP_RET_KILL_PROCESS),
                     load(kNumberAt)};
  for (const int call : kLean) {
    if (has_argument_rules(call)) {
      add_argument_rules(program, call);
    } else {
      add_answer(program, call, SECCOMP_RET_ALLOW);
    }
  }
  for (const int call : kLeanRefused) add_answer(program, call, kRefusal);
  program.push_back(answer(SECCOMP_RET_KILL_PROCESS));
  return program;
}

}  // namespace

Result<SyscallFilter> SyscallFilter::lean() {
#if defined(__x86_64__) && !defined(__ILP32__)
  SyscallFilter filter;
  filter.program_ = lean_program();
  return filter;
#else
  return compile(Threads::Forbidden);
#endif
}

Result<SyscallFilter> SyscallFilter::compile(Threads threads) {
  Builder list;
  for (const int call : kAllowed) list.rule(SCMP_ACT_ALLOW, call);
  for (const int call : kRefused) list.rule(SCMP_ACT_ERRNO(EACCES), call);
  add_file_rules(list);
  add_memory_rules(list);
  add_process_rules(list);
  if (threads == Threads::Allowed) add_thread_rules(list);
  SyscallFilter filter;
  filter.program_ = TRY(list.finish());
  return filter;
}

Result<void> SyscallFilter::enter() const {
  auto program = program_;
  for (sock_filter& instruction : program) {
    if (BPF_CLASS(instruction.code) == BPF_JMP && instruction.k == kOwnPid) {
      instruction.k = static_cast<std::uint32_t>(::getpid());
    }
  }
  const sock_fprog whole{static_cast<unsigned short>(program.size()), program.data()};
  if (::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &whole) != 0) return errno_error("seccomp");
  return {};
}

}  // namespace sohoa
