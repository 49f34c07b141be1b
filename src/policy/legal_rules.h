// The rules behind assess(): one function a rule. Inside of policy; others take legal_value.h.
#pragma once

#include <cstdint>
#include <string>

#include "policy/legal_value.h"

namespace sohoa::rules {

/// The paper, as it would rest on one of its signatures.
struct Case {
  const LegalFacts& facts;
  const LegalProfile& profile;
  std::int32_t decisive = -1;  ///< index in facts.signatures; -1: there is none

  const SignatureFact* signature() const;
};

struct Ruling {
  ReasonOutcome outcome = ReasonOutcome::NotApplicable;
  std::string vi;
  std::string en;
};

// The file (rules_file.cpp).
Ruling readable(const Case& at);
Ruling item_in_force(const Case& at);
Ruling is_signed(const Case& at);
Ruling format(const Case& at);        // C1
Ruling integrity(const Case& at);     // C2
Ruling value(const Case& at);         // C3
Ruling modification(const Case& at);  // C2, later revisions
Ruling other_signatures(const Case& at);

// The signature it rests on (rules_signature.cpp).
Ruling algorithm(const Case& at);    // C4
Ruling chain(const Case& at);        // C5
Ruling certificate(const Case& at);  // C6
Ruling revocation(const Case& at);   // C7
Ruling acceptance(const Case& at);
Ruling time_source(const Case& at);    // C8
Ruling not_in_future(const Case& at);  // C12
Ruling remarks(const Case& at);

// Who signed, and may he (rules_authority.cpp).
Ruling agency_signature(const Case& at);  // C9
Ruling agency_mapped(const Case& at);     // C9
Ruling regime(const Case& at);
Ruling competence(const Case& at);    // C10
Ruling dossier_life(const Case& at);  // C12

// What kind of paper it is (rules_copy.cpp).
Ruling copy_form(const Case& at);
Ruling officer_attestation(const Case& at);
Ruling layout(const Case& at);  // C11

// Words.
Ruling passed(std::string vi, std::string en);
Ruling failed(std::string vi, std::string en);
Ruling unknown(std::string vi, std::string en);
Ruling note(std::string vi, std::string en);
Ruling not_applicable(std::string vi, std::string en);
/// There is no signature to ask about.
Ruling no_signature();
/// "chữ ký số 1 (UBND xã Bắc Sơn)"
std::string who_vi(const SignatureFact& signature);
std::string who_en(const SignatureFact& signature);

/// The rule a sub-indication belongs to, and what it means there.
enum class Concern : std::uint8_t {
  Format,
  Integrity,
  Value,
  Algorithm,
  Chain,
  Certificate,
  Revocation,
  Acceptance,
};
struct Cause {
  Concern concern = Concern::Acceptance;
  ReasonOutcome outcome = ReasonOutcome::Unknown;
};
/// Why a signature did not pass. Never asked of one that did.
Cause cause_of(const SignatureFact& signature);

}  // namespace sohoa::rules
