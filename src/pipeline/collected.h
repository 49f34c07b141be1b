// A signed file on its way to its verdict: facts so far, and the values still to be verified.
//
// The four readers (PDF, CMS, XML, ASiC) fill one of these; verify_file.cpp sends the values to the
// second cage and puts the answers back.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "signing/ranges.h"
#include "signing/requests.h"
#include "worker/supervisor.h"

namespace sohoa {

/// Computes digests of what a value stands over; called again when the value names another
/// algorithm than was expected.
using DigestSource =
    std::function<Result<std::vector<NamedDigest>>(std::span<const HashAlgorithm>)>;

struct PendingSignature {
  SignatureFacts facts;
  std::optional<ValueToVerify> value;  ///< none: too broken to have one; its faults say why
  DigestSource digests;                ///< null: the content is not at hand
  /// What our own code found of the signed content; overrules the value's word (XML, manifests).
  std::optional<Match> content;
  bool is_document_timestamp = false;
};

struct Collected {
  SignedFile file;
  std::vector<PendingSignature> pending;
  std::vector<PoolItem> certificates;
  std::vector<PoolItem> crls;
  std::vector<PoolItem> ocsps;
};

/// What a reader is given. Descriptors are borrowed.
struct VerifyInput {
  int fd = -1;
  std::int64_t size = 0;
  std::string name;           ///< as the user gave it
  std::string password;       ///< of an encrypted PDF
  int detached_content = -1;  ///< the signature is `fd`, this is what it signs
  std::int64_t detached_size = 0;
  std::string detached_name;
};

Result<Collected> collect_pdf(Supervisor& cage, const VerifyInput& input, const Limits& limits);
Result<Collected> collect_cms(const VerifyInput& input, const Limits& limits);
Result<Collected> collect_xml(Supervisor& cage, const VerifyInput& input, const Limits& limits);
Result<Collected> collect_asic(Supervisor& cage, const VerifyInput& input, const Limits& limits);

/// Finds the bytes an external reference names; nullopt when there are none.
using DataSource = std::function<std::optional<DigestSource>(const std::string& name)>;

/// Adds the signatures of one XML document; `name` is put on each, `data` resolves its external
/// references.
Result<void> add_xml_signatures(const XmlReading& reading,
                                const std::string& name,
                                const DataSource& data,
                                Collected& into);

/// Digests of a stretch of a file.
DigestSource digests_of_file(FileBytes file, std::int64_t offset, std::int64_t size);

}  // namespace sohoa
