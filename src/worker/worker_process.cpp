#include "worker/worker_process.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "worker/channel.h"
#include "worker/task.h"

namespace sohoa {
namespace {

constexpr int kSocketOfWorker = 3;
constexpr int kReadyWithinMs = 60'000;  // loading a model from a cold network disk
constexpr int kEndWithinMs = 2'000;

/// posix_spawn's two structures, freed together.
class SpawnPlan {
 public:
  SpawnPlan() {
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawnattr_init(&attributes_);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;
  ~SpawnPlan() {
    ::posix_spawn_file_actions_destroy(&actions_);
    ::posix_spawnattr_destroy(&attributes_);
  }

  // Chatter of libraries must not reach the user's terminal, and no descriptor but the socket may
  // reach the worker, whoever in the service forgot CLOEXEC.
  void set_descriptors(int socket) {
    ::posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions_, socket, kSocketOfWorker);
    ::posix_spawn_file_actions_addopen(&actions_, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_addopen(&actions_, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_addclosefrom_np(&actions_, kSocketOfWorker + 1);
  }

  // A process group of its own: Ctrl-C in a terminal is for the service, which then stops its
  // workers in order.
  void set_signals() {
    sigset_t none;
    sigset_t all;
    ::sigemptyset(&none);
    ::sigfillset(&all);
    ::posix_spawnattr_setsigmask(&attributes_, &none);
    ::posix_spawnattr_setsigdefault(&attributes_, &all);
    ::posix_spawnattr_setpgroup(&attributes_, 0);
    ::posix_spawnattr_setflags(
        &attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  }

  const posix_spawn_file_actions_t* actions() const { return &actions_; }
  const posix_spawnattr_t* attributes() const { return &attributes_; }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> list;
  for (std::string& text : texts) list.push_back(text.data());
  list.push_back(nullptr);
  return list;
}

std::vector<std::string> arguments(const WorkerConfig& config) {
  std::vector<std::string> list = {config.program.string(),
                                   "--fd",
                                   std::to_string(kSocketOfWorker),
                                   "--tessdata",
                                   config.tessdata.string(),
                                   "--language",
                                   config.language};
  if (!config.warm_ocr) list.emplace_back("--no-ocr");
  if (config.rehearse) list.emplace_back("--rehearse");
  return list;
}

// Nothing of the service's environment reaches the worker: it may hold keys. OMP_THREAD_LIMIT must
// stand before the process starts (libgomp reads it once). HOME spares libraries the user database.
std::vector<std::string> environment(const WorkerConfig& config) {
  return {"PATH=/usr/bin:/bin",
          "HOME=/nonexistent",
          "LANG=C.UTF-8",
          "LC_ALL=C.UTF-8",
          "OMP_THREAD_LIMIT=1",
          "TESSDATA_PREFIX=" + config.tessdata.string()};
}

Result<pid_t> spawn(const WorkerConfig& config, int socket) {
  SpawnPlan plan;
  plan.set_descriptors(socket);
  plan.set_signals();
  auto argument_texts = arguments(config);
  auto environment_texts = environment(config);
  pid_t pid = -1;
  errno = ::posix_spawn(&pid,
                        config.program.c_str(),
                        plan.actions(),
                        plan.attributes(),
                        pointers(argument_texts).data(),
                        pointers(environment_texts).data());
  if (errno != 0) return errno_error("start", config.program.string());
  return pid;
}

bool is_readable_within(int fd, int milliseconds) {
  pollfd one{fd, POLLIN, 0};
  int ready = -1;
  while ((ready = ::poll(&one, 1, milliseconds)) < 0 && errno == EINTR) {
  }
  return ready > 0;
}

Result<void> wait_for_ready(int socket) {
  if (!is_readable_within(socket, kReadyWithinMs)) {
    return Error{Fault::WorkerLost, "the worker did not become ready", {}};
  }
  const auto message = TRY(receive_message(socket));
  if (!message) return Error{Fault::WorkerLost, "the worker ended at its start", {}};
  if (message->kind == MessageKind::Ready) return {};
  auto reason = decode_error(message->body);
  if (!reason) return std::move(reason).error();
  return *std::move(reason);
}

bool has_ended_within(pid_t pid, int milliseconds) {
  const UniqueFd watch(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
  return watch && is_readable_within(watch.get(), milliseconds);
}

}  // namespace

Result<WorkerProcess> WorkerProcess::start(const WorkerConfig& config) {
  std::array<int, 2> pair{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0) {
    return errno_error("socketpair");
  }
  UniqueFd ours(pair[0]);
  UniqueFd theirs(pair[1]);
  const pid_t pid = TRY(spawn(config, theirs.get()));
  WorkerProcess process(std::move(ours), pid);
  theirs.reset();
  if (config.wait_for_ready) TRY(process.wait_until_ready());
  return process;
}

Result<void> WorkerProcess::wait_until_ready() {
  if (std::exchange(is_ready_, true)) return {};
  return wait_for_ready(socket());
}

// The socket's end tells the worker to leave; who collects it then is whoever outlives us.
void WorkerProcess::let_go() {
  socket_.reset();
  pid_ = -1;
}

WorkerProcess::WorkerProcess(WorkerProcess&& other) noexcept
    : socket_(std::move(other.socket_)),
      pid_(std::exchange(other.pid_, -1)),
      is_ready_(other.is_ready_) {}

WorkerProcess& WorkerProcess::operator=(WorkerProcess&& other) noexcept {
  if (this != &other) {
    end();
    socket_ = std::move(other.socket_);
    pid_ = std::exchange(other.pid_, -1);
    is_ready_ = other.is_ready_;
  }
  return *this;
}

void WorkerProcess::kill() const {
  if (pid_ > 0) ::kill(pid_, SIGKILL);
}

void WorkerProcess::end() {
  if (pid_ <= 0) return;
  socket_.reset();
  if (!has_ended_within(pid_, kEndWithinMs)) kill();
  while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
}

}  // namespace sohoa
