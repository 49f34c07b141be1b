#include "signing/parsers/cos_text.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>

#include "core/text.h"

namespace sohoa::cos {
namespace {

// ISO 32000-1, annex D.2: where PDFDocEncoding differs from Latin-1.
constexpr std::array<char16_t, 8> kFrom18 = {
    0x02D8, 0x02C7, 0x02C6, 0x02D9, 0x02DD, 0x02DB, 0x02DA, 0x02DC};
constexpr std::array<char16_t, 33> kFrom80 = {
    0x2022, 0x2020, 0x2021, 0x2026, 0x2014, 0x2013, 0x0192, 0x2044, 0x2039, 0x203A, 0x2212,
    0x2030, 0x201E, 0x201C, 0x201D, 0x2018, 0x2019, 0x201A, 0x2122, 0xFB01, 0xFB02, 0x0141,
    0x0152, 0x0160, 0x0178, 0x017D, 0x0131, 0x0142, 0x0153, 0x0161, 0x017E, 0xFFFD, 0x20AC};

char32_t doc_character(std::uint8_t c) {
  if (c >= 0x18 && c <= 0x1F) return kFrom18[c - 0x18U];
  if (c >= 0x80 && c <= 0xA0) return kFrom80[c - 0x80U];
  return c;
}

/// Well-formed UTF-8 with at least one character beyond ASCII.
bool is_utf8(std::string_view bytes) {
  bool has_more = false;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto c = static_cast<std::uint8_t>(bytes[i]);
    if (c < 0x80) continue;
    const std::size_t more = c >= 0xC2 && c < 0xE0   ? 1
                             : c >= 0xE0 && c < 0xF0 ? 2
                             : c >= 0xF0 && c < 0xF5 ? 3
                                                     : 0;
    if (more == 0 || i + more >= bytes.size()) return false;
    for (std::size_t k = 1; k <= more; ++k)
      if ((static_cast<std::uint8_t>(bytes[i + k]) & 0xC0U) != 0x80U) return false;
    i += more;
    has_more = true;
  }
  return has_more;
}

std::string from_utf16(std::string_view bytes, bool is_big_endian) {
  std::string out;
  const auto unit = [&](std::size_t i) {
    const auto first = static_cast<std::uint8_t>(bytes[i]);
    const auto second = static_cast<std::uint8_t>(bytes[i + 1]);
    return static_cast<char32_t>(is_big_endian ? first << 8 | second : second << 8 | first);
  };
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    auto c = unit(i);
    const bool is_pair = c >= 0xD800 && c < 0xDC00 && i + 3 < bytes.size();
    if (is_pair && unit(i + 2) >= 0xDC00 && unit(i + 2) < 0xE000) {
      c = 0x10000 + ((c - 0xD800) << 10) + (unit(i + 2) - 0xDC00);
      i += 2;
    }
    append_utf8(out, c >= 0xD800 && c < 0xE000 ? char32_t{0xFFFD} : c);
  }
  return out;
}

/// Digits of a date, cut off as they are read.
class Digits {
 public:
  explicit Digits(std::string_view text) : text_(text) {}
  /// `otherwise` when the text ends here; nothing when it goes on with something else.
  std::optional<int> next(std::size_t count, int otherwise) {
    if (text_.empty() || text_.front() < '0' || text_.front() > '9') return otherwise;
    if (text_.size() < count) return std::nullopt;
    int number = 0;
    for (const char c : text_.substr(0, count)) {
      if (c < '0' || c > '9') return std::nullopt;
      number = number * 10 + (c - '0');
    }
    text_.remove_prefix(count);
    return number;
  }
  char sign() {
    const char c = text_.empty() ? '\0' : text_.front();
    if (c == '+' || c == '-' || c == 'Z') text_.remove_prefix(1);
    return c;
  }
  void skip(char c) {
    if (!text_.empty() && text_.front() == c) text_.remove_prefix(1);
  }

 private:
  std::string_view text_;
};

std::optional<std::chrono::minutes> offset(Digits& digits) {
  const char sign = digits.sign();
  if (sign != '+' && sign != '-') return std::chrono::minutes(0);
  const auto hours = digits.next(2, 0);
  digits.skip('\'');
  const auto minutes = digits.next(2, 0);
  if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
  const std::chrono::minutes length(*hours * 60 + *minutes);
  return sign == '-' ? -length : length;
}

}  // namespace

std::string text_string(std::string_view bytes) {
  const auto is_plain = [](char c) { return c >= ' ' && c <= '~'; };
  if (std::all_of(bytes.begin(), bytes.end(), is_plain)) return std::string(bytes);
  if (bytes.starts_with("\xFE\xFF")) return to_nfc(from_utf16(bytes.substr(2), true));
  if (bytes.starts_with("\xFF\xFE")) return to_nfc(from_utf16(bytes.substr(2), false));
  if (bytes.starts_with("\xEF\xBB\xBF")) return to_nfc(bytes.substr(3));
  if (is_utf8(bytes)) return to_nfc(bytes);
  std::string out;
  for (const char c : bytes) append_utf8(out, doc_character(static_cast<std::uint8_t>(c)));
  return to_nfc(out);
}

std::optional<UtcTime> date(std::string_view text) {
  if (text.starts_with("D:")) text.remove_prefix(2);
  Digits digits(text);
  const auto year = digits.next(4, -1);
  const auto month = digits.next(2, 1);
  const auto day = digits.next(2, 1);
  const auto hour = digits.next(2, 0);
  const auto minute = digits.next(2, 0);
  const auto second = digits.next(2, 0);
  const auto east = offset(digits);
  if (!year || *year < 0 || !month || !day || !hour || !minute || !second || !east)
    return std::nullopt;
  const std::chrono::year_month_day ymd(std::chrono::year(*year),
                                        std::chrono::month(static_cast<unsigned>(*month)),
                                        std::chrono::day(static_cast<unsigned>(*day)));
  if (!ymd.ok() || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  return std::chrono::sys_days(ymd) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
         std::chrono::seconds(*second) - *east;
}

}  // namespace sohoa::cos
