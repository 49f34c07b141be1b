// After the archive term: which papers may go, and their bytes taken out for good.
//
// policy/retention.h decides; here are its facts and the deed. Only bytes go, and the text read
// from them: code, description, verdicts, reuse and log stay, and say by whose decision. What
// another paper still needs stays as well.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "pipeline/rule_book.h"
#include "policy/retention.h"

namespace sohoa {

/// A paper whose archive term is over, and what stands in the way of destroying it.
struct DueItem {
  ItemRecord item;
  std::string retain_until;
  DestroyDecision decision;
};

/// Gets one at a time; an error ends the list.
using DueSink = std::function<Result<void>(const DueItem& due)>;

/// Papers no longer in force whose archive term is over today, in the order they were coded; at
/// most `limit`. The term is that of today's profile, or the item's own where that is longer.
Result<std::size_t> list_due(const RuleBook& rules, std::int32_t limit, const DueSink& sink);

struct DestroyOrder {
  std::string item;  ///< code or alias
  std::string reason;
  std::string decision;  ///< number of the decision to destroy
  std::string officer;
};

struct DestroyOutcome {
  ItemRecord item;
  DestroyDecision decision;  ///< empty reasons: destroyed by an earlier order
  LifeRecord step;           ///< act "destroy"; empty when refused
  std::size_t removed = 0;   ///< blobs
  std::size_t shared = 0;    ///< blobs that another paper needs: kept
};

/// Asks the rules, and writes the refusal ("item.destroy-refused") or the step and "item.destroyed"
/// in one commit with the rows that no longer claim to hold bytes; only then do the bytes go, those
/// of every version and of the batch as it came. Killed in between, the same order again takes out
/// the rest. A dossier that reused the paper holds it for as long as it has papers of its own here,
/// or is not known. Errors: NoSuchItem, Usage (reason, decision, officer).
Result<DestroyOutcome> destroy_item(const RuleBook& rules, const DestroyOrder& order);

/// Whether its bytes were destroyed by an order.
Result<bool> is_destroyed(Catalog& catalog, const std::string& item);

/// A batch that is sent again must not bring back what was destroyed of it: takes out the bytes of
/// its destroyed papers once more.
Result<void> discard_destroyed(Store& store, const std::string& batch);

}  // namespace sohoa
