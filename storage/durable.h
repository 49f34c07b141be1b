// The two steps that make bytes and names survive power loss, and cannot fail quietly.
//
// Private to storage. A failed fsync may mean that the kernel has already thrown the pages away and
// marked them clean, so that a second fsync succeeds over lost data. There is nothing to answer a
// caller with: the process says so and ends (exit 6, "unavailable"), and whoever starts it again
// reads what the disk really holds.
#pragma once

#include <filesystem>
#include <string_view>

#include "core/result.h"

namespace sohoa {

/// Says what failed (from errno) on stderr and ends the process without unwinding.
[[noreturn]] void end_after_sync_failure(std::string_view doing, std::string_view name);

/// fdatasync; does not return on failure.
void sync_data_or_end(int fd, const std::filesystem::path& name);

/// fsync of a folder, so that a new name in it survives; does not return when the fsync fails. An
/// Error only means that the folder could not be opened.
Result<void> sync_names(const std::filesystem::path& folder);

/// mkdir -p. Each name made here is synced into its parent before the next one is made.
Result<void> make_folders(const std::filesystem::path& folder);

}  // namespace sohoa
