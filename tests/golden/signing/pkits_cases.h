// NIST PKITS: 246 certification paths with the answer a validator must give.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "signing/requests.h"

namespace sohoa::pkits {

struct Case {
  std::string id;
  std::string name;
  EvidenceRequest request;  ///< the target is request.targets[0]
  bool checks_revocation = true;
  bool is_accepted = true;  ///< what must come out
};

/// Unpacks `archive` into `folder` and reads all cases; empty when that fails.
std::vector<Case> load(const std::filesystem::path& archive, const std::filesystem::path& folder);

}  // namespace sohoa::pkits
