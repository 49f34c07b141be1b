// The end of a component's way: its pages are read; judge them together, write the PDF, file it.
#pragma once

#include <string>
#include <vector>

#include "core/result.h"
#include "pipeline/work.h"

namespace sohoa {

struct FinishContext {
  const WorkContext& work;
  Supervisor& cage;
};

/// Components of the batch that still have to be worked: those Working, and those that wait for an
/// officer since the split (a doubtful part of a stack, a file without its password beside others)
/// but whose pages were never brought to their end.
Result<std::vector<ComponentRecord>> unfinished_components(Catalog& catalog,
                                                           const std::string& batch);

/// Notices blank and repeated pages, holds the page count against the declared one, writes the
/// searchable PDF (never over a signed original), gives the item its code, and commits all of it at
/// once. A stack with cover sheets is split into its components first, each finished the same way.
Result<void> finish_component(const FinishContext& finish, const std::string& component);

/// Whether finish_component() was committed for it, by this process or by another that was given
/// the same batch. Asked inside a transaction that would write about the component: what a second
/// process made of it is dropped.
Result<bool> was_finished(Catalog& catalog, const std::string& component);

}  // namespace sohoa
