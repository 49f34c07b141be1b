#include "worker/warm_parent.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <optional>
#include <utility>

#include <poll.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "worker/child.h"
#include "worker/death.h"
#include "worker/task.h"
#include "worker/warm_libraries.h"

namespace sohoa {
namespace {

using SteadyClock = std::chrono::steady_clock;

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

/// Waits for the child, which has ended or is about to.
TaskEnd reap(pid_t pid, StopReason stop) {
  int status = 0;
  rusage used{};
  while (::wait4(pid, &status, 0, &used) < 0 && errno == EINTR) {
  }
  TaskEnd end;
  end.by_signal = WIFSIGNALED(status);
  end.code = end.by_signal ? WTERMSIG(status) : WEXITSTATUS(status);
  end.stop = stop;
  end.cpu_s = seconds(used.ru_utime) + seconds(used.ru_stime);
  end.peak_bytes = static_cast<std::uint64_t>(used.ru_maxrss) * kKiB;
  return end;
}

/// The child and whatever group it leads; right after the fork the group may not exist yet.
void kill_all(pid_t pid) {
  ::kill(-pid, SIGKILL);
  ::kill(pid, SIGKILL);
}

int milliseconds_until(SteadyClock::time_point then) {
  const auto left =
      std::chrono::duration_cast<std::chrono::milliseconds>(then - SteadyClock::now());
  return left.count() < 0 ? 0 : static_cast<int>(left.count()) + 1;
}

class WarmParent {
 public:
  WarmParent(int socket, const Cage& cage, OcrEngine* engine)
      : socket_(socket), cage_(cage), engine_(engine) {}

  /// Until the service closes the socket or says something it should not.
  Result<void> serve() {
    TRY(send_message(socket_, MessageKind::Ready, {}));
    while (is_wanted_) {
      auto message = TRY(receive_message(socket_));
      if (!message) return {};
      if (message->kind == MessageKind::Run) TRY(run(*std::move(message)));
    }
    return {};
  }

 private:
  Result<void> run(Message message) {
    auto request = TRY(decode_run_request(message.body));
    const std::size_t expected =
        std::size_t{1} + request.inputs + request.has_side + request.has_output;
    if (message.fds.size() != expected) return Error{Fault::Internal, "descriptors", {}};
    const auto deadline = SteadyClock::now() + std::chrono::seconds(request.limits.task_deadline_s);
    const pid_t self = ::getpid();
    const pid_t pid = ::fork();
    if (pid == 0) run_child({std::move(request), std::move(message.fds)}, cage_, engine_, self);
    message.fds.clear();
    if (pid < 0) return send_message(socket_, MessageKind::Failed, encode(errno_error("fork")));
    const StopReason stop = TRY(watch(pid, deadline));
    return send_message(socket_, MessageKind::Status, encode(reap(pid, stop)));
  }

  /// Until the child ends, or has to be ended.
  Result<StopReason> watch(pid_t pid, SteadyClock::time_point deadline) {
    const UniqueFd child(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
    if (!child) return stop(pid, StopReason::Cancel);
    while (true) {
      std::array<pollfd, 2> fds{{{child.get(), POLLIN, 0}, {socket_, POLLIN, 0}}};
      const int ready = ::poll(fds.data(), fds.size(), milliseconds_until(deadline));
      if (ready < 0 && errno == EINTR) continue;
      if (fds[0].revents != 0) return StopReason::None;
      if (ready <= 0) return stop(pid, StopReason::Deadline);
      if (is_told_to_stop()) return stop(pid, StopReason::Cancel);
    }
  }

  bool is_told_to_stop() {
    const auto message = receive_message(socket_);
    is_wanted_ = message && *message;
    return !is_wanted_ || (*message)->kind == MessageKind::Cancel;
  }

  static StopReason stop(pid_t pid, StopReason why) {
    kill_all(pid);
    return why;
  }

  int socket_;
  const Cage& cage_;
  OcrEngine* engine_;
  bool is_wanted_ = true;
};

Result<Cage> prepare_cage(const WarmOptions& options, const WorkerTrade& trade) {
  if (!trade.reads_files) return Cage::prepare_without_files();
  keep_converters_loaded();
  return Cage::prepare(options.tessdata);
}

Result<void> warm_up_and_serve(const WarmOptions& options, const WorkerTrade& trade) {
  const Cage cage = TRY(prepare_cage(options, trade));
  if (trade.warm_up != nullptr) trade.warm_up();
  if (options.rehearse && trade.rehearse != nullptr) trade.rehearse();
  std::unique_ptr<OcrEngine> engine;
  const bool is_reader = options.warm_ocr && trade.make_engine;
  if (is_reader) engine = TRY(trade.make_engine(options.tessdata, options.language));
  return WarmParent(options.socket, cage, engine.get()).serve();
}

}  // namespace

int run_warm_parent(const WarmOptions& options, const WorkerTrade& trade) {
  const auto served = warm_up_and_serve(options, trade);
  if (served) return 0;
  (void)send_message(options.socket, MessageKind::Failed, encode(served.error()));
  return exit_code(served.error().kind());
}

}  // namespace sohoa
