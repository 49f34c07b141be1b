// judge(): the blocks of EN 319 102-1 in their order, over one file.
#include <algorithm>

#include "signing/checks/blocks.h"
#include "signing/checks/level.h"
#include "signing/checks/past.h"
#include "signing/verdict.h"

namespace sohoa {
namespace {

using checks::CheckList;
using checks::Finding;
using checks::said;

// What all signatures of one file share.
struct FileContext {
  const SignedFile& file;
  const TrustPolicy& trust;
  UtcTime at;
  const checks::EvidenceIndex& index;
  const checks::Timeline& timeline;
  checks::PathJudge& paths;
};

ModificationFacts changes_after(const SignedFile& file,
                                const SignatureFacts& facts,
                                const TrustPolicy& trust) {
  if (file.kind != ContainerKind::Pdf) return {};
  return judge_changes(file, facts, trust.uncertified);
}

void add_time_and_path(const FileContext& context,
                       std::int32_t number,
                       const SignatureFacts& facts,
                       CheckList& checks,
                       SignatureVerdict& verdict) {
  const checks::DatedPath dated = judge_in_time(
      context.file, number, context.paths, context.timeline, context.trust, context.at, checks);
  verdict.judged_for = dated.when;
  verdict.proven_before = dated.proven_before;
  if (dated.path.anchor != nullptr) {
    verdict.regime = dated.path.anchor->regime;
    verdict.anchor = dated.path.anchor->name;
  }
  verdict.chain = dated.path.chain;
  if (context.index.certificate(facts.signer.signer) != nullptr) checks.append(dated.path.checks);
  check_acceptance(facts,
                   {.certificate = context.index.certificate(facts.signer.signer),
                    .at = context.at,
                    .when = dated.when,
                    .proven_before = dated.proven_before,
                    .made_after = dated.made_after},
                   context.trust,
                   checks);
}

SignatureVerdict judge_signature(const FileContext& context, std::int32_t number) {
  const SignatureFacts& facts = context.file.signatures[static_cast<std::size_t>(number)];
  ModificationFacts changes = changes_after(context.file, facts, context.trust);
  SignatureVerdict verdict;
  verdict.index = number;
  verdict.integrity = checks::integrity_of(facts);
  verdict.coverage = facts.coverage;
  verdict.level = level_of(context.file, context.index, context.timeline, number);
  verdict.is_ades = checks::is_ades(facts);
  const bool has_signer = context.index.certificate(facts.signer.signer) != nullptr;
  verdict.signer = has_signer ? facts.signer.signer : kNoCert;
  verdict.claimed_at = checks::claimed_time(facts);
  CheckList checks;
  check_format(facts, context.file.kind, checks);
  if (context.file.kind == ContainerKind::Pdf) check_modification(facts, changes, checks);
  check_certification(facts, number == 0, checks);
  check_identification(facts.signer, context.index, checks);
  check_context(facts, context.trust, checks);
  check_crypto(facts, checks);
  add_time_and_path(context, number, facts, checks, verdict);
  verdict.modification = changes.modification;
  verdict.modifications = std::move(changes.changes);
  verdict.indication = checks.conclusion().indication;
  verdict.sub_indication = checks.conclusion().sub_indication;
  verdict.checks = checks.results();
  return verdict;
}

// Trap 28: constructs present before signing that can make a document look different later.
void add_risks(const std::vector<RiskFinding>& risks, CheckList& checks) {
  for (const RiskFinding& risk : risks) {
    const std::string page = std::to_string(risk.page);
    const checks::Said where =
        risk.page > 0 ? checks::Said{", trang " + page, ", page " + page} : checks::Said{};
    checks.add(Finding::Risk, {said(risk.kind), where});
  }
}

std::vector<CheckResult> judge_whole(const SignedFile& file) {
  CheckList checks;
  add_risks(file.risks, checks);
  for (const std::string& name : file.unsigned_names) {
    checks.add(Finding::UnsignedFile, {said(name)});
  }
  for (const std::string& what : file.evidence.unreadable) {
    checks.add(Finding::UnreadableEvidence, {said(what)});
  }
  return checks.results();
}

// A file with document time-stamps alone has no signature (trap 52), but still a first sealed
// state.
Modification modification_of(const SignedFile& file,
                             const TrustPolicy& trust,
                             const std::vector<SignatureVerdict>& signatures) {
  std::vector<Modification> all;
  for (const SignatureVerdict& one : signatures) all.push_back(one.modification);
  if (all.empty()) {
    for (const SignatureFacts& one : file.document_timestamps) {
      all.push_back(changes_after(file, one, trust).modification);
    }
  }
  return worst(all);
}

}  // namespace

FileVerdict judge(const SignedFile& file, const TrustPolicy& trust, UtcTime at) {
  const checks::EvidenceIndex index(file.evidence);
  checks::Timeline timeline = judge_timestamps(file, index, trust, at);
  checks::PathJudge paths(index, timeline.proofs, trust, at);
  const FileContext context{file, trust, at, index, timeline, paths};
  FileVerdict verdict;
  for (std::size_t i = 0; i < file.signatures.size(); ++i) {
    verdict.signatures.push_back(judge_signature(context, static_cast<std::int32_t>(i)));
  }
  verdict.modification = modification_of(file, trust, verdict.signatures);
  verdict.timestamps = std::move(timeline.verdicts);
  verdict.checks = judge_whole(file);
  verdict.judged_at = at;
  verdict.policy = trust.id + " " + trust.version;
  return verdict;
}

}  // namespace sohoa
