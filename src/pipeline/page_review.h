// Looking at a component's pages together: failed, blank, repeated, too few, poorly scanned.
#pragma once

#include "intake/admission.h"
#include "pipeline/component_pages.h"

namespace sohoa {

/// Sets duplicate_of on repeated pages and adds the findings, in Vietnamese, to the component's
/// reasons. A failed page or a count that differs from the declared one leaves it Waiting for an
/// officer; with no page read at all it is Failed (a cover
/// sheet with nothing under it waits); without a dossier it is Waiting. The other
/// findings (resolution, colour, skew) are noted and decide nothing yet. Pages are never removed.
/// Pure.
void review_pages(ComponentPages& loaded, const ScanProfile& profile);

}  // namespace sohoa
