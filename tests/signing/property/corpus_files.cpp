#include "signing/property/corpus_files.h"

#include <cstdlib>
#include <stdexcept>

#include "core/file.h"

namespace sohoa::testing {
namespace {

template <class T>
T need(Result<T> result) {
  if (!result) throw std::runtime_error(describe(result.error(), Lang::En));
  return std::move(*result);
}

Anchor root(const std::string& name, const std::string& regime, AnchorPurposes purposes) {
  Anchor anchor;
  anchor.name = name;
  anchor.regime = regime;
  anchor.purposes = purposes;
  anchor.der = need(read_file(corpus_folder() / "pki" / (name + ".der"), kMiB));
  anchor.sha256 = sha256(anchor.der);
  return anchor;
}

TrustData make_trust() {
  TrustData trust;
  trust.policy = default_policy();
  trust.policy.anchors = {root("duty_root", "official-duty", {.signer = true}),
                          root("public_root", "public", {.signer = true}),
                          root("tsa_root", "official-duty", {.timestamp = true})};
  return trust;
}

std::filesystem::path make_corpus() {
  const std::filesystem::path folder = SOHOA_SIGNING_CORPUS;
  const std::string command = "PYTHONDONTWRITEBYTECODE=1 python3 '" SOHOA_SOURCE_DIR
                              "/tests/signing/corpus.py' '" +
                              folder.string() + "' >/dev/null";
  // NOLINTNEXTLINE(cert-env33-c, concurrency-mt-unsafe): our own script, before any thread
  if (std::system(command.c_str()) != 0) throw std::runtime_error("corpus.py failed");
  return folder;
}

}  // namespace

const std::filesystem::path& corpus_folder() {
  static const std::filesystem::path folder = make_corpus();
  return folder;
}

Bytes corpus_file(const std::string& name) {
  return need(read_file(corpus_folder() / "files" / name, 64 * kMiB));
}

const TrustData& corpus_trust() {
  static const TrustData trust = make_trust();
  return trust;
}

UtcTime corpus_now() {
  return *parse_rfc3339("2026-06-01T00:00:00Z");
}

OpenVerifier::OpenVerifier() : cages_(need(Supervisor::start({})), {}) {}

Result<VerifiedFile> OpenVerifier::verify(ByteView file) {
  const UniqueFd fd = TRY(memory_file(file));
  VerifyInput input;
  input.fd = fd.get();
  input.size = static_cast<std::int64_t>(file.size());
  input.name = "file";
  return verify_file(cages_, input, corpus_trust(), corpus_now());
}

bool has_passed(const Result<VerifiedFile>& verified) {
  if (!verified || verified->verdict.signatures.empty()) return false;
  return verified->verdict.signatures.front().indication == Indication::TotalPassed;
}

}  // namespace sohoa::testing
