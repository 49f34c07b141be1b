// The last stage of a batch: what was read is understood, judged and filed, in the batch's order.
#pragma once

#include <string>
#include <vector>

#include "pipeline/file_item.h"
#include "pipeline/verify_cages.h"
#include "pipeline/work.h"

namespace sohoa {

/// Takes out of the store what is declared, or known by the procedure's catalogue, to be secret:
/// before a page of it is read.
Result<void> refuse_declared_secrets(const WorkContext& work, const std::string& batch);

/// Components that are read to their end, or failed, and not yet assessed; in order.
Result<std::vector<ComponentRecord>> unassessed_components(Catalog& catalog,
                                                           const std::string& batch);

/// Extracts, assesses and files each of them; one commit a component, so a run that was interrupted
/// goes on where it stopped. Codes follow the order of the batch. Errors: Interrupted, Unavailable.
Result<void> file_batch(const WorkContext& work, VerifyCages& cages, const std::string& batch);

}  // namespace sohoa
