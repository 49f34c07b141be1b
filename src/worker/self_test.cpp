// sohoa-worker --self-test: does the cage hold on this machine? Tried, not asked.
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <string_view>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "worker/cage.h"
#include "worker/landlock.h"
#include "worker/warm_parent.h"

namespace sohoa {
namespace {

constexpr unsigned kFirstUnusedFd = 3;
constexpr int kHolds = 0;
constexpr int kBroken = 1;
constexpr int kNoCage = 2;

/// Something a child must not be able to do; returns kHolds when it was refused.
using Attempt = int (*)();

struct Probe {
  std::string_view name;
  Attempt attempt;
  bool is_killed;  ///< refused by death, not by an errno
  bool needs_landlock;
};

int open_for_reading() {
  return ::open("/etc/passwd", O_RDONLY | O_CLOEXEC) < 0 ? kHolds : kBroken;
}
int open_for_writing() {
  return ::open("/tmp/sohoa-self-test", O_WRONLY | O_CREAT | O_CLOEXEC, 0600) < 0 ? kHolds
                                                                                  : kBroken;
}
int make_memory_executable() {
  void* memory = ::mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return memory == MAP_FAILED ? kHolds : kBroken;
}
int open_socket() {
  (void)::socket(AF_INET, SOCK_STREAM, 0);
  return kBroken;
}
int start_process() {
  (void)::fork();
  return kBroken;
}
int start_program() {
  (void)::execl("/bin/true", "true", nullptr);
  return kBroken;
}

constexpr std::array kProbes = {
    Probe{"reading foreign files is refused", open_for_reading, false, true},
    Probe{"opening for writing is refused", open_for_writing, false, false},
    Probe{"executable memory is refused", make_memory_executable, false, false},
    Probe{"a socket is death", open_socket, true, false},
    Probe{"a process is death", start_process, true, false},
    Probe{"a program is death", start_program, true, false},
};

bool holds(const Probe& probe, const Cage& cage) {
  const pid_t pid = ::fork();
  if (pid == 0)
    ::_exit(cage.enter(Limits{}, 0, kFirstUnusedFd, Threads::Forbidden) ? probe.attempt()
                                                                        : kNoCage);
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  if (probe.is_killed) return WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS;
  return WIFEXITED(status) && WEXITSTATUS(status) == kHolds;
}

void print_landlock() {
  const int abi = landlock_abi();
  if (abi > 0) {
    std::printf("landlock: ABI %d\n", abi);
  } else {
    std::puts("landlock: not in this kernel; children can read what this user can read");
  }
}

}  // namespace

int run_self_test(const std::filesystem::path& tessdata) {
  print_landlock();
  (void)std::fflush(stdout);  // or each child would carry a copy of the text
  const auto cage = Cage::prepare(tessdata);
  if (!cage) {
    std::printf("cage: %s\n", describe(cage.error(), Lang::En).c_str());
    return exit_code(cage.error().kind());
  }
  bool all_hold = true;
  for (const Probe& probe : kProbes) {
    if (probe.needs_landlock && !cage->has_landlock()) continue;
    const bool ok = holds(probe, *cage);
    all_hold = all_hold && ok;
    std::printf(
        "%s: %.*s\n", ok ? "ok" : "BROKEN", static_cast<int>(probe.name.size()), probe.name.data());
    (void)std::fflush(stdout);
  }
  return all_hold ? 0 : exit_code(ErrorKind::Internal);
}

}  // namespace sohoa
