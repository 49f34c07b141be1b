// A worker whose tasks misbehave on request: the password of an InspectTask says how.
//
// It is the real warm parent and the real cage; only run_child_task is replaced, so what the tests
// see is what a taken-over parser could do.
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include <dirent.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/file.h"
#include "worker/child_tasks.h"
#include "worker/reply_stream.h"
#include "worker/warm_parent.h"

namespace sohoa {
namespace {

constexpr int kReplyFd = 3;

using Act = Result<void> (*)(const ChildContext&);

/// Tells the test what was seen: a document of which only the notes matter.
Result<void> say(const ChildContext& context, const std::string& seen) {
  DocumentInfo info;
  info.notes.push_back(seen);
  return context.reply(encode(info));
}

Result<void> say_errno(const ChildContext& context, bool failed) {
  return say(context, failed ? "refused " + std::to_string(errno) : "allowed");
}

Result<void> segv(const ChildContext&) {
  ::raise(SIGSEGV);
  return {};
}
Result<void> null_write(const ChildContext&) {
  volatile int* nowhere = nullptr;
  *nowhere = 1;  // NOLINT: that is the point
  return {};
}
Result<void> abort_now(const ChildContext&) {
  std::abort();
}
Result<void> hang(const ChildContext&) {
  while (true) ::pause();
}
Result<void> nap(const ChildContext&) {
  while (true) ::sleep(1000);
}
Result<void> spin(const ChildContext&) {
  const volatile bool forever = true;
  while (forever) {
  }
  return {};
}
Result<void> alloc(const ChildContext&) {
  std::vector<Bytes> all;
  while (true) all.emplace_back(16 * kMiB, std::uint8_t{1});
}
void allocate_without_mercy() noexcept {
  std::vector<Bytes> all;
  while (true) all.emplace_back(16 * kMiB, std::uint8_t{1});
}
Result<void> alloc_in_noexcept(const ChildContext&) {
  allocate_without_mercy();
  return {};
}
Result<void> throw_something(const ChildContext&) {
  throw 42;  // NOLINT: what a library might
}
Result<void> open_socket(const ChildContext& context) {
  return say_errno(context, ::socket(AF_INET, SOCK_STREAM, 0) < 0);
}
Result<void> execute(const ChildContext& context) {
  return say_errno(context, ::execl("/bin/true", "true", nullptr) < 0);
}
Result<void> fork_now(const ChildContext& context) {
  return say_errno(context, ::fork() < 0);
}
Result<void> start_thread(const ChildContext& context) {
  std::thread([] {}).join();
  return say(context, "allowed");
}
Result<void> make_memfd(const ChildContext& context) {
  return say_errno(context, ::memfd_create("x", 0) < 0);
}
Result<void> kill_parent(const ChildContext& context) {
  return say_errno(context, ::kill(::getppid(), SIGKILL) < 0);
}
Result<void> signal_parent(const ChildContext& context) {
  const pid_t parent = ::getppid();
  return say_errno(context, ::syscall(SYS_tgkill, parent, parent, SIGABRT) < 0);
}
Result<void> trace_parent(const ChildContext& context) {
  return say_errno(context, ::ptrace(PTRACE_ATTACH, ::getppid(), nullptr, nullptr) < 0);
}
Result<void> foreign_call(const ChildContext& context) {
  return say_errno(context, ::syscall(SYS_io_uring_setup, 1, nullptr) < 0);
}
Result<void> executable_memory(const ChildContext& context) {
  void* memory = ::mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return say_errno(context, memory == MAP_FAILED);
}
Result<void> open_write(const ChildContext& context) {
  return say_errno(context, ::open("/tmp/sohoa-saboteur", O_WRONLY | O_CREAT, 0600) < 0);
}
Result<void> open_temporary(const ChildContext& context) {
  return say_errno(context, ::open("/dev/shm", O_RDWR | O_TMPFILE, 0600) < 0);
}
Result<void> read_passwd(const ChildContext& context) {
  return say_errno(context, ::open("/etc/passwd", O_RDONLY) < 0);
}
Result<void> read_memory_of_parent(const ChildContext& context) {
  const auto path = "/proc/" + std::to_string(::getppid()) + "/mem";
  return say_errno(context, ::open(path.c_str(), O_RDONLY) < 0);
}
Result<void> read_fonts(const ChildContext& context) {
  return say_errno(context, ::open("/usr/share", O_RDONLY | O_DIRECTORY) < 0);
}
Result<void> write_input(const ChildContext& context) {
  return say_errno(context, ::pwrite(context.inputs.at(0), "x", 1, 0) < 0);
}
Result<void> count_fds(const ChildContext& context) {
  int open = 0;
  for (int fd = 0; fd < 1024; ++fd) open += ::fcntl(fd, F_GETFD) >= 0 ? 1 : 0;
  return say(context, std::to_string(open) + " open");
}
Result<void> write_flood(const ChildContext& context) {
  const Bytes frame(64 * kKiB);
  while (true) TRY(context.reply(frame));
}
Result<void> raw(std::initializer_list<std::uint8_t> bytes) {
  return write_all(kReplyFd, Bytes(bytes));
}
Result<void> bad_frame(const ChildContext&) {
  return raw({1, 0, 0, 0, 99, 0});
}
Result<void> bad_answer(const ChildContext& context) {
  return context.reply(Bytes{1, 2, 3});
}
Result<void> huge_frame(const ChildContext&) {
  return raw({0xFF, 0xFF, 0xFF, 0xFF, 0});
}
Result<void> half_frame(const ChildContext&) {
  TRY(raw({100, 0, 0, 0, 0, 1, 2}));
  ::_exit(0);
}
Result<void> two_answers(const ChildContext& context) {
  TRY(say(context, "one"));
  return say(context, "two");
}
Result<void> exit_3(const ChildContext&) {
  ::_exit(3);
}
Result<void> silent(const ChildContext&) {
  return {};
}
Result<void> lie(const ChildContext&) {
  return Error{Fault::Interrupted, "the user pressed Ctrl-C, honestly", {}};
}
Result<void> honest_error(const ChildContext&) {
  return Error{Fault::NeedsPassword, "owner", {}};
}
Result<void> chatter(const ChildContext& context) {
  TRY(write_all(STDOUT_FILENO, as_bytes("noise on stdout\n")));
  TRY(write_all(STDERR_FILENO, as_bytes("noise on stderr\n")));
  return say(context, "fine");
}
Result<void> fill_output(const ChildContext& context) {
  const Bytes block(kMiB);
  while (true) TRY(write_all(context.output, block));
}
Result<void> environment(const ChildContext& context) {
  const char* threads = std::getenv("OMP_THREAD_LIMIT");
  const char* secret = std::getenv("SOHOA_TEST_SECRET");
  return say(context,
             std::string(threads != nullptr ? threads : "-") + (secret != nullptr ? " leak" : ""));
}
Result<void> read_input(const ChildContext& context) {
  const auto file = TRY(MappedFile::map(context.inputs.at(0), kMiB));
  return say(context, std::string(as_text(file.bytes())));
}
Result<void> fine(const ChildContext& context) {
  return say(context, "fine");
}

const std::map<std::string, Act>& acts() {
  static const std::map<std::string, Act> all = {
      {"segv", segv},
      {"null-write", null_write},
      {"abort", abort_now},
      {"hang", nap},
      {"pause", hang},
      {"spin", spin},
      {"alloc", alloc},
      {"alloc-noexcept", alloc_in_noexcept},
      {"throw", throw_something},
      {"socket", open_socket},
      {"exec", execute},
      {"fork", fork_now},
      {"thread", start_thread},
      {"memfd", make_memfd},
      {"kill-parent", kill_parent},
      {"signal-parent", signal_parent},
      {"ptrace-parent", trace_parent},
      {"io-uring", foreign_call},
      {"exec-memory", executable_memory},
      {"open-write", open_write},
      {"open-temporary", open_temporary},
      {"read-passwd", read_passwd},
      {"read-parent-memory", read_memory_of_parent},
      {"read-share", read_fonts},
      {"write-input", write_input},
      {"count-fds", count_fds},
      {"write-flood", write_flood},
      {"bad-frame", bad_frame},
      {"bad-answer", bad_answer},
      {"huge-frame", huge_frame},
      {"half-frame", half_frame},
      {"two-answers", two_answers},
      {"exit-3", exit_3},
      {"silent", silent},
      {"lie", lie},
      {"honest-error", honest_error},
      {"chatter", chatter},
      {"fill-output", fill_output},
      {"environment", environment},
      {"read-input", read_input},
      {"fine", fine},
  };
  return all;
}

// An archive without end, and one out of order: for the bounds the service holds by itself.
Result<void> unpack(const ChildContext& context) {
  ArchiveFrame begin;
  begin.name = "a.pdf";
  const Bytes first = encode(begin);
  while (true) TRY(context.reply(first));
}

/// A cover task, which runs under another filter, names its act in the first sheet.
std::string name_of_act(const Task& task) {
  if (const auto* inspect = std::get_if<InspectTask>(&task)) return inspect->password;
  const auto* covers = std::get_if<CoverTask>(&task);
  return covers != nullptr && !covers->sheets.empty() ? covers->sheets[0].payload : "";
}

}  // namespace

Result<void> run_child_task(const Task& task, const ChildContext& context) {
  if (std::holds_alternative<UnpackTask>(task)) return unpack(context);
  const auto act = acts().find(name_of_act(task));
  if (act == acts().end()) return Error{Fault::Internal, "no such act", {}};
  return act->second(context);
}

}  // namespace sohoa

int main(int argc, char** argv) {
  const auto no_engine = [](const auto&, const auto&) {
    return sohoa::Result<std::unique_ptr<sohoa::OcrEngine>>(nullptr);
  };
  return sohoa::worker_main(argc, argv, {no_engine, nullptr, nullptr, true});
}
