// Time-stamps inside XAdES properties and the octets each stands over (EN 319 132-1, 5.2.8, 5.3,
// 5.5).
//
// Private to the parser half. Where the octets cannot be put together here (external files, old
// archive formats) they stay empty, so that the imprint is unknown rather than wrong.
#pragma once

#include <vector>

#include "core/result.h"
#include "signing/parsers/xml_reference.h"

namespace sohoa::xml {

/// Adds the time-stamps of `qualifying` (xades:QualifyingProperties) to reading.timestamps. Its
/// references are read already.
Result<void> read_timestamps(XmlSignatureReading& reading,
                             const xmlNode* qualifying,
                             const Surroundings& around);

}  // namespace sohoa::xml
