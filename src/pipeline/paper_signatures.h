// The signatures of one stored paper: its files through the cages, those that may hold any.
#pragma once

#include <vector>

#include "pipeline/assess.h"
#include "pipeline/verify_file.h"

namespace sohoa {

struct PaperSignatures {
  std::vector<VerifiedFile> files;  ///< those that were verified
  bool is_readable = true;          ///< false: a file is damaged where its signatures stand
  bool is_locked = false;  ///< a password is wanted, or the cage could not finish: try again later
};

/// Images and PDFs without a signature dictionary start no cage. A detached CMS is held against the
/// file it is named after, else against the only other one. What a file does wrong is in the
/// answer; errors are of our own work (store, cage that will not start).
Result<PaperSignatures> verify_paper(const AssessContext& context,
                                     const ComponentRecord& component,
                                     const std::vector<FileRecord>& files);

}  // namespace sohoa
