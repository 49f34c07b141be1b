// Writes a ZIP as a stream: stored entries, UTF-8 names, ZIP64 where sizes need it.
//
// `sohoa` may not link a ZIP library (fourth law), and scans do not compress. Sizes and CRC-32 are
// told before an entry's bytes, so that local headers are complete and any reader, even one that
// reads forwards only, can unpack the result. Memory does not grow with sizes, only with the number
// of entries. The same entries give the same bytes.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/bytes.h"
#include "core/result.h"

namespace sohoa {

/// What must be known of an entry before its first byte.
struct ZipItem {
  std::string name;  ///< UTF-8, '/' between parts
  std::uint64_t bytes = 0;
  std::uint32_t crc32 = 0;
};

/// CRC-32 (ISO 3309, as ZIP uses it) of more bytes after those that gave `crc`; start with 0.
std::uint32_t crc32_of(ByteView bytes, std::uint32_t crc = 0);

/// begin, write…, end for each entry; finish once. Errors are the sink's, or IoFailure when an
/// entry's bytes are not those that were announced.
class ZipWriter {
 public:
  using Sink = std::function<Result<void>(ByteView)>;

  explicit ZipWriter(Sink sink) : sink_(std::move(sink)) {}

  Result<void> begin(const ZipItem& item);
  Result<void> write(ByteView bytes);
  Result<void> end();
  Result<void> finish();

  /// begin, write and end in one.
  Result<void> add(const std::string& name, ByteView bytes);

  /// Of the archive so far.
  std::uint64_t bytes_written() const { return written_; }

 private:
  struct Placed {
    ZipItem item;
    std::uint64_t offset;
  };

  Result<void> put(const Bytes& record);

  Sink sink_;
  std::vector<Placed> placed_;
  std::uint64_t written_ = 0;
  std::uint64_t entry_bytes_ = 0;
  std::uint32_t entry_crc_ = 0;
};

}  // namespace sohoa
