// Has this stored paper legal value? Its files are verified in the cages, the verdicts become
// facts, the law's rules give the class with its reasons.
#pragma once

#include <string>
#include <vector>

#include "core/clock.h"
#include "core/limits.h"
#include "pipeline/site.h"
#include "pipeline/store.h"
#include "pipeline/verify_cages.h"
#include "policy/legal_value.h"

namespace sohoa {

/// References outlive the work.
struct AssessContext {
  Store& store;
  VerifyCages& cages;
  const Site& site;
  const Clock& clock;
  const Limits& limits;
};

struct AssessedPaper {
  LegalValue value;
  VerdictRecord record;  ///< the same as rows; `policy` is Site::basis
};

/// `text` is what its pages say, for the marks of copies. A file that holds no signature starts no
/// cage. A bad signature is a finding; errors are ours alone.
Result<AssessedPaper> assess_paper(const AssessContext& context,
                                   const ComponentRecord& component,
                                   const std::vector<FileRecord>& files,
                                   const std::string& text);

}  // namespace sohoa
