// Which of the changes made after a signature its signers permitted.
//
// Reject by default: a change is allowed only when its kind is, every certification and lock that
// stood before it allows it, and no rule says otherwise (ISO 32000-1, 12.8.2.2-4; traps 16-29).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "signing/facts.h"

namespace sohoa {

enum class Modification : std::uint8_t { None, Allowed, Forbidden, Unknown };

/// What holds where nobody certified the document: ISO leaves it open, the policy decides.
enum class UncertifiedPermits : std::uint8_t { SigningOnly, FormFilling, Annotations };

/// One change as it stands to one signature.
struct JudgedChange {
  const Change* change = nullptr;  ///< borrowed from the facts
  bool is_allowed = false;
};

struct ModificationFacts {
  Modification modification = Modification::None;
  std::vector<JudgedChange> changes;  ///< after this signature's revision, in order
};

/// `index` names a signature of file.signatures (or of the time-stamps when `is_timestamp`).
/// Housekeeping alone counts as Allowed, no later revision as None.
ModificationFacts judge_changes(const SignedFile& file,
                                const SignatureFacts& signature,
                                UncertifiedPermits uncertified);

/// Over all signatures, for the file: the worst of them; None when nothing is signed.
Modification worst(std::span<const Modification> all);

}  // namespace sohoa
