// Landlock: what a child may still open by name. A few folders, for reading.
#pragma once

#include <filesystem>
#include <vector>

#include "core/file.h"
#include "core/result.h"

namespace sohoa {

/// The kernel's Landlock ABI, at most the newest known here (7); 0 when there is none.
int landlock_abi();

/// A ruleset that forbids every access by name except reading below `readable` (missing paths are
/// left out), and where the kernel can: all TCP, signals and abstract sockets out of the cage.
/// Made once by the warm parent. Empty when the kernel has no Landlock.
Result<UniqueFd> make_landlock_ruleset(const std::vector<std::filesystem::path>& readable);

/// Enters the ruleset for good. Needs no_new_privs.
Result<void> enter_landlock(int ruleset);

}  // namespace sohoa
