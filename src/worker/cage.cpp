#include "worker/cage.h"

#include <charconv>
#include <vector>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "worker/landlock.h"

namespace sohoa {
namespace {

std::vector<std::filesystem::path> readable_folders(const std::filesystem::path& tessdata) {
  return {"/usr/share/fonts",
          "/usr/local/share/fonts",
          "/usr/share/fontconfig",
          "/etc/fonts",
          "/var/cache/fontconfig",
          "/usr/share/poppler",
          "/usr/share/tesseract-ocr",
          "/usr/share/zoneinfo",
          "/etc/localtime",
          "/dev/null",
          tessdata};
}

// Children put their task's descriptors at 3 and up, so the ruleset stands far above them. A high
// number makes the kernel walk a long table at each fork, so light programs stay low.
constexpr int kAboveManyFiles = 800;
constexpr int kAboveFewFiles = 32;

Result<UniqueFd> move_up(UniqueFd fd, int above_tasks) {
  if (!fd) return fd;
  UniqueFd moved(::fcntl(fd.get(), F_DUPFD_CLOEXEC, above_tasks));
  if (!moved) return errno_error("fcntl");
  return moved;
}

/// Bytes of address space this process has now: the warm model, the libraries.
Result<std::uint64_t> address_space() {
  const Bytes statm = TRY(read_file("/proc/self/statm", kKiB));
  const auto text = as_text(statm);
  std::uint64_t pages = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), pages);
  if (parsed.ec != std::errc()) return Error{Fault::Internal, "/proc/self/statm", {}};
  return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

Result<void> set_limit(int resource, rlim_t soft, rlim_t hard) {
  const rlimit limit{soft, hard};
  if (::setrlimit(static_cast<__rlimit_resource_t>(resource), &limit) != 0) {
    return errno_error("setrlimit");
  }
  return {};
}

Result<void> set_limit(int resource, rlim_t both) {
  return set_limit(resource, both, both);
}

// The soft CPU limit raises SIGXCPU, which has a name; the hard one only a SIGKILL.
Result<void> set_limits(const Limits& limits,
                        std::uint64_t mapped_bytes,
                        unsigned first_unused_fd) {
  const std::uint64_t now = TRY(address_space());
  const auto cpu = static_cast<rlim_t>(limits.task_cpu_s);
  TRY(set_limit(RLIMIT_AS, now + limits.task_memory_bytes + mapped_bytes));
  TRY(set_limit(RLIMIT_CPU, cpu, cpu + 2));
  TRY(set_limit(RLIMIT_FSIZE, limits.task_file_bytes));
  TRY(set_limit(RLIMIT_NOFILE, first_unused_fd + static_cast<rlim_t>(limits.task_open_files)));
  TRY(set_limit(RLIMIT_MEMLOCK, 0));
  return set_limit(RLIMIT_CORE, 0);
}

Result<void> set_flag(int option, unsigned long value) {
  if (::prctl(option, value, 0, 0, 0) != 0) return errno_error("prctl");
  return {};
}

}  // namespace

Result<Cage> Cage::prepare(const std::filesystem::path& tessdata) {
  Cage cage;
  auto ruleset = TRY(make_landlock_ruleset(readable_folders(tessdata)));
  cage.landlock_ = TRY(move_up(std::move(ruleset), kAboveManyFiles));
  cage.filter_ = TRY(SyscallFilter::compile(Threads::Forbidden));
  cage.filter_with_threads_ = TRY(SyscallFilter::compile(Threads::Allowed));
  return cage;
}

Result<Cage> Cage::prepare_without_files() {
  Cage cage;
  auto ruleset = TRY(make_landlock_ruleset({}));
  cage.landlock_ = TRY(move_up(std::move(ruleset), kAboveFewFiles));
  cage.filter_ = TRY(SyscallFilter::lean());
  return cage;
}

Result<void> Cage::enter(const Limits& limits,
                         std::uint64_t mapped_bytes,
                         unsigned first_unused_fd,
                         Threads threads) const {
  TRY(set_flag(PR_SET_NO_NEW_PRIVS, 1));
  TRY(set_flag(PR_SET_DUMPABLE, 0));
  TRY(set_limits(limits, mapped_bytes, first_unused_fd));
  if (landlock_) TRY(enter_landlock(landlock_.get()));
  if (::close_range(first_unused_fd, ~0U, 0) != 0) return errno_error("close_range");
  return threads == Threads::Allowed ? filter_with_threads_.enter() : filter_.enter();
}

}  // namespace sohoa
