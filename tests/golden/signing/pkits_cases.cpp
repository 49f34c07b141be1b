#include "pkits_cases.h"

#include <cstdlib>
#include <fstream>
#include <iterator>

#include <nlohmann/json.hpp>

namespace sohoa::pkits {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

Bytes read(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<std::string> texts(const json& object, const char* member) {
  return object.value(member, std::vector<std::string>{});
}

PathOptions options_of(const json& params) {
  PathOptions options;
  options.require_explicit_policy = params.value("initial_explicit_policy", false);
  options.inhibit_policy_mapping = params.value("initial_policy_mapping_inhibit", false);
  options.inhibit_any_policy = params.value("initial_any_policy_inhibit", false);
  options.policies = texts(params, "user_initial_policy_set");
  return options;
}

Case case_of(const json& entry, const fs::path& root) {
  Case one;
  one.id = entry.at("id");
  one.name = entry.at("name");
  one.is_accepted = !entry.contains("error");
  one.checks_revocation = entry.value("revocation", true);
  one.request.path = options_of(entry.value("params", json::object()));
  one.request.anchors.push_back(read(root / "certs" / "TrustAnchorRootCertificate.crt"));
  one.request.targets.push_back(read(root / "certs" / entry.at("cert").get<std::string>()));
  for (const auto& name : texts(entry, "other_certs")) {
    one.request.certificates.push_back({EvidenceSource::Archive, read(root / "certs" / name)});
  }
  one.request.crls.push_back(
      {EvidenceSource::Archive, read(root / "crls" / "TrustAnchorRootCRL.crl")});
  for (const auto& name : texts(entry, "crls")) {
    one.request.crls.push_back({EvidenceSource::Archive, read(root / "crls" / name)});
  }
  return one;
}

}  // namespace

std::vector<Case> load(const fs::path& archive, const fs::path& folder) {
  const std::string command = "unzip -q -o '" + archive.string() + "' -d '" + folder.string() + "'";
  if (std::system(command.c_str()) != 0) return {};  // NOLINT: a test, one thread
  const fs::path root = folder / "nist_pkits";
  std::ifstream stream(root / "pkits.json");
  std::vector<Case> cases;
  for (const json& entry : json::parse(stream)) cases.push_back(case_of(entry, root));
  return cases;
}

}  // namespace sohoa::pkits
