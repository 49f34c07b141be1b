// From a file to the verdict on its signatures: two cages, our own digests, a pure judge.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/result.h"
#include "pipeline/collected.h"
#include "pipeline/verify_cages.h"
#include "signing/trust.h"
#include "signing/verdict.h"

namespace sohoa {

/// Whom to trust, and the site's own dated evidence.
struct TrustData {
  TrustPolicy policy;
  std::vector<PoolItem> certificates;  ///< intermediates; untrusted
  std::vector<PoolItem> crls;
  std::vector<PoolItem> ocsps;
};

struct VerifiedFile {
  std::unique_ptr<SignedFile> facts;  ///< `verdict` borrows from it
  FileVerdict verdict;
};

/// Everything read from the file, verified but not judged. The format is told by content.
/// Errors: the readers' own; UnknownFormat for what cannot hold a signature we know. At most
/// limits.verify_deadline_s and verify_memory_bytes a step.
Result<std::unique_ptr<SignedFile>> collect_facts(VerifyCages& cages,
                                                  const VerifyInput& input,
                                                  const TrustData& trust);

Result<VerifiedFile> verify_file(VerifyCages& cages,
                                 const VerifyInput& input,
                                 const TrustData& trust,
                                 UtcTime at);

/// One past the last byte of the revision that signature `index` (of the verdict) covered: the
/// prefix of the file up to there is what was signed. NotFound-kind error when there is none.
Result<std::int64_t> signed_version_end(const SignedFile& file, std::int32_t index);

}  // namespace sohoa
