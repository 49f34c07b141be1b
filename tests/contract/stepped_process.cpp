#include "contract/stepped_process.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>

#include <sys/ptrace.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

namespace sohoa {
namespace {

[[noreturn]] void give_up(const char* doing) {
  std::perror(doing);
  std::abort();
}

}  // namespace

SteppedProcess::SteppedProcess(const std::function<void()>& work) : pid_(::fork()) {
  if (pid_ < 0) give_up("fork");
  if (pid_ == 0) {
    if (::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0) give_up("PTRACE_TRACEME");
    std::raise(SIGSTOP);
    work();
    ::_exit(0);
  }
  int status = 0;
  if (::waitpid(pid_, &status, 0) != pid_ || !WIFSTOPPED(status)) give_up("waitpid");
  const long options = PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL;
  if (::ptrace(PTRACE_SETOPTIONS, pid_, nullptr, options) != 0) give_up("PTRACE_SETOPTIONS");
}

/// To the next entry or return of a system call.
bool SteppedProcess::resume() {
  int status = 0;
  while (!is_over_) {
    if (::ptrace(PTRACE_SYSCALL, pid_, nullptr, nullptr) != 0) give_up("PTRACE_SYSCALL");
    if (::waitpid(pid_, &status, 0) != pid_) give_up("waitpid");
    is_over_ = !WIFSTOPPED(status);
    if (!is_over_ && WSTOPSIG(status) == (SIGTRAP | 0x80)) return true;
  }
  ending_ = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  return false;
}

std::optional<SteppedProcess::Call> SteppedProcess::next_call() {
  if (is_over_ || !resume()) return std::nullopt;
  user_regs_struct registers{};
  ::ptrace(PTRACE_GETREGS, pid_, nullptr, &registers);
  return Call{static_cast<long>(registers.orig_rax), registers.rdi, 0};
}

bool SteppedProcess::finish_call(Call& call) {
  if (!resume()) return false;
  user_regs_struct registers{};
  ::ptrace(PTRACE_GETREGS, pid_, nullptr, &registers);
  call.result = static_cast<std::int64_t>(registers.rax);
  return true;
}

void SteppedProcess::fail_call(int error) {
  user_regs_struct registers{};
  ::ptrace(PTRACE_GETREGS, pid_, nullptr, &registers);
  registers.orig_rax = ~0ULL;  // no such call: the kernel does nothing
  ::ptrace(PTRACE_SETREGS, pid_, nullptr, &registers);
  if (!resume()) return;
  ::ptrace(PTRACE_GETREGS, pid_, nullptr, &registers);
  registers.rax = static_cast<unsigned long long>(-static_cast<long long>(error));
  ::ptrace(PTRACE_SETREGS, pid_, nullptr, &registers);
}

void SteppedProcess::kill() {
  if (is_over_) return;
  ::kill(pid_, SIGKILL);
  int status = 0;
  ::waitpid(pid_, &status, 0);
  is_over_ = true;
  ending_ = -SIGKILL;
}

}  // namespace sohoa
