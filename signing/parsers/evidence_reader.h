// The task of the second cage: verify values and read everything around them.
//
// Parser half. Never sees the document: only values, digests and certificates.
#pragma once

#include "core/limits.h"
#include "core/result.h"
#include "signing/requests.h"

namespace sohoa {

/// Total on hostile input: a value that cannot be read is a SignerFacts with `unparseable` set.
/// Errors only for our own lacks (memory).
Result<EvidenceAnswer> read_evidence(const EvidenceRequest& request, const Limits& limits);

}  // namespace sohoa
