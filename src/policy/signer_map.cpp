#include "policy/signer_map.h"

#include <algorithm>
#include <utility>

namespace sohoa {
namespace {

constexpr std::string_view kPeoplesCommittee = "ủy ban nhân dân ";

bool matches(const std::string& pattern, std::string_view name) {
  if (pattern.empty()) return true;
  const std::string normal = normal_unit_name(name);
  if (!pattern.ends_with('*')) return normal == normal_unit_name(pattern);
  return normal.starts_with(normal_unit_name(pattern.substr(0, pattern.size() - 1)));
}

bool matches_any(const std::string& pattern, const std::vector<std::string>& names) {
  const auto fits = [&](const std::string& name) { return matches(pattern, name); };
  return pattern.empty() || std::ranges::any_of(names, fits);
}

bool holds_on(const SignerPattern& row, std::string_view day) {
  return (row.valid_from.empty() || row.valid_from <= day) &&
         (row.valid_to.empty() || day <= row.valid_to);
}

bool fits(const SignerPattern& row, const SubjectName& subject, std::string_view day) {
  if (row.common_name.empty() && row.organisation.empty() && row.organisational_unit.empty())
    return false;
  return holds_on(row, day) && matches(row.common_name, subject.common_name) &&
         matches(row.organisation, subject.organisation) &&
         matches_any(row.organisational_unit, subject.units);
}

// Finds units by what certificates call them.
class UnitFinder {
 public:
  UnitFinder(const UnitCatalogue& units, const SubjectName& subject, std::string_view day)
      : units_(units), subject_(subject), day_(day) {}

  struct Found {
    const Unit* unit = nullptr;
    bool is_former = false;
    bool is_ambiguous = false;
  };

  /// The unit of that name in force on the day, else one of the past.
  Found by_name(std::string_view name) const {
    Found found = pick(named(name, day_));
    if (found.unit != nullptr || found.is_ambiguous) return found;
    auto past = named(name, {});
    std::erase_if(past, [&](const Unit* unit) { return !has_ended(*unit); });
    found = pick(past);
    found.is_former = found.unit != nullptr;
    return found;
  }

  bool has_ended(const Unit& unit) const { return !unit.valid_to.empty() && unit.valid_to < day_; }

  /// A unit in force on the day that carries `former` on; the first by code, as the catalogue
  /// sorts.
  const Unit* successor_of(const Unit& former) const {
    for (const Unit& unit : units_.units()) {
      if (unit.code == former.code || !unit.is_in_force(day_)) continue;
      if (units_.continues(unit.code, former.code)) return &unit;
    }
    return nullptr;
  }

 private:
  using Units = std::vector<const Unit*>;

  // The catalogue may call a commune "Xã Bắc" where the certificate says "UBND xã Bắc".
  Units named(std::string_view name, std::string_view day) const {
    Units found = units_.by_name(name, day);
    const std::string normal = normal_unit_name(name);
    if (!found.empty() || !normal.starts_with(kPeoplesCommittee)) return found;
    found = units_.by_name(normal.substr(kPeoplesCommittee.size()), day);
    std::erase_if(found, [](const Unit* unit) {
      return unit->level != "tinh" && unit->level != "huyen" && unit->level != "xa";
    });
    return found;
  }

  // Several units may be called "Phòng Y tế"; the subject's OU or O names the one above, the
  // innermost name being the narrowest.
  Found pick(const Units& candidates) const {
    if (candidates.size() <= 1) return {candidates.empty() ? nullptr : candidates.front()};
    std::vector<std::string> names = subject_.units;
    names.insert(names.begin(), subject_.organisation);
    for (auto name = names.rbegin(); name != names.rend(); ++name) {
      const Units below = those_below(candidates, *name);
      if (below.size() == 1) return {below.front()};
    }
    return {nullptr, false, true};
  }

  Units those_below(Units candidates, std::string_view name) const {
    const Units above = named(name, day_);
    std::erase_if(candidates, [&](const Unit* unit) {
      return std::ranges::none_of(above, [&](const Unit* one) {
        return one->code != unit->code && units_.is_within(unit->code, one->code, day_);
      });
    });
    return candidates;
  }

