// What is this file? Told by its content, never by its name.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/bytes.h"

namespace sohoa {

enum class Format : std::uint8_t { Unknown, Empty, Pdf, Tiff, Jpeg, Png, Zip, Html, Cms, Xml };

/// Looks at the first bytes (64 KiB suffice; %PDF- may stand anywhere in the first 1,024 bytes,
/// ISO 32000-1 annex H.3 note 13).
Format sniff(ByteView head);
/// Lower-case name: "pdf", "tiff", "jpeg", …
std::string_view name(Format format);
std::string_view mime_type(Format format);
/// Pages can be read from it: PDF, TIFF, JPEG, PNG.
bool is_page_source(Format format);

}  // namespace sohoa
