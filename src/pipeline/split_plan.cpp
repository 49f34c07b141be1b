#include "pipeline/split_plan.h"

#include <algorithm>
#include <set>

namespace sohoa {
namespace {

class Planner {
 public:
  Planner(const std::vector<Entry>& entries, const Declarations& declared) : declared_(declared) {
    for (const Entry& entry : entries) by_name_.emplace(entry.name, &entry);
    for (const std::string& name : declared.tag_files) {
      if (const Entry* entry = find(name)) used_.insert(entry);
    }
  }

  PlannedComponent plan(const ComponentDeclaration& declaration) {
    PlannedComponent planned;
    planned.declaration = declaration;
    for (const std::string& name : declaration.files) add_file(planned, name);
    return planned;
  }

  // A file nothing claims, or the second of two with one name: the name is all the title it has.
  PlannedComponent plan_alone(const Entry& entry) {
    PlannedComponent planned;
    planned.declaration.title = entry.name;
    planned.declaration.files = {entry.name};
    add_entry(planned, entry);
    return planned;
  }

  bool is_used(const Entry& entry) const { return used_.contains(&entry); }

 private:
  const Entry* find(const std::string& name) const {
    const auto entry = by_name_.find(name);
    return entry == by_name_.end() ? nullptr : entry->second;
  }

  void add_file(PlannedComponent& planned, const std::string& name) {
    const Entry* entry = find(name);
    if (entry == nullptr) {
      planned.problems.push_back({Fault::MissingFile, "", {name, 0, -1, {}}});
    } else if (is_used(*entry)) {
      planned.problems.push_back({Fault::DuplicateName, "claimed twice", {name, 0, -1, {}}});
    } else {
      add_entry(planned, *entry);
    }
  }

  void add_entry(PlannedComponent& planned, const Entry& entry) {
    used_.insert(&entry);
    if (entry.refusal) planned.problems.push_back(*entry.refusal);
    if (const auto fault = declared_.faults.find(entry.name); fault != declared_.faults.end()) {
      planned.problems.push_back(fault->second);
    }
    planned.files.push_back(entry);
  }

  const Declarations& declared_;
  std::map<std::string, const Entry*> by_name_;
  std::set<const Entry*> used_;
};

}  // namespace

std::vector<PlannedComponent> plan_components(const std::vector<Entry>& entries,
                                              const Declarations& declared) {
  Planner planner(entries, declared);
  std::vector<PlannedComponent> components;
  for (const ComponentDeclaration& declaration : declared.submission.components) {
    components.push_back(planner.plan(declaration));
  }
  for (const Entry& entry : entries) {
    if (!planner.is_used(entry)) components.push_back(planner.plan_alone(entry));
  }
  return components;
}

}  // namespace sohoa
