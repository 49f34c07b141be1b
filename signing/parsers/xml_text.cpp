#include "signing/parsers/xml_text.h"

#include <array>

namespace sohoa::xml {
namespace {

constexpr std::string_view kSpace = " \t\r\n";
constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t kForeign = 0xFF;
constexpr std::size_t kShortestDateTime = 19;  // 2026-11-21T08:15:00

constexpr std::array<std::uint8_t, 256> make_digits() {
  std::array<std::uint8_t, 256> digits{};
  digits.fill(kForeign);
  for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
    digits[static_cast<std::uint8_t>(kAlphabet[i])] = static_cast<std::uint8_t>(i);
  }
  return digits;
}
constexpr auto kDigits = make_digits();

bool is_space(char c) {
  return kSpace.find(c) != std::string_view::npos;
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

}  // namespace

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

std::optional<Bytes> from_base64(std::string_view text) {
  Bytes bytes;
  bytes.reserve(text.size() / 4 * 3);
  std::uint32_t group = 0;
  int digits = 0;
  int padding = 0;
  for (const char c : text) {
    if (is_space(c)) continue;
    const auto digit = kDigits[static_cast<std::uint8_t>(c)];
    if (c == '=') ++padding;
    if (c != '=' && (digit == kForeign || padding > 0)) return std::nullopt;
    group = (group << 6U) | (c == '=' ? 0U : digit);
    if (++digits % 4 != 0) continue;
    for (int i = 0; i < 3 - padding; ++i) {
      bytes.push_back(static_cast<std::uint8_t>(group >> (16U - 8U * static_cast<unsigned>(i))));
    }
    group = 0;
  }
  if (digits % 4 != 0 || padding > 2) return std::nullopt;
  return bytes;
}

std::string percent_decoded(std::string_view uri) {
  std::string decoded;
  decoded.reserve(uri.size());
  for (std::size_t i = 0; i < uri.size(); ++i) {
    const auto escape = uri[i] == '%' ? from_hex(uri.substr(i + 1, 2)) : std::nullopt;
    if (escape && escape->size() == 1) {
      decoded.push_back(static_cast<char>(escape->front()));
      i += 2;
    } else {
      decoded.push_back(uri[i]);
    }
  }
  return decoded;
}

bool has_scheme(std::string_view uri) {
  const auto colon = uri.find(':');
  if (colon == std::string_view::npos || colon == 0 || !is_letter(uri.front())) return false;
  return uri.substr(0, colon).find_first_of("/?#") == std::string_view::npos;
}

std::optional<SigningMoment> parse_date_time(std::string_view text) {
  text = trim(text);
  if (text.size() < kShortestDateTime) return std::nullopt;
  const auto tail = text.substr(kShortestDateTime);
  const bool lacks_zone = tail.find_first_of("Zz+-") == std::string_view::npos;
  const auto time = parse_rfc3339(std::string(text) + (lacks_zone ? "+07:00" : ""));
  if (!time) return std::nullopt;
  return SigningMoment{*time, lacks_zone};
}

std::vector<std::string> split_list(std::string_view text) {
  std::vector<std::string> pieces;
  while (!(text = trim(text)).empty()) {
    const auto end = std::min(text.find_first_of(kSpace), text.size());
    pieces.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return pieces;
}

}  // namespace sohoa::xml
