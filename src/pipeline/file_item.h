// Filing: a paper that is read and judged gets its code and becomes an item (TT 01/2023 art. 10,
// 11).
#pragma once

#include <atomic>
#include <string>

#include "pipeline/doubts.h"
#include "pipeline/site.h"
#include "pipeline/store.h"

namespace sohoa {

struct FilingContext {
  Store& store;
  const Site& site;
  const Clock& clock;
  const Limits& limits;
};

/// What filing one component came to.
struct Filed {
  std::string item;  ///< empty: it waits for an officer
  std::int32_t version = 0;
  std::int32_t reviews = 0;
};

/// Writes fields, verdict, reviews and, where nothing blocks, the item under its code: all in one
/// commit. A paper sent again for the same component of the same dossier becomes the next version
/// of its item. Filing a component that was filed already changes nothing.
Result<Filed> file_component(const FilingContext& filing,
                             const ComponentRecord& component,
                             const Assessment& assessment,
                             const VerdictRecord& verdict);

/// Codes a component whose blocking reviews are all closed, from what is stored of it. Nothing
/// happens while one is open.
Result<Filed> file_reviewed(const FilingContext& filing, const std::string& component);

}  // namespace sohoa
