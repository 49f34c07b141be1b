// One warm sohoa-worker and the tasks it is given, one at a time.
//
// The warm parent has loaded the OCR model before it saw any document; it forks one child a task.
// The child enters Landlock, seccomp and rlimits, answers, and dies. Whatever kills it becomes an
// Error with a name; the supervisor lives on and a lost parent is started again.
#pragma once

#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "core/file.h"
#include "core/limits.h"
#include "core/result.h"
#include "signing/sheet.h"
#include "worker/task.h"

namespace sohoa {

struct WorkerConfig {
  std::filesystem::path program;   ///< sohoa-worker; found beside the running program by default
  std::filesystem::path tessdata;  ///< folder of *.traineddata
  std::string language = "vie";
  bool warm_ocr = true;        ///< load the model at start (page readers); false for light use
  bool rehearse = false;       ///< many tasks will come: fill tables first, so that each is faster
  bool wait_for_ready = true;  ///< false: start() returns at once, the first task waits
  Limits limits;
};

/// Descriptors a task works on. Borrowed for the call.
struct TaskFiles {
  std::vector<int> inputs;                      ///< at most 250; read only
  int side = -1;                                ///< extra input in our own wire form
  int output = -1;                              ///< the one file the child may write
  std::optional<Limits> limits = std::nullopt;  ///< of this task; none: those of the config
};

/// What one task cost, as the kernel counted it.
struct TaskCost {
  double cpu_s = 0;
  double wall_s = 0;
  std::uint64_t peak_bytes = 0;
};

/// Not thread-safe: one supervisor a thread. Movable.
class Supervisor {
 public:
  static Result<Supervisor> start(const WorkerConfig& config);
  Supervisor(Supervisor&&) noexcept;
  Supervisor& operator=(Supervisor&&) noexcept;
  ~Supervisor();

  /// Called for each reply frame as it comes; returning an Error stops the task.
  using FrameSink = std::function<Result<void>(ByteView frame)>;

  /// Runs one task. `cancel`, when given, is polled every 100 ms; set, it ends the child and the
  /// call with Interrupted. Errors: what the task itself reported; DeadlineExceeded, CpuLimit,
  /// MemoryLimit, ForbiddenCall, WorkerCrashed (named by signal), ReplyTooLarge, BadReply.
  Result<TaskCost> run(const Task& task,
                       const TaskFiles& files,
                       const FrameSink& sink,
                       const std::atomic<bool>* cancel = nullptr);

  Result<DocumentInfo> inspect(int input, const InspectTask& task);
  Result<PageResult> read_page(int input,
                               const ReadPageTask& task,
                               const std::atomic<bool>* cancel);
  Result<ComposeReport> compose(const std::vector<int>& inputs,
                                const std::vector<ComposePage>& pages,
                                const ComposeTask& task,
                                int output);
  struct UnpackOptions {
    std::optional<Limits> limits = std::nullopt;  ///< stand for those of the config
    NestedArchives nested = NestedArchives::Refused;
  };
  Result<void> unpack(int input,
                      const std::function<Result<void>(ArchiveFrame)>& sink,
                      const UnpackOptions& options);
  Result<void> unpack(int input, const std::function<Result<void>(ArchiveFrame)>& sink);
  Result<void> draw_covers(const CoverTask& task, int output);

  // The tasks of sohoa-verifier; each within limits.verify_deadline_s and verify_memory_bytes.
  Result<PdfReading> collect_pdf(int input, const CollectPdfTask& task);
  Result<XmlReading> collect_xml(int input);
  Result<EvidenceAnswer> read_evidence(const EvidenceRequest& request);

  /// By sohoa-worker.
  Result<void> draw_sheet(const ValidationSheet& sheet, int output);

  /// No task started from now on runs past `moment`, whatever its own deadline: DeadlineExceeded.
  /// For work of many tasks that must end as a whole. Whole seconds, rounded up.
  void end_by(std::chrono::steady_clock::time_point moment);

  /// Ends the worker without waiting for it: for a program that is about to leave itself.
  void let_go();

  /// The bounds every answer is held against.
  const Limits& limits() const;
  /// Process id of the warm parent, 0 when it is lost and not yet started again. For tests and
  /// logs.
  std::int32_t worker_pid() const;

 private:
  struct State;
  explicit Supervisor(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// sohoa-worker beside the running program, else in ../libexec/sohoa.
std::filesystem::path default_worker_program();
/// sohoa-verifier, found in the same way.
std::filesystem::path default_verifier_program();
/// sohoa-fetch, found in the same way.
std::filesystem::path default_fetch_program();
/// $TESSDATA_PREFIX, else Debian's folder of models.
std::filesystem::path default_tessdata();

}  // namespace sohoa
