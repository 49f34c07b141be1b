#include "pipeline/attest_entries.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

#include "core/text.h"

namespace sohoa {
namespace {

constexpr std::string_view kSuffix = ".p7s";
constexpr std::string_view kWholeBatch = "attestation.p7s";
constexpr std::string_view kManifest = "manifest-sha256.txt";
constexpr std::array<std::string_view, 6> kScans = {
    ".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff"};

std::string_view folder_of(std::string_view name) {
  const auto slash = name.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : name.substr(0, slash + 1);
}

/// The name without a known scan's ending; nullopt for other files.
std::optional<std::string> scan_stem(const std::string& name) {
  const std::string lower = to_lower(name);
  for (const std::string_view ending : kScans) {
    if (lower.ends_with(ending)) return name.substr(0, name.size() - ending.size());
  }
  return std::nullopt;
}

class Names {
 public:
  explicit Names(std::span<const std::string> names) {
    for (const std::string& name : names) {
      all_.insert(name);
      if (const auto stem = scan_stem(name)) scans_[*stem].push_back(name);
    }
  }

  std::optional<BatchSignature> signature(const std::string& name) const {
    const std::string folder(folder_of(name));
    if (name == folder + std::string(kWholeBatch) && all_.contains(folder + std::string(kManifest)))
      return BatchSignature{name, folder + std::string(kManifest), true};
    const std::string stem = name.substr(0, name.size() - kSuffix.size());
    if (scan_stem(stem) && all_.contains(stem)) return BatchSignature{name, stem, false};
    const auto scans = scans_.find(stem);
    if (scans == scans_.end() || scans->second.size() != 1) return std::nullopt;
    return BatchSignature{name, scans->second.front(), false};
  }

 private:
  std::set<std::string> all_;
  std::map<std::string, std::vector<std::string>> scans_;  // by stem
};

}  // namespace

std::vector<BatchSignature> find_batch_signatures(std::span<const std::string> names) {
  const Names known(names);
  std::vector<BatchSignature> found;
  for (const std::string& name : names) {
    if (!to_lower(name).ends_with(kSuffix)) continue;
    if (auto signature = known.signature(name)) found.push_back(std::move(*signature));
  }
  return found;
}

}  // namespace sohoa
