#include "signing/parsers/evidence_pool.h"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <openssl/err.h>
#include <openssl/x509.h>

#include "core/digest.h"
#include "signing/parsers/certificate_keys.h"
#include "signing/parsers/evidence_build.h"
#include "signing/parsers/evidence_handles.h"
#include "signing/parsers/ocsp_facts.h"

namespace sohoa {
namespace {

std::string_view source_text(EvidenceSource source) {
  switch (source) {
    case EvidenceSource::Anchor:
      return "anchor";
    case EvidenceSource::Signature:
      return "signature";
    case EvidenceSource::Timestamp:
      return "time-stamp";
    case EvidenceSource::Dss:
      return "DSS";
    case EvidenceSource::Ocsp:
      return "OCSP";
    case EvidenceSource::Archive:
      return "archive";
  }
  return "?";
}

// All of the bytes or nothing: what follows a certificate is no part of what was signed.
CertificateHandle parse_certificate(ByteView der) {
  const unsigned char* at = der.data();
  CertificateHandle handle(
      d2i_X509(nullptr, &at, static_cast<long>(der.size())));  // NOLINT: OpenSSL's type
  ERR_clear_error();
  if (at != der.data() + der.size()) handle.reset();
  return handle;
}

}  // namespace

struct EvidencePool::State : HeldEvidence {
  Limits limits;
  std::map<Digest, CertIndex> by_digest;
  std::set<Digest> seen;               ///< CRLs and OCSP answers
  std::map<std::string, int> offered;  ///< how many of each label so far, for the next number
  std::int32_t anchors = 0;

  std::string next_label(EvidenceSource source, std::string_view what);
  CertIndex keep(ByteView der, EvidenceSource source, std::int32_t anchor);
  bool may_keep(ByteView revocation_item);
  void keep_inner_certificates(ByteView ocsp);
};

std::string EvidencePool::State::next_label(EvidenceSource source, std::string_view what) {
  const std::string label = std::string(source_text(source)) + " " + std::string(what);
  return label + " " + std::to_string(++offered[label]);
}

CertIndex EvidencePool::State::keep(ByteView der, EvidenceSource source, std::int32_t anchor) {
  const std::string label = next_label(source, "certificate");
  const Digest digest = sha256(der);
  if (const auto known = by_digest.find(digest); known != by_digest.end()) return known->second;
  if (std::cmp_greater_equal(certificates.size(), limits.certificates)) return kNoCert;
  auto handle = der.size() <= limits.evidence_bytes ? parse_certificate(der) : nullptr;
  if (!handle) {
    unreadable.push_back(label);
    return kNoCert;
  }
  const auto index = static_cast<CertIndex>(certificates.size());
  certificates.push_back({std::move(handle), Bytes(der.begin(), der.end()), source, anchor});
  by_digest.emplace(digest, index);
  return index;
}

// The same answer is often in the signature, its time-stamp and the DSS: once is enough.
bool EvidencePool::State::may_keep(ByteView revocation_item) {
  const bool has_room = std::cmp_less(crls.size() + ocsps.size(), limits.revocation_items) &&
                        revocation_item.size() <= limits.evidence_bytes;
  return has_room && seen.insert(sha256(revocation_item)).second;
}

void EvidencePool::State::keep_inner_certificates(ByteView ocsp) {
  const OcspBasicHandle basic = parse_basic(basic_part(ocsp));
  const STACK_OF(X509)* inside = basic ? OCSP_resp_get0_certs(basic.get()) : nullptr;
  for (int i = 0; i < sk_X509_num(inside); ++i) {
    unsigned char* der = nullptr;
    const int size = i2d_X509(sk_X509_value(inside, i), &der);
    const OpensslMemory<unsigned char> owner(der);
    if (size > 0) keep({der, static_cast<std::size_t>(size)}, EvidenceSource::Ocsp, -1);
  }
}

EvidencePool::EvidencePool(const Limits& limits) : state_(std::make_unique<State>()) {
  state_->limits = limits;
  register_signatures();
}
EvidencePool::~EvidencePool() = default;

CertIndex EvidencePool::add_anchor(ByteView der) {
  return state_->keep(der, EvidenceSource::Anchor, state_->anchors++);
}

CertIndex EvidencePool::add_certificate(ByteView der, EvidenceSource source) {
  return state_->keep(der, source, -1);
}

void EvidencePool::add_crl(ByteView der, EvidenceSource source) {
  const std::string label = state_->next_label(source, "CRL");
  if (!state_->may_keep(der)) return;
  state_->crls.push_back({Bytes(der.begin(), der.end()), source, label});
}

void EvidencePool::add_ocsp(ByteView der, EvidenceSource source) {
  const std::string label = state_->next_label(source, "OCSP answer");
  if (!state_->may_keep(der)) return;
  state_->ocsps.push_back({Bytes(der.begin(), der.end()), source, label});
  state_->keep_inner_certificates(der);
}

std::int32_t EvidencePool::size() const {
  return static_cast<std::int32_t>(state_->certificates.size());
}

X509* EvidencePool::certificate(CertIndex index) const {
  if (index < 0 || index >= size()) return nullptr;
  return state_->certificates[static_cast<std::size_t>(index)].x509.get();
}

void EvidencePool::want_chains(CertIndex index) {
  if (index < 0 || index >= size()) return;
  state_->certificates[static_cast<std::size_t>(index)].is_wanted = true;
}

Evidence EvidencePool::build(const PathOptions& options, const Limits& limits) const {
  return build_evidence(*state_, options, limits);
}

}  // namespace sohoa
