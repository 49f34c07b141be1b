#include "signing/ranges.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

#include <unistd.h>

#include "core/file.h"
#include "core/limits.h"

namespace sohoa {
namespace {

// ---- The two ranges ----------------------------------------------------------------------------

struct Piece {
  std::int64_t begin = 0;
  std::int64_t end = 0;
};

/// `before` and `after` are covered, the gap between them is not.
struct TwoRanges {
  Piece before;
  Piece after;
};

bool sum_overflows(std::int64_t a, std::int64_t b) {
  return a > std::numeric_limits<std::int64_t>::max() - b;
}

std::optional<FormatFault> range_fault(std::span<const std::int64_t> numbers, std::int64_t size) {
  if (numbers.empty()) return FormatFault::ByteRangeMissing;
  if (numbers.size() != 4) return FormatFault::ByteRangeMalformed;
  if (std::any_of(numbers.begin(), numbers.end(), [](std::int64_t n) { return n < 0; }))
    return FormatFault::ByteRangeMalformed;
  if (sum_overflows(numbers[0], numbers[1]) || sum_overflows(numbers[2], numbers[3]))
    return FormatFault::ByteRangeMalformed;
  if (numbers[0] != 0) return FormatFault::ByteRangeNotFromZero;
  // A PDF neither starts nor ends with a value: an empty range covers nothing and hides that.
  if (numbers[1] == 0 || numbers[3] == 0 || numbers[2] < numbers[1])
    return FormatFault::ByteRangeMalformed;
  if (numbers[2] + numbers[3] > size) return FormatFault::ByteRangeBeyondFile;
  return std::nullopt;
}

TwoRanges two_ranges(std::span<const std::int64_t> numbers) {
  return {{numbers[0], numbers[0] + numbers[1]}, {numbers[2], numbers[2] + numbers[3]}};
}

// ---- The gap -----------------------------------------------------------------------------------

// ISO 32000-1, table 1: NUL, TAB, LF, FF, CR, SP.
bool is_white_space(std::uint8_t byte) {
  return byte == 0 || byte == '\t' || byte == '\n' || byte == '\f' || byte == '\r' || byte == ' ';
}

int hex_value(std::uint8_t byte) {
  if (byte >= '0' && byte <= '9') return byte - '0';
  if (byte >= 'a' && byte <= 'f') return byte - 'a' + 10;
  if (byte >= 'A' && byte <= 'F') return byte - 'A' + 10;
  return -1;
}

/// Collects the digits of a hexadecimal string (ISO 32000-1, 7.3.4.3), white space skipped.
class HexDigits {
 public:
  explicit HexDigits(std::uint64_t max_bytes) : max_bytes_(max_bytes) {}

  /// False: the byte does not belong into a hexadecimal string.
  bool add(std::uint8_t byte) {
    const int digit = hex_value(byte);
    if (digit < 0) return is_white_space(byte);
    add_digit(static_cast<std::uint8_t>(digit));
    return true;
  }
  bool is_too_long() const { return is_too_long_; }
  /// Of an odd number of digits the last is taken as followed by 0.
  Bytes take() { return std::move(bytes_); }

 private:
  void add_digit(std::uint8_t digit) {
    if (is_high_ && bytes_.size() >= max_bytes_) is_too_long_ = true;
    if (is_too_long_) return;
    if (is_high_) {
      bytes_.push_back(static_cast<std::uint8_t>(digit << 4));
    } else {
      bytes_.back() = static_cast<std::uint8_t>(bytes_.back() | digit);
    }
    is_high_ = !is_high_;
  }

  std::uint64_t max_bytes_;
  Bytes bytes_;
  bool is_high_ = true;
  bool is_too_long_ = false;
};

struct GapReading {
  bool is_hex_string = false;
  bool is_too_long = false;
  Bytes value;
};

bool add_all(HexDigits& digits, ByteView bytes) {
  return std::all_of(
      bytes.begin(), bytes.end(), [&](std::uint8_t byte) { return digits.add(byte); });
}

Result<bool> read_digits(const FileBytes& file, Piece inside, HexDigits& digits) {
  std::array<std::uint8_t, 16 * kKiB> buffer;
  while (inside.begin < inside.end && !digits.is_too_long()) {
    const auto size = std::min<std::int64_t>(inside.end - inside.begin, buffer.size());
    const auto piece = std::span(buffer).first(static_cast<std::size_t>(size));
    TRY(file.read(inside.begin, piece));
    if (!add_all(digits, piece)) return false;
    inside.begin += size;
  }
  return true;
}

Result<bool> has_byte(const FileBytes& file, std::int64_t offset, char wanted) {
  std::uint8_t byte = 0;
  TRY(file.read(offset, {&byte, 1}));
  return byte == static_cast<std::uint8_t>(wanted);
}

// Trap 3: a gap larger than the string is where wrapping attacks hide their objects.
Result<GapReading> read_gap(const FileBytes& file, Piece gap, std::uint64_t max_bytes) {
  GapReading reading;
  if (gap.end - gap.begin < 2) return reading;
  const bool opens = TRY(has_byte(file, gap.begin, '<'));
  const bool closes = TRY(has_byte(file, gap.end - 1, '>'));
  if (!opens || !closes) return reading;
  HexDigits digits(max_bytes);
  reading.is_hex_string = TRY(read_digits(file, {gap.begin + 1, gap.end - 1}, digits));
  reading.is_too_long = digits.is_too_long();
  reading.value = digits.take();
  return reading;
}

bool is_zero_filled(ByteView bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte == 0; });
}

