#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "exchange/catalogue_words.h"
#include "exchange/json_value.h"
#include "exchange/procedures.h"

namespace sohoa {
namespace {

constexpr std::string_view kFile = "procedures.json";

constexpr std::array<std::string_view, 8> kDigitizeClasses = {"A_prior_result",
                                                              "B_specialised_law",
                                                              "C_list",
                                                              "D_on_demand",
                                                              "NONE_shared_data",
                                                              "NONE_copy",
                                                              "NONE_show_only",
                                                              "NONE_secret"};
constexpr std::array<std::string_view, 3> kReplaceable = {"none", "partial", "full"};
constexpr std::array<std::string_view, 2> kStatuses = {"public", "not_public"};
constexpr std::array<std::string_view, 3> kOnlineLevels = {"none", "partial", "full"};
constexpr std::array<std::string_view, 4> kOnlineStatuses = {
    "public", "pending_stop", "testing", "stopped"};
constexpr std::array<std::string_view, 5> kAudiences = {
    "citizen", "overseas_vietnamese", "foreigner", "business", "agency"};
constexpr std::array<std::string_view, 4> kTimeUnits = {"hour", "day", "working_day", "month"};
constexpr std::array<std::string_view, 3> kPublicationKinds = {"new", "amend", "repeal"};
constexpr std::array<std::string_view, 7> kContentParts = {
    "ten", "trinh_tu", "cach_thuc", "thanh_phan", "thoi_han", "doi_tuong", "co_quan"};

DigitizeClass digitize_class(std::string_view word) {
  const auto* const row = std::ranges::find(kDigitizeClasses, word);
  return static_cast<DigitizeClass>(row - kDigitizeClasses.begin());
}

Result<std::string> read_code(const CatalogueObject& object) {
  const std::string code = TRY(object.required_text("code"));
  if (!is_procedure_code(code)) return object.bad("code", "must be d.dddddd[.ddd.dd.dd.Hdd]");
  return std::string(short_procedure_code(code));
}

Result<std::string> read_unit_code(const CatalogueObject& object) {
  std::string code = TRY(object.required_text("unit"));
  if (!is_unit_code(code)) return object.bad("unit", "must be 1 to 35 of 0-9, A-Z and .");
  return code;
}

// Every element is one of `words`.
Result<std::vector<std::string>> words_of(const CatalogueObject& object,
                                          std::string_view member,
                                          std::span<const std::string_view> words) {
  std::vector<std::string> all = TRY(object.texts(member));
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (std::ranges::find(words, all[i]) != words.end()) continue;
    return object.bad(std::string(member) + "[" + std::to_string(i) + "]", "is an unknown word");
  }
  return all;
}

Result<ProcedureComponent> read_component(const CatalogueObject& object) {
  ProcedureComponent component;
  component.code = TRY(object.required_text("code"));
  component.name = TRY(object.text("name"));
  component.doc_type = TRY(object.text("doc_type"));
  const auto digitize = TRY(object.required_word("digitize_class", kDigitizeClasses));
  component.digitize = digitize_class(digitize);
  component.replaceable = TRY(object.word("replaceable", kReplaceable, "none"));
  component.is_required = TRY(object.flag("required", true));
  component.source_db = TRY(object.text("source_db"));
  return component;
}

Result<std::vector<ProcedureComponent>> read_components(const CatalogueObject& object) {
  const auto rows = TRY(object.objects("components"));
  std::vector<ProcedureComponent> components;
  for (const auto& row : rows) components.push_back(TRY(read_component(row)));
  return components;
}

Result<ProcedureUnit> read_applies_to(const CatalogueObject& object) {
  ProcedureUnit unit;
  unit.unit = TRY(read_unit_code(object));
  unit.from = TRY(object.required_day("from"));
  unit.to = TRY(object.day("to"));
  if (!unit.to.empty() && unit.to < unit.from) return object.bad("to", "lies before from");
  TRY(object.word("online_level", kOnlineLevels, {}));
  return unit;
}

Result<std::vector<ProcedureUnit>> read_more_units(const CatalogueObject& object) {
  const auto rows = TRY(object.objects("applies_to"));
  std::vector<ProcedureUnit> units;
  for (const auto& row : rows) units.push_back(TRY(read_applies_to(row)));
  return units;
}

// What is not kept here is counted elsewhere (indicators): it is checked all the same, because a
// wrong catalogue must never be half used.
Result<void> check_time(const CatalogueObject& object) {
  if (!object.has_value("max_time")) return {};
  const CatalogueObject time = TRY(object.object("max_time"));
  if (!time.has_value("value")) return time.bad("value", "is missing");
  TRY(time.check_whole_number("value", 1));
  TRY(time.required_word("unit", kTimeUnits));
  return {};
}

Result<void> check_publication(const CatalogueObject& object) {
  TRY(read_unit_code(object));
  TRY(object.text("decision_no"));
  TRY(object.word("kind", kPublicationKinds, {}));
  TRY(object.required_day("decision_date"));
  TRY(object.day("legal_effective_date"));
  TRY(object.day("published_on"));
  return {};
}

Result<void> check_content(const CatalogueObject& object) {
  const CatalogueObject parts = TRY(object.object("content_parts"));
  for (const auto part : kContentParts) TRY(parts.flag(part, false));
  const auto publications = TRY(object.objects("publications"));
  for (const auto& publication : publications) TRY(check_publication(publication));
  return {};
}

Result<void> check_service(const CatalogueObject& object) {
  TRY(object.text("field_name"));
  TRY(object.word("status", kStatuses, {}));
  TRY(object.required_word("online_level", kOnlineLevels));
  TRY(object.word("online_status", kOnlineStatuses, {}));
  TRY(object.check_whole_number("fee_vnd", 0));
  TRY(words_of(object, "audience", kAudiences));
  constexpr std::array<std::string_view, 4> kFlags = {
      "eligible_full_online", "payment_integrated", "reengineered", "dictionary_mapped"};
  for (const auto member : kFlags) TRY(object.flag(member, false));
  return {};
}

Result<Procedure> read_procedure(const CatalogueObject& object) {
  Procedure procedure;
  procedure.code = TRY(read_code(object));
  procedure.name = TRY(object.required_text("name"));
  procedure.field_code = TRY(object.text("field_code"));
  procedure.valid_from = TRY(object.day("valid_from"));
  procedure.valid_to = TRY(object.day("valid_to"));
  if (!procedure.valid_to.empty() && procedure.valid_to < procedure.valid_from) {
    return object.bad("valid_to", "lies before valid_from");
  }
  procedure.requires_document_result = TRY(object.required_flag("requires_document_result"));
  procedure.levels = TRY(words_of(object, "levels", kUnitLevels));
  procedure.applies_to = TRY(read_more_units(object));
  procedure.components = TRY(read_components(object));
  TRY(check_service(object));
  TRY(check_time(object));
  TRY(check_content(object));
  return procedure;
}

}  // namespace

Result<ProcedureCatalogue> read_procedures(std::string_view json, const Limits& limits) {
  const JsonValue value = TRY(read_json_value(kFile, json, limits));
  const CatalogueObject root{std::string(kFile), value, {}};
  TRY(root.check_is_object());
  TRY(check_format(root, "sohoa.procedures/1"));
  if (value.find("procedures") == nullptr) return root.bad("procedures", "is missing");
  const auto objects = TRY(root.objects("procedures"));
  std::vector<Procedure> procedures;
  std::set<std::string> codes;
  for (const auto& object : objects) {
    procedures.push_back(TRY(read_procedure(object)));
    if (codes.insert(procedures.back().code).second) continue;
    return object.bad("code", "stands there twice; the key is the short form");
  }
  return ProcedureCatalogue(std::move(procedures));
}

}  // namespace sohoa
