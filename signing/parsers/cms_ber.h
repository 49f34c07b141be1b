// Reading BER and DER (X.690) element by element, without copying and without trust.
//
// OpenSSL's own templates hide what a verdict needs: the bytes of an attribute set as stored, its
// order, whether lengths were indefinite, how many values an attribute has. This is the part of
// X.690 that signatures use. Views point into the bytes given; nothing is allocated.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/bytes.h"

namespace sohoa {

/// Identifier octets of the universal types signatures use, and of context-specific tags.
enum BerTag : std::uint8_t {
  kBerBoolean = 0x01,
  kBerInteger = 0x02,
  kBerBitString = 0x03,
  kBerOctetString = 0x04,
  kBerNull = 0x05,
  kBerOid = 0x06,
  kBerUtcTime = 0x17,
  kBerGeneralizedTime = 0x18,
  kBerOctetStringInParts = 0x24,
  kBerSequence = 0x30,
  kBerSet = 0x31,
  kBerContext0 = 0x80,  ///< primitive
  kBerContext0Constructed = 0xA0,
  kBerContext1Constructed = 0xA1,
  kBerContext2Constructed = 0xA2,
  kBerContext3Constructed = 0xA3,
  kBerContext4Constructed = 0xA4,
};

/// One element: views into the bytes it was read from.
struct BerElement {
  std::uint8_t tag = 0;  ///< first identifier octet
  ByteView whole;        ///< header, contents and end-of-contents
  ByteView contents;
  bool is_indefinite = false;

  bool is_constructed() const { return (tag & 0x20U) != 0; }
};

/// Reads elements that follow each other. The readers of one structure share a `fault`: after the
/// first one every read gives an empty element, so a whole structure may be read and tested once.
class BerReader {
 public:
  BerReader(ByteView bytes, std::string& fault) : left_(bytes), fault_(&fault) {}

  /// The next element, which must have `tag`; `what` names it in the fault.
  BerElement expect(std::uint8_t tag, std::string_view what);
  /// The next element whatever it is; nullopt at the end.
  std::optional<BerElement> next();
  /// The next element if it has `tag`.
  std::optional<BerElement> maybe(std::uint8_t tag);
  /// The tag that comes next; 0 at the end.
  std::uint8_t peek() const { return left_.empty() ? std::uint8_t{0} : left_.front(); }
  bool at_end() const { return left_.empty() || !fault_->empty(); }
  ByteView left() const { return left_; }

  void fail(std::string_view what);
  bool ok() const { return fault_->empty(); }
  /// A reader of what is inside `element`, sharing the fault.
  BerReader inside(const BerElement& element) const { return {element.contents, *fault_}; }

 private:
  ByteView left_;
  std::string* fault_;
};

/// The octets of an OCTET STRING, primitive or in parts (trap 41); nullopt when it is neither.
std::optional<Bytes> ber_octets(const BerElement& element);
/// "1.2.840.113549.1.7.2"; empty when the contents are no object identifier.
std::string ber_oid(const BerElement& element);
/// A small non-negative INTEGER; -1 when it is negative or larger than 31 bits.
std::int32_t ber_small_integer(const BerElement& element);
/// Contents of an INTEGER without octets that say nothing: equal numbers have equal results.
ByteView ber_shortest_integer(ByteView contents);
/// Whether lengths are definite and shortest and strings are in one part, all the way down.
bool is_der(ByteView bytes);
/// `tag` and the DER length before `contents`.
Bytes der_element(std::uint8_t tag, ByteView contents);

}  // namespace sohoa
