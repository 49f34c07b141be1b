#include "app/scan_json.h"

#include <nlohmann/json.hpp>

#include "intake/admission.h"

namespace sohoa {
namespace {

using Json = nlohmann::ordered_json;

Json or_null(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

Json finding_object(const ScanFindingRecord& finding) {
  return {{"rule", finding.rule},
          {"severity", finding.severity},
          {"page", finding.page > 0 ? Json(finding.page) : Json()},
          {"measure", or_null(finding.measure)},
          {"limit", or_null(finding.limit)},
          {"clause", or_null(finding.clause)},
          {"message", finding.message_vi},
          {"message_en", finding.message_en},
          {"profile", or_null(finding.profile)}};
}

std::string_view mark(const std::string& severity) {
  if (severity == name(Severity::Block)) return "✗ ";
  return severity == name(Severity::Warn) ? "! " : "· ";
}

}  // namespace

std::string scan_json(const std::vector<ScanFindingRecord>& findings) {
  Json array = Json::array();
  for (const ScanFindingRecord& finding : findings) array.push_back(finding_object(finding));
  return array.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string scan_line(const AppContext& app, const ScanFindingRecord& finding) {
  std::string line(mark(finding.severity));
  if (finding.page > 0)
    line += std::string(pick(app, "trang ", "page ")) + std::to_string(finding.page) + ": ";
  line += pick(app, finding.message_vi, finding.message_en);
  if (!finding.clause.empty()) line += "  [" + finding.clause + "]";
  return line;
}

}  // namespace sohoa
