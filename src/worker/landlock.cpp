#include "worker/landlock.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace sohoa {
namespace {

constexpr int kNewestKnownAbi = 7;

// Debian 12's headers know ABI 2; kernels up to ABI 7 take the longer structure, and rights are
// only added with the ABI that brought them (Documentation/userspace-api/landlock.rst).
struct RulesetAttributes {
  std::uint64_t handled_access_fs = 0;
  std::uint64_t handled_access_net = 0;  // ABI 4
  std::uint64_t scoped = 0;              // ABI 6
};

constexpr std::uint64_t kAllOfAbi1 = (std::uint64_t{1} << 13U) - 1;
constexpr std::uint64_t kRefer = std::uint64_t{1} << 13U;        // ABI 2
constexpr std::uint64_t kTruncate = std::uint64_t{1} << 14U;     // ABI 3
constexpr std::uint64_t kIoctlDevice = std::uint64_t{1} << 15U;  // ABI 5
constexpr std::uint64_t kBindAndConnectTcp = 3;                  // ABI 4
constexpr std::uint64_t kAbstractSocketsAndSignals = 3;          // ABI 6

RulesetAttributes everything_of(int abi) {
  RulesetAttributes all;
  all.handled_access_fs = kAllOfAbi1;
  if (abi >= 2) all.handled_access_fs |= kRefer;
  if (abi >= 3) all.handled_access_fs |= kTruncate;
  if (abi >= 4) all.handled_access_net = kBindAndConnectTcp;
  if (abi >= 5) all.handled_access_fs |= kIoctlDevice;
  if (abi >= 6) all.scoped = kAbstractSocketsAndSignals;
  return all;
}

std::size_t size_for(int abi) {
  constexpr std::array<std::size_t, 3> kSizes = {8, 16, 24};
  if (abi >= 6) return kSizes[2];
  return abi >= 4 ? kSizes[1] : kSizes[0];
}

bool is_folder(int fd) {
  struct stat status {};
  return ::fstat(fd, &status) == 0 && S_ISDIR(status.st_mode);
}

Result<void> allow_reading(int ruleset, const std::filesystem::path& path) {
  const UniqueFd place(::open(path.c_str(), O_PATH | O_CLOEXEC));
  if (!place) return {};
  landlock_path_beneath_attr rule{};
  rule.parent_fd = place.get();
  rule.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE;
  if (is_folder(place.get())) rule.allowed_access |= LANDLOCK_ACCESS_FS_READ_DIR;
  const long failed =
      ::syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
  if (failed != 0) return errno_error("landlock_add_rule", path.string());
  return {};
}

}  // namespace

int landlock_abi() {
  const long abi =
      ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  return static_cast<int>(std::clamp<long>(abi, 0, kNewestKnownAbi));
}

Result<UniqueFd> make_landlock_ruleset(const std::vector<std::filesystem::path>& readable) {
  const int abi = landlock_abi();
  if (abi == 0) return UniqueFd();
  const RulesetAttributes all = everything_of(abi);
  UniqueFd ruleset(
      static_cast<int>(::syscall(SYS_landlock_create_ruleset, &all, size_for(abi), 0)));
  if (!ruleset) return errno_error("landlock_create_ruleset");
  for (const auto& path : readable) TRY(allow_reading(ruleset.get(), path));
  return ruleset;
}

Result<void> enter_landlock(int ruleset) {
  if (::syscall(SYS_landlock_restrict_self, ruleset, 0) != 0) {
    return errno_error("landlock_restrict_self");
  }
  return {};
}

}  // namespace sohoa
