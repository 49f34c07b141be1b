#include "worker/supervisor.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include "worker/channel.h"
#include "worker/death.h"
#include "worker/reply_stream.h"
#include "worker/worker_process.h"

namespace sohoa {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr int kPollMs = 100;
// The parent enforces the deadline; past this much more the parent itself is taken for hung.
constexpr std::chrono::seconds kGrace{10};
constexpr std::size_t kReadBytes = 64 * kKiB;

struct Pipe {
  UniqueFd read_end;
  UniqueFd write_end;
};

// Only our end is non-blocking: the child waits when the sink is slow.
Result<Pipe> make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return errno_error("pipe");
  Pipe pipe{UniqueFd(ends[0]), UniqueFd(ends[1])};
  if (::fcntl(pipe.read_end.get(), F_SETFL, O_NONBLOCK) != 0) return errno_error("fcntl");
  return pipe;
}

// Inputs are opened anew for reading only: a taken-over child cannot change what the service later
// reads from a memfd or a temporary file, and the two do not share a file position. Where that is
// not possible (no /proc, changed permissions) a read-only descriptor may go as it is.
Result<UniqueFd> read_only(int fd) {
  UniqueFd copy(::open(("/proc/self/fd/" + std::to_string(fd)).c_str(), O_RDONLY | O_CLOEXEC));
  if (copy) return copy;
  const int flags = ::fcntl(fd, F_GETFL);
  if (flags < 0 || (flags & O_ACCMODE) != O_RDONLY) return errno_error("input descriptor");
  copy = UniqueFd(::fcntl(fd, F_DUPFD_CLOEXEC, 0));
  if (!copy) return errno_error("input descriptor");
  return copy;
}

double seconds_since(SteadyClock::time_point start) {
  return std::chrono::duration<double>(SteadyClock::now() - start).count();
}

Error what_failed(const Message& message) {
  auto error = decode_error(message.body);
  return error ? *std::move(error) : std::move(error).error();
}

/// One running task, seen from the service: two descriptors to watch and what came of them.
class Run {
 public:
  Run(WorkerProcess& worker, const Limits& limits, UniqueFd replies, ReplyStream stream)
      : worker_(worker),
        limits_(limits),
        replies_(std::move(replies)),
        stream_(std::move(stream)) {}

  /// Until the parent reports the child's end.
  Result<void> watch(const std::atomic<bool>* cancel) {
    const auto last_call = SteadyClock::now() + std::chrono::seconds(limits_.task_deadline_s);
    while (!end_) {
      if (cancel != nullptr && cancel->load()) stop({Fault::Interrupted, {}, {}});
      TRY(step());
      if (SteadyClock::now() > last_call + kGrace) return give_up();
    }
    drain();
    return {};
  }

  const std::optional<TaskEnd>& end() const { return end_; }

  /// Why we stopped it; else how it died; else what it said.
  Result<void> outcome() const {
    if (stopped_) return *stopped_;
    auto death = name_death(*end_, limits_);
    if (death) return *std::move(death);
    return stream_.outcome();
  }

 private:
  Result<void> step() {
    std::array<pollfd, 2> fds{{{replies_.get(), POLLIN, 0}, {worker_.socket(), POLLIN, 0}}};
    if (::poll(fds.data(), fds.size(), kPollMs) < 0 && errno != EINTR) return errno_error("poll");
    if (fds[0].revents != 0) read_replies();
    if (fds[1].revents != 0) return read_message();
    return {};
  }

  /// False when nothing is there now or ever.
  bool read_replies() {
    std::array<std::uint8_t, kReadBytes> buffer;  // NOLINT: filled by read
    const ssize_t got = ::read(replies_.get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) return true;
    if (got == 0) replies_.reset();
    if (got <= 0) return false;
    if (stopped_) return true;
    auto fed = stream_.feed(ByteView(buffer).first(static_cast<std::size_t>(got)));
    if (!fed) stop(std::move(fed).error());
    return true;
  }

  /// What the child wrote before it died is in the pipe already.
  void drain() {
    while (replies_ && read_replies()) {
    }
  }

  Result<void> read_message() {
    auto message = TRY(receive_message(worker_.socket()));
    if (!message) return Error{Fault::WorkerLost, "the warm worker is gone", {}};
    if (message->kind == MessageKind::Failed) return what_failed(*message);
    if (message->kind == MessageKind::Status) end_ = TRY(decode_task_end(message->body));
    return {};
  }

  // A lost parent shows as the end of its socket, so a failed send needs no answer here.
  void stop(Error why) {
    if (stopped_) return;
    stopped_ = std::move(why);
    (void)send_message(worker_.socket(), MessageKind::Cancel, {});
  }

  Result<void> give_up() {
    worker_.kill();
    return Error{Fault::DeadlineExceeded, "the warm worker did not answer", {}};
  }

  WorkerProcess& worker_;
  const Limits& limits_;
  UniqueFd replies_;
  ReplyStream stream_;
  std::optional<TaskEnd> end_;
  std::optional<Error> stopped_;
};

