// Does this signature stand for the officer who scanned, and may the paper be read now?
// (TT 01/2023/TT-VPCP art. 7: whoever scans signs the scan with his own signature before anything
// is extracted from it.)
//
// Pure. The verdict on the signature comes from signing/verdict.h, whose it is from signer_map.h.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "policy/legal_value.h"
#include "policy/profile.h"

namespace sohoa {

/// Of one scan, over everything signed for it. Ordered: a larger one counts more.
enum class AttestationState : std::uint8_t {
  None,           ///< nobody signed this scan
  Invalid,        ///< somebody did, and it does not hold or is no officer's
  Indeterminate,  ///< evidence is missing; signing again or more evidence settles it
  Valid,
};

/// One signature over the scan, judged as an officer's.
struct AttestationJudgement {
  AttestationState state = AttestationState::Invalid;
  std::string why_vi;  ///< one sentence; empty when valid
  std::string why_en;
};

/// Valid only when the signature passed and its certificate is a person's who serves an agency:
/// mapped to a unit, or issued under the official-duty regime. An agency's certificate is not an
/// officer's own, and a citizen's is no officer's.
AttestationJudgement judge_attestation(const SignatureFact& signature);

/// The index of the one that counts most: best state, then the last. nullopt when there is none.
std::optional<std::size_t> best_attestation(std::span<const AttestationJudgement> all);

/// What the order of steps says of a paper before it is read.
struct ReadPermit {
  bool may_read = true;
  std::string note_vi;  ///< why it waits, or the mark it bears; empty when it is attested
};
ReadPermit may_read(AttestationOrder order, AttestationState state);

std::string_view name(AttestationState state);  ///< "none", "valid", …: as in AttestationRecord
std::string_view text_vi(AttestationState state);  ///< "chưa ký", "đã ký, hợp lệ"
/// "none" for what is no outcome.
AttestationState parse_attestation_state(std::string_view name);

}  // namespace sohoa
