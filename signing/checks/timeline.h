// Which moments are proven, and of what (EN 319 102-1, 5.4, 5.5, 5.6.2.3).
//
// Time-stamps are judged from the newest to the oldest: a trusted later one proves that an earlier
// one and the evidence beside it existed while its unit's certificate was still good. That is the
// sliding of the control time (5.6.2.2) in its simplest form: each object is judged at the earliest
// moment it is proven to have existed, and that moment only ever moves back.
#pragma once

#include <string>
#include <vector>

#include "signing/checks/evidence_index.h"
#include "signing/verdict.h"

namespace sohoa::checks {

/// One time-stamp of the file with what it is worth.
struct Stamp {
  const TimestampFacts* token = nullptr;  ///< borrowed; null: a document time-stamp without token
  TimestampKind kind = TimestampKind::Document;
  std::int32_t signature = -1;  ///< it belongs to; -1: of the document
  std::int32_t document = -1;   ///< number of the document time-stamp; -1: embedded
  bool is_intact = false;
  bool is_trusted = false;
  UtcTime time;
  std::string regime;  ///< of the anchor that vouches for it
};

struct Timeline {
  std::vector<Stamp> stamps;               ///< embedded ones by signature, then the document's
  std::vector<TimestampVerdict> verdicts;  ///< same order
  Proofs proofs;
};

Timeline judge_timestamps(const SignedFile& file,
                          const EvidenceIndex& index,
                          const TrustPolicy& trust,
                          UtcTime at);

/// Whether the document time-stamp stands over the whole revision of the signature.
bool covers(const SignatureFacts& document_timestamp, const SignatureFacts& signature);

/// Stamps that prove when signature `number` existed: its own and the document's over it.
std::vector<const Stamp*> stamps_over(const SignedFile& file,
                                      const Timeline& timeline,
                                      std::int32_t number);

}  // namespace sohoa::checks
