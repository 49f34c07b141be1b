// A stack put through the scanner at once: its cover sheets name the components in it.
#pragma once

#include <string>
#include <vector>

#include "pipeline/component_pages.h"
#include "pipeline/work.h"

namespace sohoa {

/// A component without a dossier on whose pages at least one cover sheet was read.
bool is_stack(const ComponentPages& loaded);

/// Commits, at once, one component for each cover sheet (and one that waits for an officer for
/// pages no sheet claims), moves the pages to them, and marks the stack as Split. Returns their
/// ids. Splitting the same stack again gives the same ids and changes nothing.
Result<std::vector<std::string>> commit_stack(const WorkContext& work, const ComponentPages& stack);

}  // namespace sohoa
