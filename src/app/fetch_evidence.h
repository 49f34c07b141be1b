// What is missing from a file's evidence, asked for where its certificates say it can be had.
#pragma once

#include <filesystem>

#include "app/context.h"
#include "pipeline/verify_file.h"

namespace sohoa {

/// Asks for the CRLs and OCSP answers `facts` lacks, adds them to `trust` and, where `folder` is
/// named, to its dated archive. Hosts outside the policy's list are told and not asked. At most 16
/// requests; one that fails, or that the cage cannot
/// read as what it was asked for, is told and borne. Returns how many answers came.
int fetch_evidence(const AppContext& app,
                   Supervisor& cage,
                   const SignedFile& facts,
                   const std::filesystem::path& folder,
                   TrustData& trust);

}  // namespace sohoa
