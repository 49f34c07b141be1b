// Loads what the site decided: profile, templates, catalogues, trust.
#pragma once

#include "app/context.h"
#include "pipeline/site.h"
#include "pipeline/store.h"

namespace sohoa {

/// Profile: --config FILE, else $SOHOA_CONFIG, else STORE/profile.toml, else the built-in one.
/// Templates: template_folder.h. Catalogues: what was imported into the store. Trust: $SOHOA_TRUST,
/// else STORE/trust. Errors name the file and the place in it.
Result<Site> load_site(const AppContext& app, Store& store);

}  // namespace sohoa
