#include "pipeline/filing.h"

#include <algorithm>

#include "core/vietnam_time.h"
#include "pipeline/assess.h"
#include "pipeline/attest.h"
#include "pipeline/finish.h"
#include "pipeline/page_review.h"
#include "pipeline/paper_scope.h"
#include "pipeline/refuse_secret.h"
#include "pipeline/scan_findings.h"

namespace sohoa {
namespace {

Result<bool> is_ready(Catalog& catalog, const ComponentRecord& component) {
  const bool is_under_way =
      component.state == ComponentState::Working || component.state == ComponentState::Split;
  if (is_under_way || !TRY(catalog.verdicts(component.id)).empty()) return false;
  if (component.state == ComponentState::Failed)
    return !TRY(was_refused_as_secret(catalog, component.id));
  // Nothing could be read of it (a password is missing): an officer must be asked all the same.
  if (TRY(catalog.pages(component.id)).empty()) return true;
  return was_finished(catalog, component.id);
}

class BatchFiling {
 public:
  BatchFiling(const WorkContext& work, VerifyCages& cages)
      : work_(work), cages_(cages), filing_{work.store, work.site, work.clock, work.limits} {}

  // Before the first paper of a batch is filed: a secret one takes its whole stack with it.
  Result<void> refuse_if_secret(const ComponentRecord& component) {
    const ScopeDecision scope = scope_of(component, work_.site);
    if (scope.outcome == ScopeOutcome::Refused) return refuse(component, kDeclared);
    const ComponentPages loaded = TRY(load_component(work_.store, component.id, work_.limits));
    const auto mark = secrecy_mark(loaded);
    if (!mark || !mark->is_plain) return {};
    return refuse(component, std::string(text_vi(mark->level)));
  }

  Result<void> file(const ComponentRecord& component) {
    ComponentPages loaded = TRY(load_component(work_.store, component.id, work_.limits));
    Assessment assessment;
    assessment.seen = extract(loaded, work_.site, vietnam_day(work_.clock.now()));
    assessment.metadata = merge_metadata(component, assessment.seen, work_.site);
    assessment.secrecy = possible_secret(loaded);
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

  static constexpr const char* kDeclared = "digitize_class NONE_secret";

  Result<void> refuse(const ComponentRecord& component, const std::string& why) {
    return refuse_secret(work_.store, component, why, work_.clock);
  }

  static std::string possible_secret(const ComponentPages& loaded) {
    const auto mark = secrecy_mark(loaded);
    if (!mark) return {};
    return "trang " + std::to_string(mark->page) + " có chữ “" + std::string(text_vi(mark->level)) +
           "” như dấu chỉ độ mật";
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
  const auto read = TRY(unassessed_components(*work.store.catalog, batch));
  for (const ComponentRecord& component : read) TRY(filing.refuse_if_secret(component));
  const auto ready = TRY(unassessed_components(*work.store.catalog, batch));
  for (const ComponentRecord& component : ready) {
    if (work.cancel) return Error{Fault::Interrupted, "", {}};
    TRY(filing.file(component));
  }
  return {};
}

}  // namespace sohoa
