// Qualifying properties of an XML signature (XAdES: EN 319 132-1, TS 101 903 1.1.1 to 1.4.2).
//
// Private to the parser half. Element names are read whatever version's namespace they carry; a
// SignedProperties element counts only when a reference of its own signature covers it (trap 55).
#pragma once

#include <vector>

#include "core/result.h"
#include "signing/parsers/xml_reference.h"

namespace sohoa::xml {

/// Reads the properties into `reading`: claims, certificates, revocation values, time-stamps with
/// the octets they stand over, and the faults NoSignedProperties and Unparseable. Marks the
/// reference to SignedProperties in reading.references, which stand in the order of `references`.
Result<void> read_qualifying_properties(XmlSignatureReading& reading,
                                        const std::vector<ResolvedReference>& references,
                                        const Surroundings& around);

}  // namespace sohoa::xml
