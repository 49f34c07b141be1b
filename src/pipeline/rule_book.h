// What decisions over stored items need: the store, the site's profile and catalogues, the time.
#pragma once

#include <string>
#include <vector>

#include "core/clock.h"
#include "exchange/procedures.h"
#include "exchange/units.h"
#include "pipeline/store.h"
#include "policy/profile.h"
#include "policy/reuse.h"

namespace sohoa {

/// References outlive the work.
struct RuleBook {
  Store& store;
  const Profile& profile;
  const UnitCatalogue& units;
  const ProcedureCatalogue& procedures;
  const Clock& clock;

  std::string today() const;  ///< in Vietnam
};

/// The row as the rules look at it. A state or class we do not know is the one that permits
/// nothing.
ReuseItem reuse_view(const ItemRecord& item);

/// Names of the unit whose dossier it is and of those above it, today; empty when the catalogue
/// does not know the code before "-YYMMDD-".
std::vector<std::string> places_of(const RuleBook& rules, const std::string& dossier);

/// What the store knows of a dossier from the papers that came with it.
struct DossierFacts {
  std::string owner_id;   ///< empty: nobody said, or its papers have different owners
  std::string procedure;  ///< empty: not declared, or declared differently
};
Result<DossierFacts> dossier_facts(Catalog& catalog, const std::string& dossier);

}  // namespace sohoa