  const UnitCatalogue& units_;
  const SubjectName& subject_;
  std::string_view day_;
};

void put_unit(SignerFact& fact, const Unit& unit, bool is_former, const UnitFinder& finder) {
  fact.unit = unit.code;
  fact.unit_name = unit.name;
  fact.is_former = is_former;
  if (!is_former) return;
  if (const Unit* const heir = finder.successor_of(unit)) {
    fact.successor = heir->code;
    fact.successor_name = heir->name;
  }
}

// A pattern may name a unit by an alias, and one that has ended.
void put_unit_of_code(SignerFact& fact,
                      const std::string& code,
                      const UnitCatalogue& units,
                      const UnitFinder& finder,
                      std::string_view day) {
  if (const Unit* const unit = units.find(code, day)) {
    put_unit(fact, *unit, false, finder);
  } else if (const Unit* const past = units.find(code, {}); past && finder.has_ended(*past)) {
    put_unit(fact, *past, true, finder);
  } else {
    fact.how += "; danh mục không có đơn vị " + code + " vào ngày ký";
  }
}

bool starts_with_agency_word(std::string_view name, const std::vector<std::string>& words) {
  const std::string normal = normal_unit_name(name) + " ";
  return std::ranges::any_of(words, [&](const std::string& word) {
    return !word.empty() && normal.starts_with(normal_unit_name(word) + " ");
  });
}

bool is_person(const SubjectName& subject) {
  const auto starts = [&](std::string_view mark) {
    return subject.user_id.starts_with(mark) || subject.serial_number.starts_with(mark);
  };
  return !subject.title.empty() || starts("CCCD") || starts("CMND") || starts("HC");
}

bool is_organisation(const SubjectName& subject) {
  const bool has_tax_code =
      subject.user_id.starts_with("MST") || subject.serial_number.starts_with("MST");
  return has_tax_code ||
         normal_unit_name(subject.common_name) == normal_unit_name(subject.organisation);
}

std::string shown_name(const SubjectName& subject) {
  if (!subject.common_name.empty()) return subject.common_name;
  return subject.organisation.empty() ? "không rõ tên" : subject.organisation;
}

class Mapping {
 public:
  Mapping(const SubjectName& subject,
          const SignerMap& map,
          const UnitCatalogue& units,
          std::string_view day)
      : subject_(subject), map_(map), units_(units), day_(day), finder_(units, subject, day) {
    fact_.name = shown_name(subject);
  }

  SignerFact run() {
    if (by_pattern() || by_own_name() || by_agency_word()) return std::move(fact_);
    by_elimination();
    return std::move(fact_);
  }

 private:
  bool by_pattern() {
    const auto row = std::ranges::find_if(
        map_.patterns, [&](const SignerPattern& one) { return fits(one, subject_, day_); });
    if (row == map_.patterns.end()) return false;
    fact_.kind = row->kind;
    fact_.how = "theo mẫu của đơn vị triển khai";
    if (!row->source.empty()) fact_.how += " (" + row->source + ")";
    if (!row->unit.empty()) put_unit_of_code(fact_, row->unit, units_, finder_, day_);
    return true;
  }

  bool by_own_name() {
    if (subject_.common_name.empty() || is_person(subject_)) return false;
    const auto found = finder_.by_name(subject_.common_name);
    if (found.unit == nullptr && !found.is_ambiguous) return false;
    fact_.kind = SignerKind::Agency;
    fact_.how = found.is_ambiguous ? "tên này trùng với nhiều đơn vị" : "theo tên trong danh mục";
    if (found.unit != nullptr) put_unit(fact_, *found.unit, found.is_former, finder_);
    return true;
  }

  bool by_agency_word() {
    const bool is_agency = starts_with_agency_word(subject_.common_name, map_.agency_words);
    if (!is_agency || is_person(subject_)) return false;
    fact_.kind = SignerKind::Agency;
    fact_.how = "danh mục không có tên này";
    return true;
  }

  void by_elimination() {
    const bool is_firm = !is_person(subject_) && is_organisation(subject_);
    fact_.kind = is_firm ? SignerKind::Organisation : SignerKind::Person;
    if (subject_.common_name.empty() && !is_person(subject_)) fact_.kind = SignerKind::Unknown;
    fact_.how = is_firm ? "tổ chức ngoài danh mục" : "chứng thư cá nhân";
    if (!is_firm) put_own_unit();
  }

  // The innermost name that the catalogue knows.
  void put_own_unit() {
    std::vector<std::string> names = subject_.units;
    names.insert(names.begin(), subject_.organisation);
    for (auto name = names.rbegin(); name != names.rend(); ++name) {
      const auto found = finder_.by_name(*name);
      if (found.unit == nullptr) continue;
      put_unit(fact_, *found.unit, found.is_former, finder_);
      return;
    }
  }

  const SubjectName& subject_;
  const SignerMap& map_;
  const UnitCatalogue& units_;
  std::string_view day_;
  UnitFinder finder_;
  SignerFact fact_;
};

}  // namespace

SignerFact map_signer(const SubjectName& subject,
                      const SignerMap& map,
                      const UnitCatalogue& units,
                      std::string_view day) {
  return Mapping(subject, map, units, day).run();
}

}  // namespace sohoa
