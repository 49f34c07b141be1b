#include "intake/readers/zip_directory.h"

#include <algorithm>
#include <cerrno>
#include <optional>
#include <string_view>

#include <sys/stat.h>
#include <unistd.h>

#include "core/bytes.h"
#include "core/file.h"
#include "core/text.h"

namespace sohoa {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kLocalSignature = "PK\3\4"sv;
constexpr std::string_view kCentralSignature = "PK\1\2"sv;
constexpr std::string_view kEndSignature = "PK\5\6"sv;
constexpr std::string_view kEnd64Signature = "PK\6\6"sv;
constexpr std::string_view kLocator64Signature = "PK\6\7"sv;
constexpr std::size_t kLocalBytes = 30;
constexpr std::size_t kCentralBytes = 46;
constexpr std::size_t kEndBytes = 22;
constexpr std::size_t kEnd64Bytes = 56;
constexpr std::size_t kLocator64Bytes = 20;
constexpr std::uint64_t kIn64 = 0xFFFFFFFF;  // "the value stands in the ZIP64 field"

Error corrupt(std::string detail) {
  return Error{Fault::CorruptFile, "ZIP: " + std::move(detail), {}};
}

// Little-endian fields of a record; zero beyond its end, which the callers' lengths rule out.
class Record {
 public:
  explicit Record(ByteView bytes) : bytes_(bytes) {}

  std::uint16_t u16(std::size_t at) const { return static_cast<std::uint16_t>(number(at, 2)); }
  std::uint32_t u32(std::size_t at) const { return static_cast<std::uint32_t>(number(at, 4)); }
  std::uint64_t u64(std::size_t at) const { return number(at, 8); }
  bool starts_with(std::string_view signature) const {
    return as_text(bytes_).starts_with(signature);
  }

 private:
  std::uint64_t number(std::size_t at, std::size_t size) const {
    if (at > bytes_.size() || bytes_.size() - at < size) return 0;
    std::uint64_t value = 0;
    for (std::size_t i = size; i-- > 0;) value = (value << 8) | bytes_[at + i];
    return value;
  }

