#include "signing/parsers/evidence_build.h"

#include <iterator>
#include <set>
#include <utility>

#include "signing/parsers/certificate_facts.h"
#include "signing/parsers/chain_facts.h"
#include "signing/parsers/chain_links.h"
#include "signing/parsers/chain_rules.h"
#include "signing/parsers/crl_facts.h"
#include "signing/parsers/ocsp_facts.h"

namespace sohoa {
namespace {

std::vector<X509*> borrowed(const HeldEvidence& held) {
  std::vector<X509*> certificates;
  certificates.reserve(held.certificates.size());
  for (const auto& one : held.certificates) certificates.push_back(one.x509.get());
  return certificates;
}

class Builder {
 public:
  Builder(const HeldEvidence& held, const PathOptions& options, const Limits& limits)
      : held_(held), limits_(limits), links_(borrowed(held), limits), rules_(options, limits) {}

  // What a verdict rests on comes first: a file that brings a thousand namesakes spends the budget
  // of verifications on them last.
  Evidence run() {
    evidence_.unreadable = held_.unreadable;
    for (const auto& held : held_.certificates) is_anchor_.push_back(held.anchor >= 0);
    has_chains_.resize(held_.certificates.size());
    for (CertIndex i = 0; i < links_.size(); ++i) {
      if (held_.certificates[static_cast<std::size_t>(i)].is_wanted) add_chains(i);
    }
    if (!held_.crls.empty()) read_all(held_.crls, CrlReader(links_), evidence_.crls);
    if (!held_.ocsps.empty()) read_all(held_.ocsps, OcspReader(links_), evidence_.ocsps);
    add_chains_of_revokers();
    for (CertIndex i = 0; i < links_.size(); ++i) add_certificate(i);
    return std::move(evidence_);
  }

 private:
  void add_certificate(CertIndex index) {
    const auto& held = held_.certificates[static_cast<std::size_t>(index)];
    links_.key(index);  // completes a DSA key, so that at() has it whole
    CertificateFacts facts = read_certificate(links_.at(index), held.der);
    facts.source = held.source;
    facts.anchor = held.anchor;
    facts.is_self_signed = links_.is_self_signed(index);
    if (!facts.ocsp_urls.empty()) facts.ocsp_request = request_about(index);
    evidence_.certificates.push_back(std::move(facts));
  }

  Bytes request_about(CertIndex index) {
    const auto& issuers = links_.issuers(index);
    if (issuers.empty()) return {};
    return make_ocsp_request(links_.at(index), links_.at(issuers.front()));
  }

  void add_chains(CertIndex index) {
    if (has_chains_[static_cast<std::size_t>(index)]) return;
    has_chains_[static_cast<std::size_t>(index)] = true;
    auto chains = read_chains(index, is_anchor_, links_, rules_, limits_);
    std::move(chains.begin(), chains.end(), std::back_inserter(evidence_.chains));
  }

  template <class Reader, class Facts>
  void read_all(const std::vector<HeldBytes>& items, Reader reader, std::vector<Facts>& into) {
    for (const HeldBytes& held : items) {
      auto facts = reader.read(held.der);
      if (!facts) {
        evidence_.unreadable.push_back(held.label);
        continue;
      }
      facts->source = held.source;
      into.push_back(std::move(*facts));
    }
  }

  // Whoever signed a CRL or answer must himself lead to an anchor. A CA's old key has another
  // certificate than its new one, so standing in somebody's chain is not enough.
  void add_chains_of_revokers() {
    std::set<CertIndex> revokers;
    for (const auto& crl : evidence_.crls) {
      if (!crl.covers.empty()) revokers.insert(crl.signers.begin(), crl.signers.end());
    }
    for (const auto& ocsp : evidence_.ocsps) {
      if (ocsp.signer != kNoCert && !ocsp.answers.empty()) revokers.insert(ocsp.signer);
    }
    for (const CertIndex index : revokers) add_chains(index);
  }

  const HeldEvidence& held_;
  const Limits& limits_;
  ChainLinks links_;
  ChainRules rules_;
  std::vector<bool> is_anchor_;
  std::vector<bool> has_chains_;
  Evidence evidence_;
};

}  // namespace

Evidence build_evidence(const HeldEvidence& held,
                        const PathOptions& options,
                        const Limits& limits) {
  return Builder(held, options, limits).run();
}

}  // namespace sohoa
