// sohoa rejudge: stored verdicts against today's trust data, profile and catalogues.
#include <algorithm>
#include <iostream>

#include "app/commands_upkeep.h"
#include "app/item_text.h"
#include "app/progress.h"
#include "app/site.h"
#include "app/upkeep_json.h"
#include "core/vietnam_time.h"

namespace sohoa {
namespace {

Result<UtcTime> due_before(const RejudgeCommand& command, UtcTime now) {
  if (command.all) return now;
  if (command.before.empty()) return UtcTime{};
  const bool is_day = command.before.size() == 10;
  const auto time = is_day ? start_of_day(command.before) : parse_rfc3339(command.before);
  if (!time) {
    return Error{Fault::Usage, "--before: " + command.before + " (2026-11-21T08:00:00Z)", {}};
  }
  return std::min(*time, now);
}

RejudgeProgress show_on(ProgressView& view) {
  return [&view](const RejudgeReport& report) {
    view.show({Stage::Judge,
               static_cast<std::uint64_t>(report.judged + report.failed),
               static_cast<std::uint64_t>(report.due),
               0});
  };
}

void print_steps(const AppContext& app, const RejudgeReport& report) {
  for (const auto& [step, count] : report.steps) {
    std::cout << "  " << legal_text(app, step.first) << " → " << legal_text(app, step.second)
              << ": " << count << "\n";
  }
}

void print_report(const AppContext& app, const RejudgeReport& report) {
  if (app.json) {
    std::cout << rejudge_json(report) << "\n";
    return;
  }
  std::cout << pick(app, "Đã xét lại ", "Judged again: ") << report.judged << "/" << report.due
            << pick(app, " giấy tờ, đổi kết luận ", "; changed: ") << report.changed
            << pick(app, ", không còn dùng làm căn cứ được ", "; lost: ") << report.lost
            << pick(app, ", đã báo ", "; notices: ") << report.notices
            << pick(app, " lượt cho hồ sơ đã tái sử dụng, không xét được ", "; failed: ")
            << report.failed << "\n";
  print_steps(app, report);
}

// Verdicts made until now are newer than `since`: the same command goes on where it stopped.
void tell_how_to_go_on(const AppContext& app, const RejudgeCommand& command, UtcTime since) {
  const bool needs_time = command.all || !command.before.empty();
  const std::string again =
      "sohoa rejudge" + (needs_time ? " --before " + to_rfc3339(since) : std::string());
  tell(app, "Đã dừng; làm tiếp bằng: " + again, "Stopped; go on with: " + again);
}

Result<int> judge_again(const AppContext& app, const RejudgeCommand& command) {
  const SystemClock clock;
  RejudgeOptions options;
  options.before = TRY(due_before(command, clock.now()));
  options.most = command.most;
  options.cancel = &stop_flag();
  Store store = TRY(open_store(app.store));
  const Site site = TRY(load_site(app, store));
  VerifyCages cages = TRY(start_verify_cages(worker_config(app), true));
  const AssessContext context{store, cages, site, clock, app.limits};
  RejudgeReport report;
  {
    ProgressView view(app);
    report = TRY(rejudge(context, options, show_on(view)));
  }
  print_report(app, report);
  if (report.was_interrupted) {
    tell_how_to_go_on(app, command, options.before);
    return Error{Fault::Interrupted, "", {}};
  }
  return report.lost + report.failed > 0 ? kExitRefusals : kExitDone;
}

}  // namespace

int run_rejudge(const AppContext& app, const RejudgeCommand& command) {
  const auto outcome = judge_again(app, command);
  return outcome ? *outcome : report(app, outcome.error());
}

}  // namespace sohoa
