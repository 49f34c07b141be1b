#include "app/rules.h"

#include "app/site.h"
#include "pipeline/catalogues.h"

namespace sohoa {

Result<LoadedRules> LoadedRules::load(const AppContext& app) {
  LoadedRules rules;
  rules.store_ = TRY(open_store(app.store));
  rules.profile_ = TRY(load_profile(app));
  rules.units_ = TRY(load_units(rules.store_, app.limits));
  rules.procedures_ = TRY(load_procedures(rules.store_, app.limits));
  return rules;
}

}  // namespace sohoa
