#include "policy/legal_facts.h"

#include <algorithm>
#include <utility>

#include "core/vietnam_time.h"
#include "policy/copy_words.h"

namespace sohoa {
namespace {

const CertificateFacts* certificate_of(const SignedFile& file, const SignatureVerdict& verdict) {
  if (verdict.signer < 0) return nullptr;
  return &file.evidence.certificates[static_cast<std::size_t>(verdict.signer)];
}

void add_remarks(const std::vector<CheckResult>& checks, SignatureFact& fact) {
  for (const CheckResult& check : checks) {
    if (check.outcome != CheckOutcome::Warning) continue;
    fact.remarks.push_back({check.id, check.message_vi, check.message_en});
  }
}

SignatureFact signature_fact(const SignatureFacts& facts, const SignatureVerdict& verdict) {
  SignatureFact fact;
  fact.indication = verdict.indication;
  fact.sub_indication = verdict.sub_indication;
  fact.integrity = verdict.integrity;
  fact.coverage = verdict.coverage;
  fact.modification = verdict.modification;
  fact.regime = verdict.regime;
  fact.claimed_at = verdict.claimed_at;
  fact.proven_before = verdict.proven_before;
  if (facts.pdf) {
    fact.reason = facts.pdf->reason;
    fact.page = facts.pdf->page;
  }
  add_remarks(verdict.checks, fact);
  return fact;
}

bool is_inside(CopyForm one, CopyForm known) {
  return known == CopyForm::None && one != CopyForm::None;
}

class Builder {
 public:
  Builder(const PaperFacts& paper, const SignerSources& sources, UtcTime at)
      : paper_(paper), sources_(sources) {
    facts_.is_readable = paper.is_readable;
    facts_.is_locked = paper.is_locked;
    facts_.kind = paper.kind;
    facts_.is_scan = paper.is_scan;
    facts_.procedure = short_procedure_code(paper.procedure);
    facts_.received_at = paper.received_at;
    facts_.returned_at = paper.returned_at;
    facts_.is_revoked = paper.is_revoked;
    facts_.revocation_decision = paper.revocation_decision;
    facts_.at = at;
    procedure_ = sources.procedures->find(paper.procedure);
    facts_.procedure_known = procedure_ != nullptr;
    note_copy(find_copy_words(paper.text));
  }

  void add(const JudgedFile& file) {
    for (const SignatureVerdict& verdict : file.verdict->signatures) {
      const auto index = static_cast<std::size_t>(verdict.index);
      SignatureFact fact = signature_fact(file.facts->signatures[index], verdict);
      fact.signer = signer_of(certificate_of(*file.facts, verdict), day_of(fact));
      fact.is_attestation =
          paper_.is_scan && paper_.is_signed_by_officer && fact.signer.kind == SignerKind::Person;
      note_copy(find_copy_words(fact.reason));
      add(std::move(fact));
    }
    modifications_.push_back(file.verdict->modification);
  }

  void add(const AttestationFact& attestation) {
    SignatureFact fact;
    fact.indication = attestation.indication;
    fact.sub_indication = attestation.sub_indication;
    fact.claimed_at = attestation.signed_at;
    fact.is_attestation = true;
    fact.signer.kind = SignerKind::Person;
    fact.signer.name = attestation.officer;
    fact.signer.unit = attestation.unit;
    add(std::move(fact));
  }

  LegalFacts done() {
    facts_.modification = worst(modifications_);
    return std::move(facts_);
  }

 private:
  std::string day_of(const SignatureFact& fact) const {
    return vietnam_day(signing_time(fact).value_or(facts_.at));
  }

  SignerFact signer_of(const CertificateFacts* certificate, const std::string& day) const {
    if (certificate == nullptr) {
      SignerFact nobody;
      nobody.name = "không rõ người ký";
      return nobody;
    }
    const SubjectName subject = parse_subject(certificate->subject.text);
    return map_signer(subject, *sources_.signers, *sources_.units, day);
  }

  void note_copy(const CopyWords& words) {
    if (!is_inside(words.form, facts_.copy_form)) return;
    facts_.copy_form = words.form;
    facts_.copy_form_seen = words.seen;
  }

  void add(SignatureFact fact) {
    fact.index = static_cast<std::int32_t>(facts_.signatures.size());
    facts_.is_competent.push_back(
        procedure_ != nullptr &&
        is_competent(fact.signer, *procedure_, *sources_.units, day_of(fact)));
    facts_.signatures.push_back(std::move(fact));
  }

  const PaperFacts& paper_;
  const SignerSources& sources_;
  const Procedure* procedure_ = nullptr;
  std::vector<Modification> modifications_;
  LegalFacts facts_;
};

bool is_named(const ProcedureUnit& row,
              const std::string& unit,
              const UnitCatalogue& units,
              std::string_view day) {
  const auto named = units.resolve(row.unit);
  if (named == unit) return row.from <= day && (row.to.empty() || day <= row.to);
  // The list may still name the unit that merged into this one: its tasks went over with it.
  return named && row.from <= day && units.continues(unit, *named);
}

}  // namespace

bool is_competent(const SignerFact& signer,
                  const Procedure& procedure,
                  const UnitCatalogue& units,
                  std::string_view day) {
  const std::string& code = signer.is_former ? signer.successor : signer.unit;
  const Unit* const unit = units.find(code, day);
  if (code.empty() || unit == nullptr) return false;
  if (std::ranges::find(procedure.levels, unit->level) != procedure.levels.end()) return true;
  return std::ranges::any_of(procedure.applies_to, [&](const ProcedureUnit& row) {
    return is_named(row, unit->code, units, day);
  });
}

LegalFacts legal_facts(std::span<const JudgedFile> files,
                       const PaperFacts& paper,
                       const SignerSources& sources,
                       UtcTime at) {
  Builder builder(paper, sources, at);
  for (const JudgedFile& file : files) builder.add(file);
  for (const AttestationFact& attestation : paper.attestations) builder.add(attestation);
  return builder.done();
}

}  // namespace sohoa
