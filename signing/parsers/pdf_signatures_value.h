// One signature dictionary and what it claims (ISO 32000-1, 12.8.1; ISO 32000-2, 12.8.3 to 12.8.6).
//
// Private to the reader of signatures.
#pragma once

#include <vector>

#include "signing/parsers/cos_file.h"
#include "signing/parsers/pdf_signatures_fields.h"
#include "signing/requests.h"

namespace sohoa {

/// A dictionary with a /ByteRange and /Contents, whatever it calls itself.
bool looks_like_signature(const cos::Object& object);

/// Reads the dictionary of `value` as it stands in `revision`. The field, its page and lock are
/// filled in too; a value that is no dictionary is Unparseable.
PdfSignatureReading read_signature_value(const cos::File& file,
                                         std::int32_t revision,
                                         const FieldValue& value);

/// Digest algorithms whose object identifiers stand at the head of a CMS: a hint which digests the
/// service should compute at once, nothing more.
std::vector<HashAlgorithm> digest_hints(ByteView contents);

}  // namespace sohoa