/// The message that starts a task, and copies of its descriptors until it is sent.
struct Outgoing {
  RunRequest request;
  std::vector<UniqueFd> copies;
  std::vector<int> fds;

  Result<void> add_input(int fd) {
    copies.push_back(TRY(read_only(fd)));
    fds.push_back(copies.back().get());
    return {};
  }
};

Result<Outgoing> prepare(const Task& task,
                         const TaskFiles& files,
                         const Limits& limits,
                         int reply) {
  Outgoing outgoing;
  const bool draws =
      std::holds_alternative<CoverTask>(task) || std::holds_alternative<SheetTask>(task);
  const bool opens_documents = !draws;
  outgoing.request = {
      limits, 0, files.side >= 0, files.output >= 0, !opens_documents, encode(task)};
  outgoing.request.inputs = static_cast<std::uint8_t>(files.inputs.size());
  outgoing.fds.push_back(reply);
  for (const int fd : files.inputs) TRY(outgoing.add_input(fd));
  if (files.side >= 0) TRY(outgoing.add_input(files.side));
  if (files.output >= 0) outgoing.fds.push_back(files.output);
  return outgoing;
}

}  // namespace

struct Supervisor::State {
  WorkerConfig config;
  std::optional<WorkerProcess> worker;
  std::optional<SteadyClock::time_point> end_by;

  Result<void> revive() {
    if (!worker) worker.emplace(TRY(WorkerProcess::start(config)));
    return {};
  }

  // A parent that died while idle is noticed by the first send; that one is started again.
  Result<void> send(const Outgoing& outgoing) {
    const Bytes body = encode(outgoing.request);
    TRY(revive());
    TRY(worker->wait_until_ready());
    if (send_message(worker->socket(), MessageKind::Run, body, outgoing.fds)) return {};
    worker.reset();
    TRY(revive());
    TRY(worker->wait_until_ready());
    return send_message(worker->socket(), MessageKind::Run, body, outgoing.fds);
  }

  Result<TaskCost> run(const Task& task,
                       const TaskFiles& files,
                       const FrameSink& sink,
                       const std::atomic<bool>* cancel) {
    const auto start = SteadyClock::now();
    Limits limits = files.limits.value_or(config.limits);
    TRY(shorten(limits));
    auto pipe = TRY(make_pipe());
    {
      const auto outgoing = TRY(prepare(task, files, limits, pipe.write_end.get()));
      TRY(send(outgoing));
    }
    pipe.write_end.reset();
    const bool streams = std::holds_alternative<UnpackTask>(task);
    const auto total = streams ? ReplyTotal::Streaming : ReplyTotal::Bounded;
    Run running(*worker, limits, std::move(pipe.read_end), ReplyStream(limits, total, sink));
    return finish(running, cancel, start);
  }

  /// Leaves a task no more time than there is until `end_by`.
  Result<void> shorten(Limits& limits) const {
    if (!end_by) return {};
    const auto left = std::chrono::ceil<std::chrono::seconds>(*end_by - SteadyClock::now());
    if (left.count() <= 0) return Error{Fault::DeadlineExceeded, {}, {}};
    const auto shorter = [&](std::int32_t limit) {
      return static_cast<std::int32_t>(std::min<std::int64_t>(limit, left.count()));
    };
    limits.task_deadline_s = shorter(limits.task_deadline_s);
    limits.task_cpu_s = shorter(limits.task_cpu_s);
    return {};
  }

  Result<TaskCost> finish(Run& running,
                          const std::atomic<bool>* cancel,
                          SteadyClock::time_point start) {
    auto watched = running.watch(cancel);
    if (!watched) {
      worker.reset();  // lost or hung: the next task starts a new one
      return std::move(watched).error();
    }
    TRY(running.outcome());
    return TaskCost{running.end()->cpu_s, seconds_since(start), running.end()->peak_bytes};
  }
};

Supervisor::Supervisor(std::unique_ptr<State> state) : state_(std::move(state)) {}
Supervisor::Supervisor(Supervisor&&) noexcept = default;
Supervisor& Supervisor::operator=(Supervisor&&) noexcept = default;
Supervisor::~Supervisor() = default;

Result<Supervisor> Supervisor::start(const WorkerConfig& config) {
  auto state = std::make_unique<State>();
  state->config = config;
  TRY(state->revive());
  return Supervisor(std::move(state));
}

Result<TaskCost> Supervisor::run(const Task& task,
                                 const TaskFiles& files,
                                 const FrameSink& sink,
                                 const std::atomic<bool>* cancel) {
  return state_->run(task, files, sink, cancel);
}

void Supervisor::let_go() {
  if (state_->worker) state_->worker->let_go();
}

void Supervisor::end_by(std::chrono::steady_clock::time_point moment) {
  state_->end_by = moment;
}

const Limits& Supervisor::limits() const {
  return state_->config.limits;
}

std::int32_t Supervisor::worker_pid() const {
  return state_->worker ? state_->worker->pid() : 0;
}

}  // namespace sohoa
