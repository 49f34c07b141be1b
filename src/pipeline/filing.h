// The last stage of a batch: what was read is understood, judged and filed, in the batch's order.
#pragma once

#include <string>

#include "pipeline/file_item.h"
#include "pipeline/progress_event.h"
#include "pipeline/verify_cages.h"
#include "pipeline/work.h"

namespace sohoa {

/// Components that are read to their end and not yet assessed, oldest first.
Result<std::vector<ComponentRecord>> unassessed_components(Catalog& catalog,
                                                           const std::string& batch);

/// Extracts, assesses and files each of them; one commit a component, so a run that was interrupted
/// goes on where it stopped. Codes follow the order of the batch. Errors: Interrupted, Unavailable.
Result<void> file_batch(const WorkContext& work,
                        const Site& site,
                        VerifyCages& cages,
                        const std::string& batch);

}  // namespace sohoa
