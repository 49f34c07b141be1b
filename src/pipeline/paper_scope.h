// Is this paper digitised at all (TT 01/2023/TT-VPCP, Điều 4)? Pure.
#pragma once

#include <optional>

#include "pipeline/component_pages.h"
#include "pipeline/site.h"
#include "policy/scope.h"

namespace sohoa {

/// By its declaration and the procedure's catalogue; without its pages.
ScopeDecision scope_of(const ComponentRecord& component, const Site& site);

/// The gravest stamp of secrecy on its pages; page numbers are those of the component.
std::optional<SecrecyMark> secrecy_mark(const ComponentPages& loaded);

}  // namespace sohoa
