#include "pipeline/rule_book.h"

#include <set>

#include "core/text.h"
#include "core/vietnam_time.h"

namespace sohoa {
namespace {

// "H19.15" of "H19.15-261121-0007".
std::string_view agency_of(std::string_view dossier) {
  const auto number = dossier.rfind('-');
  if (number == std::string_view::npos || number == 0) return {};
  const auto date = dossier.rfind('-', number - 1);
  return date == std::string_view::npos ? std::string_view() : dossier.substr(0, date);
}

// The one value all agree on; "" when there is none or more than one.
std::string agreed(const std::set<std::string>& values) {
  return values.size() == 1 ? *values.begin() : std::string();
}

void add(std::set<std::string>& values, const std::string& value) {
  if (!squeeze(value).empty()) values.insert(value);
}

}  // namespace

std::string RuleBook::today() const {
  return vietnam_day(clock.now());
}

ReuseItem reuse_view(const ItemRecord& item) {
  ReuseItem view;
  view.code = item.code;
  view.type = item.type;
  view.kind = item.kind;
  view.dossier = item.dossier;
  view.owner_type = item.owner_type;
  view.owner_id = item.owner_id;
  view.state = parse_item_state(item.state).value_or(ItemState::Draft);
  view.valid_from = item.valid_from;
  view.valid_to = item.valid_to;
  view.scope = item.scope;
  view.legal = parse_legal_class(item.legal_value).value_or(LegalClass::ImageOnly);
  return view;
}

std::vector<std::string> places_of(const RuleBook& rules, const std::string& dossier) {
  std::vector<std::string> places;
  std::set<std::string> seen;
  const std::string today = rules.today();
  std::string code(agency_of(dossier));
  while (!code.empty() && seen.insert(code).second) {
    const Unit* unit = rules.units.find(code, today);
    if (unit == nullptr) break;
    places.push_back(unit->name);
    code = unit->parent;
  }
  return places;
}

Result<DossierFacts> dossier_facts(Catalog& catalog, const std::string& dossier) {
  if (dossier.empty()) return DossierFacts{};
  std::set<std::string> owners;
  std::set<std::string> procedures;
  for (const ComponentRecord& paper : TRY(catalog.components_of_dossier(dossier))) {
    if (paper.state != ComponentState::Done && paper.state != ComponentState::Waiting) continue;
    add(owners, paper.owner_id);
    add(procedures, std::string(short_procedure_code(paper.procedure)));
  }
  return DossierFacts{agreed(owners), agreed(procedures)};
}

}  // namespace sohoa
