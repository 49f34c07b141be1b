#include "worker/archive_order.h"

namespace sohoa {

Result<void> ArchiveOrder::admit(const ArchiveFrame& frame) {
  if (frame.kind == ArchiveFrame::Kind::Begin) return begin();
  if (!is_open_) return Error{Fault::BadReply, "a piece outside any entry", {}};
  if (frame.kind == ArchiveFrame::Kind::Data) return count(frame.data.size());
  is_open_ = false;
  return {};
}

Result<void> ArchiveOrder::begin() {
  if (is_open_) return Error{Fault::BadReply, "an entry inside an entry", {}};
  if (entries_ >= limits_.archive_entries) {
    return Error{Fault::TooManyEntries, std::to_string(limits_.archive_entries), {}};
  }
  is_open_ = true;
  entry_bytes_ = 0;
  ++entries_;
  return {};
}

Result<void> ArchiveOrder::count(std::uint64_t bytes) {
  entry_bytes_ += bytes;
  archive_bytes_ += bytes;
  if (entry_bytes_ > limits_.entry_bytes) {
    return Error{Fault::EntryTooLarge, std::to_string(limits_.entry_bytes) + " bytes", {}};
  }
  if (archive_bytes_ > limits_.archive_bytes) {
    return Error{Fault::ArchiveTooLarge, std::to_string(limits_.archive_bytes) + " bytes", {}};
  }
  return {};
}

Result<void> ArchiveOrder::finish() const {
  if (is_open_) return Error{Fault::BadReply, "the last entry has no end", {}};
  return {};
}

}  // namespace sohoa
