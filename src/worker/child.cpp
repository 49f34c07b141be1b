#include "worker/child.h"

#include <csignal>
#include <cstdlib>
#include <exception>
#include <new>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "worker/child_tasks.h"
#include "worker/reply_stream.h"

namespace sohoa {
namespace {

constexpr int kReplyFd = 3;  // then inputs, side, output
constexpr int kExitNoReply = 81;
constexpr int kExitOrphaned = 82;

// For the terminate handler, which gets no arguments.
bool memory_ran_out = false;  // NOLINT: one thread, one task, one process

[[noreturn]] void leave(ReplyKind kind, ByteView payload) {
  const bool written = write_all(kReplyFd, reply_frame(kind, payload)).has_value();
  ::_exit(written ? 0 : kExitNoReply);
}

Error out_of_memory() {
  return {Fault::MemoryLimit, {}, {}};
}

void note_lack_of_memory() {
  memory_ran_out = true;
  std::set_new_handler(nullptr);  // the next try throws std::bad_alloc
}

// Libraries answer a failed allocation in many ways: some throw, some report a damaged file, some
// end the program. Once operator new has failed, all of them mean one thing.
[[noreturn]] void on_terminate() {
  if (memory_ran_out) leave(ReplyKind::Failed, encode(out_of_memory()));
  std::abort();
}

Result<void> carry_out(const Task& task, const ChildContext& context) {
  try {
    auto done = run_child_task(task, context);
    if (!done && memory_ran_out) return out_of_memory();
    return done;
  } catch (const std::bad_alloc&) {
    return out_of_memory();
  } catch (const std::exception& error) {
    return Error{Fault::Internal, error.what(), {}};
  }
}

/// Puts the task's descriptors at 3, 4, 5… The old ones are closed when the cage is entered; their
/// owners' destructors never run, because the child only ever leaves by _exit.
bool arrange(const std::vector<UniqueFd>& fds) {
  const int out_of_the_way = kReplyFd + static_cast<int>(fds.size());
  std::vector<int> copies;
  for (const UniqueFd& fd : fds) copies.push_back(::fcntl(fd.get(), F_DUPFD, out_of_the_way));
  int place = kReplyFd;
  for (const int copy : copies) {
    if (::dup2(copy, place++) < 0) return false;
  }
  return true;
}

std::uint64_t mapped_size(int fd) {
  struct stat status {};
  if (fd < 0 || ::fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) return 0;
  return static_cast<std::uint64_t>(status.st_size);
}

std::uint64_t size_of_inputs(const ChildContext& context) {
  std::uint64_t total = mapped_size(context.side);
  for (const int fd : context.inputs) total += mapped_size(fd);
  return total;
}

ChildContext context_of(const RunRequest& request, OcrEngine* engine) {
  ChildContext context;
  context.engine = engine;
  context.limits = request.limits;
  int next = kReplyFd + 1;
  for (int i = 0; i < request.inputs; ++i) context.inputs.push_back(next++);
  if (request.has_side) context.side = next++;
  if (request.has_output) context.output = next++;
  context.reply = [](ByteView frame) {
    return write_all(kReplyFd, reply_frame(ReplyKind::Data, frame));
  };
  return context;
}

// Handlers that libraries or sanitizers installed would change how a death looks from outside.
void reset_signals() {
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGSYS, SIGPIPE, SIGXCPU}) {
    ::signal(signal, SIG_DFL);
  }
}

Result<void> enter(const ChildTask& task, const Cage& cage, const ChildContext& context) {
  const auto first_unused = static_cast<unsigned>(kReplyFd + task.fds.size());
  const auto threads = task.request.may_thread ? Threads::Allowed : Threads::Forbidden;
  return cage.enter(context.limits, size_of_inputs(context), first_unused, threads);
}

void die_with_parent(pid_t parent) {
  ::setsid();
  ::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  if (::getppid() != parent) ::_exit(kExitOrphaned);  // it died before the line above
}

}  // namespace

void run_child(ChildTask task, const Cage& cage, OcrEngine* engine, pid_t parent) {
  die_with_parent(parent);
  reset_signals();
  std::set_new_handler(note_lack_of_memory);
  std::set_terminate(on_terminate);
  if (!arrange(task.fds)) ::_exit(kExitNoReply);
  const ChildContext context = context_of(task.request, engine);
  if (auto entered = enter(task, cage, context); !entered) {
    leave(ReplyKind::Failed, encode(entered.error()));
  }
  const auto request = decode_task(task.request.task);
  const auto done = request ? carry_out(*request, context) : Result<void>(request.error());
  if (!done) leave(ReplyKind::Failed, encode(done.error()));
  leave(ReplyKind::Done, {});
}

}  // namespace sohoa
