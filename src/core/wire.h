// The framed binary form in which the service and the cage talk.
//
// Little-endian, lengths before contents. Reading is total: a hostile reply can only make `ok()`
// false, never read outside its bytes or allocate more than they hold.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/bytes.h"

namespace sohoa {

class WireWriter {
 public:
  void u8(std::uint8_t value) { bytes_.push_back(value); }
  void boolean(bool value) { u8(value ? 1 : 0); }
  void u32(std::uint32_t value);
  void i32(std::int32_t value) { u32(static_cast<std::uint32_t>(value)); }
  void u64(std::uint64_t value);
  void i64(std::int64_t value) { u64(static_cast<std::uint64_t>(value)); }
  void f64(double value);
  void text(std::string_view value);
  void blob(ByteView value);

  const Bytes& bytes() const { return bytes_; }
  Bytes take() { return std::move(bytes_); }

 private:
  Bytes bytes_;
};

/// Reads what a WireWriter wrote. After any failure every read returns zero or empty and ok() is
/// false for good, so a decoder may read a whole structure and test once.
class WireReader {
 public:
  explicit WireReader(ByteView bytes) : left_(bytes) {}

  std::uint8_t u8();
  bool boolean();
  std::uint32_t u32();
  std::int32_t i32() { return static_cast<std::int32_t>(u32()); }
  std::uint64_t u64();
  std::int64_t i64() { return static_cast<std::int64_t>(u64()); }
  /// Fails on NaN and infinities: no honest measure is one.
  double f64();
  std::string text();
  Bytes blob();
  /// A count of elements that follow, each at least `min_bytes_each` long; fails when the bytes
  /// left cannot hold them or the count is above `max`.
  std::uint32_t count(std::uint32_t max, std::size_t min_bytes_each);
  /// A value of an enum whose last enumerator is `last`.
  template <class Enum>
  Enum enumerator(Enum last) {
    const std::uint8_t value = u8();
    if (value > static_cast<std::uint8_t>(last)) fail();
    return ok_ ? static_cast<Enum>(value) : Enum{};
  }

  void fail();
  bool ok() const { return ok_; }
  /// ok, and nothing is left over.
  bool is_finished() const { return ok_ && left_.empty(); }

 private:
  ByteView take(std::size_t size);

  ByteView left_;
  bool ok_ = true;
};

}  // namespace sohoa
