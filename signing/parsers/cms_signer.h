// Everything one SignerInfo says of itself, verified: content digest, value, named certificate.
#pragma once

#include <vector>

#include "signing/facts.h"
#include "signing/parsers/cms_attributes.h"
#include "signing/parsers/cms_signed_data.h"
#include "signing/parsers/evidence_pool.h"

namespace sohoa {

/// What a value stands over: octets at hand, or digests that others computed. Borrows both.
class SignedContent {
 public:
  explicit SignedContent(ByteView octets) : octets_(octets) {}
  /// `octets` may be given too, when they are small.
  SignedContent(const std::vector<NamedDigest>& digests, ByteView octets)
      : digests_(&digests), octets_(octets), has_octets_(!octets.empty()) {}

  /// Empty when it is not known; the algorithm is then among missing().
  Bytes digest(HashAlgorithm hash);
  bool has_octets() const { return has_octets_; }
  ByteView octets() const { return octets_; }
  const std::vector<HashAlgorithm>& missing() const { return missing_; }

 private:
  const std::vector<NamedDigest>* digests_ = nullptr;
  ByteView octets_;
  bool has_octets_ = true;
  std::vector<HashAlgorithm> missing_;
};

/// Compares a digest found in a signature with that of the content.
Match compare_digest(SignedContent& content, HashAlgorithm hash, ByteView found);

/// A SignerInfo with its attributes read.
struct SignerReading {
  SignerFacts facts;
  CmsAttributes signed_attributes;
  CmsAttributes unsigned_attributes;
};

/// `nearby` are certificates that came with the value, looked at before the rest of the pool.
SignerReading read_signer(const SignedData& data,
                          const SignerInfo& info,
                          SignedContent& content,
                          const std::vector<CertIndex>& nearby,
                          EvidencePool& pool);

/// The certificate a reference or a signature may mean: `nearby` first, then the whole pool.
std::vector<CertIndex> candidates(const std::vector<CertIndex>& nearby, const EvidencePool& pool);
/// DER of a certificate; empty for null.
Bytes certificate_der(X509* certificate);

}  // namespace sohoa
