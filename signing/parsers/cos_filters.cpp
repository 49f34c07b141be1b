#include "signing/parsers/cos_filters.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <memory>

#include <zlib.h>

#include "signing/parsers/cos_parser.h"

namespace sohoa::cos {
namespace {

constexpr std::size_t kFirstGuessBytes = 4 << 20;
constexpr std::size_t kMaxSteps = 16;  // 7.4.1 sets no bound; two are usual

Error too_large() {
  return Error{Fault::InflateTooLarge, "a stream of the PDF", {}};
}
Error corrupt(std::string detail) {
  return Error{Fault::CorruptFile, std::move(detail), {}};
}

struct EndInflate {
  void operator()(z_stream* stream) const { inflateEnd(stream); }
};

// Data that end early or have a wrong checksum are taken as far as they go, as all readers do.
Result<Bytes> inflate_all(ByteView raw, std::uint64_t max_bytes) {
  z_stream stream{};
  if (inflateInit(&stream) != Z_OK) return Error{Fault::MemoryLimit, "zlib", {}};
  const std::unique_ptr<z_stream, EndInflate> guard(&stream);
  stream.next_in = const_cast<Bytef*>(raw.data());  // NOLINT: zlib's interface is not const
  stream.avail_in = static_cast<uInt>(raw.size());
  Bytes out;
  for (int status = Z_OK; status == Z_OK;) {
    const auto had = out.size();
    if (had > max_bytes) return too_large();
    const auto first_guess = std::min<std::size_t>(4 * raw.size() + 256, kFirstGuessBytes);
    out.resize(std::min<std::size_t>(std::max(had + had / 2, first_guess), max_bytes + 1));
    const auto room = out.size() - had;
    stream.next_out = out.data() + had;
    stream.avail_out = static_cast<uInt>(room);
    status = inflate(&stream, Z_NO_FLUSH);
    out.resize(had + room - stream.avail_out);
    if (status == Z_DATA_ERROR && out.empty()) return corrupt("Flate data");
    if (status == Z_OK && stream.avail_in == 0 && stream.avail_out != 0) break;
  }
  if (out.size() > max_bytes) return too_large();
  return out;
}

/// Bits of an LZW stream, most significant first.
class CodeReader {
 public:
  explicit CodeReader(ByteView raw) : raw_(raw) {}
  int next(int width) {
    while (held_ < width) {
      if (at_ >= raw_.size()) return -1;
      bits_ = bits_ << 8 | raw_[at_++];
      held_ += 8;
    }
    held_ -= width;
    return static_cast<int>(bits_ >> held_ & ((1U << width) - 1U));
  }

 private:
  ByteView raw_;
  std::size_t at_ = 0;
  std::uint32_t bits_ = 0;
  int held_ = 0;
};

/// 7.4.4.2: each code is a piece of what was already written: where it began and how long it is.
class LzwTable {
 public:
  static constexpr int kClear = 256;
  static constexpr int kEnd = 257;
  void clear() { next_ = 258; }
  int next() const { return next_; }
  bool knows(int code) const { return code < 256 || (code > kEnd && code < next_); }
  void add(std::size_t start, std::size_t length) {
    if (next_ >= 4096) return;
    start_[static_cast<std::size_t>(next_)] = start;
    length_[static_cast<std::size_t>(next_)] = length;
    ++next_;
  }
  void write(int code, Bytes& out) const {
    if (code < 256) return out.push_back(static_cast<std::uint8_t>(code));
    const auto start = start_[static_cast<std::size_t>(code)];
    const auto length = length_[static_cast<std::size_t>(code)];
    for (std::size_t i = 0; i < length; ++i) out.push_back(out[start + i]);
  }

