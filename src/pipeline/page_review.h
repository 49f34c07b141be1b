// Looking at a component's pages together: failed, blank, repeated, too few, too many.
#pragma once

#include "pipeline/component_pages.h"

namespace sohoa {

/// Sets duplicate_of on repeated pages and adds the reasons, in Vietnamese, to the component. A
/// failed page or a count that differs from the declared one leaves it Waiting for an officer; with
/// no page read at all it is Failed; without a dossier it is Waiting. Pages are never removed.
/// Pure.
void review_pages(ComponentPages& loaded);

}  // namespace sohoa
