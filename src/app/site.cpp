#include "app/site.h"

#include <cstdlib>
#include <filesystem>

#include "app/template_folder.h"
#include "app/trust_store.h"
#include "core/digest.h"
#include "core/file.h"
#include "pipeline/catalogues.h"

namespace sohoa {
namespace {

namespace fs = std::filesystem;

constexpr const char* kProfileName = "profile.toml";

// Empty: the built-in profile.
fs::path profile_file(const AppContext& app) {
  if (!app.config.empty()) return app.config;
  if (const char* set = std::getenv("SOHOA_CONFIG"); set != nullptr && *set != '\0') return set;
  const fs::path own = app.store / kProfileName;
  std::error_code ignored;
  return fs::exists(own, ignored) ? own : fs::path();
}

Result<std::string> profile_text(const AppContext& app) {
  const fs::path file = profile_file(app);
  if (file.empty()) return std::string();
  const Bytes bytes = TRY(read_file(file, app.limits.template_bytes));
  return std::string(bytes.begin(), bytes.end());
}

void add_trust(Sha256& sum, const TrustData& trust) {
  sum.update(trust.policy.id + "/" + trust.policy.version + "\n");
  for (const Anchor& anchor : trust.policy.anchors) sum.update(anchor.sha256.hex() + "\n");
  for (const auto* pool : {&trust.certificates, &trust.crls, &trust.ocsps}) {
    for (const PoolItem& item : *pool) sum.update(sha256(item.der).hex() + "\n");
  }
}

Result<void> add_datasets(Sha256& sum, Catalog& catalog) {
  for (const char* name : {"units", "procedures"}) {
    const auto dataset = TRY(catalog.dataset(name));
    if (dataset) sum.update(dataset->digest.hex() + "\n");
  }
  return {};
}

// What a verdict rests on: another profile, root, revocation list or catalogue is another basis.
Result<std::string> basis_of(const AppContext& app, Store& store, const TrustData& trust) {
  Sha256 sum;
  sum.update(TRY(profile_text(app)));
  add_trust(sum, trust);
  TRY(add_datasets(sum, *store.catalog));
  return sum.finish().hex();
}

}  // namespace

Result<Profile> load_profile(const AppContext& app) {
  const fs::path file = profile_file(app);
  if (file.empty()) return default_profile();
  return read_profile(file.string(), TRY(profile_text(app)));
}

Result<Site> load_description_rules(const AppContext& app, Store& store) {
  Site site;
  site.profile = TRY(load_profile(app));
  site.templates = TRY(load_templates(app));
  site.procedures = TRY(load_procedures(store, app.limits));
  return site;
}

Result<Site> load_site(const AppContext& app, Store& store) {
  Site site;
  site.profile = TRY(load_profile(app));
  site.templates = TRY(load_templates(app));
  site.lexicon = TRY(load_lexicon(app));
  site.units = TRY(load_units(store, app.limits));
  site.procedures = TRY(load_procedures(store, app.limits));
  site.trust = TRY(load_trust_data(default_trust_folder(app.store), {}, app.limits));
  site.basis = TRY(basis_of(app, store, site.trust));
  return site;
}

}  // namespace sohoa
