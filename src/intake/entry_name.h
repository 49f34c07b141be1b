// Names of archive entries: what a sender calls a file, never a place on our disk.
//
// Names are kept as metadata after NFC. A name that some system would read as a path out of its
// folder, a device or two names at once is refused, so that exporting a batch later is safe too.
#pragma once

#include <string>
#include <string_view>

#include "core/limits.h"
#include "core/result.h"

namespace sohoa {

/// The NFC form of a safe relative name with '/' between its parts. UnsafeName, with the reason in
/// `detail`, for: "..", ".", empty parts, absolute names, drive letters, ':' and '\', control and
/// bidirectional characters, ill-formed UTF-8, Windows device names (CON, NUL, COM1 …), parts that
/// end in a dot or a space, more than limits.name_bytes.
Result<std::string> safe_entry_name(std::string_view raw, const Limits& limits);

/// Two names with one key would be one file on a system that folds case or normalises (Windows,
/// macOS): NFC, lower case.
std::string entry_name_key(std::string_view name);

/// What stands after the last '/', and what stands before it ("" when there is none).
std::string_view base_name(std::string_view name);
std::string_view parent_name(std::string_view name);

}  // namespace sohoa
