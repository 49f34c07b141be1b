// Certificates, CRLs and OCSP answers of one request, each kept once, and what they say.
//
// Filled by the CMS and time-stamp readers while they work; build() then finds chains and reads
// the revocation data. Parser half: OpenSSL inside, linked by the cage only.
#pragma once

#include <memory>

#include <openssl/types.h>

#include "core/bytes.h"
#include "core/limits.h"
#include "signing/evidence.h"
#include "signing/requests.h"

namespace sohoa {

class EvidencePool {
 public:
  explicit EvidencePool(const Limits& limits = {});
  ~EvidencePool();
  EvidencePool(const EvidencePool&) = delete;
  EvidencePool& operator=(const EvidencePool&) = delete;

  /// Anchors must come first; the n-th call has anchor index n. Unreadable bytes are named in
  /// Evidence::unreadable and give kNoCert.
  CertIndex add_anchor(ByteView der);
  /// The same bytes again give the same index. At most limits.certificates are kept; then kNoCert.
  CertIndex add_certificate(ByteView der, EvidenceSource source);
  void add_crl(ByteView der, EvidenceSource source);
  /// An OCSPResponse or a bare BasicOCSPResponse; certificates inside are added too.
  void add_ocsp(ByteView der, EvidenceSource source);

  std::int32_t size() const;
  /// Borrowed from the pool.
  X509* certificate(CertIndex index) const;

  /// Chains are wanted for this one: a signer of a document, time-stamp or chosen target.
  void want_chains(CertIndex index);

  /// Facts of everything added so far. Chains are built for wanted certificates and for whoever
  /// signed a CRL or OCSP answer about one of them.
  Evidence build(const PathOptions& options, const Limits& limits) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sohoa
