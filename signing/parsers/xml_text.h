// Small lexical forms of XML signatures: base64, percent-encoding, xsd:dateTime, lists.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes.h"
#include "core/clock.h"

namespace sohoa::xml {

/// Without XML white space at both ends.
std::string_view trim(std::string_view text);

/// RFC 2045 as XML Schema reads it: white space anywhere, padding required, nothing else.
std::optional<Bytes> from_base64(std::string_view text);

/// RFC 3986, 2.1. A broken escape stays as it is written.
std::string percent_decoded(std::string_view uri);

/// Whether the URI names a scheme ("http:", "file:"), so something outside of what we were given.
bool has_scheme(std::string_view uri);

/// An xsd:dateTime. Without a zone it is read as Vietnamese time and `lacks_zone` is set.
struct SigningMoment {
  UtcTime time;
  bool lacks_zone = false;
};
std::optional<SigningMoment> parse_date_time(std::string_view text);

/// Pieces between white space.
std::vector<std::string> split_list(std::string_view text);

}  // namespace sohoa::xml
