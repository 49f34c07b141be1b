// sohoa review: the officer's queue.
#include <cstdio>
#include <iostream>

#include "app/commands_review.h"
#include "app/review_json.h"
#include "app/scan_json.h"
#include "app/site.h"
#include "core/vietnam_time.h"
#include "intake/admission.h"

namespace sohoa {
namespace {

std::string age_text(const AppContext& app, UtcTime since) {
  const auto seconds = (SystemClock().now() - since).count();
  if (seconds >= 86'400)
    return std::to_string(seconds / 86'400) + std::string(pick(app, " ngày", " days"));
  if (seconds >= 3'600)
    return std::to_string(seconds / 3'600) + std::string(pick(app, " giờ", " hours"));
  return std::to_string(seconds / 60) + std::string(pick(app, " phút", " minutes"));
}

void print_line(const AppContext& app, const ReviewRecord& review) {
  if (app.json) {
    std::cout << review_json(review) << "\n";
    return;
  }
  std::cout << review.id << "  " << (review.is_blocking ? "‼ " : "  ") << review.component << "  ["
            << review.subject << "]  " << review.why;
  if (!review.before.empty()) std::cout << "  «" << review.before << "»";
  if (!review.after.empty()) std::cout << " → «" << review.after << "»";
  std::cout << "  (" << age_text(app, review.opened_at) << ")\n";
}

Result<int> list(const AppContext& app, const ReviewListCommand& command) {
  Store store = TRY(open_store(app.store));
  const ReviewQuery query{command.state, command.component, command.subject, command.limit};
  const auto reviews = TRY(store.catalog->reviews(query));
  for (const ReviewRecord& review : reviews) print_line(app, review);
  if (reviews.empty()) tell(app, "Không có việc nào chờ.", "Nothing waits.");
  return kExitDone;
}

void print_place(const AppContext& app, const FieldRecord& field) {
  std::printf("  %s %d, [%d %d %d %d] px, %.0f%%\n  %s «%s»\n",
              std::string(pick(app, "trang", "page")).c_str(),
              field.page,
              field.x,
              field.y,
              field.w,
              field.h,
              field.confidence * 100,
              std::string(pick(app, "đọc được", "read as")).c_str(),
              field.raw.c_str());
}

void print_decision(const AppContext& app, const ReviewRecord& review) {
  if (review.officer.empty()) return;
  std::cout << "  " << review.state << ": " << review.officer
            << (review.second.empty() ? "" : ", " + review.second);
  if (review.closed_at) std::cout << ", " << vietnam_time(*review.closed_at);
  std::cout << (review.note.empty() ? "" : pick(app, "; ghi chú: ", "; note: ")) << review.note
            << "\n";
}

// All of it, not only what blocks: whoever decides sees the whole scan as the gate saw it.
void print_scan(const AppContext& app, const std::vector<ScanFindingRecord>& findings) {
  for (const ScanFindingRecord& finding : findings) {
    std::cout << "  " << scan_line(app, finding) << "\n";
    const std::string_view advice = scan_advice_vi(finding.rule);
    if (app.lang == Lang::Vi && !advice.empty()) std::cout << "      → " << advice << "\n";
  }
}

Result<ReviewDetail> detail_of(Catalog& catalog, const std::string& id) {
  ReviewDetail detail;
  detail.fields = TRY(catalog.fields(id));
  detail.scan = TRY(catalog.findings(id));
  const auto component = TRY(catalog.component(id));
  if (component) detail.item = component->item;
  return detail;
}

Result<int> show(const AppContext& app, const ReviewShowCommand& command) {
  Store store = TRY(open_store(app.store));
  const auto review = TRY(store.catalog->review(command.id));
  if (!review) return Error{Fault::NoSuchReview, std::to_string(command.id), {}};
  const ReviewDetail detail = TRY(detail_of(*store.catalog, review->component));
  if (app.json) {
    std::cout << review_detail_json(*review, detail) << "\n";
    return kExitDone;
  }
  print_line(app, *review);
  for (const FieldRecord& field : detail.fields) {
    if (review->subject == "field:" + field.id) print_place(app, field);
  }
  if (review->subject == "scan") print_scan(app, detail.scan);
  print_decision(app, *review);
  return kExitDone;
}

void print_outcome(const AppContext& app, const ReviewOutcome& outcome) {
  if (app.json) {
    std::cout << review_detail_json(outcome.review, {{}, {}, outcome.filed.item}) << "\n";
    return;
  }
  std::cout << outcome.review.id << ": " << outcome.review.state << "\n";
  if (outcome.review.state == "second")
    tell(app, "Chờ cán bộ thứ hai xác nhận.", "Waits for a second officer.");
  if (outcome.filed.version > 0) {
    std::cout << pick(app, "Đã cấp mã ", "Filed as ") << outcome.filed.item << "\n";
  }
}

Result<int> decide(const AppContext& app, const ReviewDecideCommand& command) {
  Store store = TRY(open_store(app.store));
  const Site site = TRY(load_site(app, store));
  const SystemClock clock;
  const FilingContext filing{store, site, clock, app.limits};
  print_outcome(app, TRY(decide_review(filing, command.id, command.decision)));
  return kExitDone;
}

void print_count(const CorrectionCount& count) {
  std::printf("%-16s %-24s %6lld %6lld %6lld   %.2f  %.2f\n",
              count.type.empty() ? "–" : count.type.c_str(),
              count.field.c_str(),
              static_cast<long long>(count.accepted),
              static_cast<long long>(count.corrected),
              static_cast<long long>(count.rejected),
              count.confidence_of_accepted,
              count.confidence_of_corrected);
}

Result<int> stats(const AppContext& app) {
  Store store = TRY(open_store(app.store));
  const auto counts = TRY(store.catalog->corrections());
  if (app.json) {
    std::cout << corrections_json(counts) << "\n";
    return kExitDone;
  }
  std::printf("%s\n",
              std::string(pick(app,
                               "Loại             Trường                    đúng    sửa     bỏ   "
                               "tin cậy khi đúng, khi sửa",
                               "Type             Field                    right  fixed dropped  "
                               "confidence when right, when fixed"))
                  .c_str());
  for (const CorrectionCount& count : counts) print_count(count);
  return kExitDone;
}

int finish(const AppContext& app, const Result<int>& outcome) {
  return outcome ? *outcome : report(app, outcome.error());
}

}  // namespace

int run_review_list(const AppContext& app, const ReviewListCommand& command) {
  return finish(app, list(app, command));
}

int run_review_show(const AppContext& app, const ReviewShowCommand& command) {
  return finish(app, show(app, command));
}

int run_review_decide(const AppContext& app, const ReviewDecideCommand& command) {
  return finish(app, decide(app, command));
}

int run_review_stats(const AppContext& app) {
  return finish(app, stats(app));
}

}  // namespace sohoa
