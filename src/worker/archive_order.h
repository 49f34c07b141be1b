// Holds an unpacked archive's frames to their promised order and bounds, whoever sent them.
#pragma once

#include <cstdint>

#include "core/limits.h"
#include "core/result.h"
#include "intake/archive_frame.h"

namespace sohoa {

/// Begin, Data…, then End or Refused, again and again; never more entries or bytes than `limits`
/// allows. The reader in the cage enforces the same bounds; this is for a reader taken over.
class ArchiveOrder {
 public:
  explicit ArchiveOrder(const Limits& limits) : limits_(limits) {}

  /// BadReply when `frame` may not come here; TooManyEntries, EntryTooLarge, ArchiveTooLarge.
  Result<void> admit(const ArchiveFrame& frame);
  /// BadReply when an entry is still open.
  Result<void> finish() const;

 private:
  Result<void> begin();
  Result<void> count(std::uint64_t bytes);

  Limits limits_;
  bool is_open_ = false;
  std::int32_t entries_ = 0;
  std::uint64_t entry_bytes_ = 0;
  std::uint64_t archive_bytes_ = 0;
};

}  // namespace sohoa
