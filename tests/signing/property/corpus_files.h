// Valid files of the matrix, with the trust they are judged by, for tests in process.
#pragma once

#include <filesystem>
#include <string>

#include "core/bytes.h"
#include "pipeline/verify_file.h"

namespace sohoa::testing {

/// The folder corpus.py made; made now when it is not there or stale.
const std::filesystem::path& corpus_folder();

Bytes corpus_file(const std::string& name);

/// The roots of the test PKI under the default policy.
const TrustData& corpus_trust();

/// When the matrix judges.
UtcTime corpus_now();

/// Verifies bytes as `sohoa verify` does, without a cage.
class OpenVerifier {
 public:
  OpenVerifier();
  Result<VerifiedFile> verify(ByteView file);

 private:
  VerifyCages cages_;
};

/// True when the first signature is TOTAL-PASSED.
bool has_passed(const Result<VerifiedFile>& verified);

}  // namespace sohoa::testing
