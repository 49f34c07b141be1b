// From the verdict on signatures to the facts the law asks about. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/procedures.h"
#include "exchange/units.h"
#include "policy/legal_value.h"
#include "policy/signer_map.h"
#include "signing/facts.h"
#include "signing/verdict.h"

namespace sohoa {

/// One file of the paper with its signatures. Borrowed.
struct JudgedFile {
  const SignedFile* facts = nullptr;
  const FileVerdict* verdict = nullptr;
};

/// An officer's signature over the scan that was checked before (TT 01/2023 art. 7).
struct AttestationFact {
  Indication indication = Indication::Indeterminate;
  SubIndication sub_indication = SubIndication::None;
  std::string officer;  ///< as told to people
  std::string unit;
  std::optional<UtcTime> signed_at;
};

/// What is known of the paper beside its signatures.
struct PaperFacts {
  std::string kind;  ///< "component", "result", "appraisal"
  bool is_readable = true;
  bool is_locked = false;
  bool is_scan = false;
  bool is_signed_by_officer =
      false;  ///< declared: a person's signature on the scan is the officer's
  std::vector<AttestationFact> attestations;
  std::string text;       ///< of its pages, one line a line; for marks of copies
  std::string procedure;  ///< mã TTHC
  std::optional<UtcTime> received_at;
  std::optional<UtcTime> returned_at;
  bool is_revoked = false;
  std::string revocation_decision;
};

/// The catalogues a signer is looked up in. Borrowed.
struct SignerSources {
  const SignerMap* signers = nullptr;
  const UnitCatalogue* units = nullptr;
  const ProcedureCatalogue* procedures = nullptr;
};

/// Signatures of all files, counted on, then the attestations. `at` is the moment of assessment.
LegalFacts legal_facts(std::span<const JudgedFile> files,
                       const PaperFacts& paper,
                       const SignerSources& sources,
                       UtcTime at);

/// Whether the unit (or, when it had ended, the one that carries it on) decides that procedure on
/// `day`: by its level, by name, or as heir of a unit that is named.
bool is_competent(const SignerFact& signer,
                  const Procedure& procedure,
                  const UnitCatalogue& units,
                  std::string_view day);

}  // namespace sohoa
