// ZIP archives, entry by entry, under every bound of Limits. Runs in the cage.
#pragma once

#include <functional>

#include "core/limits.h"
#include "core/result.h"
#include "intake/archive_frame.h"

namespace sohoa {

/// Streams the entries of a ZIP to `sink` in archive order. Folders are skipped. An entry that is
/// unsafe (traversal, absolute, link, duplicate), nested, too large or too dense, or whose CRC or
/// length is wrong is Refused by name and the rest go on; names are metadata and never paths.
/// The whole archive fails with OverlappingEntries, TooManyEntries, ArchiveTooLarge, TruncatedFile,
/// CorruptFile, or UnsafeName for a NUL in a name. Of two entries with one name both are refused.
Result<void> unpack_zip(int fd,
                        const Limits& limits,
                        const std::function<Result<void>(const ArchiveFrame&)>& sink,
                        NestedArchives nested = NestedArchives::Refused);

}  // namespace sohoa
