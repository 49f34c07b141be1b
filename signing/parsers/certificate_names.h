// Distinguished names for people, and numbers and times as we hold them.
//
// Private to the parser half of signing.
#pragma once

#include <optional>
#include <string>

#include <openssl/types.h>

#include "core/bytes.h"
#include "core/clock.h"
#include "signing/evidence.h"

namespace sohoa {

/// UTF-8 NFC whatever the string type was (BMPString, T61String, UTF8String…; trap 59).
std::string text_of(const ASN1_STRING* value);
NameFacts read_name(const X509_NAME* name);
/// Upper-case hexadecimal without leading zeros; "-" in front of a negative one.
std::string hexadecimal_of(const ASN1_INTEGER* number);
/// Dotted form.
std::string oid_of(const ASN1_OBJECT* object);
std::optional<UtcTime> time_of(const ASN1_TIME* time);
ByteView bytes_of(const ASN1_STRING* value);

}  // namespace sohoa