  ByteView bytes_;
};

Result<Bytes> read_at(int fd, std::uint64_t offset, std::uint64_t size) {
  Bytes bytes(size);
  std::size_t done = 0;
  while (done < size) {
    const auto got =
        ::pread(fd, bytes.data() + done, size - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return errno_error("read");
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  bytes.resize(done);
  return bytes;
}

struct Directory {
  std::uint64_t offset = 0;
  std::uint64_t bytes = 0;
  std::uint64_t entries = 0;
};

Error no_directory(int fd) {
  const auto head = read_at(fd, 0, 4);
  const bool began_well = head && as_text(*head) == kLocalSignature;
  return Error{began_well ? Fault::TruncatedFile : Fault::CorruptFile,
               "ZIP: the central directory is missing",
               {}};
}

// 4.3.16: the end record is last but for its own comment, so it is looked for from the back.
std::optional<std::size_t> find_end(ByteView tail) {
  const std::string_view text = as_text(tail);
  for (auto at = text.rfind(kEndSignature); at != text.npos;
       at = at == 0 ? text.npos : text.rfind(kEndSignature, at - 1)) {
    const Record record(tail.subspan(at));
    const std::size_t left = tail.size() - at;
    if (left >= kEndBytes && left >= kEndBytes + record.u16(20)) return at;
  }
  return std::nullopt;
}

bool needs_64(const Record& end) {
  return end.u16(10) == 0xFFFF || end.u32(12) == kIn64 || end.u32(16) == kIn64;
}

Result<Directory> read_end_64(int fd, std::uint64_t end_offset) {
  if (end_offset < kLocator64Bytes) return corrupt("no ZIP64 locator");
  const Bytes locator = TRY(read_at(fd, end_offset - kLocator64Bytes, kLocator64Bytes));
  if (!Record(locator).starts_with(kLocator64Signature)) return corrupt("no ZIP64 locator");
  const std::uint64_t at = Record(locator).u64(8);
  if (at > end_offset || end_offset - at < kEnd64Bytes) return corrupt("no ZIP64 end record");
  const Bytes end = TRY(read_at(fd, at, kEnd64Bytes));
  const Record record(end);
  if (!record.starts_with(kEnd64Signature)) return corrupt("no ZIP64 end record");
  return Directory{record.u64(48), record.u64(40), record.u64(32)};
}

Result<Directory> find_directory(int fd, std::uint64_t file_bytes) {
  const std::uint64_t tail_bytes = std::min<std::uint64_t>(file_bytes, kEndBytes + 0xFFFF);
  const Bytes tail = TRY(read_at(fd, file_bytes - tail_bytes, tail_bytes));
  const auto at = find_end(tail);
  if (!at) return no_directory(fd);
  const std::uint64_t end_offset = file_bytes - tail_bytes + *at;
  const Record end(ByteView(tail).subspan(*at));
  Directory directory{end.u32(16), end.u32(12), end.u16(10)};
  if (needs_64(end)) directory = TRY(read_end_64(fd, end_offset));
  if (directory.offset > end_offset || end_offset - directory.offset < directory.bytes) {
    return corrupt("the central directory lies outside the file");
  }
  return directory;
}

// 4.5.3: of the fields that were all ones, in this order, those that are there.
void apply_zip64(ByteView extra, ZipEntry& entry) {
  std::size_t at = 0;
  const Record record(extra);
  for (std::uint64_t* value : {&entry.bytes, &entry.packed_bytes, &entry.offset}) {
    if (*value != kIn64 || extra.size() < at + 8) continue;
    *value = record.u64(at);
    at += 8;
  }
}

void apply_extra(ByteView extra, ZipEntry& entry) {
  constexpr std::uint16_t kZip64Id = 1;
  while (extra.size() >= 4) {
    const Record record(extra);
    const std::size_t size = std::min<std::size_t>(record.u16(2), extra.size() - 4);
    if (record.u16(0) == kZip64Id) apply_zip64(extra.subspan(4, size), entry);
    extra = extra.subspan(4 + size);
  }
}

// 4.4.2.2: attributes hold a mode only when the entry was made on UNIX (3) or macOS (19).
std::uint32_t unix_mode_of(const Record& record) {
  const unsigned system = record.u16(4) >> 8U;
  return system == 3 || system == 19 ? record.u32(38) >> 16U : 0;
}

/// Takes one entry off the front of `left`.
Result<ZipEntry> take_entry(ByteView& left) {
  const Record record(left);
  if (left.size() < kCentralBytes || !record.starts_with(kCentralSignature)) {
    return corrupt("the central directory is damaged");
  }
  const std::size_t name_bytes = record.u16(28);
  const std::size_t extra_bytes = record.u16(30);
  const std::size_t size = kCentralBytes + name_bytes + extra_bytes + record.u16(32);
  if (left.size() < size) return corrupt("the central directory is cut short");
  ZipEntry entry;
  entry.flags = record.u16(8);
  entry.method = record.u16(10);
  entry.packed_bytes = record.u32(20);
  entry.bytes = record.u32(24);
  entry.offset = record.u32(42);
  entry.unix_mode = unix_mode_of(record);
  entry.raw_name = as_text(left.subspan(kCentralBytes, name_bytes));
  // libzip does not open an archive with such a name, so it cannot be refused alone.
  if (entry.raw_name.find('\0') != std::string::npos) {
    return Error{Fault::UnsafeName, "a NUL in a name", {}}.in(to_nfc(entry.raw_name));
  }
  apply_extra(left.subspan(kCentralBytes + name_bytes, extra_bytes), entry);
  left = left.subspan(size);
  return entry;
}

// Where the entry's data ends, by its local header. Names that differ in the two headers would be
// two files to two readers.
Result<void> locate(int fd, const Directory& directory, ZipEntry& entry) {
  // Asked before reading: ZIP64 offsets reach where the kernel says EINVAL, and a lie of the file
  // would look like a failing disk.
  if (entry.offset > directory.offset)
    return corrupt("a local header is missing").in(entry.raw_name);
  const Bytes local = TRY(read_at(fd, entry.offset, kLocalBytes + entry.raw_name.size()));
  const Record record(local);
  if (local.size() < kLocalBytes || !record.starts_with(kLocalSignature)) {
    return corrupt("a local header is missing").in(entry.raw_name);
  }
  const auto name = as_text(local).substr(kLocalBytes);
  if (record.u16(26) != entry.raw_name.size() || name != entry.raw_name) {
    return corrupt("local and central names differ").in(entry.raw_name);
  }
  const std::uint64_t start = entry.offset + kLocalBytes + name.size() + record.u16(28);
  if (start > directory.offset || directory.offset - start < entry.packed_bytes) {
    return Error{Fault::OverlappingEntries, "an entry reaches into the directory", {}};
  }
  entry.end = start + entry.packed_bytes;
  return {};
}

Result<void> check_overlap(const std::vector<ZipEntry>& entries) {
  std::vector<std::pair<std::uint64_t, std::uint64_t>> ranges;
  for (const auto& entry : entries) ranges.emplace_back(entry.offset, entry.end);
  std::ranges::sort(ranges);
  for (std::size_t i = 1; i < ranges.size(); ++i) {
    if (ranges[i].first >= ranges[i - 1].second) continue;
    return Error{Fault::OverlappingEntries,
                 "two entries share the bytes at " + std::to_string(ranges[i].first),
                 {}};
  }
  return {};
}

Result<void> check_counts(const Directory& directory, const Limits& limits) {
  if (directory.entries > static_cast<std::uint64_t>(limits.archive_entries)) {
    return Error{
        Fault::TooManyEntries,
        std::to_string(directory.entries) + ", at most " + std::to_string(limits.archive_entries),
        {}};
  }
  // Extra fields of honest entries are tens of bytes.
  constexpr std::uint64_t kExtraAndComment = 4096;
  const std::uint64_t each =
      kCentralBytes + static_cast<std::uint64_t>(limits.name_bytes) + kExtraAndComment;
  if (directory.bytes > (directory.entries + 1) * each) return corrupt("directory is too large");
  return {};
}

Result<void> check_sum(const std::vector<ZipEntry>& entries, const Limits& limits) {
  std::uint64_t sum = 0;
  for (const auto& entry : entries) {
    sum += std::min(entry.bytes, limits.entry_bytes + 1);  // more is refused by name
    if (sum <= limits.archive_bytes) continue;
    return Error{Fault::ArchiveTooLarge,
                 "declares more than " + std::to_string(limits.archive_bytes) + " bytes",
                 {}};
  }
  return {};
}

}  // namespace

bool ZipEntry::is_special() const {
  const std::uint32_t type = unix_mode & S_IFMT;
  return type != 0 && type != S_IFREG && type != S_IFDIR;
}

Result<std::vector<ZipEntry>> read_zip_directory(int fd, const Limits& limits) {
  const std::uint64_t file_bytes = TRY(file_size(fd));
  if (file_bytes == 0) return Error{Fault::EmptyFile, {}, {}};
  const Directory directory = TRY(find_directory(fd, file_bytes));
  TRY(check_counts(directory, limits));
  const Bytes records = TRY(read_at(fd, directory.offset, directory.bytes));
  std::vector<ZipEntry> entries;
  ByteView left(records);
  for (std::uint64_t i = 0; i < directory.entries; ++i) {
    ZipEntry entry = TRY(take_entry(left));
    TRY(locate(fd, directory, entry));
    entries.push_back(std::move(entry));
  }
  if (!left.empty()) return corrupt("the central directory holds more than it says");
  TRY(check_overlap(entries));
  TRY(check_sum(entries, limits));
  return entries;
}

}  // namespace sohoa
