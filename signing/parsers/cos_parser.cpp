#include "signing/parsers/cos_parser.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <limits>

#include "signing/parsers/cos_crypt.h"

namespace sohoa::cos {
namespace {

int hex_digit(std::uint8_t c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool is_digit(std::uint8_t c) {
  return c >= '0' && c <= '9';
}
bool is_number_start(std::uint8_t c) {
  return is_digit(c) || c == '+' || c == '-' || c == '.';
}
bool is_regular(std::uint8_t c) {
  return !is_space(c) && !is_delimiter(c);
}

bool has_duplicates(const Dict& dict) {
  std::vector<std::string_view> keys;
  keys.reserve(dict.entries.size());
  for (const auto& entry : dict.entries) keys.emplace_back(entry.first);
  std::sort(keys.begin(), keys.end());
  return std::adjacent_find(keys.begin(), keys.end()) != keys.end();
}

// Trap 12: the value of a signature is never encrypted. It is known by its /ByteRange; by its type
// alone where that is missing.
bool is_signature_value(const Dict& dict) {
  if (dict.get("ByteRange") != nullptr) return true;
  const Object* type = dict.get("Type");
  const std::string* name = type == nullptr ? nullptr : type->name();
  return name != nullptr && (*name == "Sig" || *name == "DocTimeStamp");
}

std::optional<Object> real(std::string_view text) {
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() && error != std::errc::result_out_of_range) return std::nullopt;
  // "4." and "-.5" are reals; "-" alone and "1e5" were never numbers of PDF, but readers shrug.
  return end == text.data() ? std::nullopt : std::optional(Object(number));
}

std::optional<std::int64_t> whole(std::string_view text) {
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

bool is_space(std::uint8_t c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0;
}

bool is_delimiter(std::uint8_t c) {
  return c == '/' || c == '<' || c == '>' || c == '[' || c == ']' || c == '(' || c == ')' ||
         c == '%' || c == '{' || c == '}';
}

Parser::Parser(ByteView bytes, std::int64_t at, const Limits& limits, StringKey key)
    : bytes_(bytes),
      at_(std::clamp<std::int64_t>(at, 0, static_cast<std::int64_t>(bytes.size()))),
      key_(key),
      max_values_(limits.pdf_objects / 4),
      max_depth_(limits.nesting),
      // Room for a value a little above its bound, so that it is reported as too large.
      max_string_bytes_(2 * limits.signature_bytes) {}

std::uint8_t Parser::peek(std::int64_t ahead) const {
  return at_ + ahead < size() ? bytes_[static_cast<std::size_t>(at_ + ahead)] : std::uint8_t{0};
}

void Parser::skip_space() {
  while (!is_end()) {
    if (is_space(peek())) {
      ++at_;
    } else if (peek() == '%') {
      while (!is_end() && peek() != '\n' && peek() != '\r') ++at_;
    } else {
      return;
    }
  }
}

bool Parser::word(std::string_view expected) {
  const auto before = at_;
  skip_space();
  const auto rest = as_text(bytes_.subspan(static_cast<std::size_t>(at_)));
  const auto length = static_cast<std::int64_t>(expected.size());
  if (rest.starts_with(expected) && (at_ + length == size() || !is_regular(peek(length)))) {
    at_ += length;
    return true;
  }
  at_ = before;
  return false;
}

std::optional<std::int64_t> Parser::integer() {
  const auto before = at_;
  skip_space();
  const auto start = at_;
  while (!is_end() && is_number_start(peek())) ++at_;
  const auto text = as_text(bytes_).substr(static_cast<std::size_t>(start),
                                           static_cast<std::size_t>(at_ - start));
  const auto number = whole(text);
  if (!number) at_ = before;
  return number;
}

std::optional<Object> Parser::object() {
  return value(0);
}

std::optional<Object> Parser::value(std::int32_t depth) {
  if (depth > max_depth_ || ++values_ > max_values_) return std::nullopt;
  skip_space();
  if (is_end()) return std::nullopt;
  const auto c = peek();
  if (c == '<' && peek(1) == '<') return dictionary(depth);
  if (c == '[') return array(depth);
  if (is_number_start(c)) return number_or_ref();
  if (c == '/') {
    auto text = name();
    return text ? std::optional(Object(Name{*std::move(text)})) : std::nullopt;
  }
  if (c != '(' && c != '<') return keyword();
  auto text = c == '(' ? literal_string() : hex_string();
  return text ? std::optional(Object(*std::move(text))) : std::nullopt;
}

std::optional<Object> Parser::array(std::int32_t depth) {
  ++at_;
  auto elements = std::make_shared<Array>();
  for (;;) {
    skip_space();
    if (peek() == ']' && !is_end()) break;
    auto element = value(depth + 1);
    if (!element) return std::nullopt;
    decrypt(*element);
    elements->push_back(*std::move(element));
  }
  ++at_;
  elements->shrink_to_fit();
  return Object(std::shared_ptr<const Array>(std::move(elements)));
}

std::optional<Object> Parser::dictionary(std::int32_t depth) {
  at_ += 2;
  auto dict = std::make_shared<Dict>();
  for (;;) {
    skip_space();
    if (peek() == '>' && peek(1) == '>') break;
    if (is_end() || peek() != '/') return std::nullopt;
    auto key = name();
    if (!key) return std::nullopt;
    auto entry = value(depth + 1);
    if (!entry) return std::nullopt;
    dict->entries.emplace_back(*std::move(key), *std::move(entry));
  }
  at_ += 2;
  dict->entries.shrink_to_fit();
  dict->has_duplicate_key = has_duplicates(*dict);
  decrypt_entries(*dict);
  return Object(std::shared_ptr<const Dict>(std::move(dict)));
}

std::optional<Object> Parser::number_or_ref() {
  const auto start = at_;
  while (!is_end() && is_number_start(peek())) ++at_;
  const auto text = as_text(bytes_).substr(static_cast<std::size_t>(start),
                                           static_cast<std::size_t>(at_ - start));
  const auto number = whole(text);
  if (!number) return real(text);
  constexpr std::int64_t kMax = std::numeric_limits<std::int32_t>::max();
  const auto after = at_;
  if (*number >= 0 && *number <= kMax && is_digit(static_cast<std::uint8_t>(text.front())) &&
      is_space(peek())) {
    skip_space();
    const auto generation = is_digit(peek()) ? integer() : std::nullopt;
    if (generation && *generation >= 0 && *generation <= kMax && is_space(peek()) && word("R"))
      return Object(
          Ref{static_cast<std::int32_t>(*number), static_cast<std::int32_t>(*generation)});
  }
  at_ = after;
  return Object(*number);
}

std::optional<Object> Parser::keyword() {
  if (word("null")) return Object();
  if (word("true")) return Object(true);
  if (word("false")) return Object(false);
  return std::nullopt;
}

std::optional<std::string> Parser::name() {
  ++at_;
  std::string text;
  while (!is_end() && is_regular(peek())) {
    auto c = peek();
    const int high = c == '#' ? hex_digit(peek(1)) : -1;
    const int low = high >= 0 ? hex_digit(peek(2)) : -1;
    if (low >= 0) {
      c = static_cast<std::uint8_t>(high * 16 + low);
      at_ += 2;
    }
    ++at_;
    if (!append(text, c)) return std::nullopt;
  }
  return text;
}

bool Parser::append(std::string& text, std::uint8_t c) const {
  text.push_back(static_cast<char>(c));
  return text.size() <= max_string_bytes_;
}

// 7.3.4.2, table 3: what stands after a backslash; a line end there is no character at all and is
// left to the caller.
std::uint8_t Parser::escaped() {
  const auto c = peek();
  ++at_;
  switch (c) {
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    default:
      break;
  }
  if (c < '0' || c > '7') return c;
  int code = c - '0';
  for (int digits = 1; digits < 3 && peek() >= '0' && peek() <= '7'; ++digits, ++at_)
    code = code * 8 + (peek() - '0');
  return static_cast<std::uint8_t>(code & 0xFF);
}

std::optional<String> Parser::literal_string() {
  ++at_;
  String string;
  for (std::int32_t open = 1; !is_end();) {
    auto c = peek();
    ++at_;
    if (c == '(') ++open;
    if (c == ')' && --open == 0) return string;
    if (c == '\r') {
      if (peek() == '\n') ++at_;
      c = '\n';
    }
    if (c == '\\') {
      if (peek() == '\r' || peek() == '\n') {
        at_ += peek() == '\r' && peek(1) == '\n' ? 2 : 1;
        continue;
      }
      c = escaped();
    }
    if (!append(string.bytes, c)) return std::nullopt;
  }
  return std::nullopt;
}

// Characters up to the first that no hexadecimal string holds: no more than hex_string() will read.
std::size_t Parser::hex_length() const {
  const ByteView rest = bytes_.subspan(static_cast<std::size_t>(at_));
  const auto is_part = [](std::uint8_t c) { return hex_digit(c) >= 0 || is_space(c); };
  const auto end = std::ranges::find_if_not(rest, is_part);
  return std::min(static_cast<std::size_t>(end - rest.begin()), 2 * max_string_bytes_);
}

std::optional<String> Parser::hex_string() {
  ++at_;
  String string;
  string.is_hex = true;
  string.bytes.reserve(hex_length() / 2 + 1);
  int high = -1;
  for (; !is_end(); ++at_) {
    const auto c = peek();
    const int digit = hex_digit(c);
    if (digit < 0 && c != '>' && !is_space(c)) return std::nullopt;
    if (c == '>' && high >= 0 && !append(string.bytes, static_cast<std::uint8_t>(high * 16)))
      return std::nullopt;
    if (c == '>') {
      ++at_;
      return string;
    }
    if (digit < 0) continue;
    if (high >= 0 && !append(string.bytes, static_cast<std::uint8_t>(high * 16 + digit)))
      return std::nullopt;
    high = high >= 0 ? -1 : digit;
  }
  return std::nullopt;
}

void Parser::decrypt(Object& object) const {
  const auto* string = std::get_if<String>(&object.value());
  if (string == nullptr || key_.decryptor == nullptr) return;
  object = Object(String{key_.decryptor->string(string->bytes, key_.owner), string->is_hex});
}

void Parser::decrypt_entries(Dict& dict) const {
  if (key_.decryptor == nullptr) return;
  const bool is_signature = is_signature_value(dict);
  for (auto& [key, entry] : dict.entries)
    if (!is_signature || key != "Contents") decrypt(entry);
}

std::optional<Indirect> parse_indirect(ByteView bytes,
                                       std::int64_t at,
                                       const Limits& limits,
                                       const Decryptor* decryptor,
                                       std::int64_t* reached) {
  constexpr std::int64_t kMax = std::numeric_limits<std::int32_t>::max();
  Parser head(bytes, at, limits);
  const auto number = head.integer();
  const auto generation = number ? head.integer() : std::nullopt;
  if (!generation || *number < 0 || *number > kMax || *generation < 0 || *generation > kMax)
    return std::nullopt;
  if (!head.word("obj")) return std::nullopt;
  Indirect found;
  found.ref = {static_cast<std::int32_t>(*number), static_cast<std::int32_t>(*generation)};
  Parser body(bytes, head.at(), limits, {decryptor, found.ref});
  auto value = body.object();
  if (reached != nullptr) *reached = body.at();
  if (!value) return std::nullopt;
  found.value = *std::move(value);
  if (const auto* string = std::get_if<String>(&found.value.value()); string && decryptor)
    found.value = Object(String{decryptor->string(string->bytes, found.ref), string->is_hex});
  found.values = body.values();
  if (found.value.dict() != nullptr && body.word("stream")) {
    const auto rest = as_text(bytes.subspan(static_cast<std::size_t>(body.at())));
    // 7.3.8.1 asks for CR LF or LF; a lone CR is seen in files and followed by data all the same.
    found.data = body.at() + (rest.starts_with("\r\n")                           ? 2
                              : rest.starts_with("\n") || rest.starts_with("\r") ? 1
                                                                                 : 0);
  }
  found.end = std::max(body.at(), found.data);
  return found;
}

std::optional<std::int64_t> stream_length(ByteView bytes,
                                          std::int64_t data,
                                          std::int64_t claimed,
                                          std::int64_t& searched) {
  const auto size = static_cast<std::int64_t>(bytes.size());
  searched = 0;
  if (claimed >= 0 && claimed <= size - data) {
    auto after = data + claimed;
    while (after < size && after < data + claimed + 4 &&
           is_space(bytes[static_cast<std::size_t>(after)]))
      ++after;
    if (as_text(bytes.subspan(static_cast<std::size_t>(after))).starts_with("endstream"))
      return claimed;
  }
  auto end = find(bytes, "endstream", data, size);
  searched = (end < 0 ? size : end) - data;
  if (end < 0) return std::nullopt;
  const auto before = [&](std::uint8_t c) {
    return end > data && bytes[static_cast<std::size_t>(end - 1)] == c;
  };
  if (before('\n')) --end;
  if (before('\r')) --end;
  return end - data;
}

std::int64_t find(ByteView bytes, std::string_view needle, std::int64_t from, std::int64_t to) {
  to = std::min(to, static_cast<std::int64_t>(bytes.size()));
  if (from < 0 || from >= to) return -1;
  const auto* start = bytes.data() + from;
  const auto* hit = static_cast<const std::uint8_t*>(
      memmem(start, static_cast<std::size_t>(to - from), needle.data(), needle.size()));
  return hit == nullptr ? -1 : hit - bytes.data();
}

std::int64_t find_last(ByteView bytes, std::string_view needle, std::int64_t to) {
  if (to <= 0) return -1;
  const auto hit = as_text(bytes).rfind(needle, static_cast<std::size_t>(to - 1));
  return hit == std::string_view::npos ? -1 : static_cast<std::int64_t>(hit);
}

}  // namespace sohoa::cos
