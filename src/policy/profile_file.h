// Profile files (templates/profiles/*.toml): TOML in, Profile out (policy/profile.h, read_profile).
//
// A file is a difference: what it does not name keeps its default, so that a site writes down only
// what it decided. Unknown keys are errors: a misspelt limit must not silently mean "no limit".
// Each table says where its values come from (`source`) and how sure that is (`certainty`: high,
// medium, low).
#pragma once

#include <filesystem>

#include "core/limits.h"
#include "core/result.h"
#include "policy/profile.h"

namespace sohoa {

/// Reads the file and then read_profile(). Errors: BadProfile, FileNotFound, FileTooLarge.
Result<Profile> load_profile_file(const std::filesystem::path& file, const Limits& limits = {});

}  // namespace sohoa
