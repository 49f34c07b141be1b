// Every way a child can die or misbehave has a name, and the supervisor lives on.
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <thread>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "worker/supervisor.h"

namespace sohoa {
namespace {

// The cage holds under AddressSanitizer as well, but for what the sanitizer does in our place: its
// operator new ends the process instead of throwing, and its pthread_create makes system calls of
// its own, which the filter rightly kills.
#if defined(__SANITIZE_ADDRESS__)
constexpr bool kHasAddressSanitizer = true;
#elif defined(__has_feature)
constexpr bool kHasAddressSanitizer = __has_feature(address_sanitizer);
#else
constexpr bool kHasAddressSanitizer = false;
#endif

WorkerConfig saboteur(const Limits& limits = {}) {
  WorkerConfig config;
  config.program = SOHOA_BIN_DIR "/sohoa-worker-saboteur";
  config.tessdata = default_tessdata();
  config.warm_ocr = false;
  config.limits = limits;
  return config;
}

Limits with_deadline(std::int32_t seconds) {
  Limits limits;
  limits.task_deadline_s = seconds;
  return limits;
}

Supervisor start(const WorkerConfig& config) {
  auto started = Supervisor::start(config);
  if (!started) ADD_FAILURE() << describe(started.error(), Lang::En);
  return std::move(*started);
}

Result<DocumentInfo> act(Supervisor& supervisor, const std::string& what) {
  const UniqueFd input = TRY(memory_file(as_bytes("input")));
  return supervisor.inspect(input.get(), {what});
}

/// The one note the saboteur sends, or the fault's name.
std::string outcome(Supervisor& supervisor, const std::string& what) {
  const auto info = act(supervisor, what);
  if (!info) return std::string(name(info.error().what));
  return info->notes.empty() ? "no note" : info->notes[0];
}

struct Death {
  std::string act;
  Fault fault;
  std::string detail;  ///< part of it
};

void PrintTo(const Death& death, std::ostream* out) {
  *out << death.act;
}

class NamedDeath : public testing::TestWithParam<Death> {};

TEST_P(NamedDeath, IsNamedAndTheNextTaskIsDone) {
  if (kHasAddressSanitizer && GetParam().fault == Fault::MemoryLimit) {
    GTEST_SKIP() << "AddressSanitizer's operator new does not throw";
  }
  Limits limits;
  limits.task_memory_bytes = 64 * kMiB;
  auto supervisor = start(saboteur(limits));
  const auto pid = supervisor.worker_pid();
  const auto info = act(supervisor, GetParam().act);
  ASSERT_FALSE(info);
  EXPECT_EQ(name(info.error().what), name(GetParam().fault)) << info.error().detail;
  EXPECT_NE(info.error().detail.find(GetParam().detail), std::string::npos) << info.error().detail;
  EXPECT_EQ(outcome(supervisor, "fine"), "fine");
  EXPECT_EQ(supervisor.worker_pid(), pid) << "the warm parent must not have died with its child";
}

INSTANTIATE_TEST_SUITE_P(Cage,
                         NamedDeath,
                         testing::Values(Death{"segv", Fault::WorkerCrashed, "SIGSEGV"},
                                         Death{"null-write", Fault::WorkerCrashed, "SIGSEGV"},
                                         Death{"abort", Fault::WorkerCrashed, "SIGABRT"},
                                         Death{"throw", Fault::WorkerCrashed, "SIGABRT"},
                                         Death{"exit-3", Fault::WorkerCrashed, "exit code 3"},
                                         Death{"alloc", Fault::MemoryLimit, ""},
                                         Death{"alloc-noexcept", Fault::MemoryLimit, ""},
                                         Death{"socket", Fault::ForbiddenCall, "SIGSYS"},
                                         Death{"exec", Fault::ForbiddenCall, "SIGSYS"},
                                         Death{"fork", Fault::ForbiddenCall, "SIGSYS"},
                                         Death{"thread", Fault::ForbiddenCall, "SIGSYS"},
                                         Death{"memfd", Fault::ForbiddenCall, "SIGSYS"},
                                         Death{"kill-parent", Fault::ForbiddenCall, "SIGSYS"},
                                         Death{"signal-parent", Fault::ForbiddenCall, "SIGSYS"},
                                         Death{"ptrace-parent", Fault::ForbiddenCall, "SIGSYS"},
                                         Death{"io-uring", Fault::ForbiddenCall, "SIGSYS"},
                                         Death{"pause", Fault::ForbiddenCall, "SIGSYS"},
                                         Death{"write-flood", Fault::BadReply, "more than one"},
                                         Death{"huge-frame", Fault::ReplyTooLarge, "frame"},
                                         Death{"bad-frame", Fault::BadReply, "kind of frame"},
                                         Death{
                                             "bad-answer", Fault::BadReply, "document description"},
                                         Death{"half-frame", Fault::BadReply, "before its end"},
                                         Death{"two-answers", Fault::BadReply, "more than one"},
                                         Death{"silent", Fault::BadReply, "no answer"},
                                         Death{"lie", Fault::BadReply, "interrupted"},
                                         Death{"honest-error", Fault::NeedsPassword, "owner"}),
                         [](const auto& test) {
                           std::string name = test.param.act;
                           for (char& c : name) c = c == '-' ? '_' : c;
                           return name;
                         });

TEST(Cage, NothingOutsideCanBeOpened) {
  auto supervisor = start(saboteur());
  const std::string refused = "refused " + std::to_string(EACCES);
  EXPECT_EQ(outcome(supervisor, "open-write"), refused);
  EXPECT_EQ(outcome(supervisor, "open-temporary"), refused);
  EXPECT_EQ(outcome(supervisor, "exec-memory"), refused);
  EXPECT_NE(::access("/tmp/sohoa-saboteur", F_OK), 0);
}

TEST(Cage, ForeignFilesCannotBeReadWhereTheKernelHasLandlock) {
  auto supervisor = start(saboteur());
  if (outcome(supervisor, "read-share") == "allowed") {
    GTEST_SKIP() << "this kernel has no Landlock; --self-test says so";
  }
  const std::string refused = "refused " + std::to_string(EACCES);
  EXPECT_EQ(outcome(supervisor, "read-passwd"), refused);
  EXPECT_EQ(outcome(supervisor, "read-parent-memory"), refused);
}

TEST(Cage, AnInputHandedOverForWritingIsReadOnlyInside) {
  auto supervisor = start(saboteur());
  EXPECT_EQ(outcome(supervisor, "write-input"), "refused " + std::to_string(EBADF));
  EXPECT_EQ(outcome(supervisor, "read-input"), "input");
}

TEST(Cage, OnlyTheTasksDescriptorsAreOpenInside) {
  const UniqueFd secret(::open("/etc/passwd", O_RDONLY));  // forgot CLOEXEC
  auto supervisor = start(saboteur());
  EXPECT_EQ(outcome(supervisor, "count-fds"), "5 open");  // 0, 1, 2, reply, input
}

TEST(Cage, TheEnvironmentOfTheServiceStaysOutside) {
  ASSERT_EQ(::setenv("SOHOA_TEST_SECRET", "key", 1), 0);
  auto supervisor = start(saboteur());
  EXPECT_EQ(outcome(supervisor, "environment"), "1");
}

TEST(Cage, ChatterOfLibrariesReachesNoTerminal) {
  testing::internal::CaptureStderr();
  testing::internal::CaptureStdout();
  auto supervisor = start(saboteur());
  EXPECT_EQ(outcome(supervisor, "chatter"), "fine");
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST(Cage, AHangingChildMeetsItsDeadline) {
  auto supervisor = start(saboteur(with_deadline(1)));
  EXPECT_EQ(outcome(supervisor, "hang"), "deadline-exceeded");
  EXPECT_EQ(outcome(supervisor, "fine"), "fine");
}

TEST(Cage, ASpinningChildMeetsItsCpuLimit) {
  Limits limits;
  limits.task_cpu_s = 1;
  auto supervisor = start(saboteur(limits));
  EXPECT_EQ(outcome(supervisor, "spin"), "cpu-limit");
  EXPECT_EQ(outcome(supervisor, "fine"), "fine");
}

TEST(Cage, AnOutputAboveItsBoundIsStopped) {
  Limits limits;
  limits.task_file_bytes = 4 * kMiB;
  auto supervisor = start(saboteur(limits));
  const auto output = memory_file({});
  ASSERT_TRUE(output);
  const auto cost = supervisor.run(InspectTask{"fill-output"},
                                   {{}, -1, output->get(), {}},
                                   [](ByteView) { return Result<void>(); });
  ASSERT_FALSE(cost);
  EXPECT_EQ(name(cost.error().what), "file-too-large");
  EXPECT_EQ(file_size(output->get()).value_or(0), limits.task_file_bytes);
}

TEST(Cage, CancelEndsARunningTask) {
  auto supervisor = start(saboteur());
  const std::atomic<bool> cancel{true};
  const auto cost = supervisor.run(
      InspectTask{"hang"}, {}, [](ByteView) { return Result<void>(); }, &cancel);
  ASSERT_FALSE(cost);
  EXPECT_EQ(name(cost.error().what), "interrupted");
  EXPECT_EQ(outcome(supervisor, "fine"), "fine");
}

TEST(Cage, AFloodOfFramesIsStoppedAtItsBound) {
  Limits limits;
  limits.reply_bytes = 8 * kMiB;
  auto supervisor = start(saboteur(limits));
  std::uint64_t received = 0;
  const auto cost = supervisor.run(InspectTask{"write-flood"}, {}, [&](ByteView frame) {
    received += frame.size();
    return Result<void>();
  });
  ASSERT_FALSE(cost);
  EXPECT_EQ(name(cost.error().what), "reply-too-large");
  EXPECT_LE(received, limits.reply_bytes);
  EXPECT_EQ(outcome(supervisor, "fine"), "fine");
}

TEST(Cage, ASinkThatRefusesEndsTheTaskWithItsOwnError) {
  auto supervisor = start(saboteur());
  const auto cost = supervisor.run(InspectTask{"write-flood"}, {}, [](ByteView) -> Result<void> {
    return Error{Fault::DiskFull, "sink", {}};
  });
  ASSERT_FALSE(cost);
  EXPECT_EQ(name(cost.error().what), "disk-full");
  EXPECT_EQ(outcome(supervisor, "fine"), "fine");
}

TEST(Cage, TheCoverTaskMayStartThreadsAndNothingElse) {
  auto supervisor = start(saboteur());
  const auto outcome_of = [&](const std::string& what) {
    CoverSheet sheet;
    sheet.payload = what;
    const auto cost =
        supervisor.run(CoverTask{{sheet}}, {}, [](ByteView) { return Result<void>(); });
    return cost ? "done" : std::string(name(cost.error().what));
  };
  if (!kHasAddressSanitizer) {
    EXPECT_EQ(outcome_of("thread"), "done");
  }
  EXPECT_EQ(outcome_of("fork"), "forbidden-call");
  EXPECT_EQ(outcome_of("exec"), "forbidden-call");
  EXPECT_EQ(outcome_of("socket"), "forbidden-call");
}

TEST(Cage, AnArchiveOutOfOrderIsABadReply) {
  auto supervisor = start(saboteur());
  const auto unpacked = supervisor.unpack(0, [](const ArchiveFrame&) { return Result<void>(); });
  ASSERT_FALSE(unpacked);
  EXPECT_EQ(name(unpacked.error().what), "bad-reply");
}

TEST(Cage, ALostParentIsNamedAndStartedAgain) {
  auto supervisor = start(saboteur());
  const auto first = supervisor.worker_pid();
  // The flood's first frame proves that the task is running when its parent is killed.
  const auto cost = supervisor.run(InspectTask{"write-flood"}, {}, [&](ByteView) -> Result<void> {
    ::kill(first, SIGKILL);
    return {};
  });
  ASSERT_FALSE(cost);
  EXPECT_EQ(name(cost.error().what), "worker-lost");
  EXPECT_EQ(outcome(supervisor, "fine"), "fine");
  EXPECT_NE(supervisor.worker_pid(), first);
}

TEST(Cage, AParentThatDiedWhileIdleIsStartedAgainUnnoticed) {
  auto supervisor = start(saboteur());
  const auto first = supervisor.worker_pid();
  ASSERT_EQ(::kill(first, SIGKILL), 0);
  std::string seen = outcome(supervisor, "fine");
  // The kernel may take the request before it takes the parent; then the loss has its name.
  if (seen == "worker-lost") seen = outcome(supervisor, "fine");
  EXPECT_EQ(seen, "fine");
}

TEST(Cage, AMissingProgramIsToldAtTheStart) {
  auto config = saboteur();
  config.program = "/nonexistent/sohoa-worker";
  const auto started = Supervisor::start(config);
  ASSERT_FALSE(started);
  EXPECT_EQ(name(started.error().what), "file-not-found");
}

TEST(Cage, CostIsCountedByTheKernel) {
  Limits limits;
  limits.task_cpu_s = 1;
  auto supervisor = start(saboteur(limits));
  const auto cost =
      supervisor.run(InspectTask{"fine"}, {}, [](ByteView) { return Result<void>(); });
  ASSERT_TRUE(cost);
  EXPECT_GT(cost->peak_bytes, 500 * kKiB);
  EXPECT_GT(cost->wall_s, 0);
  EXPECT_LT(cost->cpu_s, 1);
}

TEST(Cage, SeveralSupervisorsWorkAtOnceWhateverHappensToTheOthers) {
  const std::vector<std::string> mix = {"fine", "segv", "fine", "socket", "fine", "alloc", "fine"};
  Limits limits;
  limits.task_memory_bytes = 64 * kMiB;
  std::atomic<int> fine{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      auto supervisor = start(saboteur(limits));
      for (const auto& what : mix) fine += outcome(supervisor, what) == "fine" ? 1 : 0;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(fine, 16);
}

TEST(Cage, TheSelfTestHoldsHere) {
  EXPECT_EQ(std::system(SOHOA_BIN_DIR "/sohoa-worker-saboteur --self-test"), 0);
}

}  // namespace
}  // namespace sohoa
