#include "unit/policy/legal_cases.h"

#include "core/clock.h"

namespace sohoa::made {
namespace {

using enum LegalClass;
using enum ReasonOutcome;
using F = LegalFacts;
using P = LegalProfile;

UtcTime time_of(const char* text) {
  return parse_rfc3339(text).value();
}

// The signature did not pass, for one reason.
auto because(Indication indication, SubIndication sub) {
  return [=](F& f, P&) {
    f.signatures[0].indication = indication;
    f.signatures[0].sub_indication = sub;
  };
}
auto failed_because(SubIndication sub) {
  return because(Indication::TotalFailed, sub);
}
auto doubtful_because(SubIndication sub) {
  return because(Indication::Indeterminate, sub);
}

void nothing(F&, P&) {}

void only_person(F& f, P&) {
  f.signatures = {person_signature()};
}

// A scan that carries one signature: its officer's.
void attested_scan(F& f, P& p) {
  only_person(f, p);
  f.kind = "component";
  f.is_scan = true;
  f.signatures[0].is_attestation = true;
}

void no_stamp(F& f, P&) {
  f.signatures[0].proven_before.reset();
}

void second_signature(F& f, P&) {
  f.signatures.push_back(person_signature());
  f.signatures[1].index = 1;
}

auto with_remark(const char* id) {
  return [id](F& f, P&) { f.signatures[0].remarks = {{id, "Lưu ý.", "A remark."}}; };
}

auto signed_at(const char* when) {
  return [when](F& f, P&) {
    f.signatures[0].claimed_at = time_of(when);
    f.signatures[0].proven_before.reset();
  };
}

}  // namespace

SignatureFact agency_signature() {
  SignatureFact one;
  one.indication = Indication::TotalPassed;
  one.integrity = Integrity::Intact;
  one.coverage = Coverage::WholeFile;
  one.modification = Modification::None;
  one.regime = "official-duty";
  one.signer.kind = SignerKind::Agency;
  one.signer.name = "UBND xã Bắc Sơn";
  one.signer.unit = "H99.10";
  one.signer.unit_name = "UBND xã Bắc Sơn";
  one.claimed_at = time_of("2026-11-20T02:00:00Z");
  one.proven_before = time_of("2026-11-20T02:00:05Z");
  one.page = 1;
  return one;
}

SignatureFact person_signature() {
  SignatureFact one = agency_signature();
  one.signer.kind = SignerKind::Person;
  one.signer.name = "Nguyễn Văn An";
  return one;
}

LegalFacts sound_result() {
  LegalFacts facts;
  facts.kind = "result";
  facts.signatures = {agency_signature()};
  facts.procedure = "1.000001";
  facts.procedure_known = true;
  facts.is_competent = {true};
  facts.received_at = time_of("2026-11-10T01:00:00Z");
  facts.returned_at = time_of("2026-11-20T09:00:00Z");
  facts.at = time_of("2026-11-22T01:00:00Z");
  return facts;
}

LegalProfile usual_profile() {
  LegalProfile profile;
  profile.id = "test";
  return profile;
}

const std::vector<LegalCase>& legal_cases() {
  using Sub = SubIndication;
  static const std::vector<LegalCase> kCases = {
      {"readable", Passed, Full, "FileRead", nothing},
      {"readable", Failed, Invalid, "FileDamaged", [](F& f, P&) { f.is_readable = false; }},
      {"readable",
       Unknown,
       Indeterminate,
       "FileLocked",
       [](F& f, P&) { f.is_locked = true, f.signatures.clear(); }},

      {"item-in-force", Passed, Full, "ItemInForce", nothing},
      {"item-in-force",
       Failed,
       Revoked,
       "ItemRevoked",
       [](F& f, P&) { f.is_revoked = true, f.revocation_decision = "12/QĐ-UBND"; }},

      {"signed", Passed, Full, "Signed", nothing},
      {"signed", Failed, ImageOnly, "Unsigned", [](F& f, P&) { f.signatures.clear(); }},

      {"format", Passed, Full, "WellFormed", nothing},
      {"format", Failed, Invalid, "IllFormed", failed_because(Sub::FormatFailure)},

      {"integrity", Passed, Full, "Intact", nothing},
      {"integrity", Failed, Invalid, "Changed", failed_because(Sub::HashFailure)},
      {"integrity",
       Unknown,
       Indeterminate,
       "ContentAway",
       doubtful_because(Sub::SignedDataNotFound)},

      {"modification", Passed, Full, "NotModified", nothing},
      {"modification",
       Passed,
       Full,
       "ModifiedAsAllowed",
       [](F& f, P&) { f.modification = Modification::Allowed; }},
      {"modification",
       Failed,
       Invalid,
       "ModifiedForbidden",
       [](F& f, P&) { f.modification = Modification::Forbidden; }},
      {"modification",
       Unknown,
       Indeterminate,
       "ModifiedPerhaps",
       [](F& f, P&) { f.modification = Modification::Unknown; }},

      {"value", Passed, Full, "ValueMatches", nothing},
      {"value", Failed, Invalid, "ValueDiffers", failed_because(Sub::SigCryptoFailure)},
      {"value",
       Unknown,
       Indeterminate,
       "NoCertificate",
       doubtful_because(Sub::NoSigningCertificateFound)},

      {"algorithm", Passed, Full, "Strong", nothing},
      {"algorithm", Note, FullWithNote, "PkcsOne", with_remark("algorithm.note")},
      {"algorithm", Failed, Invalid, "Weak", doubtful_because(Sub::CryptoConstraintsFailure)},
      {"algorithm",
       Unknown,
       Indeterminate,
       "WeakNow",
       doubtful_because(Sub::CryptoConstraintsFailureNoPoe)},

      {"chain", Passed, Full, "Anchored", nothing},
      {"chain",
       Unknown,
       Indeterminate,
       "NotAnchored",
       doubtful_because(Sub::NoCertificateChainFound)},
      {"chain",
       Failed,
       Invalid,
       "ChainForged",
       failed_because(Sub::CertificateChainGeneralFailure)},

      {"certificate", Passed, Full, "InValidity", nothing},
      {"certificate", Failed, Invalid, "SignedAfterExpiry", failed_because(Sub::Expired)},
      {"certificate",
       Failed,
       Invalid,
       "NotForSigning",
       doubtful_because(Sub::ChainConstraintsFailure)},
      {"certificate",
       Unknown,
       Indeterminate,
       "ExpiredSince",
       doubtful_because(Sub::OutOfBoundsNoPoe)},

      {"revocation", Passed, Full, "NotRevoked", nothing},
      {"revocation", Failed, Invalid, "CertificateRevoked", doubtful_because(Sub::RevokedNoPoe)},
      {"revocation", Failed, Invalid, "RevokedBefore", failed_because(Sub::Revoked)},
      {"revocation", Unknown, Indeterminate, "NoStatus", doubtful_because(Sub::TryLater)},

      {"acceptance", Passed, Full, "Accepted", nothing},
      {"acceptance", Failed, Invalid, "Refused", failed_because(Sub::Generic)},
      {"acceptance",
       Unknown,
       Indeterminate,
       "Undecided",
       doubtful_because(Sub::SigConstraintsFailure)},

      {"time-source", Passed, Full, "TimeStamped", nothing},
      {"time-source", Note, FullWithNote, "TimeClaimed", no_stamp},
      {"time-source",
       Unknown,
       Indeterminate,
       "ClaimNotTaken",
       [](F& f, P& p) { no_stamp(f, p), p.accept_claimed_time = false; }},
      {"time-source",
       Unknown,
       Indeterminate,
       "NoTime",
       [](F& f, P& p) { no_stamp(f, p), f.signatures[0].claimed_at.reset(); }},

      {"not-in-future", Passed, Full, "SignedBefore", nothing},
      {"not-in-future",
       Failed,
       Indeterminate,
       "SignedTomorrow",
       [](F& f, P& p) { signed_at("2026-11-23T02:00:00Z")(f, p), f.returned_at.reset(); }},

      {"agency-signature", Passed, Full, "ByAgency", nothing},
      {"agency-signature", Failed, PersonOnly, "ByPerson", only_person},
      {"agency-signature",
       Failed,
       PersonOnly,
       "ByEnterprise",
       [](F& f, P&) { f.signatures[0].signer.kind = SignerKind::Organisation; }},

      {"agency-mapped", Passed, Full, "Mapped", nothing},
      {"agency-mapped",
       Unknown,
       Indeterminate,
       "NotMapped",
       [](F& f, P&) { f.signatures[0].signer.unit.clear(); }},
      {"agency-mapped",
       Note,
       FullWithNote,
       "NotMappedNorAsked",
       [](F& f, P& p) { f.signatures[0].signer.unit.clear(), p.require_mapped_unit = false; }},
      {"agency-mapped",
       Failed,
       Indeterminate,
       "UnitEnded",
       [](F& f, P&) { f.signatures[0].signer.is_former = true; }},
      {"agency-mapped",
       Note,
       FullWithNote,
       "UnitMerged",
       [](F& f, P&) {
         f.signatures[0].signer.is_former = true;
         f.signatures[0].signer.successor = "H99.30";
         f.signatures[0].signer.successor_name = "UBND phường Mới";
       }},

      {"regime", Passed, Full, "OfficialDuty", nothing},
      {"regime",
       Note,
       FullWithNote,
       "PublicRegime",
       [](F& f, P&) { f.signatures[0].regime = "public"; }},

      {"competence", Passed, Full, "Competent", nothing},
      {"competence",
       Failed,
       Indeterminate,
       "NotCompetent",
       [](F& f, P&) { f.is_competent = {false}; }},
      {"competence",
       Failed,
       Indeterminate,
       "CompetenceForgotten",
       [](F& f, P&) { f.is_competent.clear(); }},
      {"competence",
       Note,
       FullWithNote,
       "ProcedureUnknown",
       [](F& f, P&) { f.procedure_known = false; }},
      {"competence",
       Unknown,
       Indeterminate,
       "ProcedureUnknownButAsked",
       [](F& f, P& p) { f.procedure_known = false, p.require_competence = true; }},

      {"dossier-life", Passed, Full, "InDossierLife", nothing},
      {"dossier-life",
       Failed,
       Indeterminate,
       "BeforeReception",
       [](F& f, P&) { f.received_at = time_of("2026-11-20T03:00:00Z"); }},
      {"dossier-life",
       Failed,
       Indeterminate,
       "AfterReturn",
       [](F& f, P&) { f.returned_at = time_of("2026-11-18T03:00:00Z"); }},
      {"dossier-life",
       Passed,
       Full,
       "AfterReturnInTolerance",
       [](F& f, P&) { f.returned_at = time_of("2026-11-19T03:00:00Z"); }},

      {"copy-form", Passed, Full, "Original", nothing},
      {"copy-form",
       Note,
       CopyAgency,
       "Copy",
       [](F& f, P&) { f.copy_form = CopyForm::SaoY, f.copy_form_seen = "SAO Y"; }},
      {"copy-form",
       Note,
       CopyAgency,
       "CopyByAnother",
       [](F& f, P&) { f.copy_form = CopyForm::TrichSao, f.is_competent = {false}; }},

      {"officer-attestation", Passed, ScanOfficer, "Attested", attested_scan},
      {"officer-attestation",
       Failed,
       ImageOnly,
       "NotAttested",
       [](F& f, P& p) { attested_scan(f, p), f.signatures.clear(); }},

      {"layout", Passed, Full, "Visible", nothing},
      {"layout", Note, FullWithNote, "Invisible", [](F& f, P&) { f.signatures[0].page = 0; }},
      {"layout",
       Note,
       CopyAgency,
       "CopySignedAtTheFoot",
       [](F& f, P&) {
         f.copy_form = CopyForm::SaoY;
         f.signatures[0].x = 0.7, f.signatures[0].y = 0.8;
       }},
      {"layout",
       Passed,
       CopyAgency,
       "CopySignedAtTheTop",
       [](F& f, P&) {
         f.copy_form = CopyForm::SaoY;
         f.signatures[0].x = 0.7, f.signatures[0].y = 0.1;
       }},

      {"remarks", Passed, Full, "NoRemark", with_remark("time.proof")},
      {"remarks", Note, FullWithNote, "Overlaid", with_remark("format.overlay")},

      {"other-signatures", Passed, Full, "TwoSound", second_signature},
      {"other-signatures",
       Note,
       FullWithNote,
       "OneDoubtful",
       [](F& f, P& p) {
         second_signature(f, p);
         f.signatures[1].indication = Indication::Indeterminate;
         f.signatures[1].sub_indication = SubIndication::TryLater;
       }},
  };
  return kCases;
}

}  // namespace sohoa::made
