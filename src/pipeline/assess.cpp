#include "pipeline/assess.h"

#include <algorithm>
#include <utility>

#include "pipeline/attest.h"
#include "pipeline/paper_signatures.h"
#include "pipeline/reason_rows.h"
#include "pipeline/verdict_json.h"
#include "policy/lifecycle.h"

namespace sohoa {
namespace {

// "H99.15-260805-0001": the day of reception stands in the code (exchange formats, 6.1). A code of
// another system says nothing.
std::optional<UtcTime> received_on(const std::string& dossier) {
  constexpr std::size_t kDigits = 6;
  const auto last = dossier.rfind('-');
  if (last == std::string::npos || last < kDigits + 1) return std::nullopt;
  const std::string digits = dossier.substr(last - kDigits, kDigits);
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (dossier[last - kDigits - 1] != '-' || !std::ranges::all_of(digits, is_digit))
    return std::nullopt;
  const std::string day =
      "20" + digits.substr(0, 2) + "-" + digits.substr(2, 2) + "-" + digits.substr(4, 2);
  return parse_rfc3339(day + "T00:00:00+07:00");
}

// Born digital: some page had text of its own. A paper without pages is no scan either.
Result<bool> is_scan(Catalog& catalog, const std::string& component) {
  const auto pages = TRY(catalog.pages(component));
  const auto has_source = [&](std::string_view source) {
    return std::ranges::any_of(pages, [&](const PageRecord& one) { return one.source == source; });
  };
  return has_source("ocr") && !has_source("text-layer");
}

// What the officer handed in apart from the paper. One that does not hold attests nothing, and says
// nothing against the paper.
Result<std::vector<AttestationFact>> attestations(Catalog& catalog, const std::string& component) {
  std::vector<AttestationFact> facts;
  const auto record = TRY(standing_attestation(catalog, component));
  if (!record) return facts;
  const AttestationState state = parse_attestation_state(record->outcome);
  if (state != AttestationState::Valid && state != AttestationState::Indeterminate) return facts;
  AttestationFact fact;
  fact.indication =
      state == AttestationState::Valid ? Indication::TotalPassed : Indication::Indeterminate;
  fact.officer = record->officer;
  fact.unit = record->unit;
  fact.signed_at = record->signed_at;
  facts.push_back(std::move(fact));
  return facts;
}

Result<void> add_item_state(Catalog& catalog, const std::string& component, PaperFacts& paper) {
  const auto item = TRY(catalog.item_of_component(component));
  if (!item || item->state != name(ItemState::Revoked)) return {};
  paper.is_revoked = true;
  for (const LifeRecord& step : TRY(catalog.life(item->code))) {
    if (step.to == name(ItemState::Revoked)) paper.revocation_decision = step.decision;
  }
  return {};
}

Result<PaperFacts> paper_facts(Catalog& catalog,
                               const ComponentRecord& component,
                               const std::string& text) {
  PaperFacts paper;
  paper.kind = component.kind;
  paper.text = text;
  paper.procedure = component.procedure;
  paper.is_signed_by_officer = component.signed_by_officer;
  paper.received_at = received_on(component.dossier);
  paper.is_scan = TRY(is_scan(catalog, component.id));
  paper.attestations = TRY(attestations(catalog, component.id));
  TRY(add_item_state(catalog, component.id, paper));
  return paper;
}

std::vector<JudgedFile> judged_files(const PaperSignatures& signatures) {
  std::vector<JudgedFile> files;
  for (const VerifiedFile& file : signatures.files) {
    files.push_back({file.facts.get(), &file.verdict});
  }
  return files;
}

}  // namespace

Result<AssessedPaper> assess_paper(const AssessContext& context,
                                   const ComponentRecord& component,
                                   const std::vector<FileRecord>& files,
                                   const std::string& text) {
  const Site& site = context.site;
  const UtcTime now = context.clock.now();
  PaperFacts paper = TRY(paper_facts(*context.store.catalog, component, text));
  const PaperSignatures signatures = TRY(verify_paper(context, component, files));
  paper.is_readable = signatures.is_readable;
  paper.is_locked = signatures.is_locked;
  const SignerSources sources{&site.profile.signers, &site.units, &site.procedures};
  const LegalFacts facts = legal_facts(judged_files(signatures), paper, sources, now);
  AssessedPaper assessed;
  assessed.value = assess(facts, site.profile.legal);
  assessed.record.component = component.id;
  assessed.record.at = now;
  assessed.record.legal_value = name(assessed.value.value);
  assessed.record.reasons = reason_rows(assessed.value.reasons);
  assessed.record.signatures = signatures_json(facts.signatures);
  assessed.record.policy = site.basis;
  return assessed;
}

}  // namespace sohoa
