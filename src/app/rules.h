// Loads what decisions over stored items need; lighter than a whole Site.
#pragma once

#include "app/context.h"
#include "pipeline/rule_book.h"

namespace sohoa {

/// Owns what a RuleBook refers to.
class LoadedRules {
 public:
  static Result<LoadedRules> load(const AppContext& app);
  RuleBook book() { return {store_, profile_, units_, procedures_, clock_}; }
  Store& store() { return store_; }
  const Clock& clock() const { return clock_; }

 private:
  Store store_;
  Profile profile_;
  UnitCatalogue units_;
  ProcedureCatalogue procedures_;
  SystemClock clock_;
};

}  // namespace sohoa
