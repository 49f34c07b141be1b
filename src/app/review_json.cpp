#include "app/review_json.h"

#include <nlohmann/json.hpp>

#include "app/item_json.h"
#include "app/scan_json.h"

namespace sohoa {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json or_null(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

Json review_object(const ReviewRecord& review) {
  Json object;
  object["id"] = review.id;
  object["component"] = review.component;
  object["subject"] = review.subject;
  object["why"] = review.why;
  object["type"] = or_null(review.type);
  object["blocking"] = review.is_blocking;
  object["urgency"] = review.urgency;
  object["opened_at"] = to_rfc3339(review.opened_at);
  object["state"] = review.state;
  object["officer"] = or_null(review.officer);
  object["second"] = or_null(review.second);
  object["before"] = or_null(review.before);
  object["after"] = or_null(review.after);
  object["note"] = or_null(review.note);
  object["closed_at"] = review.closed_at ? Json(to_rfc3339(*review.closed_at)) : Json();
  return object;
}

Json queued_object(const QueuedReview& queued) {
  Json object = review_object(queued.review);
  object["urgency"] = queued.urgency;
  object["age_s"] = queued.age_s;
  object["dossier"] = or_null(queued.dossier);
  object["due_on"] = or_null(queued.due_on);
  return object;
}

Json field_object(const FieldRecord& field) {
  // Stored as JSON text by ourselves.
  const Json rules = Json::parse(field.detail, nullptr, false);
  return {{"id", field.id},
          {"name", field.name},
          {"value", or_null(field.value)},
          {"raw", or_null(field.raw)},
          {"page", field.page},
          {"box", Json::array({field.x, field.y, field.w, field.h})},
          {"confidence", field.confidence},
          {"source", field.source},
          {"outcome", or_null(field.outcome)},
          {"rules", rules.is_discarded() ? Json::array() : rules},
          {"needs_review", field.needs_review}};
}

double share(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

std::string review_json(const QueuedReview& queued) {
  return dump(queued_object(queued));
}

std::string review_detail_json(const QueuedReview& queued, const ReviewDetail& detail) {
  Json object = queued_object(queued);
  object["item"] = or_null(detail.item);
  object["scan"] = Json::parse(scan_json(detail.scan));
  for (const FieldRecord& field : detail.fields) {
    if (queued.review.subject == "field:" + field.id) object["field"] = field_object(field);
  }
  object["gaps"] = Json::parse(gaps_json(detail.gaps));
  return dump(object);
}

std::string decided_review_json(const ReviewRecord& review, const std::string& item) {
  Json object = review_object(review);
  object["item"] = or_null(item);
  return dump(object);
}

std::string unowned_json(const UnownedItem& unowned) {
  return dump({{"item", unowned.item.code},
               {"type", or_null(unowned.item.type)},
               {"title", unowned.item.title},
               {"dossier", or_null(unowned.item.dossier)},
               {"owner_name", or_null(unowned.item.owner_name)},
               {"coded_at", to_rfc3339(unowned.item.coded_at)},
               {"age_s", unowned.age_s},
               {"review", unowned.review == 0 ? Json() : Json(unowned.review)}});
}

std::string corrections_json(const std::vector<CorrectionCount>& counts) {
  Json array = Json::array();
  for (const CorrectionCount& count : counts) {
    const std::int64_t all = count.accepted + count.corrected + count.rejected;
    array.push_back({{"type", or_null(count.type)},
                     {"field", count.field},
                     {"accepted", count.accepted},
                     {"corrected", count.corrected},
                     {"rejected", count.rejected},
                     {"share_corrected", share(count.corrected, all)},
                     {"confidence_of_accepted", count.confidence_of_accepted},
                     {"confidence_of_corrected", count.confidence_of_corrected}});
  }
  return dump(array);
}

}  // namespace sohoa
