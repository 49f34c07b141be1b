#include "pipeline/filing.h"

#include <algorithm>

#include "core/vietnam_time.h"
#include "pipeline/assess.h"
#include "pipeline/attest.h"
#include "pipeline/finish.h"
#include "pipeline/page_review.h"
#include "pipeline/refuse_secret.h"
#include "pipeline/scan_findings.h"
#include "policy/scope.h"

namespace sohoa {
namespace {

Result<bool> is_ready(Catalog& catalog, const ComponentRecord& component) {
  const bool is_under_way =
      component.state == ComponentState::Working || component.state == ComponentState::Split;
  if (is_under_way || !TRY(catalog.verdicts(component.id)).empty()) return false;
  if (component.state != ComponentState::Failed) return was_finished(catalog, component.id);
  return !TRY(was_refused_as_secret(catalog, component.id));
}

ScopeDecision scope_of(const ComponentRecord& component, const Site& site) {
  ScopeFacts facts;
  facts.declared = component.digitize_class;
  if (const Procedure* procedure = site.procedures.find(component.procedure)) {
    const ProcedureComponent* known = procedure->component(component.component);
    if (known != nullptr) facts.catalogue = known->digitize;
  }
  return decide_scope(facts);
}

class BatchFiling {
 public:
  BatchFiling(const WorkContext& work, VerifyCages& cages)
      : work_(work), cages_(cages), filing_{work.store, work.site, work.clock, work.limits} {}

  Result<void> file(const ComponentRecord& component) {
    ComponentPages loaded = TRY(load_component(work_.store, component.id, work_.limits));
    if (const auto mark = secrecy_mark(loaded)) {
      return refuse_secret(work_.store, component, std::string(text_vi(mark->level)), work_.clock);
    }
    Assessment assessment;
    assessment.seen = extract(loaded, work_.site, vietnam_day(work_.clock.now()));
    assessment.metadata = merge_metadata(component, assessment.seen, work_.site);
    const AssessContext judging{work_.store, cages_, work_.site, work_.clock, work_.limits};
    const AssessedPaper judged =
        TRY(assess_paper(judging, component, loaded.files, assessment.seen.text));
    assessment.legal = judged.value;
    const ScopeDecision scope = scope_of(component, work_.site);
    if (scope.outcome == ScopeOutcome::NotDigitised)
      assessment.out_of_scope = scope.reasons.front().message_vi;
    assessment.scan = TRY(findings_of(std::move(loaded)));
    TRY(file_component(filing_, component, assessment, judged.record));
    return {};
  }

 private:
  // As they were judged when the pages were finished. A store of version 1 kept none: those pages
  // are judged now; pages of a paper that failed before it was read have no measures.
  Result<std::vector<ScanFindingRecord>> findings_of(ComponentPages loaded) {
    auto findings = TRY(work_.store.catalog->findings(loaded.component.id));
    const bool was_read = loaded.component.state != ComponentState::Failed;
    if (!findings.empty() || !was_read) return findings;
    const ScanProfile& profile = work_.site.profile.scan;
    return finding_records(review_pages(loaded, profile), profile);
  }

  static std::optional<SecrecyMark> secrecy_mark(const ComponentPages& loaded) {
    std::vector<PageText> pages;
    for (const StoredPage& page : loaded.pages)
      pages.push_back(page.result ? page.result->reading.text : PageText{});
    const auto mark = find_secrecy_mark(pages);
    return mark && mark->is_plain ? mark : std::nullopt;
  }

  const WorkContext& work_;
  VerifyCages& cages_;
  FilingContext filing_;
};

}  // namespace

Result<void> refuse_declared_secrets(const WorkContext& work, const std::string& batch) {
  const auto components = TRY(work.store.catalog->components(batch));
  for (const ComponentRecord& component : components) {
    const ScopeDecision scope = scope_of(component, work.site);
    if (component.state == ComponentState::Failed || scope.outcome != ScopeOutcome::Refused)
      continue;
    TRY(refuse_secret(work.store, component, "digitize_class NONE_secret", work.clock));
  }
  return {};
}

Result<std::vector<ComponentRecord>> unassessed_components(Catalog& catalog,
                                                           const std::string& batch) {
  std::vector<ComponentRecord> ready;
  for (ComponentRecord& component : TRY(catalog.components(batch))) {
    if (TRY(is_ready(catalog, component))) ready.push_back(std::move(component));
  }
  return ready;
}

Result<void> file_batch(const WorkContext& work, VerifyCages& cages, const std::string& batch) {
  BatchFiling filing(work, cages);
  const auto ready = TRY(unassessed_components(*work.store.catalog, batch));
  for (const ComponentRecord& component : ready) {
    if (work.cancel) return Error{Fault::Interrupted, "", {}};
    TRY(filing.file(component));
  }
  return {};
}

}  // namespace sohoa
