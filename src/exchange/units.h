// The catalogue of units with its history (formats: units.json), and finding a unit by its name.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/limits.h"
#include "core/result.h"

namespace sohoa {

/// One version of a unit. Days are YYYY-MM-DD, inclusive; an empty valid_to is still in force.
struct Unit {
  std::string code;
  std::string name;
  std::string level;  ///< "bo", "tinh", "so", "vpdk", "huyen", "xa", "phong", "khac"
  std::string parent;
  std::string valid_from;
  std::string valid_to;
  std::vector<std::string> predecessors;
  std::vector<std::string> aliases;
  bool e_certified_copy = false;

  bool is_in_force(std::string_view day) const;
};

/// Immutable once built; safe to share between threads.
class UnitCatalogue {
 public:
  UnitCatalogue() = default;
  /// Takes the versions as they are: read_units() is the one that checks them.
  explicit UnitCatalogue(std::vector<Unit> units);

  const std::vector<Unit>& units() const { return units_; }
  /// The code itself, or the one an alias stands for; nullopt when unknown at any date.
  std::optional<std::string> resolve(std::string_view code_or_alias) const;
  /// The version in force on `day`; the newest one when `day` is empty. By code or alias.
  const Unit* find(std::string_view code, std::string_view day) const;
  /// Units whose normal name (normal_unit_name) equals that of `name`, in force on `day` (any day
  /// when empty: one version a unit, the newest of that name). A short name that several units
  /// share ("Phòng Y tế") gives them all.
  std::vector<const Unit*> by_name(std::string_view name, std::string_view day) const;
  /// Whether `unit` is `above` or below it, in the tree of `day`.
  bool is_within(std::string_view unit, std::string_view above, std::string_view day) const;
  /// Whether `later` carries on what `earlier` was, directly or over several mergers. A unit
  /// carries on itself: a rename keeps the code.
  bool continues(std::string_view later, std::string_view earlier) const;

 private:
  using Index = std::multimap<std::string, std::size_t, std::less<>>;

  std::vector<Unit> units_;
  Index by_code_;
  Index by_name_;
  std::map<std::string, std::string, std::less<>> aliases_;
};

/// Two spellings of one agency have one normal name: NFC, lower case, "UBND" is "ủy ban nhân dân",
/// "Uỷ" is "Ủy", old and new tone placement, "TP" is "thành phố", "Tp.", dashes and spaces.
std::string normal_unit_name(std::string_view name);

/// units.json (formats/exchange.md, 3). BadCatalogue with the place of the first defect: a member
/// of the wrong form, two versions in force on one day, an alias that names two units, a parent
/// that is not there or leads in a circle.
Result<UnitCatalogue> read_units(std::string_view json, const Limits& limits = {});

}  // namespace sohoa
