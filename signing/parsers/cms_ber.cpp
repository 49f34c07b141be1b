#include "signing/parsers/cms_ber.h"

#include <algorithm>
#include <array>

namespace sohoa {
namespace {

// Deeper than any certificate or token nests; keeps the cost of indefinite lengths linear.
constexpr int kDepthMax = 32;

struct Header {
  std::size_t bytes = 0;
  std::uint64_t length = 0;
  bool is_indefinite = false;
  bool is_shortest = true;
};

/// One past the identifier octets (X.690, 8.1.2.4: high tag numbers continue); 0 when cut off.
std::size_t identifier_bytes(ByteView bytes) {
  if (bytes.empty()) return 0;
  if ((bytes[0] & 0x1FU) != 0x1F) return 1;
  std::size_t at = 1;
  while (at < bytes.size() && (bytes[at] & 0x80U) != 0) ++at;
  return at < bytes.size() ? at + 1 : 0;
}

std::optional<Header> long_length(ByteView bytes, std::size_t at) {
  const std::size_t octets = bytes[at] & 0x7FU;
  if (octets > sizeof(std::uint64_t) - 1 || bytes.size() - at - 1 < octets) return std::nullopt;
  Header header;
  header.bytes = at + 1 + octets;
  for (const std::uint8_t byte : bytes.subspan(at + 1, octets))
    header.length = (header.length << 8) | byte;
  header.is_shortest = header.length >= 0x80 && bytes[at + 1] != 0;
  return header;
}

std::optional<Header> read_header(ByteView bytes) {
  const std::size_t at = identifier_bytes(bytes);
  if (at == 0 || at >= bytes.size()) return std::nullopt;
  if (bytes[at] < 0x80) return Header{at + 1, bytes[at], false, true};
  if (bytes[at] > 0x80) return long_length(bytes, at);
  if ((bytes[0] & 0x20U) == 0) return std::nullopt;  // X.690, 8.1.3.6: only constructed ones
  return Header{at + 1, 0, true, false};
}

bool is_end_of_contents(ByteView bytes) {
  return bytes.size() >= 2 && bytes[0] == 0 && bytes[1] == 0;
}

std::optional<BerElement> read_element(ByteView bytes, int depth);

/// Contents of an indefinite length: everything before the end-of-contents octets.
std::optional<std::size_t> indefinite_length(ByteView bytes, int depth) {
  std::size_t at = 0;
  while (!is_end_of_contents(bytes.subspan(at))) {
    const auto element = read_element(bytes.subspan(at), depth + 1);
    if (!element) return std::nullopt;
    at += element->whole.size();
  }
  return at;
}

std::optional<BerElement> read_element(ByteView bytes, int depth) {
  const auto header = read_header(bytes);
  if (!header || depth > kDepthMax) return std::nullopt;
  const ByteView after = bytes.subspan(header->bytes);
  if (header->is_indefinite) {
    const auto length = indefinite_length(after, depth);
    if (!length) return std::nullopt;
    return BerElement{
        bytes[0], bytes.first(header->bytes + *length + 2), after.first(*length), true};
  }
  if (header->length > after.size()) return std::nullopt;
  const auto length = static_cast<std::size_t>(header->length);
  return BerElement{bytes[0], bytes.first(header->bytes + length), after.first(length), false};
}

bool append_octets(const BerElement& element, int depth, Bytes& octets) {
  if (!element.is_constructed()) {
    octets.insert(octets.end(), element.contents.begin(), element.contents.end());
    return true;
  }
  ByteView left = element.contents;
  while (!left.empty()) {
    const auto part = read_element(left, depth + 1);
    if (!part || (part->tag & ~0x20U) != kBerOctetString) return false;
    if (!append_octets(*part, depth + 1, octets)) return false;
    left = left.subspan(part->whole.size());
  }
  return true;
}

bool is_der_at(ByteView bytes, int depth) {
  while (!bytes.empty()) {
    const auto header = read_header(bytes);
    const auto element = read_element(bytes, depth);
    if (!element || !header->is_shortest || element->tag == kBerOctetStringInParts) return false;
    if (element->is_constructed() && !is_der_at(element->contents, depth + 1)) return false;
    bytes = bytes.subspan(element->whole.size());
  }
  return true;
}

/// Arcs of an object identifier (X.690, 8.19): base 128, highest bit set but on the last octet.
bool append_arcs(ByteView contents, std::string& text) {
  std::uint64_t arc = 0;
  bool is_first = true;
  for (const std::uint8_t byte : contents) {
    if (arc > (UINT64_MAX >> 7)) return false;
    arc = (arc << 7) | (byte & 0x7FU);
    if ((byte & 0x80U) != 0) continue;
    const std::uint64_t root = std::min<std::uint64_t>(arc / 40, 2);
    text += is_first ? std::to_string(root) + "." + std::to_string(arc - root * 40)
                     : "." + std::to_string(arc);
    is_first = false;
    arc = 0;
  }
  return !contents.empty() && (contents.back() & 0x80U) == 0;
}

}  // namespace

BerElement BerReader::expect(std::uint8_t tag, std::string_view what) {
  const auto element = maybe(tag);
  if (!element) fail(what);
  return element.value_or(BerElement{});
}

std::optional<BerElement> BerReader::next() {
  if (at_end()) return std::nullopt;
  const auto element = read_element(left_, 0);
  if (!element) {
    fail("broken element");
    return std::nullopt;
  }
  left_ = left_.subspan(element->whole.size());
  return element;
}

std::optional<BerElement> BerReader::maybe(std::uint8_t tag) {
  if (at_end() || peek() != tag) return std::nullopt;
  return next();
}

void BerReader::fail(std::string_view what) {
  if (fault_->empty()) fault_->assign(what);
}

std::optional<Bytes> ber_octets(const BerElement& element) {
  Bytes octets;
  if (!append_octets(element, 0, octets)) return std::nullopt;
  return octets;
}

std::string ber_oid(const BerElement& element) {
  std::string text;
  return append_arcs(element.contents, text) ? text : std::string();
}

std::int32_t ber_small_integer(const BerElement& element) {
  const ByteView digits = ber_shortest_integer(element.contents);
  if (digits.empty() || digits.size() > sizeof(std::int32_t) || (digits[0] & 0x80U) != 0) return -1;
  std::int32_t value = 0;
  for (const std::uint8_t byte : digits) value = (value << 8) | byte;
  return value;
}

ByteView ber_shortest_integer(ByteView contents) {
  const auto says_nothing = [](std::uint8_t first, std::uint8_t second) {
    return (first == 0x00 && second < 0x80) || (first == 0xFF && second >= 0x80);
  };
  while (contents.size() > 1 && says_nothing(contents[0], contents[1]))
    contents = contents.subspan(1);
  return contents;
}

bool is_der(ByteView bytes) {
  return is_der_at(bytes, 0);
}

Bytes der_element(std::uint8_t tag, ByteView contents) {
  Bytes element{tag};
  std::array<std::uint8_t, sizeof(std::uint64_t)> digits{};
  std::size_t count = 0;
  for (std::uint64_t rest = contents.size(); rest > 0; rest >>= 8)
    digits.at(count++) = static_cast<std::uint8_t>(rest);
  if (contents.size() >= 0x80) element.push_back(static_cast<std::uint8_t>(0x80U | count));
  if (count == 0) element.push_back(0);
  while (count > 0) element.push_back(digits.at(--count));
  element.insert(element.end(), contents.begin(), contents.end());
  return element;
}

}  // namespace sohoa
