// Filing: a paper that is read and judged gets its code and becomes an item (TT 01/2023 art. 10,
// 11).
#pragma once

#include <string>
#include <vector>

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
/// of its item, while that is in force or suspended; it stays suspended. Filing a component that
/// was filed already changes nothing.
Result<Filed> file_component(const FilingContext& filing,
                             const ComponentRecord& component,
                             const Assessment& assessment,
                             const VerdictRecord& verdict);

/// Codes a component whose blocking reviews are all closed, from what is stored of it; one that is
/// out of scope is done without a code. Nothing happens while one is open, and to a component that
/// is filed, failed or not yet assessed.
Result<Filed> file_reviewed(const FilingContext& filing, const std::string& component);

/// The same inside a transaction of the caller, who knows that nothing blocks, for rows as he has
/// changed them. `component` is as it was written.
Result<Filed> file_settled(const FilingContext& filing,
                           Transaction& tx,
                           ComponentRecord& component,
                           const std::vector<FieldRecord>& fields);

/// Puts `from` into the item's columns, with what the site's catalogue and profile add: the
/// issuer's unit, the day of retention. An end of validity set by an extension (NĐ 45/2020 art. 15)
/// stays.
Result<void> describe_filed(const FilingContext& filing, const Metadata& from, ItemRecord& item);

}  // namespace sohoa
