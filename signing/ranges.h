// Which bytes of a PDF a signature covers, recomputed by simple code from the stored file.
//
// Nothing here parses PDF. The caged reader only claims four numbers; that they start at zero, that
// the gap is exactly one hexadecimal string, which value stands in it, where coverage ends and what
// the bytes digest to is decided here (ISO 32000-1, 12.8.1; traps 1-6).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/bytes.h"
#include "core/result.h"
#include "signing/facts.h"

namespace sohoa {

/// A stored file read piece by piece; never wholly in memory.
class FileBytes {
 public:
  explicit FileBytes(int fd, std::int64_t size) : fd_(fd), size_(size) {}
  std::int64_t size() const { return size_; }
  /// Fills `into` from `offset`; IoFailure, or TruncatedFile when the file became shorter.
  Result<void> read(std::int64_t offset, std::span<std::uint8_t> into) const;

 private:
  int fd_;
  std::int64_t size_;
};

/// What the four numbers are worth.
struct RangeFacts {
  std::vector<FormatFault> faults;  ///< empty: first range, gap and second range are in order
  Coverage coverage = Coverage::Unclear;
  std::int64_t covered_end = 0;  ///< one past the last covered byte
  Bytes value;                   ///< the bytes of the hexadecimal string, padding included
  bool misses_line_end = false;  ///< only the line end after %%EOF is not covered: borne (trap 5)
};

/// `max_value_bytes` bounds the gap. `byte_range` as the reader found it.
Result<RangeFacts> check_ranges(const FileBytes& file,
                                std::span<const std::int64_t> byte_range,
                                std::span<const RevisionFacts> revisions,
                                std::uint64_t max_value_bytes);

/// Digests of the two ranges, one for each algorithm, in one pass. About the speed of the digest:
/// reads are ahead of it on a second thread for large files.
Result<std::vector<NamedDigest>> digest_ranges(const FileBytes& file,
                                               std::span<const std::int64_t> byte_range,
                                               std::span<const HashAlgorithm> hashes);

/// Digests of the whole file.
Result<std::vector<NamedDigest>> digest_file(const FileBytes& file,
                                             std::span<const HashAlgorithm> hashes);
/// Digest of bytes at hand; empty for Unknown.
Bytes digest_of(ByteView bytes, HashAlgorithm hash);

/// The CMS inside a padded value: trailing zeros cut by the length its DER head announces; the
/// whole value for BER of indefinite length.
ByteView without_padding(ByteView value);

}  // namespace sohoa
