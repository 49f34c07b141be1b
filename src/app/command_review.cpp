// sohoa review: the officer's queue.
#include <cstdio>
#include <iostream>

#include "app/commands_review.h"
#include "app/review_json.h"
#include "app/scan_json.h"
#include "app/site.h"
#include "core/vietnam_time.h"
#include "intake/admission.h"
#include "pipeline/metadata.h"

namespace sohoa {
namespace {

std::string say(const AppContext& app, std::string_view vi, std::string_view en) {
  return std::string(pick(app, vi, en));
}

std::string age_text(const AppContext& app, std::int64_t age_s) {
  if (age_s >= 86'400) return std::to_string(age_s / 86'400) + say(app, " ngày", " days");
  if (age_s >= 3'600) return std::to_string(age_s / 3'600) + say(app, " giờ", " hours");
  return std::to_string(age_s / 60) + say(app, " phút", " minutes");
}

void print_line(const AppContext& app, const QueuedReview& queued) {
  if (app.json) {
    std::cout << review_json(queued) << "\n";
    return;
  }
  const ReviewRecord& review = queued.review;
  std::cout << review.id << "  " << (review.is_blocking ? "‼ " : "  ") << review.component << "  ["
            << review.subject << "]  " << review.why;
  if (!review.before.empty()) std::cout << "  «" << review.before << "»";
  if (!review.after.empty()) std::cout << " → «" << review.after << "»";
  std::cout << "  (" << age_text(app, queued.age_s);
  if (!queued.due_on.empty()) {
    std::cout << pick(app, ", hẹn trả ", ", due ") << vietnam_date(queued.due_on);
  }
  std::cout << ")\n";
}

// The queue shows what stands on the papers: looking at it is reading, and is written down.
Result<void> log_reading(Store& store,
                         const char* kind,
                         const std::string& subject,
                         std::string detail,
                         const std::string& officer) {
  if (!officer.empty()) detail += " officer=" + officer;
  const auto tx = TRY(store.catalog->begin());
  TRY(tx->append({SystemClock().now(), kind, subject, detail}));
  return tx->commit();
}

Result<int> list(const AppContext& app, const ReviewListCommand& command) {
  Store store = TRY(open_store(app.store));
  const Profile profile = TRY(load_profile(app));
  const ReviewQuery query{command.state, command.component, command.subject, command.limit};
  const auto queue = TRY(review_queue(*store.catalog, profile.review, query, SystemClock().now()));
  const std::string detail = "state=" + command.state + " found=" + std::to_string(queue.size());
  const std::string subject = command.component.empty() ? "review" : command.component;
  TRY(log_reading(store, "review.listed", subject, detail, command.officer));
  for (const QueuedReview& queued : queue) print_line(app, queued);
  if (queue.empty()) tell(app, "Không có việc nào chờ.", "Nothing waits.");
  return kExitDone;
}

void print_unowned(const AppContext& app, const UnownedItem& unowned) {
  if (app.json) {
    std::cout << unowned_json(unowned) << "\n";
    return;
  }
  std::cout << unowned.item.code << "  " << unowned.item.title << "  ("
            << age_text(app, unowned.age_s) << ")";
  if (unowned.review != 0) std::cout << pick(app, "  việc số ", "  review ") << unowned.review;
  std::cout << "\n";
}

Result<int> owners(const AppContext& app, const ReviewOwnersCommand& command) {
  Store store = TRY(open_store(app.store));
  const auto queue = TRY(unowned_queue(*store.catalog, command.limit, SystemClock().now()));
  const std::string detail = "found=" + std::to_string(queue.size());
  TRY(log_reading(store, "review.owners-listed", "review", detail, command.officer));
  for (const UnownedItem& unowned : queue) print_unowned(app, unowned);
  if (queue.empty()) tell(app, "Giấy tờ nào cũng đã rõ chủ sở hữu.", "Every item has an owner.");
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

void print_gaps(const AppContext& app, const std::vector<MetadataGap>& gaps) {
  for (const MetadataGap& gap : gaps) {
    std::cout << pick(app, "  mô tả: ", "  description: ") << gap.why_vi << "\n";
  }
}

// All of it, not only what blocks: whoever decides sees the whole scan as the gate saw it.
void print_scan(const AppContext& app, const std::vector<ScanFindingRecord>& findings) {
  for (const ScanFindingRecord& finding : findings) {
    std::cout << "  " << scan_line(app, finding) << "\n";
    const std::string_view advice = scan_advice_vi(finding.rule);
    if (app.lang == Lang::Vi && !advice.empty()) std::cout << "      → " << advice << "\n";
  }
}

void print_review(const AppContext& app, const QueuedReview& queued, const ReviewDetail& detail) {
  print_line(app, queued);
  for (const FieldRecord& field : detail.fields) {
    if (queued.review.subject == "field:" + field.id) print_place(app, field);
  }
  if (queued.review.subject == "scan") print_scan(app, detail.scan);
  print_decision(app, queued.review);
  print_gaps(app, detail.gaps);
}

Result<ReviewDetail> detail_of(Catalog& catalog,
                               const ComponentRecord& component,
                               const Site& site) {
  ReviewDetail detail;
  detail.fields = TRY(catalog.fields(component.id));
  detail.scan = TRY(catalog.findings(component.id));
  detail.item = component.item;
  detail.gaps = TRY(gaps_of(catalog, component, site));
  return detail;
}

Result<int> show(const AppContext& app, const ReviewShowCommand& command) {
  Store store = TRY(open_store(app.store));
  Catalog& catalog = *store.catalog;
  const auto review = TRY(catalog.review(command.id));
  if (!review) return Error{Fault::NoSuchReview, std::to_string(command.id), {}};
  const auto component = TRY(catalog.component(review->component));
  if (!component) return Error{Fault::NoSuchComponent, review->component, {}};
  const Site site = TRY(load_description_rules(app, store));
  const QueuedReview queued =
      TRY(queued_review(catalog, site.profile.review, *review, SystemClock().now()));
  const ReviewDetail shown = TRY(detail_of(catalog, *component, site));
  const std::string event = "review=" + std::to_string(review->id) + " subject=" + review->subject;
  TRY(log_reading(store, "review.shown", component->id, event, command.officer));
  if (app.json) {
    std::cout << review_detail_json(queued, shown) << "\n";
    return kExitDone;
  }
  print_review(app, queued, shown);
  return kExitDone;
}

void print_outcome(const AppContext& app, const ReviewOutcome& outcome) {
  if (app.json) {
    std::cout << decided_review_json(outcome.review, outcome.filed.item) << "\n";
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

int run_review_owners(const AppContext& app, const ReviewOwnersCommand& command) {
  return finish(app, owners(app, command));
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
