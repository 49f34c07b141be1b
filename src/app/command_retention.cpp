// sohoa item due, item destroy: after the archive term.
#include <iostream>

#include "app/commands_upkeep.h"
#include "app/decision_text.h"
#include "app/rules.h"
#include "app/upkeep_json.h"
#include "core/vietnam_time.h"

namespace sohoa {
namespace {

void print_due(const AppContext& app, const DueItem& due) {
  if (app.json) {
    std::cout << due_json(due) << "\n";
    return;
  }
  std::cout << due.item.code << "  " << due.item.title << pick(app, ", lưu đến ", ", kept until ")
            << vietnam_date(due.retain_until) << ": "
            << (due.decision.is_allowed ? pick(app, "được tiêu hủy", "may be destroyed")
                                        : pick(app, "chưa được tiêu hủy", "may not be destroyed"))
            << "\n";
  if (!due.decision.is_allowed) print_failed(app, due.decision.reasons);
}

Result<int> due(const AppContext& app, const ItemDueCommand& command) {
  LoadedRules rules = TRY(LoadedRules::load(app));
  const DueSink sink = [&app](const DueItem& one) -> Result<void> {
    print_due(app, one);
    return {};
  };
  const std::size_t listed = TRY(list_due(rules.book(), command.limit, sink));
  if (listed == 0) {
    tell(app, "Không có giấy tờ nào hết thời hạn lưu trữ.", "No paper is past its archive term.");
  }
  return kExitDone;
}

void print_outcome(const AppContext& app, const DestroyOutcome& outcome) {
  if (outcome.step.act.empty()) {
    std::cout << outcome.item.code
              << pick(app, ": không được tiêu hủy\n", ": may not be destroyed\n");
    print_failed(app, outcome.decision.reasons);
    return;
  }
  std::cout << outcome.item.code
            << pick(app, ": đã tiêu hủy tệp theo quyết định số ", ": destroyed by decision ")
            << outcome.step.decision << pick(app, "; đã xóa ", "; removed ") << outcome.removed
            << pick(app, " tệp, giữ lại ", " blobs, kept ") << outcome.shared
            << pick(app, " tệp mà giấy tờ khác còn cần\n", " that other papers need\n");
}

Result<int> destroy(const AppContext& app, const ItemDestroyCommand& command) {
  LoadedRules rules = TRY(LoadedRules::load(app));
  const DestroyOutcome outcome = TRY(destroy_item(rules.book(), command.order));
  if (app.json) {
    std::cout << destroy_json(outcome) << "\n";
  } else {
    print_outcome(app, outcome);
  }
  return outcome.step.act.empty() ? kExitRefusals : kExitDone;
}

int finish(const AppContext& app, const Result<int>& outcome) {
  return outcome ? *outcome : report(app, outcome.error());
}

}  // namespace

int run_item_due(const AppContext& app, const ItemDueCommand& command) {
  return finish(app, due(app, command));
}

int run_item_destroy(const AppContext& app, const ItemDestroyCommand& command) {
  return finish(app, destroy(app, command));
}

}  // namespace sohoa
