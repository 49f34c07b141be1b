// The warm parent as a process: started, spoken to through one socket, reaped.
#pragma once

#include <chrono>

#include <sys/types.h>

#include "core/file.h"
#include "core/result.h"
#include "worker/supervisor.h"

namespace sohoa {

class WorkerProcess {
 public:
  /// Starts the program with an environment of its own and waits until it is ready, unless the
  /// config says otherwise. Errors: FileNotFound (no such program), WorkerLost, or what the parent
  /// says it lacks. Safe to call from several threads at once.
  static Result<WorkerProcess> start(const WorkerConfig& config);
  /// For one that was started without waiting; the errors of start(). Once is enough.
  Result<void> wait_until_ready();

  WorkerProcess(WorkerProcess&& other) noexcept;
  WorkerProcess& operator=(WorkerProcess&& other) noexcept;
  WorkerProcess(const WorkerProcess&) = delete;
  WorkerProcess& operator=(const WorkerProcess&) = delete;
  /// Closes the socket, which ends the parent and its child, and reaps it; kills it after 2 s.
  ~WorkerProcess() { end(); }

  int socket() const { return socket_.get(); }
  pid_t pid() const { return pid_; }
  /// SIGKILL; the running child dies with its parent.
  void kill() const;
  /// Closes the socket, which ends the parent, and forgets it.
  void let_go();

 private:
  WorkerProcess(UniqueFd socket, pid_t pid) : socket_(std::move(socket)), pid_(pid) {}
  void end();

  UniqueFd socket_;
  pid_t pid_ = -1;
  bool is_ready_ = false;
};

}  // namespace sohoa
