#include <algorithm>

#include "core/file.h"
#include "core/limits.h"
#include "signing/trust_file.h"

namespace sohoa {
namespace {

namespace fs = std::filesystem;

Result<std::vector<fs::path>> toml_files(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code failed;
  for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
    if (at->path().extension() == ".toml") files.push_back(at->path());
  }
  if (failed) return Error{Fault::FileNotFound, failed.message(), {}}.in(folder.string());
  std::ranges::sort(files);
  return files;
}

Result<void> add_file(const fs::path& path, bool& has_policy, TrustPolicy& policy) {
  const Limits limits;
  const Bytes bytes = TRY(read_file(path, limits.evidence_bytes));
  const std::string_view text = as_text(bytes);
  const bool is_policy = TRY(is_policy_file(text));
  if (!is_policy) return read_anchors(text, path.parent_path(), policy);
  if (has_policy) return Error{Fault::BadTrustFile, "a second policy in one folder", {}};
  has_policy = true;
  return read_policy(text, policy);
}

}  // namespace

Result<TrustPolicy> load_trust(const fs::path& folder) {
  TrustPolicy policy = default_policy();
  bool has_policy = false;
  const std::vector<fs::path> files = TRY(toml_files(folder));
  for (const fs::path& path : files) {
    auto added = add_file(path, has_policy, policy);
    if (!added) return std::move(added).error().in(path.string());
  }
  return policy;
}

}  // namespace sohoa
