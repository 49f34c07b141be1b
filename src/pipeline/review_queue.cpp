#include "pipeline/review_queue.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "core/vietnam_time.h"
#include "policy/review.h"

namespace sohoa {
namespace {

constexpr std::int32_t kLookedAt = 20'000;

// Field of the forms of TT 03/2025 and of the QR code printed on them; the later form first.
constexpr std::array<std::string_view, 2> kDueFields = {"ngay_hen_moi", "ngay_hen_tra"};

std::string sure_day(const std::vector<FieldRecord>& fields, std::string_view id) {
  for (const FieldRecord& field : fields) {
    const bool is_sure = field.id == id && !field.needs_review && start_of_day(field.value);
    if (is_sure) return field.value;
  }
  return {};
}

/// Due days are asked for once a dossier, and dossiers once a component.
class Queue {
 public:
  Queue(Catalog& catalog, const ReviewProfile& profile, UtcTime now)
      : catalog_(catalog), profile_(profile), now_(now) {}

  Result<QueuedReview> queued(const ReviewRecord& review) {
    QueuedReview one;
    one.review = review;
    one.dossier = TRY(dossier_of(review.component));
    one.due_on = TRY(due_of(one.dossier));
    const UtcTime until = review.closed_at.value_or(now_);
    one.age_s = std::max<std::int64_t>(0, (until - review.opened_at).count());
    const ReviewFacts facts{review.subject, review.is_blocking, review.opened_at, one.due_on};
    one.urgency = urgency_at(facts, profile_, now_);
    return one;
  }

 private:
  Result<std::string> dossier_of(const std::string& component) {
    if (const auto known = dossiers_.find(component); known != dossiers_.end())
      return known->second;
    const auto record = TRY(catalog_.component(component));
    return dossiers_[component] = record ? record->dossier : std::string();
  }

  Result<std::string> due_of(const std::string& dossier) {
    if (const auto known = due_.find(dossier); known != due_.end()) return known->second;
    return due_[dossier] = TRY(due_day(catalog_, dossier));
  }

  Catalog& catalog_;
  const ReviewProfile& profile_;
  UtcTime now_;
  std::map<std::string, std::string> dossiers_;  // by component
  std::map<std::string, std::string> due_;       // by dossier
};

bool is_sooner(const QueuedReview& a, const QueuedReview& b) {
  if (a.urgency != b.urgency) return a.urgency > b.urgency;
  return std::pair(a.review.opened_at, a.review.id) < std::pair(b.review.opened_at, b.review.id);
}

Result<std::int64_t> review_of_owner(Catalog& catalog, const std::string& component) {
  ReviewQuery query;
  query.state = "waiting";
  query.component = component;
  query.subject = "owner";
  query.limit = 1;
  const auto open = TRY(catalog.reviews(query));
  return open.empty() ? 0 : open.front().id;
}

}  // namespace

Result<std::vector<QueuedReview>> review_queue(Catalog& catalog,
                                               const ReviewProfile& profile,
                                               const ReviewQuery& query,
                                               UtcTime now) {
  ReviewQuery wide = query;
  wide.limit = std::max(query.limit, kLookedAt);
  const auto reviews = TRY(catalog.reviews(wide));
  Queue queue(catalog, profile, now);
  std::vector<QueuedReview> queued;
  for (const ReviewRecord& review : reviews) queued.push_back(TRY(queue.queued(review)));
  std::sort(queued.begin(), queued.end(), is_sooner);
  const auto wanted = static_cast<std::size_t>(std::max(query.limit, 0));
  if (queued.size() > wanted) queued.resize(wanted);
  return queued;
}

Result<QueuedReview> queued_review(Catalog& catalog,
                                   const ReviewProfile& profile,
                                   const ReviewRecord& review,
                                   UtcTime now) {
  return Queue(catalog, profile, now).queued(review);
}

Result<std::string> due_day(Catalog& catalog, const std::string& dossier) {
  std::array<std::string, kDueFields.size()> latest;
  if (dossier.empty()) return std::string();
  for (const ComponentRecord& paper : TRY(catalog.components_of_dossier(dossier))) {
    const auto fields = TRY(catalog.fields(paper.id));
    for (std::size_t i = 0; i < kDueFields.size(); ++i)
      latest[i] = std::max(latest[i], sure_day(fields, kDueFields[i]));
  }
  return latest[0].empty() ? latest[1] : latest[0];
}

Result<std::vector<UnownedItem>> unowned_queue(Catalog& catalog, std::int32_t limit, UtcTime now) {
  std::vector<UnownedItem> queue;
  for (const ItemRecord& item : TRY(catalog.unowned_items(limit))) {
    UnownedItem one;
    one.item = item;
    one.age_s = std::max<std::int64_t>(0, (now - item.coded_at).count());
    one.review = TRY(review_of_owner(catalog, item.component));
    queue.push_back(std::move(one));
  }
  return queue;
}

}  // namespace sohoa
