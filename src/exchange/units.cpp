#include "exchange/units.h"

#include <algorithm>
#include <set>
#include <utility>

namespace sohoa {
namespace {

// The newest of the versions an index row leads to, among those in force on `day`.
bool is_newer(const Unit& unit, const Unit* than) {
  return than == nullptr || unit.valid_from > than->valid_from;
}

}  // namespace

bool Unit::is_in_force(std::string_view day) const {
  return valid_from <= day && (valid_to.empty() || day <= valid_to);
}

UnitCatalogue::UnitCatalogue(std::vector<Unit> units) : units_(std::move(units)) {
  for (std::size_t i = 0; i < units_.size(); ++i) {
    by_code_.emplace(units_[i].code, i);
    by_name_.emplace(normal_unit_name(units_[i].name), i);
    for (const auto& alias : units_[i].aliases) aliases_.emplace(alias, units_[i].code);
  }
}

std::optional<std::string> UnitCatalogue::resolve(std::string_view code_or_alias) const {
  if (by_code_.contains(code_or_alias)) return std::string(code_or_alias);
  const auto alias = aliases_.find(code_or_alias);
  if (alias == aliases_.end()) return std::nullopt;
  return alias->second;
}

const Unit* UnitCatalogue::find(std::string_view code, std::string_view day) const {
  const auto known = resolve(code);
  if (!known) return nullptr;
  const Unit* found = nullptr;
  const auto [first, last] = by_code_.equal_range(*known);
  for (auto row = first; row != last; ++row) {
    const Unit& unit = units_[row->second];
    if ((day.empty() || unit.is_in_force(day)) && is_newer(unit, found)) found = &unit;
  }
  return found;
}

std::vector<const Unit*> UnitCatalogue::by_name(std::string_view name, std::string_view day) const {
  std::map<std::string, const Unit*> newest;
  const auto [first, last] = by_name_.equal_range(normal_unit_name(name));
  for (auto row = first; row != last; ++row) {
    const Unit& unit = units_[row->second];
    if (!day.empty() && !unit.is_in_force(day)) continue;
    const Unit*& kept = newest[unit.code];
    if (is_newer(unit, kept)) kept = &unit;
  }
  std::vector<const Unit*> found;
  for (const auto& [code, unit] : newest) found.push_back(unit);
  return found;
}

bool UnitCatalogue::is_within(std::string_view unit,
                              std::string_view above,
                              std::string_view day) const {
  const auto goal = resolve(above);
  std::set<std::string> seen;  // a circle is refused by read_units(), not by the constructor
  const Unit* at = find(unit, day);
  while (goal && at != nullptr && seen.insert(at->code).second) {
    if (at->code == *goal) return true;
    at = at->parent.empty() ? nullptr : find(at->parent, day);
  }
  return false;
}

bool UnitCatalogue::continues(std::string_view later, std::string_view earlier) const {
  const auto goal = resolve(earlier);
  const auto start = resolve(later);
  if (!goal || !start) return false;
  std::set<std::string> seen{*start};
  std::vector<std::string> open{*start};
  while (!open.empty()) {
    const std::string code = std::move(open.back());
    open.pop_back();
    if (code == *goal) return true;
    const auto [first, last] = by_code_.equal_range(code);
    for (auto row = first; row != last; ++row) {
      for (const auto& predecessor : units_[row->second].predecessors) {
        const auto known = resolve(predecessor);
        if (known && seen.insert(*known).second) open.push_back(*known);
      }
    }
  }
  return false;
}

}  // namespace sohoa
