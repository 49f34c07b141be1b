#include "pipeline/split_plan.h"

#include <algorithm>
#include <set>

namespace sohoa {
namespace {

class Planner {
 public:
  Planner(const std::vector<Entry>& entries, const Declarations& declared) : declared_(declared) {
    for (const Entry& entry : entries) by_name_.emplace(entry.name, &entry);
    used_.insert(declared.tag_files.begin(), declared.tag_files.end());
  }

  PlannedComponent plan(const ComponentDeclaration& declaration) {
    PlannedComponent planned;
    planned.declaration = declaration;
    for (const std::string& name : declaration.files) add_file(planned, name);
    return planned;
  }

  bool is_used(const std::string& name) const { return used_.contains(name); }

 private:
  void add_file(PlannedComponent& planned, const std::string& name) {
    used_.insert(name);
    const auto entry = by_name_.find(name);
    if (entry == by_name_.end()) {
      planned.problems.push_back({Fault::MissingFile, "", {name, 0, -1, {}}});
      return;
    }
    if (entry->second->refusal) planned.problems.push_back(*entry->second->refusal);
    if (const auto fault = declared_.faults.find(name); fault != declared_.faults.end()) {
      planned.problems.push_back(fault->second);
    }
    planned.files.push_back(*entry->second);
  }

  const Declarations& declared_;
  std::map<std::string, const Entry*> by_name_;
  std::set<std::string> used_;
};

// A file nothing claims: its name is all the title it has.
ComponentDeclaration lone_file(const std::string& name) {
  ComponentDeclaration declaration;
  declaration.title = name;
  declaration.files = {name};
  return declaration;
}

}  // namespace

std::vector<PlannedComponent> plan_components(const std::vector<Entry>& entries,
                                              const Declarations& declared) {
  Planner planner(entries, declared);
  std::vector<PlannedComponent> components;
  for (const ComponentDeclaration& declaration : declared.submission.components) {
    components.push_back(planner.plan(declaration));
  }
  for (const Entry& entry : entries) {
    if (!planner.is_used(entry.name)) components.push_back(planner.plan(lone_file(entry.name)));
  }
  return components;
}

}  // namespace sohoa
