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

/// Errors: EmptyFile, NotADocument (no XML), CorruptFile (with byte offset), bounds of limits.h.
Result<XmlReading> read_xml_signatures(ByteView file, const Limits& limits);

}  // namespace sohoa
