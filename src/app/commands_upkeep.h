// Commands of whoever keeps the store: judging anew, what is past its archive term, destruction.
#pragma once

#include <cstdint>
#include <string>

#include "app/context.h"
#include "pipeline/destroy_item.h"

namespace sohoa {

struct RejudgeCommand {
  std::string before;     ///< RFC 3339 or a day: verdicts older than this are due as well
  bool all = false;       ///< every verdict older than now
  std::int32_t most = 0;  ///< 0: all that are due
};
/// Exit 1: some paper may be relied on no more, or could not be judged.
int run_rejudge(const AppContext& app, const RejudgeCommand& command);

struct ItemDueCommand {
  std::int32_t limit = 100;
};
int run_item_due(const AppContext& app, const ItemDueCommand& command);

struct ItemDestroyCommand {
  DestroyOrder order;
};
/// Exit 0: destroyed; 1: not, with reasons and clauses.
int run_item_destroy(const AppContext& app, const ItemDestroyCommand& command);

}  // namespace sohoa
