#include "pipeline/paper_scope.h"

namespace sohoa {

ScopeDecision scope_of(const ComponentRecord& component, const Site& site) {
  ScopeFacts facts;
  facts.declared = component.digitize_class;
  if (const Procedure* procedure = site.procedures.find(component.procedure)) {
    const ProcedureComponent* known = procedure->component(component.component);
    if (known != nullptr) facts.catalogue = known->digitize;
  }
  return decide_scope(facts);
}

std::optional<SecrecyMark> secrecy_mark(const ComponentPages& loaded) {
  std::vector<PageText> pages;
  for (const StoredPage& page : loaded.pages)
    pages.push_back(page.result ? page.result->reading.text : PageText{});
  return find_secrecy_mark(pages);
}

}  // namespace sohoa
