#include "app/upkeep_json.h"

#include <nlohmann/json.hpp>

#include "pipeline/reason_rows.h"

namespace sohoa {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json or_null(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

Json reason_array(const std::vector<Reason>& reasons) {
  return Json::parse(reason_rows(reasons));
}

}  // namespace

std::string rejudge_json(const RejudgeReport& report) {
  Json steps = Json::array();
  for (const auto& [step, count] : report.steps) {
    steps.push_back({{"from", or_null(step.first)}, {"to", step.second}, {"count", count}});
  }
  return dump({{"due", report.due},
               {"judged", report.judged},
               {"changed", report.changed},
               {"lost", report.lost},
               {"notices", report.notices},
               {"failed", report.failed},
               {"interrupted", report.was_interrupted},
               {"steps", steps}});
}

std::string due_json(const DueItem& due) {
  return dump({{"item", due.item.code},
               {"type", or_null(due.item.type)},
               {"title", due.item.title},
               {"state", due.item.state},
               {"retain_until", due.retain_until},
               {"may_destroy", due.decision.is_allowed},
               {"reasons", reason_array(due.decision.reasons)}});
}

std::string destroy_json(const DestroyOutcome& outcome) {
  const bool is_done = !outcome.step.act.empty();
  return dump({{"item", outcome.item.code},
               {"destroyed", is_done},
               {"at", is_done ? Json(to_rfc3339(outcome.step.at)) : Json()},
               {"decision", or_null(outcome.step.decision)},
               {"officer", or_null(outcome.step.officer)},
               {"blobs_removed", outcome.removed},
               {"blobs_shared", outcome.shared},
               {"reasons", reason_array(outcome.decision.reasons)}});
}

}  // namespace sohoa
