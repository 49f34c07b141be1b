// The third layer of `verify --json --facts`: everything read from a signed file, without opinion.
#pragma once

#include <string>

#include "signing/facts.h"

namespace sohoa {

/// One JSON object: revisions, signatures as read, certificates, chains, CRLs and OCSP answers.
/// Certificates are named by their index in `certificates`.
std::string facts_json(const SignedFile& file);

}  // namespace sohoa
