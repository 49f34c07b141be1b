#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "exchange/catalogue_words.h"
#include "exchange/json_value.h"
#include "exchange/units.h"

namespace sohoa {
namespace {

constexpr std::string_view kFile = "units.json";

std::string path_of(std::size_t index) {
  return "units[" + std::to_string(index) + "]";
}

Error bad(std::size_t index, std::string_view member, std::string detail) {
  return {Fault::BadCatalogue,
          std::move(detail),
          {.document = std::string(kFile), .field = path_of(index) + "." + std::string(member)}};
}

Result<Unit> read_unit(const CatalogueObject& object) {
  Unit unit;
  unit.code = TRY(object.required_text("code"));
  if (!is_unit_code(unit.code)) return object.bad("code", "must be 1 to 35 of 0-9, A-Z and .");
  unit.name = TRY(object.required_text("name"));
  unit.level = TRY(object.required_word("level", kUnitLevels));
  unit.parent = TRY(object.text("parent"));
  unit.valid_from = TRY(object.required_day("valid_from"));
  unit.valid_to = TRY(object.day("valid_to"));
  if (!unit.valid_to.empty() && unit.valid_to < unit.valid_from) {
    return object.bad("valid_to", "lies before valid_from");
  }
  unit.predecessors = TRY(object.texts("predecessors"));
  unit.aliases = TRY(object.texts("aliases"));
  unit.e_certified_copy = TRY(object.flag("e_certified_copy", false));
  return unit;
}

bool overlap(const Unit& a, const Unit& b) {
  return (a.valid_to.empty() || b.valid_from <= a.valid_to) &&
         (b.valid_to.empty() || a.valid_from <= b.valid_to);
}

// Versions of one code may not both hold on a day: which name was right then would be a matter of
// order in the file.
Result<void> check_versions(const std::vector<Unit>& units) {
  std::multimap<std::string_view, std::size_t> seen;
  for (std::size_t i = 0; i < units.size(); ++i) {
    const auto [first, last] = seen.equal_range(units[i].code);
    for (auto row = first; row != last; ++row) {
      if (!overlap(units[i], units[row->second])) continue;
      return bad(i, "valid_from", "the days overlap those of " + path_of(row->second));
    }
    seen.emplace(units[i].code, i);
  }
  return {};
}

Result<void> check_aliases(const std::vector<Unit>& units) {
  std::set<std::string_view> codes;
  for (const auto& unit : units) codes.insert(unit.code);
  std::map<std::string_view, std::string_view> owners;
  for (std::size_t i = 0; i < units.size(); ++i) {
    for (std::size_t k = 0; k < units[i].aliases.size(); ++k) {
      const auto& alias = units[i].aliases[k];
      const std::string member = "aliases[" + std::to_string(k) + "]";
      if (alias != units[i].code && codes.contains(alias)) {
        return bad(i, member, "is the code of another unit");
      }
      const auto [owner, is_new] = owners.emplace(alias, units[i].code);
      if (!is_new && owner->second != units[i].code) {
        return bad(i, member, "is an alias of another unit too");
      }
    }
  }
  return {};
}

Result<void> check_parents(const std::vector<Unit>& units, const UnitCatalogue& catalogue) {
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (units[i].parent.empty()) continue;
    if (!catalogue.resolve(units[i].parent)) return bad(i, "parent", "is no unit of the file");
    if (catalogue.is_within(units[i].parent, units[i].code, units[i].valid_from)) {
      return bad(i, "parent", "leads back to the unit itself");
    }
  }
  return {};
}

// An alias is replaced by its code wherever a unit's code is read (formats, 3).
void replace_aliases(std::vector<Unit>& units, const UnitCatalogue& catalogue) {
  for (auto& unit : units) {
    unit.parent = catalogue.resolve(unit.parent).value_or(unit.parent);
    for (auto& code : unit.predecessors) code = catalogue.resolve(code).value_or(code);
  }
}

Result<std::vector<Unit>> read_list(const CatalogueObject& root) {
  const auto objects = TRY(root.objects("units"));
  if (objects.empty()) return root.bad("units", "must hold at least one unit");
  std::vector<Unit> units;
  for (const auto& object : objects) units.push_back(TRY(read_unit(object)));
  return units;
}

}  // namespace

Result<UnitCatalogue> read_units(std::string_view json, const Limits& limits) {
  const JsonValue value = TRY(read_json_value(kFile, json, limits));
  const CatalogueObject root{std::string(kFile), value, {}};
  TRY(root.check_is_object());
  TRY(check_format(root, "sohoa.units/1"));
  std::vector<Unit> units = TRY(read_list(root));
  TRY(check_versions(units));
  TRY(check_aliases(units));
  replace_aliases(units, UnitCatalogue(units));
  UnitCatalogue catalogue(std::move(units));
  TRY(check_parents(catalogue.units(), catalogue));
  return catalogue;
}

}  // namespace sohoa
