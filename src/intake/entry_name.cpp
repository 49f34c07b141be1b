#include "intake/entry_name.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/text.h"

namespace sohoa {
namespace {

using namespace std::string_view_literals;

// Bidirectional controls let "gpj.exe" be shown as "exe.jpg" (Unicode TR 36, 2.4).
bool is_bidi_control(char32_t c) {
  return c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
}

bool is_device_name(std::string_view part) {
  constexpr std::array kDevices = {"con"sv, "prn"sv, "aux"sv, "nul"sv};
  std::string stem = to_lower(part.substr(0, part.find('.')));
  while (stem.ends_with(' ')) stem.pop_back();
  if (std::ranges::find(kDevices, stem) != kDevices.end()) return true;
  const bool is_numbered = stem.starts_with("com") || stem.starts_with("lpt");
  return is_numbered && stem.size() == 4 && stem[3] >= '1' && stem[3] <= '9';
}

// Why a part may not stand in a name; empty when it may.
std::string_view part_fault(std::string_view part) {
  if (part.empty()) return "an empty part";
  if (part == "..") return "'..' leads out of the folder";
  if (part == ".") return "'.' as a part";
  if (part.ends_with('.') || part.ends_with(' ')) return "a part ends in a dot or a space";
  if (is_device_name(part)) return "a device name";
  return {};
}

std::string_view character_fault(std::u32string_view points) {
  for (const char32_t c : points) {
    if (is_control(c)) return "a control character";
    if (is_bidi_control(c)) return "a bidirectional control character";
    if (c == 0xFFFD) return "not UTF-8";
    if (c == U'\\') return "a backslash";
    if (c == U':') return "a colon";
  }
  return {};
}

std::string_view parts_fault(std::string_view name) {
  for (;;) {
    const auto slash = name.find('/');
    const auto fault = part_fault(name.substr(0, slash));
    if (!fault.empty() || slash == name.npos) return fault;
    name.remove_prefix(slash + 1);
  }
}

std::string_view name_fault(std::string_view raw, const Limits& limits) {
  if (raw.empty()) return "no name";
  if (raw.size() > static_cast<std::size_t>(limits.name_bytes)) return "the name is too long";
  if (raw.starts_with('/')) return "an absolute name";
  const auto fault = character_fault(to_utf32(raw));
  return fault.empty() ? parts_fault(raw) : fault;
}

}  // namespace

Result<std::string> safe_entry_name(std::string_view raw, const Limits& limits) {
  const auto fault = name_fault(raw, limits);
  std::string name = to_nfc(raw);
  if (fault.empty()) return name;
  name.resize(std::min<std::size_t>(name.size(), 256));
  return Error{Fault::UnsafeName, std::string(fault), {}}.in(to_nfc(name));
}

std::string entry_name_key(std::string_view name) {
  return to_lower(name);
}

std::string_view base_name(std::string_view name) {
  return name.substr(name.rfind('/') + 1);
}

std::string_view parent_name(std::string_view name) {
  const auto slash = name.rfind('/');
  return slash == name.npos ? std::string_view{} : name.substr(0, slash);
}

}  // namespace sohoa
