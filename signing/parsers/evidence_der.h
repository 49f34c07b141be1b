// Walks DER (X.690) without copying: for what OpenSSL reads too slowly or does not keep.
//
// A CRL of 100,000 entries becomes as many small objects in OpenSSL; here an entry is passed over
// in nanoseconds. Definite lengths only: CRLs and OCSP answers are signed as DER.
#pragma once

#include <cstdint>
#include <optional>

#include "core/bytes.h"
#include "core/clock.h"

namespace sohoa::der {

inline constexpr std::uint8_t kBoolean = 0x01;
inline constexpr std::uint8_t kInteger = 0x02;
inline constexpr std::uint8_t kBitString = 0x03;
inline constexpr std::uint8_t kOctetString = 0x04;
inline constexpr std::uint8_t kOid = 0x06;
inline constexpr std::uint8_t kEnumerated = 0x0A;
inline constexpr std::uint8_t kUtcTime = 0x17;
inline constexpr std::uint8_t kGeneralizedTime = 0x18;
inline constexpr std::uint8_t kSequence = 0x30;
/// [n] of a constructed type.
constexpr std::uint8_t context(int number) {
  return static_cast<std::uint8_t>(0xA0 + number);
}

/// One tag-length-value. Views into the bytes it was read from.
struct Element {
  std::uint8_t tag = 0;
  ByteView whole;
  ByteView content;
};

/// Reads one element after the other. A malformed one ends the reading: next() gives nothing and
/// is_sound() is false.
class Reader {
 public:
  explicit Reader(ByteView bytes) : rest_(bytes) {}
  bool at_end() const { return rest_.empty(); }
  bool is_sound() const { return is_sound_; }
  /// The element at hand, passed over.
  std::optional<Element> next();
  /// The same, when it has this tag; otherwise nothing is passed over.
  std::optional<Element> next(std::uint8_t tag);

 private:
  ByteView rest_;
  bool is_sound_ = true;
};

/// The only element of `bytes`; nothing when there is more, less or another tag.
std::optional<Element> only(ByteView bytes, std::uint8_t tag);

/// Content octets of an INTEGER without padding that DER forbids but some authorities write.
ByteView trimmed(ByteView integer);

/// UTCTime or GeneralizedTime as RFC 5280, 4.1.2.5 writes them: to the second, in UTC.
std::optional<UtcTime> time(const Element& element);

}  // namespace sohoa::der
