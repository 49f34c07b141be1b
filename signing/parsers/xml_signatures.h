// Finds XMLDSig and XAdES signatures and produces the octets each reference stands over.
//
// Parser half: libxml2 for the tree and C14N. DTDs, entities, XInclude, XSLT, XPath and anything
// remote are refused (trap 53). Also reads ASiC manifests.
#pragma once

#include "core/bytes.h"
#include "core/limits.h"
#include "core/result.h"
#include "signing/requests.h"

namespace sohoa {

/// Loads what libxml2 needs. To be called before the cage is entered.
void warm_up_xml();

/// Every ds:Signature of the document in document order, however it is nested, and the entries of
/// an ASiC manifest. References of a covered ds:Manifest are told after those of SignedInfo and
/// must match like them. A signature that cannot be read is told with its faults, never left out.
/// Which element a signature by Id covers against what a reader sees: parsers/xml_wrapping.h.
///
/// Errors: EmptyFile, NotADocument (no XML), CorruptFile (with byte offset), UnsupportedFeature (a
/// DTD, a foreign encoding, too deep), EntryTooLarge (the file, or its canonical octets together
/// beyond twice limits.xml_bytes), TooManyEntries (signatures), MemoryLimit. Cost: linear in the
/// document for each reference to all of it; in the part for a reference by Id.
Result<XmlReading> read_xml_signatures(ByteView file, const Limits& limits);

}  // namespace sohoa
