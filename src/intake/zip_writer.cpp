#include "intake/zip_writer.h"

#include <algorithm>
#include <utility>

#include <zlib.h>

namespace sohoa {
namespace {

// PKWARE APPNOTE 6.3.10, section 4.3 and 4.4.
constexpr std::uint16_t kUtf8Names = 1U << 11U;
constexpr std::uint16_t kVersionPlain = 20;
constexpr std::uint16_t kVersion64 = 45;
constexpr std::uint16_t kMadeOnUnix = 3U << 8U;
constexpr std::uint16_t kStored = 0;
// 1980-01-01 00:00, the earliest DOS time: when a file was packed is not part of what it is.
constexpr std::uint16_t kDosTime = 0;
constexpr std::uint16_t kDosDate = (1U << 5U) | 1U;
constexpr std::uint32_t kPlainFileMode = 0100644U << 16U;
constexpr std::uint64_t kMax32 = 0xFFFFFFFF;
constexpr std::uint64_t kMax16 = 0xFFFF;

class RecordWriter {
 public:
  RecordWriter& u16(std::uint64_t value) { return number(value, 2); }
  RecordWriter& u32(std::uint64_t value) { return number(value, 4); }
  RecordWriter& u64(std::uint64_t value) { return number(value, 8); }
  RecordWriter& text(std::string_view value) {
    const ByteView view = as_bytes(value);
    bytes_.insert(bytes_.end(), view.begin(), view.end());
    return *this;
  }
  const Bytes& bytes() const { return bytes_; }

 private:
  RecordWriter& number(std::uint64_t value, int size) {
    for (int i = 0; i < size; ++i) bytes_.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
    return *this;
  }

  Bytes bytes_;
};

std::uint64_t or_max32(std::uint64_t value) {
  return std::min(value, kMax32);
}

bool is_large(std::uint64_t value) {
  return value >= kMax32;
}

// 4.5.3: a local header holds both sizes or neither.
Bytes local_extra(const ZipItem& item) {
  RecordWriter extra;
  if (is_large(item.bytes)) extra.u16(1).u16(16).u64(item.bytes).u64(item.bytes);
  return extra.bytes();
}

Bytes central_extra(const ZipItem& item, std::uint64_t offset) {
  RecordWriter values;
  if (is_large(item.bytes)) values.u64(item.bytes).u64(item.bytes);
  if (is_large(offset)) values.u64(offset);
  if (values.bytes().empty()) return {};
  RecordWriter extra;
  extra.u16(1).u16(values.bytes().size()).text(as_text(values.bytes()));
  return extra.bytes();
}

// The fields that a local and a central header have in common (4.3.7 and 4.3.12).
void put_common(RecordWriter& record, const ZipItem& item, bool is_64, std::size_t extra_bytes) {
  record.u16(is_64 ? kVersion64 : kVersionPlain).u16(kUtf8Names).u16(kStored);
  record.u16(kDosTime).u16(kDosDate).u32(item.crc32);
  record.u32(or_max32(item.bytes)).u32(or_max32(item.bytes));
  record.u16(item.name.size()).u16(extra_bytes);
}

Bytes local_header(const ZipItem& item) {
  const Bytes extra = local_extra(item);
  RecordWriter record;
  record.text("PK\3\4");
  put_common(record, item, !extra.empty(), extra.size());
  record.text(item.name).text(as_text(extra));
  return record.bytes();
}

Bytes central_header(const ZipItem& item, std::uint64_t offset) {
  const Bytes extra = central_extra(item, offset);
  RecordWriter record;
  record.text("PK\1\2").u16(kMadeOnUnix | kVersion64);
  put_common(record, item, !extra.empty(), extra.size());
  record.u16(0).u16(0).u16(0).u32(kPlainFileMode).u32(or_max32(offset));
  record.text(item.name).text(as_text(extra));
  return record.bytes();
}

struct DirectoryPlace {
  std::uint64_t entries;
  std::uint64_t bytes;
  std::uint64_t offset;

  bool needs_64() const { return entries >= kMax16 || is_large(bytes) || is_large(offset); }
};

void put_end_64(RecordWriter& record, const DirectoryPlace& place) {
  constexpr std::uint64_t kRecordBytes = 44;
  record.text("PK\6\6").u64(kRecordBytes).u16(kMadeOnUnix | kVersion64).u16(kVersion64);
  record.u32(0).u32(0).u64(place.entries).u64(place.entries).u64(place.bytes).u64(place.offset);
  record.text("PK\6\7").u32(0).u64(place.offset + place.bytes).u32(1);
}

Bytes end_records(const DirectoryPlace& place) {
  RecordWriter record;
  if (place.needs_64()) put_end_64(record, place);
  const std::uint64_t entries = std::min(place.entries, kMax16);
  record.text("PK\5\6").u16(0).u16(0).u16(entries).u16(entries);
  record.u32(or_max32(place.bytes)).u32(or_max32(place.offset)).u16(0);
  return record.bytes();
}

}  // namespace

std::uint32_t crc32_of(ByteView bytes, std::uint32_t crc) {
  return static_cast<std::uint32_t>(::crc32_z(crc, bytes.data(), bytes.size()));
}

Result<void> ZipWriter::put(const Bytes& record) {
  TRY(sink_(record));
  written_ += record.size();
  return {};
}

Result<void> ZipWriter::begin(const ZipItem& item) {
  if (item.name.size() > kMax16) return Error{Fault::UnsafeName, "the name is too long", {}};
  placed_.push_back({item, written_});
  entry_bytes_ = 0;
  entry_crc_ = 0;
  return put(local_header(item));
}

Result<void> ZipWriter::write(ByteView bytes) {
  TRY(sink_(bytes));
  written_ += bytes.size();
  entry_bytes_ += bytes.size();
  entry_crc_ = crc32_of(bytes, entry_crc_);
  return {};
}

Result<void> ZipWriter::end() {
  const ZipItem& item = placed_.back().item;
  if (entry_bytes_ == item.bytes && entry_crc_ == item.crc32) return {};
  return Error{Fault::IoFailure, "the file changed while it was packed", {}}.in(item.name);
}

Result<void> ZipWriter::finish() {
  DirectoryPlace place{placed_.size(), 0, written_};
  for (const auto& placed : placed_) TRY(put(central_header(placed.item, placed.offset)));
  place.bytes = written_ - place.offset;
  return put(end_records(place));
}

Result<void> ZipWriter::add(const std::string& name, ByteView bytes) {
  TRY(begin({name, bytes.size(), crc32_of(bytes)}));
  TRY(write(bytes));
  return end();
}

}  // namespace sohoa
