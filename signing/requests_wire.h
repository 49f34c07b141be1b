// The wire form of what the cages that look at signatures are asked and answer (core/wire.h).
//
// A request is decoded in the cage and an answer by the service, which takes it for hostile: every
// length is held against the bytes left, every enum against its last value, every index against
// what it points into. Texts come out in NFC without control characters.
#pragma once

#include "core/bytes.h"
#include "core/limits.h"
#include "core/result.h"
#include "signing/requests.h"

namespace sohoa {

Bytes encode(const PdfReading& reading);
Result<PdfReading> decode_pdf_reading(ByteView bytes, const Limits& limits);
Bytes encode(const XmlReading& reading);
Result<XmlReading> decode_xml_reading(ByteView bytes, const Limits& limits);
Bytes encode(const EvidenceRequest& request);
Result<EvidenceRequest> decode_evidence_request(ByteView bytes, const Limits& limits);
Bytes encode(const EvidenceAnswer& answer);
/// `request` is what was asked: as many values and targets must come back.
Result<EvidenceAnswer> decode_evidence_answer(ByteView bytes,
                                              const EvidenceRequest& request,
                                              const Limits& limits);

}  // namespace sohoa
