// sohoa reuse, reception, notices: what the counter and the handler ask of the store.
#include <iostream>

#include "app/commands_items.h"
#include "app/decision_json.h"
#include "app/decision_text.h"
#include "app/rules.h"
#include "core/vietnam_time.h"

namespace sohoa {
namespace {

// A refusal shows what stands in the way; the rules that passed would only hide it.
void print_reasons(const AppContext& app, const ReuseDecision& decision) {
  if (!decision.is_allowed) return print_failed(app, decision.reasons);
  for (const Reason& reason : decision.reasons) print_reason(app, reason);
}

void print_record(const AppContext& app, const ReuseOutcome& outcome) {
  const ReuseRecord& made = outcome.record;
  std::cout << pick(app, "  Bản ghi số ", "  Record ") << made.id << ", " << vietnam_time(made.at)
            << pick(app, ", cán bộ ", ", officer ") << made.officer
            << pick(app, ", nguồn ", ", source ") << made.source;
  if (!outcome.is_new) std::cout << pick(app, " (đã có từ trước)", " (it stood already)");
  std::cout << "\n";
  if (!made.digest.is_zero()) std::cout << "  sha256 " << made.digest.hex() << "\n";
}

void print_outcome(const AppContext& app, const ReuseOutcome& outcome) {
  const ReuseRecord& made = outcome.record;
  std::cout << (outcome.decision.is_allowed
                    ? pick(app, "Được tái sử dụng: ", "May be reused: ")
                    : pick(app, "Không tái sử dụng được: ", "May not be reused: "))
            << (made.item.empty() ? made.db : made.item);
  if (!outcome.item.title.empty()) std::cout << " – " << outcome.item.title;
  std::cout << pick(app, "\n  cho thành phần ", "\n  for component ") << made.component
            << pick(app, " của hồ sơ ", " of dossier ") << made.dossier << "\n";
  print_reasons(app, outcome.decision);
  print_record(app, outcome);
}

Result<int> reuse(const AppContext& app, const ReuseCommand& command) {
  LoadedRules rules = TRY(LoadedRules::load(app));
  const ReuseOutcome outcome = TRY(reuse_item(rules.book(), command.request));
  if (app.json) {
    std::cout << reuse_json(outcome) << "\n";
  } else {
    print_outcome(app, outcome);
  }
  return outcome.decision.is_allowed ? kExitDone : kExitRefusals;
}

// ---- reception ---------------------------------------------------------------------------------

void print_item_of(const AppContext& app, const ReceptionLine& line) {
  if (line.item.empty()) return;
  std::cout << "      " << line.item;
  if (!line.title.empty()) std::cout << " – " << line.title;
  if (!line.valid_to.empty()) {
    std::cout << pick(app, ", hiệu lực đến ", ", valid until ") << vietnam_date(line.valid_to);
  }
  if (line.more > 0) {
    std::cout << pick(app, "; còn ", "; and ") << line.more
              << pick(app, " giấy tờ khác dùng được", " more that would do");
  }
  std::cout << "\n";
}

void print_line(const AppContext& app, const ReceptionLine& line) {
  std::cout << (line.may_ask ? "  · " : "  ✓ ") << line.component << "  " << line.name;
  if (!line.is_required) std::cout << pick(app, " (không bắt buộc)", " (optional)");
  std::cout << ": " << pick(app, text_vi(line.answer), text_en(line.answer)) << "\n";
  print_item_of(app, line);
  for (const Reason& reason : line.reasons) {
    std::cout << "    ";
    print_reason(app, reason);
  }
}

void print_list(const AppContext& app, const ReceptionList& list) {
  std::cout << list.procedure << "  " << list.name << "\n";
  for (const ReceptionLine& line : list.lines) print_line(app, line);
}

void print_asked(const AppContext& app, const ReceptionLine& line) {
  if (line.may_ask) {
    std::cout << line.component
              << pick(app,
                      ": được yêu cầu nộp, không cần lý do.",
                      ": may be asked for; no reason needed.")
              << "\n";
  } else {
    std::cout << line.component
              << pick(app,
                      ": đã ghi nhật ký việc yêu cầu nộp lại giấy tờ đã có trong kho.",
                      ": asking again for what the store holds was logged.")
              << "\n";
  }
}

Result<int> reception(const AppContext& app, const ReceptionCommand& command) {
  LoadedRules rules = TRY(LoadedRules::load(app));
  if (!command.ask.component.empty()) {
    const ReceptionLine line = TRY(ask_anyway(rules.book(), command.request, command.ask));
    if (app.json) {
      std::cout << asked_json(line, command.ask) << "\n";
    } else {
      print_asked(app, line);
    }
    return kExitDone;
  }
  const ReceptionList list = TRY(list_reception(rules.book(), command.request));
  if (app.json) {
    std::cout << reception_json(command.request, list) << "\n";
  } else {
    print_list(app, list);
  }
  return kExitDone;
}

// ---- notices -----------------------------------------------------------------------------------

void print_notice(const AppContext& app, const NoticeRecord& notice) {
  if (app.json) {
    std::cout << notice_json(notice) << "\n";
    return;
  }
  std::cout << notice.id << "  " << vietnam_time(notice.at) << pick(app, "  hồ sơ ", "  dossier ")
            << notice.dossier;
  if (notice.read_at) {
    std::cout << pick(app, "  đã đọc: ", "  read by ") << notice.reader;
  }
  std::cout << "\n    " << notice.text << "\n";
}

Result<int> notices(const AppContext& app, const NoticesCommand& command) {
  Store store = TRY(open_store(app.store));
  if (command.read != 0) {
    print_notice(app, TRY(read_notice(store, SystemClock(), command.read, command.officer)));
    return kExitDone;
  }
  const auto all = TRY(list_notices(*store.catalog, command.dossier));
  for (const NoticeRecord& notice : all) print_notice(app, notice);
  if (all.empty()) tell(app, "Không có thông báo nào.", "There is no notice.");
  return kExitDone;
}

int finish(const AppContext& app, const Result<int>& outcome) {
  return outcome ? *outcome : report(app, outcome.error());
}

}  // namespace

int run_reuse(const AppContext& app, const ReuseCommand& command) {
  return finish(app, reuse(app, command));
}

int run_reception(const AppContext& app, const ReceptionCommand& command) {
  return finish(app, reception(app, command));
}

int run_notices(const AppContext& app, const NoticesCommand& command) {
  return finish(app, notices(app, command));
}

}  // namespace sohoa
