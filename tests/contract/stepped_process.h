// A child process that is stopped at every system call, so that a test can kill it at each of
// them, make one fail, or ask what the disk would hold if the power went now.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include <sys/types.h>

namespace sohoa {

class SteppedProcess {
 public:
  /// Forks and runs `work`, then _exit(0). The child stands before its first system call.
  explicit SteppedProcess(const std::function<void()>& work);
  SteppedProcess(const SteppedProcess&) = delete;
  SteppedProcess& operator=(const SteppedProcess&) = delete;
  ~SteppedProcess() { kill(); }

  struct Call {
    long number = 0;
    std::uint64_t first_argument = 0;  ///< often the descriptor
    std::int64_t result = 0;           ///< known after finish_call()
  };

  /// Runs up to the entry of the next system call; nullopt when the child has ended.
  std::optional<Call> next_call();
  /// Lets the call happen, up to its return. False when it ended the child.
  bool finish_call(Call& call);
  /// Does not let it happen: it returns -error instead.
  void fail_call(int error);

  void kill();
  pid_t pid() const { return pid_; }
  /// After the end: the exit code, or -signal.
  int ending() const { return ending_; }

 private:
  bool resume();

  pid_t pid_ = -1;
  bool is_over_ = false;
  int ending_ = 0;
};

}  // namespace sohoa
