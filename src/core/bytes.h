// Bytes as everyone here means them, and their hexadecimal form.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sohoa {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

/// The bytes of a string, without copying; dies with the string.
ByteView as_bytes(std::string_view text);
/// The bytes seen as characters; no encoding is implied.
std::string_view as_text(ByteView bytes);

/// Lower-case hexadecimal, two digits a byte.
std::string to_hex(ByteView bytes);
/// Either case (RFC 8493 tools write both); nullopt on odd length or a foreign digit.
std::optional<Bytes> from_hex(std::string_view hex);

}  // namespace sohoa
