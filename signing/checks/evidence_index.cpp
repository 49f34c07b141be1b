#include "signing/checks/evidence_index.h"

#include <algorithm>

namespace sohoa::checks {

EvidenceIndex::EvidenceIndex(const Evidence& evidence)
    : evidence_(evidence),
      chains_(evidence.certificates.size()),
      issuers_(evidence.certificates.size()),
      crls_(evidence.certificates.size()),
      answers_(evidence.certificates.size()) {
  add_chains();
  add_revocation();
}

bool EvidenceIndex::is_valid(CertIndex index) const {
  return index >= 0 && static_cast<std::size_t>(index) < evidence_.certificates.size();
}

const CertificateFacts* EvidenceIndex::certificate(CertIndex index) const {
  return is_valid(index) ? &evidence_.certificates[static_cast<std::size_t>(index)] : nullptr;
}

void EvidenceIndex::add_chains() {
  for (const ChainFacts& chain : evidence_.chains) {
    const auto& path = chain.path;
    const bool is_whole =
        !path.empty() && std::ranges::all_of(path, [&](CertIndex i) { return is_valid(i); });
    if (!is_whole) continue;
    chains_[static_cast<std::size_t>(path.front())].push_back(&chain);
    add_issuers(chain);
  }
}

// A chain that fails for a signature proves nothing about who issued whom in it.
void EvidenceIndex::add_issuers(const ChainFacts& chain) {
  if (chain.fault == PathFault::BadSignature || chain.fault == PathFault::Malformed) return;
  for (std::size_t i = 0; i + 1 < chain.path.size(); ++i) {
    auto& known = issuers_[static_cast<std::size_t>(chain.path[i])];
    if (std::ranges::find(known, chain.path[i + 1]) == known.end()) {
      known.push_back(chain.path[i + 1]);
    }
  }
}

void EvidenceIndex::add_revocation() {
  for (std::size_t i = 0; i < evidence_.crls.size(); ++i) {
    for (const CertIndex cert : evidence_.crls[i].covers) {
      if (is_valid(cert)) crls_[static_cast<std::size_t>(cert)].push_back(i);
    }
  }
  for (std::size_t i = 0; i < evidence_.ocsps.size(); ++i) {
    const auto& answers = evidence_.ocsps[i].answers;
    for (std::size_t k = 0; k < answers.size(); ++k) {
      if (is_valid(answers[k].cert)) {
        answers_[static_cast<std::size_t>(answers[k].cert)].push_back({i, k});
      }
    }
  }
}

std::span<const ChainFacts* const> EvidenceIndex::chains_of(CertIndex target) const {
  if (!is_valid(target)) return {};
  return chains_[static_cast<std::size_t>(target)];
}

std::span<const std::size_t> EvidenceIndex::crls_of(CertIndex cert) const {
  if (!is_valid(cert)) return {};
  return crls_[static_cast<std::size_t>(cert)];
}

std::span<const AnswerRef> EvidenceIndex::answers_on(CertIndex cert) const {
  if (!is_valid(cert)) return {};
  return answers_[static_cast<std::size_t>(cert)];
}

bool EvidenceIndex::issued(CertIndex issuer, CertIndex cert) const {
  if (!is_valid(cert)) return false;
  return std::ranges::count(issuers_[static_cast<std::size_t>(cert)], issuer) > 0;
}

}  // namespace sohoa::checks