 private:
  int next_ = 258;
  std::array<std::size_t, 4096> start_{};
  std::array<std::size_t, 4096> length_{};
};

int width_of(int codes) {
  return codes < 512 ? 9 : codes < 1024 ? 10 : codes < 2048 ? 11 : 12;
}

Result<Bytes> lzw_all(ByteView raw, std::int64_t early_change, std::uint64_t max_bytes) {
  CodeReader reader(raw);
  const auto table = std::make_unique<LzwTable>();
  const int early = early_change == 0 ? 0 : 1;
  Bytes out;
  std::size_t previous = 0;  // length of the piece before; 0: none since the table was cleared
  for (;;) {
    const int code = reader.next(width_of(table->next() + early));
    if (code < 0 || code == LzwTable::kEnd) return out;
    if (code == LzwTable::kClear) {
      table->clear();
      previous = 0;
      continue;
    }
    const auto start = out.size();
    // A code's piece is the one before and one byte more, which is the first of the piece at hand:
    // so the entry can be made before the code is known to be itself.
    if (previous > 0) table->add(start - previous, previous + 1);
    if (!table->knows(code)) return corrupt("LZW data");
    table->write(code, out);
    previous = out.size() - start;
    if (out.size() > max_bytes) return too_large();
  }
}

int nibble(std::uint8_t c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

Result<Bytes> hex_all(ByteView raw) {
  Bytes out;
  int high = -1;
  for (const auto c : raw) {
    if (c == '>') break;
    const int digit = nibble(c);
    if (digit < 0 && is_space(c)) continue;
    if (digit < 0) return corrupt("ASCIIHex data");
    if (high >= 0) out.push_back(static_cast<std::uint8_t>(high * 16 + digit));
    high = high >= 0 ? -1 : digit;
  }
  if (high >= 0) out.push_back(static_cast<std::uint8_t>(high * 16));
  return out;
}

// A group of n digits gives n - 1 bytes; what is missing counts as the highest digit.
void append_group(std::array<std::uint32_t, 5> group, std::size_t digits, Bytes& out) {
  if (digits < 2) return;
  std::fill(group.begin() + static_cast<std::ptrdiff_t>(digits), group.end(), 84U);
  std::uint32_t word = 0;
  for (const auto digit : group) word = word * 85 + digit;
  for (std::size_t i = 0; i + 1 < digits; ++i)
    out.push_back(static_cast<std::uint8_t>(word >> (24 - 8 * i) & 0xFF));
}

Result<Bytes> ascii85_all(ByteView raw) {
  Bytes out;
  std::array<std::uint32_t, 5> group{};
  std::size_t digits = 0;
  for (const auto c : raw) {
    if (c == '~') break;
    if (is_space(c)) continue;
    if (c == 'z' && digits == 0) {
      out.insert(out.end(), 4, 0);
      continue;
    }
    if (c < '!' || c > 'u') return corrupt("ASCII85 data");
    group[digits++] = static_cast<std::uint32_t>(c - '!');
    if (digits < 5) continue;
    append_group(group, digits, out);
    digits = 0;
  }
  append_group(group, digits, out);
  return out;
}

Result<Bytes> run_length_all(ByteView raw, std::uint64_t max_bytes) {
  Bytes out;
  for (std::size_t at = 0; at < raw.size() && raw[at] != 128;) {
    const std::size_t length = raw[at++];
    if (length < 128) {
      const auto piece = raw.subspan(at, std::min(length + 1, raw.size() - at));
      out.insert(out.end(), piece.begin(), piece.end());
      at += piece.size();
    } else if (at < raw.size()) {
      out.insert(out.end(), 257 - length, raw[at++]);
    }
    if (out.size() > max_bytes) return too_large();
  }
  return out;
}

std::uint8_t paeth(int left, int up, int corner) {
  const int guess = left + up - corner;
  const int to_left = std::abs(guess - left);
  const int to_up = std::abs(guess - up);
  const int to_corner = std::abs(guess - corner);
  if (to_left <= to_up && to_left <= to_corner) return static_cast<std::uint8_t>(left);
  return static_cast<std::uint8_t>(to_up <= to_corner ? up : corner);
}

// One row of a PNG image (W3C PNG, 9.2); `up` is the row before, zeros for the first.
void undo_png_row(
    int kind, std::uint8_t* row, const std::uint8_t* up, std::size_t length, std::size_t pixel) {
  for (std::size_t i = 0; i < length; ++i) {
    const int left = i >= pixel ? row[i - pixel] : 0;
    const int corner = i >= pixel ? up[i - pixel] : 0;
    int add = 0;
    if (kind == 1) add = left;
    if (kind == 2) add = up[i];
    if (kind == 3) add = (left + up[i]) / 2;
    if (kind == 4) add = paeth(left, up[i], corner);
    row[i] = static_cast<std::uint8_t>(row[i] + add);
  }
}

struct RowShape {
  std::size_t row_bytes = 1;
  std::size_t pixel_bytes = 1;
};

Result<RowShape> row_shape(const FilterStep& step) {
  const bool is_sane =
      step.colors >= 1 && step.colors <= 32 && step.columns >= 1 && step.columns <= 1'000'000 &&
      (step.bits == 1 || step.bits == 2 || step.bits == 4 || step.bits == 8 || step.bits == 16);
  if (!is_sane) return corrupt("predictor");
  const auto pixel_bits = step.colors * step.bits;
  return RowShape{static_cast<std::size_t>((pixel_bits * step.columns + 7) / 8),
                  static_cast<std::size_t>(std::max<std::int64_t>(1, pixel_bits / 8))};
}

// In place: a row comes to lie before where it was read.
Bytes undo_png(Bytes bytes, RowShape shape) {
  const Bytes zeros(shape.row_bytes, 0);
  const std::uint8_t* up = zeros.data();
  std::size_t written = 0;
  for (std::size_t at = 0; at + 1 < bytes.size(); at += shape.row_bytes + 1) {
    const int kind = bytes[at];
    const auto length = std::min(shape.row_bytes, bytes.size() - at - 1);
    auto* row = bytes.data() + written;
    std::memmove(row, bytes.data() + at + 1, length);
    undo_png_row(kind, row, up, length, shape.pixel_bytes);
    up = row;
    written += length;
  }
  bytes.resize(written);
  return bytes;
}

// TIFF predictor 2 of whole bytes; of two-byte samples with their carry. Samples smaller than a
// byte are left as they are: no structure of a PDF uses them, and images are not looked into.
void undo_tiff(Bytes& bytes, const FilterStep& step, RowShape shape) {
  if (step.bits < 8) return;
  const auto colors = static_cast<std::size_t>(step.colors);
  for (std::size_t row = 0; row < bytes.size(); row += shape.row_bytes) {
    const auto end = std::min(row + shape.row_bytes, bytes.size());
    if (step.bits == 8) {
      for (auto i = row + colors; i < end; ++i)
        bytes[i] = static_cast<std::uint8_t>(bytes[i] + bytes[i - colors]);
      continue;
    }
    for (auto i = row + 2 * colors; i + 1 < end; i += 2) {
      const auto before = i - 2 * colors;
      const int sum = bytes[i] * 256 + bytes[i + 1] + bytes[before] * 256 + bytes[before + 1];
      bytes[i] = static_cast<std::uint8_t>(sum >> 8 & 0xFF);
      bytes[i + 1] = static_cast<std::uint8_t>(sum & 0xFF);
    }
  }
}

Result<Bytes> unpredicted(Bytes bytes, const FilterStep& step) {
  if (step.predictor <= 1) return bytes;
  const auto shape = TRY(row_shape(step));
  if (step.predictor >= 10) return undo_png(std::move(bytes), shape);
  if (step.predictor == 2) undo_tiff(bytes, step, shape);
  return bytes;
}

enum class FilterKind { Flate, Lzw, Hex, Ascii85, RunLength, Crypt, Codec };

FilterKind kind_of(const std::string& name) {
  if (name == "FlateDecode" || name == "Fl") return FilterKind::Flate;
  if (name == "LZWDecode" || name == "LZW") return FilterKind::Lzw;
  if (name == "ASCIIHexDecode" || name == "AHx") return FilterKind::Hex;
  if (name == "ASCII85Decode" || name == "A85") return FilterKind::Ascii85;
  if (name == "RunLengthDecode" || name == "RL") return FilterKind::RunLength;
  return name == "Crypt" ? FilterKind::Crypt : FilterKind::Codec;
}

Result<Bytes> undo_one(ByteView raw, const FilterStep& step, std::uint64_t max_bytes) {
  switch (kind_of(step.name)) {
    case FilterKind::Flate:
      return unpredicted(TRY(inflate_all(raw, max_bytes)), step);
    case FilterKind::Lzw:
      return unpredicted(TRY(lzw_all(raw, step.early_change, max_bytes)), step);
    case FilterKind::Hex:
      return hex_all(raw);
    case FilterKind::Ascii85:
      return ascii85_all(raw);
    case FilterKind::RunLength:
      return run_length_all(raw, max_bytes);
    default:
      return Bytes(raw.begin(), raw.end());
  }
}

void read_parameters(const Dict& parameters, const Resolve& resolve, FilterStep& step) {
  const auto number = [&](std::string_view key, std::int64_t& into) {
    const auto* entry = parameters.get(key);
    const auto value = entry == nullptr ? Object() : resolve(*entry);
    if (value.integer() != nullptr) into = *value.integer();
  };
  number("Predictor", step.predictor);
  number("Colors", step.colors);
  number("BitsPerComponent", step.bits);
  number("Columns", step.columns);
  number("EarlyChange", step.early_change);
  const auto* name = parameters.get("Name");
  if (name != nullptr && name->name() != nullptr) step.crypt_name = *name->name();
}

Object entry_of(const Dict& dict, std::string_view key, const Resolve& resolve) {
  const auto* entry = dict.get(key);
  return entry == nullptr ? Object() : resolve(*entry);
}

}  // namespace

std::vector<FilterStep> filter_steps(const Dict& dict, const Resolve& resolve) {
  const auto filters = entry_of(dict, "Filter", resolve);
  const auto parameters = entry_of(dict, "DecodeParms", resolve);
  std::vector<FilterStep> steps;
  const auto add = [&](const Object& filter, const Object& with) {
    FilterStep step;
    if (filter.name() != nullptr) step.name = *filter.name();
    if (with.dict() != nullptr) read_parameters(*with.dict(), resolve, step);
    steps.push_back(std::move(step));
  };
  if (filters.name() != nullptr) {
    const auto* list = parameters.array();
    add(filters, list != nullptr && !list->empty() ? resolve(list->front()) : parameters);
  }
  const auto* names = filters.array();
  const auto* with = parameters.array();
  for (std::size_t i = 0; names != nullptr && i < names->size() && i <= kMaxSteps; ++i) {
    // One dictionary for a list of one filter is not the standard's form, but common.
    const auto own = with != nullptr && i < with->size()     ? resolve((*with)[i])
                     : with == nullptr && names->size() == 1 ? parameters
                                                             : Object();
    add(resolve((*names)[i]), own);
  }
  return steps;
}

bool undoes_all(const std::vector<FilterStep>& steps) {
  return std::none_of(steps.begin(), steps.end(), [](const FilterStep& step) {
    return kind_of(step.name) == FilterKind::Codec;
  });
}

Result<Bytes> undo_filters(ByteView raw,
                           const std::vector<FilterStep>& steps,
                           std::uint64_t max_bytes) {
  if (steps.size() > kMaxSteps) return corrupt("too many filters");
  if (raw.size() > max_bytes) return too_large();
  Bytes bytes;
  ByteView at_hand = raw;
  for (const auto& step : steps) {
    if (kind_of(step.name) == FilterKind::Codec) break;
    bytes = TRY(undo_one(at_hand, step, max_bytes));
    at_hand = bytes;
  }
  return bytes.data() == at_hand.data() ? std::move(bytes) : Bytes(raw.begin(), raw.end());
}

}  // namespace sohoa::cos
