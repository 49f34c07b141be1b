// A ZIP written field by field, so that every field can lie.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/bytes.h"

namespace sohoa::testing {

struct RawEntry {
  std::string name;
  std::string content;  ///< as it unpacks
  bool deflated = false;
  std::uint16_t flags = 0x0800;  ///< UTF-8 name
  std::uint32_t mode = 0100644;  ///< UNIX
  std::optional<std::uint32_t> declared_bytes;
  std::optional<std::uint32_t> crc32;
  std::optional<std::string> local_name;
  std::optional<std::size_t> shares_data_of;  ///< no bytes of its own: those of that entry
};

Bytes raw_zip(const std::vector<RawEntry>& entries);

/// Zeros packed a thousandfold.
RawEntry zeros(const std::string& name, std::size_t bytes);

/// A PNG or TIFF header that declares a size, with next to nothing behind it.
Bytes png_header(std::uint32_t width, std::uint32_t height);
Bytes tiff_header(std::uint32_t width, std::uint32_t height);

}  // namespace sohoa::testing
