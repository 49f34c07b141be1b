// Has this paper legal value, and by which clause? (giá trị pháp lý; domain: nine classes)
//
// Pure: value = assess(facts, rules). One function a rule, each with its clause and its words in
// Vietnamese; docs/legal-value.md is printed from the same table. The verdict on signatures
// (signing/verdict.h) comes in as facts and is never judged again here.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "policy/law.h"
#include "signing/verdict.h"

namespace sohoa {

enum class LegalClass : std::uint8_t {
  Full,
  FullWithNote,
  Indeterminate,
  PersonOnly,
  ScanOfficer,
  CopyAgency,
  ImageOnly,
  Invalid,
  Revoked,
};

enum class SignerKind : std::uint8_t {
  Unknown,
  Agency,  ///< of the state: what NĐ 45/2020 art. 14.3 asks for
  Person,
  Service,       ///< time-stamping and the like: speaks for nobody
  Organisation,  ///< an enterprise or association
};

/// Whose certificate it is, decided by signer_map.h from its subject and the moment.
struct SignerFact {
  SignerKind kind = SignerKind::Unknown;
  std::string name;  ///< as told to people
  std::string unit;  ///< code of the agency, or of the person's agency; empty: not mapped
  std::string unit_name;
  /// The unit had ended by the day of signing, as after a merger: its certificate lives on.
  bool is_former = false;
  std::string successor;  ///< code of a unit in force that day which carries it on; empty: none
  std::string successor_name;
  std::string how;  ///< which pattern or rule said so, in Vietnamese
};

/// What a check of the signature warned of (signing/verdict.h), in its own words.
struct SignatureRemark {
  std::string id;  ///< "algorithm.note", "format.overlay", …
  std::string message_vi;
  std::string message_en;
};

/// One signature of the file, as the law looks at it.
struct SignatureFact {
  std::int32_t index = 0;
  Indication indication = Indication::Indeterminate;
  SubIndication sub_indication = SubIndication::None;
  Integrity integrity = Integrity::Unknown;
  Coverage coverage = Coverage::Unclear;
  Modification modification = Modification::Unknown;
  std::string regime;
  SignerFact signer;
  std::optional<UtcTime> claimed_at;
  std::optional<UtcTime> proven_before;
  std::vector<SignatureRemark> remarks;
  std::string reason;           ///< /Reason of the PDF: a claim
  bool is_attestation = false;  ///< the scanning officer's, over our scan
  std::int32_t page = -1;       ///< where it shows; 0: nowhere; -1: no PDF, nothing to show
  double x = -1, y = -1;        ///< top-left of its appearance, share of the page; -1 unknown
};

/// When it was signed: the claim, unless a time-stamp proves it older; the proof when nothing is
/// claimed. nullopt when neither is there.
std::optional<UtcTime> signing_time(const SignatureFact& signature);

enum class CopyForm : std::uint8_t { None, SaoY, SaoLuc, TrichSao, CertifiedCopy };

struct LegalFacts {
  bool is_readable = true;
  bool is_locked = false;  ///< needs a password nobody gave: neither signed nor unsigned
  std::string kind;        ///< "component", "result", "appraisal"
  bool is_scan = false;    ///< made from paper here
  std::vector<SignatureFact> signatures;
  Modification modification = Modification::None;  ///< of the whole file, after the last signature
  CopyForm copy_form = CopyForm::None;
  std::string copy_form_seen;    ///< the words on the page or in /Reason that say so
  std::string procedure;         ///< mã TTHC; empty: unknown
  bool procedure_known = false;  ///< in the catalogue
  /// For each signature: was its unit competent for that TTHC when it signed? Too short: no.
  std::vector<bool> is_competent;
  std::optional<UtcTime> received_at;  ///< dossier
  std::optional<UtcTime> returned_at;
  bool is_revoked = false;  ///< item revoked (NĐ 45 art. 15)
  std::string revocation_decision;
  UtcTime at{};  ///< moment of the assessment
};

/// Dated choices of the site; data of a profile, not constants.
struct LegalProfile {
  std::string id;
  std::string version;
  bool accept_claimed_time = true;  ///< no time-stamp: FULL_WITH_NOTE, not INDETERMINATE
  bool require_mapped_unit = true;  ///< an agency not in the catalogue is no competent agency
  bool require_competence = false;  ///< unknown TTHC or competence: note (false) or INDETERMINATE
  std::int64_t time_tolerance_s = 86'400;  ///< signing after the return date
};

enum class ReasonOutcome : std::uint8_t { Passed, Failed, Note, Unknown, NotApplicable };

struct Reason {
  std::string rule;  ///< stable: "agency-signature", "competence", …
  ClauseId clause = ClauseId::Own;
  ReasonOutcome outcome = ReasonOutcome::NotApplicable;
  std::string message_vi;
  std::string message_en;
};

struct LegalValue {
  LegalClass value = LegalClass::ImageOnly;
  std::int32_t signature = -1;  ///< the one it rests on; -1: none
  std::vector<Reason> reasons;  ///< in the order of the rules; never empty
};

/// Total; no I/O, no clock.
///
/// Every rule is asked about the paper as it would rest on each of its signatures; the one that
/// carries most decides. The class is the lowest that any outcome leaves (LegalRule), so a further
/// defect can only lower it.
LegalValue assess(const LegalFacts& facts, const LegalProfile& profile);

/// One rule: what it asks, its clause, and the class that each outcome leaves at most.
struct LegalRule {
  std::string_view id;
  ClauseId clause = ClauseId::Own;
  std::string_view title_vi;
  std::string_view title_en;
  LegalClass if_failed = LegalClass::Full;  ///< Full: it never fails
  LegalClass if_unknown = LegalClass::Full;
  LegalClass if_noted = LegalClass::Full;
  LegalClass if_passed = LegalClass::Full;
};
/// In the order they are asked, for documentation and tests.
std::span<const LegalRule> legal_rules();

std::string_view name(LegalClass value);     ///< "FULL_WITH_NOTE"
std::string_view text_vi(LegalClass value);  ///< "Có giá trị pháp lý đầy đủ, có lưu ý"
std::string_view name(ReasonOutcome outcome);
std::string_view name(CopyForm form);
std::string_view name(SignerKind kind);
std::optional<LegalClass> parse_legal_class(std::string_view name);
/// Whether a class may be relied on by anyone: what reuse and the strict counters take in some form
/// (FULL, FULL_WITH_NOTE, COPY_AGENCY, SCAN_OFFICER).
bool is_relied_on(LegalClass value);

}  // namespace sohoa
