#include "signing/parsers/evidence_der.h"

#include <chrono>

namespace sohoa::der {
namespace {

struct Header {
  std::size_t size = 0;
  std::size_t content = 0;
};

// X.690, 8.1.3. Four length octets are 4 GiB: more than any limit lets in.
std::optional<Header> read_header(ByteView bytes) {
  if (bytes.size() < 2 || (bytes[0] & 0x1FU) == 0x1FU) return std::nullopt;
  const std::size_t first = bytes[1];
  if (first < 0x80) return Header{2, first};
  const std::size_t count = first & 0x7FU;
  if (count == 0 || count > 4 || bytes.size() < 2 + count) return std::nullopt;
  std::size_t length = 0;
  for (std::size_t i = 0; i < count; ++i) length = length << 8U | bytes[2 + i];
  return Header{2 + count, length};
}

// -1 when one of the two is no digit.
int two_digits(ByteView text, std::size_t at) {
  const int tens = text[at] - '0';
  const int ones = text[at + 1] - '0';
  const bool are_digits = tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9;
  return are_digits ? tens * 10 + ones : -1;
}

std::optional<UtcTime> from_parts(int year, int month, int day, int hour, int minute, int second) {
  using namespace std::chrono;  // NOLINT: six calendar words
  if (month < 0 || day < 0 || hour < 0 || minute < 0 || second < 0) return std::nullopt;
  const auto date = std::chrono::year(year) / month / day;
  if (!date.ok() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return sys_days(date) + hours(hour) + minutes(minute) + seconds(second);
}

}  // namespace

std::optional<Element> Reader::next() {
  if (rest_.empty() || !is_sound_) return std::nullopt;
  const auto header = read_header(rest_);
  is_sound_ = header && header->content <= rest_.size() - header->size;
  if (!is_sound_) return std::nullopt;
  const Element element{rest_[0],
                        rest_.first(header->size + header->content),
                        rest_.subspan(header->size, header->content)};
  rest_ = rest_.subspan(element.whole.size());
  return element;
}

std::optional<Element> Reader::next(std::uint8_t tag) {
  if (rest_.empty() || rest_[0] != tag) return std::nullopt;
  return next();
}

std::optional<Element> only(ByteView bytes, std::uint8_t tag) {
  Reader reader(bytes);
  auto element = reader.next(tag);
  if (!reader.at_end()) return std::nullopt;
  return element;
}

ByteView trimmed(ByteView integer) {
  while (integer.size() > 1) {
    const bool is_negative = (integer[1] & 0x80U) != 0;
    if (integer[0] != (is_negative ? 0xFF : 0x00)) break;
    integer = integer.subspan(1);
  }
  return integer;
}

std::optional<UtcTime> time(const Element& element) {
  const ByteView text = element.content;
  const bool is_short = element.tag == kUtcTime && text.size() == 13;
  const bool is_long = element.tag == kGeneralizedTime && text.size() == 15;
  if (!is_short && !is_long) return std::nullopt;
  if (text.back() != 'Z') return std::nullopt;
  const std::size_t at = is_long ? 4 : 2;
  const int low = two_digits(text, at - 2);
  // RFC 5280, 4.1.2.5.1: two digits from 50 on mean the last century.
  const int high = is_long ? two_digits(text, 0) : (low >= 50 ? 19 : 20);
  if (low < 0 || high < 0) return std::nullopt;
  return from_parts(high * 100 + low,
                    two_digits(text, at),
                    two_digits(text, at + 2),
                    two_digits(text, at + 4),
                    two_digits(text, at + 6),
                    two_digits(text, at + 8));
}

}  // namespace sohoa::der
