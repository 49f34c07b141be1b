#include "core/wire.h"

#include <bit>
#include <cmath>

namespace sohoa {
namespace {

template <class Unsigned>
Unsigned little_endian(ByteView bytes) {
  Unsigned value = 0;
  for (std::size_t i = bytes.size(); i > 0; --i) {
    value = static_cast<Unsigned>((value << 8U) | bytes[i - 1]);
  }
  return value;
}

}  // namespace

void WireWriter::u32(std::uint32_t value) {
  for (int shift = 0; shift < 32; shift += 8) u8(static_cast<std::uint8_t>(value >> shift));
}

void WireWriter::u64(std::uint64_t value) {
  for (int shift = 0; shift < 64; shift += 8) u8(static_cast<std::uint8_t>(value >> shift));
}

void WireWriter::f64(double value) {
  u64(std::bit_cast<std::uint64_t>(value));
}

void WireWriter::text(std::string_view value) {
  blob(as_bytes(value));
}

void WireWriter::blob(ByteView value) {
  u32(static_cast<std::uint32_t>(value.size()));
  bytes_.insert(bytes_.end(), value.begin(), value.end());
}

void WireReader::fail() {
  ok_ = false;
  left_ = {};
}

ByteView WireReader::take(std::size_t size) {
  if (size > left_.size()) fail();
  if (!ok_) return {};
  const ByteView piece = left_.first(size);
  left_ = left_.subspan(size);
  return piece;
}

std::uint8_t WireReader::u8() {
  const ByteView piece = take(1);
  return piece.empty() ? std::uint8_t{0} : piece[0];
}

bool WireReader::boolean() {
  const std::uint8_t value = u8();
  if (value > 1) fail();
  return value == 1;
}

std::uint32_t WireReader::u32() {
  return little_endian<std::uint32_t>(take(4));
}

std::uint64_t WireReader::u64() {
  return little_endian<std::uint64_t>(take(8));
}

double WireReader::f64() {
  const double value = std::bit_cast<double>(u64());
  if (!std::isfinite(value)) {
    fail();
    return 0;
  }
  return value;
}

std::string WireReader::text() {
  return std::string(as_text(take(u32())));
}

Bytes WireReader::blob() {
  const ByteView piece = take(u32());
  return {piece.begin(), piece.end()};
}

std::uint32_t WireReader::count(std::uint32_t max, std::size_t min_bytes_each) {
  const std::uint32_t value = u32();
  if (value > max || value * min_bytes_each > left_.size()) fail();
  return ok_ ? value : 0;
}

}  // namespace sohoa
