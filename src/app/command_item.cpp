// sohoa item: the law's life cycle of a coded paper, holds, and the daily sweep.
#include <iostream>

#include "app/commands_items.h"
#include "app/decision_json.h"
#include "core/vietnam_time.h"

namespace sohoa {
namespace {

std::string state_text(const AppContext& app, const std::string& state) {
  const auto known = parse_item_state(state);
  return app.lang == Lang::Vi && known ? std::string(text_vi(*known)) : state;
}

std::string act_text(const AppContext& app, const std::string& act) {
  const auto known = parse_life_act(act);
  return app.lang == Lang::Vi && known ? std::string(text_vi(*known)) : act;
}

void print_waiting(const AppContext& app, const LifeRecord& step) {
  std::cout << step.item << ": " << act_text(app, step.act)
            << pick(app, ", sẽ thực hiện ngày ", ", to be carried out on ")
            << vietnam_date(step.effective_on) << "\n";
}

void print_done(const AppContext& app, const LifeOutcome& outcome) {
  const LifeRecord& step = outcome.step;
  std::cout << step.item << ": " << state_text(app, step.from) << " → " << state_text(app, step.to)
            << pick(app, ", từ ngày ", ", from ") << vietnam_date(step.effective_on);
  if (!step.decision.empty()) {
    std::cout << pick(app, ", quyết định số ", ", decision ") << step.decision;
  }
  std::cout << "\n";
  const std::string_view cited = clause(outcome.effect.clause).citation;
  if (app.lang == Lang::Vi) std::cout << "  " << outcome.effect.note_vi << "  [" << cited << "]\n";
  for (const NoticeRecord& notice : outcome.notices) {
    std::cout << pick(app, "  Đã báo hồ sơ ", "  Told dossier ") << notice.dossier
              << pick(app, " (thông báo số ", " (notice ") << notice.id << ")\n";
  }
}

void print_outcome(const AppContext& app, const LifeOutcome& outcome) {
  if (outcome.is_waiting) {
    print_waiting(app, outcome.step);
  } else {
    print_done(app, outcome);
  }
}

Result<int> act(const AppContext& app, const ItemActCommand& command) {
  Store store = TRY(open_store(app.store));
  const LifeOutcome outcome = TRY(carry_out_act(store, SystemClock(), command.order));
  if (app.json) {
    std::cout << life_json(outcome) << "\n";
  } else {
    print_outcome(app, outcome);
  }
  return kExitDone;
}

Result<int> hold(const AppContext& app, const ItemHoldCommand& command) {
  Store store = TRY(open_store(app.store));
  const HoldRecord held =
      TRY(hold_item(store, SystemClock(), command.item, command.reason, command.officer));
  if (app.json) {
    std::cout << hold_json(held) << "\n";
  } else {
    std::cout << held.item << pick(app, ": đã đặt lệnh giữ số ", ": held, number ") << held.id
              << "\n";
  }
  return kExitDone;
}

Result<int> release(const AppContext& app, const ItemHoldCommand& command) {
  Store store = TRY(open_store(app.store));
  const auto released =
      TRY(release_item(store, SystemClock(), command.item, command.reason, command.officer));
  for (const HoldRecord& held : released) {
    if (app.json) {
      std::cout << hold_json(held) << "\n";
    } else {
      std::cout << held.item << pick(app, ": đã gỡ lệnh giữ số ", ": released, number ") << held.id
                << "\n";
    }
  }
  return kExitDone;
}

void print_void(const AppContext& app, const VoidStep& voided) {
  std::cout << voided.step.item << ": "
            << pick(app, "không thực hiện được việc ", "could not carry out ")
            << act_text(app, voided.step.act) << ": " << voided.why.detail << "\n";
}

Result<int> expire(const AppContext& app) {
  Store store = TRY(open_store(app.store));
  const SweepReport swept = TRY(sweep_life(store, SystemClock()));
  if (app.json) {
    std::cout << sweep_json(swept) << "\n";
  } else {
    for (const LifeOutcome& outcome : swept.carried_out) print_outcome(app, outcome);
    for (const VoidStep& voided : swept.voided) print_void(app, voided);
  }
  if (swept.carried_out.empty() && swept.voided.empty()) {
    tell(app, "Không có việc nào đến hạn.", "Nothing was due.");
  }
  return swept.voided.empty() ? kExitDone : kExitRefusals;
}

int finish(const AppContext& app, const Result<int>& outcome) {
  return outcome ? *outcome : report(app, outcome.error());
}

}  // namespace

int run_item_act(const AppContext& app, const ItemActCommand& command) {
  return finish(app, act(app, command));
}

int run_item_hold(const AppContext& app, const ItemHoldCommand& command) {
  return finish(app, hold(app, command));
}

int run_item_release(const AppContext& app, const ItemHoldCommand& command) {
  return finish(app, release(app, command));
}

int run_item_expire(const AppContext& app) {
  return finish(app, expire(app));
}

}  // namespace sohoa
