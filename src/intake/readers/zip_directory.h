// The central directory of a ZIP, read by ourselves and checked before libzip sees the file.
//
// libzip 1.7 opens archives whose entries share bytes (1,000 entries on one stream: 61 KB declare
// 10 GB), so overlap and sums are our own checks (PKWARE APPNOTE 6.3.10, section 4.3).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/limits.h"
#include "core/result.h"

namespace sohoa {

struct ZipEntry {
  std::string raw_name;  ///< bytes as stored, any encoding
  std::uint16_t flags = 0;
  std::uint16_t method = 0;
  std::uint64_t packed_bytes = 0;
  std::uint64_t bytes = 0;      ///< as declared; the stream is counted too
  std::uint64_t offset = 0;     ///< of the local header
  std::uint64_t end = 0;        ///< one past the packed data
  std::uint32_t unix_mode = 0;  ///< 0 when made on a system without modes

  bool is_folder() const { return raw_name.ends_with('/'); }
  bool is_encrypted() const { return (flags & 1U) != 0; }
  /// A link, device, pipe or socket: anything but a plain file or a folder.
  bool is_special() const;
};

/// Entries in the order of the central directory. Errors for the whole archive: EmptyFile,
/// TruncatedFile (no central directory), CorruptFile, TooManyEntries, OverlappingEntries,
/// ArchiveTooLarge (declared sum), UnsafeName (a NUL in a name).
Result<std::vector<ZipEntry>> read_zip_directory(int fd, const Limits& limits);

}  // namespace sohoa
