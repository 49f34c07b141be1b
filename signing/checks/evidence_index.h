// Evidence looked up by certificate. Every index of the facts is checked here: they come from a
// cage, and a cage may be lied to.
#pragma once

#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "signing/evidence.h"

namespace sohoa::checks {

/// Since when each piece of evidence is proven to have existed (EN 319 102-1, 5.6.2.3). None: only
/// since the moment judged for.
struct Proofs {
  std::vector<std::optional<UtcTime>> certificates;
  std::vector<std::optional<UtcTime>> crls;
  std::vector<std::optional<UtcTime>> ocsps;
};

/// One answer on one certificate: indices into Evidence::ocsps and its `answers`.
struct AnswerRef {
  std::size_t ocsp = 0;
  std::size_t answer = 0;
};

/// Borrows the evidence.
class EvidenceIndex {
 public:
  explicit EvidenceIndex(const Evidence& evidence);

  const Evidence& evidence() const { return evidence_; }
  /// Null for kNoCert and for numbers that name nothing.
  const CertificateFacts* certificate(CertIndex index) const;
  /// Whole or broken chains that start with `target`; only those whose every member exists.
  std::span<const ChainFacts* const> chains_of(CertIndex target) const;
  /// Indices into Evidence::crls of those that have `cert` in scope.
  std::span<const std::size_t> crls_of(CertIndex cert) const;
  std::span<const AnswerRef> answers_on(CertIndex cert) const;
  /// Whether the key in `issuer` is known to have signed `cert`.
  bool issued(CertIndex issuer, CertIndex cert) const;

 private:
  bool is_valid(CertIndex index) const;
  void add_chains();
  void add_issuers(const ChainFacts& chain);
  void add_revocation();

  const Evidence& evidence_;
  std::vector<std::vector<const ChainFacts*>> chains_;
  std::vector<std::vector<CertIndex>> issuers_;
  std::vector<std::vector<std::size_t>> crls_;
  std::vector<std::vector<AnswerRef>> answers_;
};

}  // namespace sohoa::checks
