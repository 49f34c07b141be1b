#include "core/text.h"

#include <cstdlib>
#include <memory>

#include <utf8proc.h>

#include "core/bytes.h"

namespace sohoa {
namespace {

struct FreeMemory {
  void operator()(void* memory) const {
    std::free(memory);
  }  // NOLINT: utf8proc allocates with malloc
};

bool is_dropped_control(char32_t c) {
  return (c < 0x20 && c != '\t' && c != '\n') || c == 0x7F || (c >= 0x80 && c < 0xA0);
}

// Ill-formed input was replaced before, so utf8proc only fails when memory is exhausted.
std::string map(std::string_view valid, int options) {
  utf8proc_uint8_t* mapped = nullptr;
  const auto* input = reinterpret_cast<const utf8proc_uint8_t*>(valid.data());
  const auto size = utf8proc_map(input,
                                 static_cast<utf8proc_ssize_t>(valid.size()),
                                 &mapped,
                                 static_cast<utf8proc_option_t>(options));
  const std::unique_ptr<utf8proc_uint8_t, FreeMemory> owner(mapped);
  if (size < 0) return {};
  return std::string(as_text({mapped, static_cast<std::size_t>(size)}));
}

std::string clean(std::string_view text) {
  std::string valid;
  valid.reserve(text.size());
  for (const char32_t c : to_utf32(text)) {
    if (!is_dropped_control(c)) append_utf8(valid, c);
  }
  return valid;
}

bool is_ascii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80 || (c < 0x20 && c != '\t' && c != '\n') ||
        c == 0x7F) {
      return false;
    }
  }
  return true;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

}  // namespace

std::string to_nfc(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  return map(clean(text), UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

std::string to_lower(std::string_view text) {
  std::string lower;
  for (const char32_t c : to_utf32(to_nfc(text))) {
    append_utf8(lower, static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c))));
  }
  return lower;
}

std::string fold(std::string_view text) {
  constexpr int kStrip = UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_STRIPMARK;
  std::string folded = map(to_lower(text), kStrip);
  replace_all(folded, "đ", "d");
  return folded;
}

std::u32string to_utf32(std::string_view text) {
  std::u32string points;
  points.reserve(text.size());
  const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  auto left = static_cast<utf8proc_ssize_t>(text.size());
  while (left > 0) {
    utf8proc_int32_t point = 0;
    const utf8proc_ssize_t used = utf8proc_iterate(at, left, &point);
    const bool ok = used > 0 && point >= 0;
    points += ok ? static_cast<char32_t>(point) : U'\uFFFD';
    const utf8proc_ssize_t step = ok ? used : 1;
    at += step;
    left -= step;
  }
  return points;
}

void append_utf8(std::string& text, char32_t code_point) {
  utf8proc_uint8_t buffer[4];
  const auto size = utf8proc_encode_char(static_cast<utf8proc_int32_t>(code_point), buffer);
  text.append(reinterpret_cast<const char*>(buffer), static_cast<std::size_t>(size));
}

std::string to_utf8(std::u32string_view points) {
  std::string text;
  for (const char32_t point : points) append_utf8(text, point);
  return text;
}

bool has_diacritics(std::string_view text) {
  return fold(text) != to_lower(text);
}

std::vector<std::string_view> split_words(std::string_view text) {
  constexpr std::string_view kSpace = " \t\n\r\f\v";
  std::vector<std::string_view> words;
  auto at = text.find_first_not_of(kSpace);
  while (at != std::string_view::npos) {
    const auto end = std::min(text.find_first_of(kSpace, at), text.size());
    words.push_back(text.substr(at, end - at));
    at = text.find_first_not_of(kSpace, end);
  }
  return words;
}

std::string squeeze(std::string_view text) {
  std::string squeezed;
  for (const auto word : split_words(text)) {
    if (!squeezed.empty()) squeezed += ' ';
    squeezed += word;
  }
  return squeezed;
}

}  // namespace sohoa
