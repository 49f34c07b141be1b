// RFC 3161 time-stamp tokens: what they say, over what, and whether they hold.
#pragma once

#include "signing/facts.h"
#include "signing/parsers/cms_signer.h"
#include "signing/parsers/evidence_pool.h"

namespace sohoa {

/// `stamped` is what the token claims to stand over. A token that cannot be read has
/// `signer.unparseable` set. Its certificates and revocation data go into the pool.
TimestampFacts read_timestamp(ByteView token,
                              TimestampKind kind,
                              SignedContent& stamped,
                              EvidencePool& pool);

/// The hash algorithm of the imprint inside a token; Unknown when there is none.
HashAlgorithm imprint_hash(const SignedData& token);

}  // namespace sohoa
