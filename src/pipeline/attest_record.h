// From verified signatures to the record of an attestation. Private to the attest_*.cpp files.
#pragma once

#include <string>
#include <vector>

#include "pipeline/attest.h"

namespace sohoa::attest {

/// What one hand-in came to: the signature that counts most, as an officer's.
struct Judged {
  AttestationJudgement judgement;
  std::string officer;
  std::string unit;
  std::optional<UtcTime> signed_at;
};

/// Every signature whose digest is that of what it was held against; others sign something else.
std::vector<std::size_t> over_the_content(const VerifiedFile& verified);

/// Judges signatures `candidates` (indexes into the verdict) and picks the best; `candidates` is
/// not empty.
Judged judge_best(const AttestContext& context,
                  const VerifiedFile& verified,
                  const std::vector<std::size_t>& candidates);

/// What is the same for every record of one hand-in.
struct Evidence {
  Digest signature;  ///< blob of what was handed in
  Digest content;    ///< blob of what it stands over
  std::string form;  ///< "cms", "pdf", "batch"
  std::string verdict;
};

AttestationRecord make_record(const ScanComponent& component,
                              const Judged& judged,
                              const Evidence& evidence,
                              UtcTime at);

/// Writes the records and one event each, in one commit. A signature that was valid stays as it is
/// when it comes again.
Result<AttestAnswer> keep(const AttestContext& context,
                          const AttestationJudgement& judgement,
                          std::vector<AttestationRecord> records);

/// Copies what a descriptor holds into the store.
Result<Digest> keep_bytes(const AttestContext& context, int fd, std::int64_t size);

}  // namespace sohoa::attest
