// From stored files to components: what the batch says, what its names say, what its pages are.
#pragma once

#include "pipeline/receive.h"
#include "pipeline/work.h"

namespace sohoa {

/// Lists the batch's files, checks them against a bag's manifest, decides the components
/// (batch.json, else names; files nothing names become stacks that cover sheets may split), looks
/// into every file and commits components, files and pages at once. Nothing received is left out:
/// each file belongs to a component with a state and, where it is not Working, a reason.
Result<void> split_batch(const WorkContext& work, Crew& crew, const BatchRecord& batch);

}  // namespace sohoa
