// Looking at a component's pages and files together: failed, blank, repeated, too few, poorly
// scanned, locked.
#pragma once

#include <string>
#include <vector>

#include "intake/admission.h"
#include "pipeline/component_pages.h"

namespace sohoa {

/// A page's measures in the gate's words: which resolution counts, and whether it is an estimate.
PageQuality page_quality(const StoredPage& page);

/// The facts of a file, as the cage inspected it, that the gate judges.
FileQuality file_quality(const FileRecord& file);

/// Holds pages and files against `profile` and gives the findings. Sets duplicate_of on repeated
/// pages and adds the findings, in Vietnamese, to the component's reasons. A finding that blocks
/// leaves the component Waiting for an officer; with no page read at all it is Failed (a cover
/// sheet with nothing under it waits); without a dossier it is Waiting. Pages are never removed.
/// Pure.
std::vector<AdmissionFinding> review_pages(ComponentPages& loaded, const ScanProfile& profile);

}  // namespace sohoa