std::optional<FormatFault> gap_fault(const GapReading& gap) {
  if (!gap.is_hex_string) return FormatFault::GapNotContents;
  if (gap.is_too_long) return FormatFault::Unparseable;
  if (is_zero_filled(gap.value)) return FormatFault::ContentsMissing;
  return std::nullopt;
}

// ---- Coverage ----------------------------------------------------------------------------------

// No producer writes more than CR LF after %%EOF, some a space before it.
constexpr std::int64_t kLineEndBytesMax = 3;
constexpr std::string_view kEndMark = "%%EOF";

Result<bool> is_line_end(const FileBytes& file, Piece tail) {
  if (tail.begin >= tail.end || tail.end - tail.begin > kLineEndBytesMax) return false;
  std::array<std::uint8_t, kLineEndBytesMax> bytes{};
  const auto read = std::span(bytes).first(static_cast<std::size_t>(tail.end - tail.begin));
  TRY(file.read(tail.begin, read));
  return std::all_of(read.begin(), read.end(), [](std::uint8_t byte) {
    return byte == '\r' || byte == '\n' || byte == ' ';
  });
}

Result<bool> ends_with_mark(const FileBytes& file, std::int64_t end) {
  const auto length = static_cast<std::int64_t>(kEndMark.size());
  if (end < length) return false;
  std::array<std::uint8_t, kEndMark.size()> bytes{};
  TRY(file.read(end - length, bytes));
  return as_text(bytes) == kEndMark;
}

/// Trap 5: up to `boundary` only the line end after %%EOF is missing. The reader's word for where
/// a revision ends is not taken: the bytes themselves must say so.
Result<bool> misses_only_line_end(const FileBytes& file, std::int64_t end, std::int64_t boundary) {
  const bool is_tail = TRY(is_line_end(file, {end, boundary}));
  if (!is_tail) return false;
  return ends_with_mark(file, end);
}

struct CoverageReading {
  Coverage coverage = Coverage::Prefix;
  bool misses_line_end = false;
};

Result<CoverageReading> read_coverage(const FileBytes& file,
                                      std::int64_t end,
                                      std::span<const RevisionFacts> revisions) {
  if (end == file.size()) return CoverageReading{Coverage::WholeFile, false};
  const bool only_eol = TRY(misses_only_line_end(file, end, file.size()));
  if (only_eol) return CoverageReading{Coverage::WholeFile, true};
  for (const RevisionFacts& revision : revisions) {
    if (end == revision.end) return CoverageReading{Coverage::WholeRevision, false};
    if (end != revision.eof_end) continue;
    const bool misses = TRY(misses_only_line_end(file, end, revision.end));
    if (misses) return CoverageReading{Coverage::WholeRevision, true};
  }
  return CoverageReading{};
}

RangeFacts faulty(FormatFault fault) {
  RangeFacts facts;
  facts.faults.push_back(fault);
  return facts;
}

}  // namespace

Result<void> FileBytes::read(std::int64_t offset, std::span<std::uint8_t> into) const {
  std::size_t done = 0;
  while (done < into.size()) {
    const auto at = static_cast<off_t>(offset + static_cast<std::int64_t>(done));
    const ssize_t count = ::pread(fd_, into.data() + done, into.size() - done, at);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno_error("pread");
    if (count == 0) return Error{Fault::TruncatedFile, "became shorter", {{}, 0, at, {}}};
    done += static_cast<std::size_t>(count);
  }
  return {};
}

Result<RangeFacts> check_ranges(const FileBytes& file,
                                std::span<const std::int64_t> byte_range,
                                std::span<const RevisionFacts> revisions,
                                std::uint64_t max_value_bytes) {
  if (const auto fault = range_fault(byte_range, file.size())) return faulty(*fault);
  const TwoRanges ranges = two_ranges(byte_range);
  GapReading gap = TRY(read_gap(file, {ranges.before.end, ranges.after.begin}, max_value_bytes));
  if (const auto fault = gap_fault(gap)) return faulty(*fault);
  const CoverageReading read = TRY(read_coverage(file, ranges.after.end, revisions));
  RangeFacts facts;
  facts.coverage = read.coverage;
  facts.covered_end = ranges.after.end;
  facts.value = std::move(gap.value);
  facts.misses_line_end = read.misses_line_end;
  return facts;
}

ByteView without_padding(ByteView value) {
  if (value.size() < 2 || value[1] == 0x80) return value;
  const std::size_t extra = value[1] < 0x80 ? 0 : value[1] & 0x7FU;
  if (extra > sizeof(std::uint32_t) || value.size() < 2 + extra) return value;
  std::uint64_t length = extra == 0 ? value[1] : 0;
  for (const std::uint8_t byte : value.subspan(2, extra)) length = (length << 8) | byte;
  const std::uint64_t whole = 2 + extra + length;
  return whole > value.size() ? value : value.first(static_cast<std::size_t>(whole));
}

}  // namespace sohoa
