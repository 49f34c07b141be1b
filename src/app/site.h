// Loads what the site decided: profile, templates, catalogues, trust.
#pragma once

#include "app/context.h"
#include "pipeline/site.h"
#include "pipeline/store.h"

namespace sohoa {

/// --config FILE, else $SOHOA_CONFIG, else STORE/profile.toml, else the built-in profile.
Result<Profile> load_profile(const AppContext& app);

/// The profile as above; templates of template_folder.h; catalogues that were imported into the
/// store; trust of $SOHOA_TRUST, else STORE/trust. Errors name the file and the place in it.
Result<Site> load_site(const AppContext& app, Store& store);
/// As much of it as tells what a paper's description lacks: profile, templates and procedures.
/// Lighter, and it works where the trust folder does not.
Result<Site> load_description_rules(const AppContext& app, Store& store);

}  // namespace sohoa
